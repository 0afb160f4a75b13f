"""What each board asks of an activity's registration, for forms: made from the rule packs, and from nothing else."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal

from pydantic import BaseModel

from cmehub.activities.choices import ACTIVITY_FORMATS, DELIVERIES, FEES, OUTCOMES, REGISTRATIONS
from cmehub.activities.rows import DESCRIPTION_LIMIT, EVALUATION_LIMIT, HIGHEST_SHARE, LOWEST_SHARE
from cmehub.rules.packs import Period, RulePack, board_codes, packs_of
from cmehub.rules.packs.attestations import attested_text
from cmehub.rules.packs.sentences import rules_in_words
from cmehub.rules.suggestions import STEP

_DAY = dt.timedelta(days=1)
_TOLD_ELSEWHERE = {"Practice areas", "For learners"}
"""Topics that have fields of their own: areas here, statements with each activity."""


class Span(BaseModel):
    """Days, both ends included; open where there is none."""

    starts: dt.date | None
    ends: dt.date | None

    @classmethod
    def of(cls, period: Period) -> "Span":
        """Return the days of a period."""
        return cls(starts=period.starts, ends=period.ends)


class FieldOption(Span):
    """A value that may be chosen, and the completions that it is for."""

    name: str


class RegistrationField(BaseModel):
    """
    A field of a registration for a board.

    Attributes
    ----------
    name
        As a registration of ``ActivityInput`` has it.
    label, hint
        What it is called on forms, and what is to be said of what may stand in it.
    kind
        ``choices`` takes any of the options.
    needed_to
        For what the field has to be filled in: to save the activity, to close it, or for neither.
    asked_for
        The credit types for which the board wants to know it.
    step, least, most
        Of numbers: what they are multiples of, and between which they lie.
    longest
        Of texts, in characters.
    options
        Of choices.
    """

    name: str
    label: str
    hint: str
    kind: Literal["number", "date", "text", "choices"]
    needed_to: Literal["save", "close"] | None = None
    asked_for: tuple[str, ...] = ()
    step: float | None = None
    least: float | None = None
    most: float | None = None
    longest: int | None = None
    options: tuple[FieldOption, ...] = ()


class OutlineAreas(BaseModel):
    """How many areas of a content outline a registration names; ``tag`` ends the source of each of its codes."""

    tag: str
    least: int
    most: int


class LearnerId(BaseModel):
    """What a learner's ID at the board looks like, in words, and whether nobody can be reported without it."""

    expected: str
    required: bool


class AttestedStatements(BaseModel):
    """What sending a registration attests to."""

    version: str
    statements: tuple[str, ...]


class RuleSentence(BaseModel):
    """A rule in words, and what it is about."""

    topic: str
    sentence: str


class BoardRules(Span):
    """
    What a board asks of the registrations of activities that start between two days.

    Attributes
    ----------
    activities
        The start dates of activities that the board takes registrations for; None if it takes any.
    practice_areas, has_further_areas
        Of which an activity names those that it is about, and whether the board may have more.
    rules
        The board's rules in words, but for its practice areas and what announcements say.
    """

    activities: Span | None
    fields: tuple[RegistrationField, ...]
    practice_areas: tuple[str, ...]
    has_further_areas: bool
    content_outline: OutlineAreas | None
    learner_id: LearnerId
    attestation: AttestedStatements
    rules: tuple[RuleSentence, ...]


class BoardView(BaseModel):
    """A board, and what it asks: the oldest rules first."""

    board: str
    name: str
    rules: tuple[BoardRules, ...]


class ActivityChoices(BaseModel):
    """What may stand in an activity's own fields, whatever the board; ``credits_step`` is what credits come in."""

    activity_format: tuple[str, ...]
    deliveries: tuple[str, ...]
    fee: tuple[str, ...]
    registration: tuple[str, ...]
    outcomes: tuple[str, ...]
    credits_step: float
    longest_description: int


class BoardsDocument(BaseModel):
    """All boards, and what may stand in the fields of an activity."""

    boards: tuple[BoardView, ...]
    activities: ActivityChoices

    @cached_property
    def etag(self) -> str:
        """What changes with the document."""
        return f'"{hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:32]}"'


