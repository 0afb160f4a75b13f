"""The kinds of rules that a rule pack is made of."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

IdentityField = Literal["family name", "given name", "birth day"]
Confidence = Literal["H", "M", "L"]
_Some = Annotated[tuple[str, ...], Field(min_length=1)]


class Sourced(BaseModel):
    """
    A rule that says where it was read and how sure that is.

    Attributes
    ----------
    source
        A page or document in a few words, or that none was found.
    confidence
        H read in a primary text, M in a secondary or older one, L inferred.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    confidence: Confidence


class Period(Sourced):
    """The days on which something holds, both ends included; open where there is none."""

    starts: dt.date | None = None
    ends: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        """Tell whether a day lies in it."""
        return (self.starts or dt.date.min) <= on <= (self.ends or dt.date.max)


class Until(Sourced):
    """The last day on which something is reported as the rule allows."""

    until: dt.date


class IdFormat(Sourced):
    """
    What a board's IDs look like once blanks and hyphens are taken out, which is done alike for all boards.

    Attributes
    ----------
    pattern, expected
        A regular expression for the whole ID, and the same in words.
    required
        Whether a learner can't be reported without it.
    """

    pattern: str
    expected: str
    required: bool


class CreditType(Period):
    """
    A credit type, and the completion dates for which the board gives it.

    ``aliases`` are other spellings seen in files; case, blanks, hyphens, “&” for “and” and what stands in brackets
    behind the name never matter.
    """

    name: str
    aliases: tuple[str, ...] = ()


class Within(Sourced):
    """An amount of ``credit_type`` is a part of the amount of ``of``, so it can't be the larger one."""

    credit_type: str
    of: str


class Companion(Sourced):
    """A record with ``credit_type`` has one of ``needs`` too."""

    credit_type: str
    needs: _Some


class Exclusion(Sourced):
    """A record has at most one of these credit types."""

    credit_types: Annotated[tuple[str, ...], Field(min_length=2)]


class Increment(Sourced):
    """Amounts are multiples of ``step``."""

    step: Annotated[float, Field(gt=0)]


class IdentityPolicy(Sourced):
    """Which fields have to agree with the roster: every one of ``all_of`` and, if given, one of ``any_of``."""

    all_of: tuple[IdentityField, ...] = ()
    any_of: tuple[IdentityField, ...] = ()


class SameDayRule(Sourced):
    """
    One record per diplomate, activity and completion date.

    ``exempt_formats`` are activity formats that the rule does not touch. ``split_type`` is a credit type that allows a
    second record on a day when the activity offers it and exactly one of the two records has it.
    """

    exempt_formats: tuple[str, ...] = ()
    split_type: str | None = None


class PracticeAreas(Sourced):
    """The board's specialties; a list that is only inferred (L) is offered, but no other area is questioned."""

    names: _Some


class ContentOutline(Sourced):
    """
    A registration names at least ``least`` and at most ``most`` areas of the board's content outline.

    ``tag`` ends the source of its keywords, as in ``01_ABAMCO``.
    """

    tag: str
    least: int
    most: int

    def areas(self, keywords: Iterable[tuple[str, str]]) -> int:
        """
        Count the areas that keywords select: one for each source, or as many as it has codes of one kind.

        Parameters
        ----------
        keywords
            Source and kind of each, such as ``01_ABAMCO`` and ``Level 3 ID``.
        """
        by_source: dict[str, Counter[str]] = defaultdict(Counter)
        for source, kind in keywords:
            if source.upper().endswith(self.tag):
                by_source[source][kind] += 1
        return sum(max(kinds.values()) for kinds in by_source.values())


class YearEnd(Sourced):
    """
    The day of the completion's year until which a record should be reported to count in that year; never a must.

    One that comes within ``grace_days`` after it counts in that year too.
    """

    month: int
    day: int
    grace_days: int = 0

    def of(self, year: int) -> dt.date:
        """Return that day of a year."""
        return dt.date(year, self.month, self.day)

    def last_day(self, year: int) -> dt.date:
        """Return the last day on which a record counts in a year."""
        return self.of(year) + dt.timedelta(days=self.grace_days)


class DailyPoints(Sourced):
    """More ``points`` than these are seldom counted for one day."""

    points: float


class UsualFormats(Sourced):
    """The activity formats that usually go with a registration for ``credit_type`` alone."""

    credit_type: str
    formats: _Some


class Evaluation(Sourced):
    """
    A registration for one of ``credit_types`` tells how each learner is evaluated, the threshold and the feedback.

    ``least`` is the lowest threshold in percent that the board counts, if it has one.
    """

    credit_types: _Some
    least: Annotated[float, Field(ge=1, le=100)] | None = None

    def concerns(self, credit_types: Iterable[str]) -> bool:
        """Tell whether it is about one of these credit types."""
        return not set(self.credit_types).isdisjoint(credit_types)


class AttestedText(Sourced):
    """Which version of the statements in `cmehub.rules.packs.attestations` a registration attests to."""

    version: str


class StatementSentence(Sourced):
    """
    A sentence for announcements, in our own words.

    Attributes
    ----------
    text
        It may name ``{board}``, ``{name}``, ``{points}`` and ``{credit_types}`` of a registration.
    credit_type
        The credit type that the sentence is about; None of what goes for all of them.
    prescribed
        Whether the board has a wording of its own that has to be used; this sentence then only says what it holds.
    """

    text: str
    credit_type: str | None = None
    prescribed: bool = False


class Remark(Sourced):
    """What else is worth knowing of a board; the hub checks none of it."""

    text: str


def whole_packs(head: dict[str, Any], packs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """
    Yield each pack of a file with everything that it has, in the order of the days from which on they hold.

    The first tells everything, each later one only what it changes; null takes something away.

    Parameters
    ----------
    head
        What all of them have.
    """
    told = head
    for changes in sorted(packs, key=lambda pack: str(pack.get("effective_from"))):
        told = {name: rule for name, rule in (told | changes).items() if rule is not None}
        yield told
