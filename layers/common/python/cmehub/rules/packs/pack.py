"""A rule pack: everything that one board asks of completions and activities from a day on."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

from cmehub.rules.packs.attestations import STATEMENTS
from cmehub.rules.packs.rules import (
    AttestedText,
    Companion,
    ContentOutline,
    CreditType,
    DailyPoints,
    Evaluation,
    Exclusion,
    IdentityPolicy,
    IdFormat,
    Increment,
    Period,
    PracticeAreas,
    Remark,
    SameDayRule,
    Sourced,
    StatementSentence,
    Until,
    UsualFormats,
    Within,
    YearEnd,
    whole_packs,
)


class RulePack(BaseModel):
    """
    One board's rules from ``effective_from`` on, until the next pack of the board.

    Attributes
    ----------
    board, name
        The board's code and its full name.
    completions
        The completion dates that the board takes.
    activities
        The start dates of activities that it takes registrations for.
    reporting
        Until when completions can be reported, where that isn't the common day.
    module_codes
        Until when a learner row may name an activity by the board's code of it: see `cmehub.chunks.module_codes`.
    provisional
        Which fields have to agree for a record to count until the board has decided; it is taken back if that says no.
    within, companions, exclusions
        How credit types combine in one record.
    points_default
        Points equal the activity's CME credits where a registration doesn't tell them.
    whole_points
        A learner gets all the points that the activity is registered for, or none.
    cap
        A learner's accepted records of an activity come to at most the points that it is registered for.
    one_record, same_day
        How many records a diplomate can have of an activity, and of one day of it.
    permission_to_share
        Credit of a learner who doesn't permit to share it is refused.
    statements
        What announcements of a registered activity tell learners.
    evaluation, year_end, daily_points, usual_formats
        Advice: what goes against it is told and taken.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    board: str
    name: str
    effective_from: dt.date
    completions: Period | None = None
    activities: Period | None = None
    reporting: Until | None = None
    module_codes: Until | None = None
    id_format: IdFormat
    identity: IdentityPolicy
    provisional: IdentityPolicy | None = None
    credit_types: tuple[CreditType, ...]
    within: tuple[Within, ...] = ()
    companions: tuple[Companion, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    increment: Increment
    points_default: Sourced | None = None
    whole_points: Sourced | None = None
    cap: Sourced | None = None
    one_record: Sourced | None = None
    same_day: SameDayRule | None = None
    permission_to_share: Sourced | None = None
    practice_areas: PracticeAreas | None = None
    content_outline: ContentOutline | None = None
    evaluation: Evaluation | None = None
    year_end: YearEnd | None = None
    daily_points: DailyPoints | None = None
    usual_formats: tuple[UsualFormats, ...] = ()
    attestation: AttestedText
    statements: tuple[StatementSentence, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @model_validator(mode="after")
    def _rules_speak_of_what_the_pack_has(self) -> Self:
        used = {name for pair in self.within for name in (pair.credit_type, pair.of)}
        used |= {name for companion in self.companions for name in (companion.credit_type, *companion.needs)}
        used |= {name for exclusion in self.exclusions for name in exclusion.credit_types}
        used |= {*self.evaluation.credit_types} if self.evaluation else set()
        used |= {usual_format.credit_type for usual_format in self.usual_formats}
        used |= {statement.credit_type for statement in self.statements if statement.credit_type}
        if self.same_day and self.same_day.split_type:
            used.add(self.same_day.split_type)
        if unknown := used - {credit_type.name for credit_type in self.credit_types}:
            raise ValueError(f"rules name credit types that the pack doesn't have: {', '.join(sorted(unknown))}")
        for sentence in self.statements:
            sentence.text.format_map(dict.fromkeys(("board", "name", "points", "credit_types"), ""))
        if self.attestation.version not in STATEMENTS:
            raise ValueError(f"there are no attestation statements of version {self.attestation.version}")
        return self

    @cached_property
    def _types(self) -> dict[str, CreditType]:
        return {
            plain_term(spelling): credit_type
            for credit_type in self.credit_types
            for spelling in (credit_type.name, *credit_type.aliases)
        }

    @cached_property
    def _areas(self) -> dict[str, str]:
        return {plain_term(name): name for name in self.practice_areas.names} if self.practice_areas else {}

    @cached_property
    def _id_pattern(self) -> re.Pattern[str]:
        return re.compile(self.id_format.pattern)

    def credit_type(self, spelling: str) -> str | None:
        """Return the board's name of a credit type in any spelling; None if it has none like it."""
        found = self._types.get(plain_term(spelling))
        return found.name if found else None

    def type_named(self, name: str) -> CreditType:
        """Return the credit type of a name that `credit_type` found."""
        return self._types[plain_term(name)]

    @cached_property
    def _types_of_a_time(self) -> frozenset[str]:
        return frozenset(
            credit_type.name for credit_type in self.credit_types if credit_type.starts or credit_type.ends
        )

    @cached_property
    def dependent_types(self) -> frozenset[str]:
        """The credit types that don't stand alone in a record."""
        return frozenset(companion.credit_type for companion in self.companions)

    def gives(self, name: str, on: dt.date) -> bool:
        """Tell whether the board gives one of its credit types for a day."""
        return name not in self._types_of_a_time or self.type_named(name).holds(on)

    def types_on(self, on: dt.date) -> tuple[str, ...]:
        """Return the names of the credit types that the board gives for a day."""
        return tuple(credit_type.name for credit_type in self.credit_types if credit_type.holds(on))

    def practice_area(self, spelling: str) -> str | None:
        """Return the board's own name of a practice area; None if it has none like it."""
        return self._areas.get(plain_term(spelling))

    @property
    def knows_its_areas(self) -> bool:
        """Whether the practice areas are all that the board has, as far as a text tells."""
        return self.practice_areas is not None and self.practice_areas.confidence != "L"

    def has_area(self, specialties: Iterable[str]) -> bool:
        """Tell whether one of an activity's specialties is the board's; any is where the board's aren't known."""
        return any(not self.knows_its_areas or self.practice_area(specialty) for specialty in specialties)

    def takes_id(self, board_id: str) -> bool:
        """Tell whether a normalised ID has the board's format."""
        return self._id_pattern.fullmatch(board_id) is not None

    def id_meant(self, board_id: str) -> str | None:
        """Return an ID that hasn't the board's format as it was probably meant: without leading zeroes."""
        bare = board_id.lstrip("0")
        return bare if self.takes_id(bare) else None


class _PackFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    board: str
    name: str
    packs: tuple[dict[str, Any], ...]


def read_packs(document: bytes | str) -> tuple[RulePack, ...]:
    """
    Read a board's file of rule packs.

    The first pack tells every rule, each later one only what it changes; null takes a rule away.

    Returns
    -------
    tuple of RulePack
        In the order of the days from which on they hold.

    Raises
    ------
    ValidationError
        If the file doesn't follow the schema.
    """
    file = _PackFile.model_validate_json(document)
    return tuple(map(RulePack.model_validate, whole_packs(file.model_dump(exclude={"packs"}), file.packs)))


def pack_on(packs: tuple[RulePack, ...], on: dt.date) -> RulePack:
    """Return the pack that holds on a day; before the first of them, the first."""
    return next((pack for pack in reversed(packs) if pack.effective_from <= on), packs[0])


@lru_cache(maxsize=4096)
def plain_term(spelling: str) -> str:
    """Fold a credit type or practice area: case, blanks, hyphens, slashes, “&” and a bracketed end don't matter."""
    bare = re.sub(r"\s*\(.*\)\s*$", "", spelling).replace("&", " and ")
    return re.sub(r"[\s/\u2010-\u2015-]+", " ", bare).strip().casefold()