def boards_document(packs: Iterable[Sequence[RulePack]] | None = None) -> BoardsDocument:
    """
    Return the document that forms are made from.

    Parameters
    ----------
    packs
        Of each board, the oldest first; without it, those of all boards.
    """
    every = map(packs_of, board_codes()) if packs is None else packs
    return BoardsDocument(
        boards=tuple(
            BoardView(board=of_board[-1].board, name=of_board[-1].name, rules=tuple(_rules(of_board)))
            for of_board in every
        ),
        activities=ActivityChoices(
            activity_format=tuple(ACTIVITY_FORMATS),
            deliveries=DELIVERIES,
            fee=FEES,
            registration=REGISTRATIONS,
            outcomes=OUTCOMES,
            credits_step=STEP,
            longest_description=DESCRIPTION_LIMIT,
        ),
    )


def _rules(packs: Sequence[RulePack]) -> Iterator[BoardRules]:
    for place, pack in enumerate(packs):
        following = packs[place + 1].effective_from if place + 1 < len(packs) else None
        outline, areas = pack.content_outline, pack.practice_areas
        statements = attested_text(pack.attestation.version, pack.board).splitlines()
        yield BoardRules(
            starts=pack.effective_from if place else None,  # before its first pack, a board has the rules of that
            ends=following and following - _DAY,
            activities=Span.of(pack.activities) if pack.activities else None,
            fields=tuple(_fields(pack)),
            practice_areas=areas.names if areas else (),
            has_further_areas=not pack.knows_its_areas,
            content_outline=OutlineAreas.model_validate(outline.model_dump()) if outline else None,
            learner_id=LearnerId(expected=pack.id_format.expected, required=pack.id_format.required),
            attestation=AttestedStatements(version=pack.attestation.version, statements=tuple(statements)),
            rules=tuple(
                RuleSentence(topic=rule.topic, sentence=rule.sentence)
                for rule in rules_in_words(pack)
                if rule.topic not in _TOLD_ELSEWHERE
            ),
        )


def _fields(pack: RulePack) -> Iterator[RegistrationField]:
    yield RegistrationField(
        name="credit_types",
        label="Credit types",
        hint="What learners can earn.",
        kind="choices",
        needed_to="close",
        options=tuple(
            FieldOption(name=credit_type.name, starts=credit_type.starts, ends=credit_type.ends)
            for credit_type in pack.credit_types
        ),
    )
    step = pack.increment.step
    follows = " Leave it empty for the credits of the activity." if pack.points_default else ""
    yield RegistrationField(
        name="points",
        label="Most points",
        hint=f"That a learner can earn, in steps of {step:g} from {step:g} on.{follows}",
        kind="number",
        needed_to=None if pack.points_default else "save",
        step=step,
        least=step,
    )
    yield RegistrationField(
        name="claim_date", label="Last day to claim the credit", hint="", kind="date", needed_to="close"
    )
    asked = pack.evaluation.credit_types if pack.evaluation else ()
    wanted = f"{pack.board} wants to know it for {' and '.join(asked)}. " if asked else ""
    at_most = f"{wanted}At most {EVALUATION_LIMIT:,} characters."
    for name, label in (
        ("evaluation", "How each learner is evaluated"),
        ("feedback", "How learners hear what they got right, and why"),
    ):
        yield RegistrationField(
            name=name, label=label, hint=at_most, kind="text", asked_for=asked, longest=EVALUATION_LIMIT
        )
    counted = ""
    if pack.evaluation and pack.evaluation.least:
        counted = f" With less than {pack.evaluation.least:g} the board may not count the credit."
    yield RegistrationField(
        name="threshold",
        label="Least share of the evaluation to earn the credit, in percent",
        hint=f"{wanted}From {LOWEST_SHARE} to {HIGHEST_SHARE}.{counted}",
        kind="number",
        asked_for=asked,
        least=LOWEST_SHARE,
        most=HIGHEST_SHARE,
    )
