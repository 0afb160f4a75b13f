"""What calls of the API say and are answered; made from its description, not by hand."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from typing_extensions import TypeAliasType

AccreditedState = TypeAliasType(
    "AccreditedState",
    Annotated[
        Literal["not_begun", "under_way", "sent", "changed"],
        Field(
            description="How far a provider is with a year.\n\nNothing was filled in; something was, and nothing sent; the last version says what the report would say now; or\nsomething has changed since."
        ),
    ],
)


class AccreditedVersion(BaseModel):
    """A version that was sent, and how many changes it has since the one before."""

    number: int
    at: AwareDatetime
    changes: int


class Accreditor(BaseModel):
    """
    Who accredits providers: ACCME itself, or the medical society of a state that ACCME has recognised.

    Attributes
    ----------
    accreditor_id
        A short name in capitals, such as ACCME; whoever runs the hub chooses it.
    """

    accreditor_id: str
    name: str


class ActivityChoices(BaseModel):
    """What may stand in an activity's own fields, whatever the board; ``credits_step`` is what credits come in."""

    activity_format: list[str]
    deliveries: list[str]
    fee: list[str]
    registration: list[str]
    outcomes: list[str]
    credits_step: float
    longest_description: int


ActivityStatus = TypeAliasType(
    "ActivityStatus",
    Annotated[
        Literal["Draft", "Active", "Ready to Close", "Closed"],
        Field(description="How far an activity has come; PARS names the same four."),
    ],
)


class AgreementView(BaseModel):
    """
    The agreement: as it was signed, or as it is to be signed today.

    Attributes
    ----------
    name
        What the signer wrote.
    signed_by
        The ID of the signer's account, as ``contact <account>``.
    """

    version: str
    paragraphs: list[str]
    signed_at: AwareDatetime | None
    signed_by: str | None
    name: str | None


AnswerKind = TypeAliasType(
    "AnswerKind",
    Annotated[
        Literal["reported_now", "not_completed", "wrong_person"],
        Field(description="What a provider can answer; only the record itself shows that something was reported."),
    ],
)


class AnswerTimes(BaseModel):
    """
    Within which span boards answered, counted from the arrival of what was sent; null if none has.

    Attributes
    ----------
    median, ninetieth
        The shortest span within which half of the answers came, and nine of ten: an hour, a day, three days, a week,
        two weeks, a month or more than a month.
    """

    median: str | None
    ninetieth: str | None


class Asked(BaseModel):
    """
    One thing that the state asks, and how far it is met.

    Attributes
    ----------
    sentence
        What is asked, in words.
    only
        Whom it concerns, if not everybody: the hub doesn't know whether that is the licensee.
    asked, hours, left
        In hours; what is asked and missing is null where no number is told.
    starts, ends
        The days in which credits count for it; it has no beginning if they do whenever they were earned.
    counted
        The credits that count, by their IDs among those of the page.
    source, confidence
        Where it was read, and how sure it is: H in the board's own text, M in two others, L in one or none.
    """

    sentence: str
    only: str | None = None
    asked: float | None
    hours: float
    left: float | None
    is_done: bool
    starts: date | None
    ends: date
    counted: list[str]
    source: str
    confidence: Literal["H", "M", "L"]


class Attestation(BaseModel):
    """
    That a provider keeps a board's requirements: sending a registration attests to it.

    Attributes
    ----------
    by
        ``<submission>#<row>`` that sent the registration.
    at
        When.
    pack_from
        From when on the board's rule pack is in force under which it was sent.
    version, text_digest
        Which statements were attested to, and the SHA-256 of them (`cmehub.rules.packs.attestations`).
    """

    by: str
    at: AwareDatetime
    pack_from: date
    version: str
    text_digest: str


class AttestedStatements(BaseModel):
    """What sending a registration attests to."""

    version: str
    statements: list[str]


class AuditInput(BaseModel):
    """
    What those drawn are told.

    Attributes
    ----------
    until
        The last day, US Eastern, on which they can answer.
    words
        What the board says to them, if it has something to say. It stands in their accounts, not in the mail.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    until: date
    words: Annotated[str, Field(max_length=2000, pattern="^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]*$")] = ""


class AuditView(BaseModel):
    """
    An audit, and how far it is.

    Attributes
    ----------
    until, words
        Until the end of which day, US Eastern, those drawn can answer, and what the board said to them.
    told_at, told_by
        When they were told, and who had that done; ``is_you`` if that is who asks.
    told
        How many were told so far: all see the audit in their accounts, if they have one.
    with_email
        To how many of these a mail went, since they had an e-mail address on the state's roster. Whoever has an account
        is mailed to there.
    answered
        How many have answered.
    kept_until
        Until when the audit is kept, with its answers.
    """

    until: date
    words: str
    told_at: AwareDatetime
    told_by: str
    is_you: bool
    told: int
    with_email: int
    answered: int
    kept_until: AwareDatetime


class AuditedLicenseeView(BaseModel):
    """
    Somebody who was drawn.

    Attributes
    ----------
    family_name, given_name
        As the roster had them; null if it had no such number any more when the sample was looked at.
    has_email
        Whether the state's roster had an e-mail address when they were told.
    answer, answered_at
        What they answered, the last time.
    """

    licence: str
    family_name: str | None
    given_name: str | None
    has_email: bool
    answer: str | None
    answered_at: AwareDatetime | None


class BoardFigures(BaseModel):
    """
    What was counted of one board, or of CME credit that no board is asked about.

    Attributes
    ----------
    accepted, rejected
        Rows that added a record for the board, by its answer.
    credits
        Of each accepted row the largest accepted amount for the board: its credit types overlap.
    answers
        How many of these rows the board answered within each span of `cmehub.boards.answer_times.SPANS`, counted from
        the arrival of what was sent.
    """

    accepted: int = 0
    rejected: int = 0
    credits: float = 0
    answers: dict[str, int] = {}


class CellProblem(BaseModel):
    """
    One thing that is wrong with a row.

    Attributes
    ----------
    headings
        The columns that it speaks of; none if it's about the row as a whole.
    suggestion
        What could stand there instead.
    """

    headings: list[str]
    code: str
    message: str
    fix: str
    suggestion: str | None


class Change(BaseModel):
    """What a version says otherwise than the one before; ``was`` or ``is_now`` is empty of what came or went."""

    what: str
    was: str
    is_now: str


class CheckFile(BaseModel):
    """A file of results; the address is good for five minutes."""

    kind: str
    name: str
    url: str


Number = TypeAliasType("Number", Annotated[str, Field(max_length=100)])


Numbers = TypeAliasType("Numbers", Annotated[list[Number], Field(max_length=250000, min_length=1)])


File = TypeAliasType("File", Annotated[str, Field(pattern="^[A-Za-z0-9+/]*={0,2}$")])


CheckResult = TypeAliasType(
    "CheckResult",
    Annotated[
        Literal["met", "open", "not found", "cycle unknown", "not judged"],
        Field(
            description="What came of one licensee.\n\n``met`` is told only if the cycle, the hours and all duties that hold are known; duties that concern only some\nlicensees decide nothing, since the hub doesn't know whom."
        ),
    ],
)


class CheckedRow(BaseModel):
    """
    What the hub says to a row.

    Attributes
    ----------
    problems
        What it would be refused for; none if it would be taken.
    """

    row: int
    problems: list[CellProblem]


class CheckedRows(BaseModel):
    """What the hub says to rows with other values; boards say their part only to rows that are sent."""

    submission_id: str
    rows: list[CheckedRow]


RowsAdditionalProperty = TypeAliasType("RowsAdditionalProperty", Annotated[str, Field(max_length=1000)])


class ChecksInput(BaseModel):
    """Other values for rows of a learner file, as corrections have them, but fewer."""

    model_config = ConfigDict(
        extra="forbid",
    )
    rows: Annotated[dict[str, dict[str, RowsAdditionalProperty]], Field(max_length=100, min_length=1)]


class ClosingResult(BaseModel):
    """
    What came of closing an activity.

    Attributes
    ----------
    outcome
        ``closed``, also if it was before; ``stays_open`` if it lacks something; ``not_of_year`` if it doesn't end in
        the year, or you have no such activity.
    missing
        What it lacks, in words.
    """

    activity_id: str
    outcome: Literal["closed", "stays_open", "not_of_year"]
    missing: list[str] = []


class ClosingResults(BaseModel):
    """What came of each activity, in the order in which they were named."""

    activities: list[ClosingResult]


class ClosingsInput(BaseModel):
    """Which activities are to be closed."""

    model_config = ConfigDict(
        extra="forbid",
    )
    activities: Annotated[list[str], Field(max_length=100, min_length=1)]


class Contact(BaseModel):
    """Somebody at a provider."""

    name: str
    email: str
    is_primary: bool = False


class ContactsConfirmed(BaseModel):
    """The contacts were right as they stood; ``digest`` changes with them."""

    by: str
    at: AwareDatetime
    kind: Literal["contacts"] = "contacts"
    digest: str


class ContentKeyword(BaseModel):
    """One code (or the words of an "Other" leaf) of a board's content outline."""

    source: str
    kind: str
    value: str


Email = TypeAliasType("Email", Annotated[str, Field(max_length=254)])


class CopiesInput(BaseModel):
    """The addresses that are to get a copy of each mail, in the place of those that got one until now."""

    model_config = ConfigDict(
        extra="forbid",
    )
    emails: Annotated[list[Email], Field(max_length=5)]


class CorrectedRow(BaseModel):
    """A row that was sent once more: its number in the file that is mended, and in the one that mends it."""

    row: int
    sent_as: int


class CorrectionsInput(BaseModel):
    """
    Other values for rows of a learner file.

    Attributes
    ----------
    rows
        By the row's number in the file, and by heading; both as the rows of the submission are told. A row without any
        other value is sent as it was.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    rows: Annotated[dict[str, dict[str, RowsAdditionalProperty]], Field(max_length=20000, min_length=1)]


class Counts(BaseModel):
    """
    How many rows came to what.

    A row is accepted only when all its credit lines are; it is rejected if a board rejected one of them, refused if the
    hub didn't take it, and pending otherwise.
    """

    accepted: int = 0
    rejected: int = 0
    refused: int = 0
    pending: int = 0


CreditStatus = TypeAliasType(
    "CreditStatus",
    Annotated[
        Literal["submitted", "accepted", "rejected", "delete submitted", "deleted"],
        Field(
            description="How far a credit has come.\n\nA deleted one was accepted until its board agreed to the delete; while that is awaited it still counts."
        ),
    ],
)


DisabledBecause = TypeAliasType(
    "DisabledBecause",
    Annotated[Literal["by provider", "gone", "failing"], Field(description="Why a webhook is disabled.")],
)


class DocumentInput(BaseModel):
    """A document that was put; ``sha256`` is that of its content, as 64 hexadecimal digits."""

    model_config = ConfigDict(
        extra="forbid",
    )
    file_name: Annotated[str, Field(max_length=255, min_length=1, pattern="^[^\\p{Cc}\\p{Zl}\\p{Zp}]+$")]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class DocumentPlace(BaseModel):
    """Where and how to put a document: with all of these headers, before it expires, and no other content."""

    method: str = "PUT"
    url: str
    headers: dict[str, str]
    expires_at: AwareDatetime


class EndingKey(BaseModel):
    """A key that ends soon, and the last day (US Eastern) on which it is taken."""

    key_id: str
    last_day: date


EventKind = TypeAliasType(
    "EventKind",
    Annotated[
        Literal["reported", "delete reported", "accepted", "rejected", "deleted", "delete rejected", "awaited"],
        Field(
            description="What happened: a row came, or a board answered to one; ``awaited`` is an answer that hasn't come."
        ),
    ],
)


EventType = TypeAliasType(
    "EventType",
    Annotated[
        Literal[
            "records.validated",
            "records.decided",
            "submission.finished",
            "review.asked",
            "review.closed",
            "licensee.credit_added",
            "licensee.credit_withdrawn",
            "webhook.test",
        ],
        Field(description="What can happen."),
    ],
)


class EventView(BaseModel):
    """An event that webhooks were told of, or could be."""

    event_id: str
    type: EventType
    at: AwareDatetime


class FieldOption(BaseModel):
    """A value that may be chosen, and the completions that it is for."""

    starts: date | None
    ends: date | None
    name: str


class FixtureName(BaseModel):
    """A code that a fixture brings about."""

    code: str
    title: str
    kind: Literal["problem", "issue", "reason"]


class FormatFigures(BaseModel):
    """
    What was counted of one activity format.

    Attributes
    ----------
    activities
        Activities that were added.
    records
        Learner records that were added, with at least one accepted credit.
    credits
        Of each such record the largest accepted amount: boards count the same hours, so their amounts don't add up.
    """

    activities: int = 0
    records: int = 0
    credits: float = 0


class FoundLicensee(BaseModel):
    """Somebody on the state's own roster, as it has them."""

    licence: str
    given_name: str
    family_name: str
    birth_month_day: str
    npi: str | None


class FoundLicensees(BaseModel):
    """Who was found, by licence number; nobody is said of whoever isn't on the roster, whatever the reason."""

    licensees: list[FoundLicensee]


Headings = TypeAliasType("Headings", Annotated[str, Field(max_length=200)])


class HeadingsInput(BaseModel):
    """
    What headings are to mean; those that aren't named stay.

    Attributes
    ----------
    headings
        By the own heading, that of a template; nothing if the column isn't to be read; null to know it as the hub
        does.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    headings: Annotated[
        dict[Annotated[str, StringConstraints(min_length=1, max_length=200)], Headings | None],
        Field(max_length=500, min_length=1),
    ]


class HeadingsView(BaseModel):
    """
    What a provider's own headings mean in every file of the provider's.

    Attributes
    ----------
    headings
        By the own heading, that of a template; nothing if the column isn't to be read.
    """

    headings: dict[str, str]


IssueScope = TypeAliasType(
    "IssueScope", Annotated[Literal["row", "file"], Field(description="What an issue speaks of.")]
)


class KeywordInput(BaseModel):
    """A code of a board's content outline."""

    model_config = ConfigDict(
        extra="forbid",
    )
    source: str
    kind: str
    value: str


class LearnerCountInput(BaseModel):
    """How many took part, from the enduring material's start to the end of the year."""

    model_config = ConfigDict(
        extra="forbid",
    )
    physicians: Annotated[int, Field(ge=0, le=10000000)]
    other_learners: Annotated[int, Field(ge=0, le=10000000)]


class LearnerId(BaseModel):
    """What a learner's ID at the board looks like, in words, and whether nobody can be reported without it."""

    expected: str
    required: bool


class LearnerInput(BaseModel):
    """
    Somebody to be matched.

    Attributes
    ----------
    birth_month_day
        ``MM-DD``; no year.
    licence
        State licence ID or NPI.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    given_name: str | None = None
    family_name: str | None = None
    birth_month_day: str | None = None
    state: str | None = None
    licence: str | None = None
    board: str | None = None
    board_id: str | None = None


class LearnerStatement(BaseModel):
    """
    What an announcement says about a registration, to be copied.

    Attributes
    ----------
    board
        The board's code.
    text
        What the announcement says, in our own words, with the registration's points and credit types.
    prescribed
        Whether the board has a wording of its own, for all or part of it, that has to stand in the text's place.
    """

    board: str
    text: str
    prescribed: bool


class LearnersInput(BaseModel):
    """Whom a call asks about."""

    model_config = ConfigDict(
        extra="forbid",
    )
    learners: Annotated[list[LearnerInput], Field(max_length=100, min_length=1)]


class LearnersUntil(BaseModel):
    """How many took part in an enduring material from its start to the end of a year."""

    physicians: int
    other_learners: int


class LineInput(BaseModel):
    """
    One amount of one credit type.

    Attributes
    ----------
    board
        A certifying board's code, or for CME credit a state or ``NPI``.
    learner_id
        The learner's ID at that board, licence number or NPI.
    credit_type, amount
        In credits or points; steps of 0.25. A delete may leave both out.
    credit_id
        Your own ID of this credit: ``ccid:<domain>:<local id>``. A record that has any is known by them.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    board: str
    learner_id: str | None = None
    credit_type: str | None = None
    amount: int | float | str | None = None
    credit_id: str | None = None


LineStatus = TypeAliasType(
    "LineStatus",
    Annotated[
        Literal["refused", "submitted", "accepted", "rejected"],
        Field(
            description="What became of a credit line: refused by the hub, or submitted and then accepted or rejected."
        ),
    ],
)


class LoadedRoster(BaseModel):
    """
    What is loaded of the state's roster.

    Attributes
    ----------
    at, entries
        When the whole roster was loaded, and how many licensees it had.
    changed_at
        When it was changed last since, if it was.
    """

    at: AwareDatetime
    entries: int
    changed_at: AwareDatetime | None


class LockedField(BaseModel):
    """
    A field that can't be changed in every way any more, since learners were reported.

    Attributes
    ----------
    field
        As an activity has it, such as ``end_date`` or ``registrations[0].points``.
    why
        What may still become of it, such as ``may only become later``.
    is_fixed
        Whether it can't be changed at all.
    """

    field: str
    why: str
    is_fixed: bool


class LookView(BaseModel):
    """
    One look of an officer, or of the board's own system.

    Attributes
    ----------
    asked_by
        Who looked, as the hub calls them: an officer, or the key's ID if it was a system (``by_system``); ``is_you`` if
        that is who asks.
    licences
        Whom it led to.
    since, until
        Between which days credits were looked at, of a page, a print or credits.
    """

    at: AwareDatetime
    asked_by: str
    by_system: bool
    is_you: bool
    kind: str
    licences: list[str]
    since: date | None
    until: date | None


MatchOutcome = TypeAliasType(
    "MatchOutcome",
    Annotated[
        Literal["match", "no_match", "multiple_matches", "invalid"],
        Field(
            description="What came of matching a learner; the words are those of MedBiquitous' activity report service."
        ),
    ],
)


class MatchResult(BaseModel):
    """
    Whether a learner is known, and on which of the sender's fields that rests.

    ``mismatched`` names the only field that is off, never what stands on the roster; see `RosterMatch`.
    """

    result: MatchOutcome
    matched_on: list[str] = []
    mismatched: list[str] = []


class MatterView(BaseModel):
    """
    Something that is open.

    Attributes
    ----------
    id
        Of the activity, or of the key; empty if it has none.
    lacks
        In words; empty if the name says it.
    """

    name: str
    id: str
    lacks: str


class MendedBy(BaseModel):
    """
    A row that was sent once more.

    Attributes
    ----------
    submission_id, row
        Where it stands with other values.
    at
        When it was sent so.
    status
        What it came to there; null until it is validated.
    """

    submission_id: str
    row: int
    at: AwareDatetime
    status: LineStatus | None


class MissingAnswerInput(BaseModel):
    """
    What is answered.

    Attributes
    ----------
    kind
        ``reported_now`` leaves the request open until the record is here; the others end it.
    words
        What the physician is told with it, such as a reason.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    kind: AnswerKind
    words: Annotated[str, Field(max_length=500, pattern="^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]*$")] = ""


MissingStatus = TypeAliasType(
    "MissingStatus",
    Annotated[
        Literal["open", "arrived", "not_completed", "wrong_person", "overdue", "withdrawn"],
        Field(description="How far a request has come; all but the first are ends."),
    ],
)


class MocRegistration(BaseModel):
    """
    An activity's registration for one board's Maintenance of Certification.

    Attributes
    ----------
    board
        Board code.
    points
        Most points that one learner can earn, in steps of 0.25.
    credit_types
        The board's credit types offered.
    claim_date
        Last day on which learners can claim the credit.
    evaluation
        How each learner is evaluated.
    threshold
        The least share, in percent, of the evaluation that a learner passes or takes part in to earn the credit.
    feedback
        How learners hear what they got right, and why.
    attestation
        Who attested to the board's requirements; there once the hub has stored the registration.
    """

    board: str
    points: float
    credit_types: list[str]
    claim_date: date | None = None
    evaluation: str | None = None
    threshold: float | None = None
    feedback: str | None = None
    attestation: Attestation | None = None


class MonthFigures(BaseModel):
    """
    What was counted of what a provider sent in a month.

    Attributes
    ----------
    submissions
        Files and calls, other than those that only look learners up or are only judged.
    first_rows, right_rows
        Rows that were sent for the first time and are decided, and those of them that neither the hub refused nor a
        board rejected. A row is not sent for the first time if it mends one in the console or repeats a record.
    dated_rows, timely_rows
        Records that were added, and those of them that came within 30 days of the completion.
    deleted_records
        Records that were deleted, whenever they had come; the other figures keep counting them.
    formats, boards
        See `FormatFigures` and `BoardFigures`; a format that isn't known is blank.
    refusals
        How many rows were refused or rejected for which reason, by issue code.
    """

    submissions: int = 0
    first_rows: int = 0
    right_rows: int = 0
    dated_rows: int = 0
    timely_rows: int = 0
    deleted_records: int = 0
    formats: Annotated[dict[str, FormatFigures], Field(validate_default=True)] = {}
    boards: Annotated[dict[str, BoardFigures], Field(validate_default=True)] = {}
    refusals: dict[str, int] = {}


class OfficersState(BaseModel):
    """A state of whose licensing board somebody is an officer, by its letters, and who licenses there."""

    state: str
    name: str


class Outcome(BaseModel):
    """One outcome that the provider measured, and how."""

    outcome: str
    measured: list[Literal["Objective", "Subjective"]] = []


class OutcomeInput(BaseModel):
    """A measured outcome; ``measured`` holds ``Objective`` and ``Subjective``."""

    model_config = ConfigDict(
        extra="forbid",
    )
    outcome: str
    measured: Annotated[list[str], Field(max_length=200)] = []


OutcomeKind = TypeAliasType(
    "OutcomeKind",
    Annotated[
        Literal["met", "not_met", "withdrawn"],
        Field(description="What comes of a review: the requirements are met, or not, or the question is taken back."),
    ],
)


class OutlineAreas(BaseModel):
    """How many areas of a content outline a registration names; ``tag`` ends the source of each of its codes."""

    tag: str
    least: int
    most: int


class PageCredit(BaseModel):
    """
    One CME credit.

    Attributes
    ----------
    provider
        Who reported it, by name.
    amount
        AMA PRA Category 1 credits.
    topics
        Those that the activity has for states.
    """

    credit_id: str
    activity_id: str
    title: str
    provider: str
    completed_on: date
    amount: float
    topics: list[str]


class PartPlace(BaseModel):
    """Where and how to put one part of a file; all of the headers have to be sent."""

    number: int
    method: str = "PUT"
    url: str
    headers: dict[str, str]


class PartPlaces(BaseModel):
    """
    Where and how to put a file in parts, in any order.

    Attributes
    ----------
    submission_id
        What the file will be known by; None until it is completed if it is a dry run or meant once more.
    duplicate
        Whether the hub has read these bytes before, so that they needn't be put again.
    token
        Names the upload, to complete it or to give it up.
    part_size
        Of all parts but the last, in bytes.
    parts
        All, or those that weren't put yet when places are asked for anew.
    expires_at
        Until when the transfer of each part has to begin.
    """

    submission_id: str | None
    duplicate: bool
    token: str
    part_size: int = 67108864
    parts: list[PartPlace]
    expires_at: AwareDatetime


class ParticipantInput(BaseModel):
    """The REMS part of a record; ``local_id_domain`` has the form ``idd:<domain name>:<identifier type>``."""

    model_config = ConfigDict(
        extra="forbid",
    )
    local_id: str
    local_id_domain: str
    profession: str
    state: str | None = None
    dea_registration: str | None = None
    practice_area: str | None = None
    surgical_procedures: bool | str | None = None
    time_in_practice: str | None = None


class ParticipantsInput(BaseModel):
    """A head count; the category is ``physician`` or ``non-physician``."""

    model_config = ConfigDict(
        extra="forbid",
    )
    category: str
    count: int | float | str


Part = TypeAliasType("Part", Annotated[str, Field(pattern="^[0-9a-f]{64}$")])


class PartsRequest(BaseModel):
    """
    A file whose parts are to be put later than their places last.

    Attributes
    ----------
    size, parts
        Those of the file, as when its parts were placed.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    size: Annotated[int, Field(gt=0)]
    parts: list[Part]


class PhysicianId(BaseModel):
    """
    An ID by which the physician can be reported.

    Attributes
    ----------
    board
        Whose it is, as a credit line has it: a board's code, a state's letters, or ``NPI``.
    name
        What it is called, such as ``ABIM ID`` or ``Ohio licence``.
    """

    board: str
    name: str
    id: str


class ProgrammeSummary(BaseModel):
    """
    Income by kind, and expenses, of direct and joint activities together.

    Attributes
    ----------
    commercial_support
        What the year's activities got in money; what they got in kind has no amount.
    total_income
        All kinds together, as the provider's books have it.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    registration_fees: Annotated[int, Field(ge=0, le=10000000000)]
    advertising_and_exhibits: Annotated[int, Field(ge=0, le=10000000000)]
    government_grants: Annotated[int, Field(ge=0, le=10000000000)]
    private_donations: Annotated[int, Field(ge=0, le=10000000000)]
    commercial_support: Annotated[int, Field(ge=0, le=10000000000)]
    other_income: Annotated[int, Field(ge=0, le=10000000000)]
    total_income: Annotated[int, Field(ge=0, le=10000000000)]
    expenses: Annotated[int, Field(ge=0, le=10000000000)]


class Promise(BaseModel):
    """That what was asked for is going to be delivered."""

    webhook_id: str
    asked_at: AwareDatetime


class ProviderAnswer(BaseModel):
    """What a provider answered, the last time."""

    kind: AnswerKind
    words: Annotated[str, Field(max_length=500, pattern="^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]*$")] = ""
    at: AwareDatetime


class Quality(BaseModel):
    """
    Shares of what was counted, each None if nothing of its kind was.

    Attributes
    ----------
    right_first
        Rows that were right at the first try, of those that are decided.
    accepted
        Rows that boards accepted, of those that they decided.
    timely
        Records that came within 30 days of the completion.
    score
        The mean of the shares that are there, from 0 to 100.
    """

    right_first: float | None
    accepted: float | None
    timely: float | None
    score: float | None


class QuietHours(BaseModel):
    """
    From an hour to another one, each day, by the clock of a time zone.

    Attributes
    ----------
    starts, ends
        Full hours; quiet hours that end before they start go over midnight.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    starts: Annotated[int, Field(ge=0, le=23)]
    ends: Annotated[int, Field(ge=0, le=23)]
    zone: str


class ReadHeading(BaseModel):
    """A heading as the file has it, and the template's heading of the column that it is read as."""

    heading: str
    read_as: str


class ReadingInput(BaseModel):
    """
    Whose page is wanted.

    Attributes
    ----------
    licence
        The licence number.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    since: date | None = None
    until: date | None = None
    degree: Literal["MD", "DO"] | None = None
    licence: Annotated[str, Field(max_length=100, min_length=1)]


class RecipientView(BaseModel):
    """
    Somebody whom the hub may write to.

    Attributes
    ----------
    gets_mails
        Whether they get them now: the first in turn at whom mail arrives, and whoever gets copies.
    is_copy
        Whether the address gets a copy of each mail, beside the one in turn.
    bounced_at
        Since when mail to the address comes back; null if it arrives.
    complained_at
        When mail of the hub was marked as unwanted there; null if it never was. What has to be told is sent still.
    """

    name: str
    email: str
    is_primary: bool
    gets_mails: bool
    is_copy: bool
    bounced_at: AwareDatetime | None
    complained_at: AwareDatetime | None


class RecordEvent(BaseModel):
    """
    Something that happened to a learner record.

    Attributes
    ----------
    at
        When; None where that was not kept, or where it is still awaited.
    submission_id, row
        The row that it is about.
    file_name
        The name of the file that had the row; None of a call.
    called_by
        Of a call, who called: a key's ID, or ``contact`` and the ID of a contact's account.
    credits
        What was reported, such as ``ABIM Medical Knowledge 1.5``.
    changed
        The fields of the record in which that differs from what was stored before under the same credit IDs.
    board, reason_code, reason
        Who answered, and why it rejected.
    """

    at: AwareDatetime | None
    kind: EventKind
    submission_id: str
    row: int
    file_name: str | None
    called_by: str | None
    credits: str | None = None
    changed: list[str] = []
    board: str | None = None
    reason_code: str | None = None
    reason: str | None = None


class RecordInput(BaseModel):
    """
    One learner's completion of one activity.

    Attributes
    ----------
    action
        ``add`` or ``delete``.
    activity_id
        9 digits.
    completion_date
        ``YYYY-MM-DD``.
    birth_month_day
        ``MM-DD``; no year.
    board_total
        All points for the first board, if that is more than its largest line.
    permission_to_share
        Whether the learner permits to pass the completion on; without it, what the activity says counts.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    action: str = "add"
    activity_id: str | None = None
    completion_date: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    birth_month_day: str | None = None
    credit_lines: Annotated[list[LineInput], Field(max_length=40, validate_default=True)] = []
    board_total: int | float | str | None = None
    participant: ParticipantInput | None = None
    regulation_label: str | None = None
    regulation_url: str | None = None
    permission_to_share: bool | str | None = None


class RecordsInput(BaseModel):
    """Records that are saved by one call."""

    model_config = ConfigDict(
        extra="forbid",
    )
    records: Annotated[list[RecordInput], Field(max_length=100, min_length=1)]


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
    asked_for: list[str] = []
    step: float | None = None
    least: float | None = None
    most: float | None = None
    longest: int | None = None
    options: Annotated[list[FieldOption], Field(validate_default=True)] = []


class RegistrationInput(BaseModel):
    """
    A registration for one board; some boards' points follow from the activity's credits if none are given.

    Attributes
    ----------
    evaluation, feedback
        How each learner is evaluated, and how learners hear what they got right and why; at most 1,000 characters each.
    threshold
        The least share of the evaluation to earn the credit: from 1 to 100 percent, such as ``75`` or ``"75%"``.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    board: str
    points: int | float | str | None = None
    credit_types: Annotated[list[str], Field(max_length=200)]
    claim_date: str | None = None
    evaluation: str | None = None
    threshold: int | float | str | None = None
    feedback: str | None = None


ReminderKind = TypeAliasType(
    "ReminderKind",
    Annotated[
        Literal["year", "activities", "learners", "counting", "drafts", "requests", "keys"],
        Field(
            description="What reminders are about, in the order in which a mail tells those of a day.\n\n*Learners* are no longer taken after the last day; by that of *counting* they have to be reported to count in a\nboard's year."
        ),
    ],
)


class ReminderView(BaseModel):
    """
    Everything that is open of a kind until a day.

    Attributes
    ----------
    last_day
        US Eastern, to its end; of Drafts the day on which they begin.
    matters
        The first ones.
    more
        How many there are beside them.
    """

    kind: ReminderKind
    last_day: date
    days_left: int
    matters: list[MatterView]
    more: int


class Rems(BaseModel):
    """The Risk Evaluation and Mitigation Strategy that an activity belongs to, and its grant identifier."""

    rems_type: str
    identifier: str


class RemsInput(BaseModel):
    """A REMS and the activity's grant identifier."""

    model_config = ConfigDict(
        extra="forbid",
    )
    rems_type: str
    identifier: str


class RenewalInput(BaseModel):
    """For how long the key until now is still good, and from when on the new one isn't: never, if nothing is said."""

    model_config = ConfigDict(
        extra="forbid",
    )
    overlap_hours: Annotated[int, Field(ge=0, le=720)] = 24
    expires_at: AwareDatetime | None = None


class Reopening(BaseModel):
    """A closed activity was opened again, and why."""

    by: str
    at: AwareDatetime
    kind: Literal["reopened"] = "reopened"
    activity_id: str
    reason: str


class ReopeningInput(BaseModel):
    """Which closed activity is to be opened again, and why."""

    model_config = ConfigDict(
        extra="forbid",
    )
    activity_id: str
    reason: Annotated[str, Field(max_length=500, min_length=1, pattern="^[^\\x00-\\x1f\\x7f]+$")]


class ReplayRequest(BaseModel):
    """Which events a webhook is to be told of again: one, or all since a time."""

    model_config = ConfigDict(
        extra="forbid",
    )
    event_id: str | None = None
    since: AwareDatetime | None = None


class ReportedLearners(BaseModel):
    """How many completions were reported, deleted ones among them; or so many at least, if ``or_more``."""

    completions: int
    or_more: bool


class ReportedSums(BaseModel):
    """
    What the last version that was sent comes to.

    Attributes
    ----------
    activities
        How many it names.
    physicians, other_learners
        Their head counts together, as the report has them.
    summary
        The programme's income and expenses, in whole US dollars.
    """

    activities: int
    physicians: int
    other_learners: int
    summary: ProgrammeSummary


class ReviewDocumentView(BaseModel):
    """A document of an answer; its kind is what its content says."""

    file_name: str
    sha256: str
    size: int
    kind: str


ReviewStatus = TypeAliasType(
    "ReviewStatus",
    Annotated[Literal["asked", "overdue", "answered", "closed"], Field(description="How far a review has come.")],
)


Rhythm = TypeAliasType(
    "Rhythm",
    Annotated[
        Literal["at_once", "daily", "weekly", "never"], Field(description="When a physician is told of something.")
    ],
)


RoleKind = TypeAliasType(
    "RoleKind",
    Annotated[
        Literal["primary", "reporter", "viewer", "officer", "accreditor", "operator"],
        Field(description="What somebody of the staff may be; the first three are a provider's contacts."),
    ],
)


class RosterChanges(BaseModel):
    """
    What loading changes.

    Attributes
    ----------
    added, changed, removed, unchanged
        How many licensees.
    gone
        Some licence numbers of those that are removed.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    gone: list[str] = []


class RosterFault(BaseModel):
    """
    What is wrong with a field of a line.

    Attributes
    ----------
    value
        The first 200 characters of what stands there; it may be personal data.
    what
        What is wrong and then how to mend it, without a full stop; it doesn't repeat the value.
    """

    line: int
    column: str
    value: str
    what: str


class RosterInput(BaseModel):
    """
    A roster's file that is about to be sent.

    Attributes
    ----------
    name
        What the file is called.
    size, sha256
        Of the file: bytes, and its digest as hexadecimal digits. No other content is taken.
    delta
        True if each line has in its column action whom to add (or change) and whom to remove; otherwise the file is the
        whole roster, and whoever isn't in it is taken out.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    name: Annotated[str, Field(max_length=200, min_length=1)]
    size: Annotated[int, Field(ge=1, le=60000000)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    delta: bool = False


class RosterPlace(BaseModel):
    """Where the file has to be put within fifteen minutes; every header has to be sent."""

    url: str
    method: Literal["PUT"] = "PUT"
    headers: dict[str, str]


RosterStatus = TypeAliasType(
    "RosterStatus",
    Annotated[
        Literal["awaited", "checking", "refused", "checked", "loading", "loaded", "overtaken"],
        Field(
            description="How far a sent roster is.\n\nAwaited until its file is there; refused if one of its lines has a fault; overtaken if the roster was changed by\nanother load since it was looked through, or is being changed."
        ),
    ],
)


Removed = TypeAliasType("Removed", Annotated[int, Field(ge=0)])


class RosterStepInput(BaseModel):
    """
    What is to be done with a sent roster.

    Attributes
    ----------
    status
        ``checking`` once the file is put: it is looked through, and changes nothing. ``loading`` once that is done and
        what would change was seen.
    removed
        How many licensees are taken out, as ``changes`` told; needed to load.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    status: Literal["checking", "loading"]
    removed: Removed | None = None


class RowMendedBefore(BaseModel):
    """A row that isn't sent, since it was sent once more before: it is mended where it stands now."""

    row: int
    mended_by: MendedBy


class RuleSentence(BaseModel):
    """A rule in words, and what it is about."""

    topic: str
    sentence: str


Size = TypeAliasType("Size", Annotated[int, Field(ge=1, le=1000000)])


Percent = TypeAliasType("Percent", Annotated[float, Field(gt=0.0, le=100.0)])


class Sample(BaseModel):
    """
    How many licensees are drawn, and what decides which.

    Attributes
    ----------
    seed
        The same seed draws the same licensees from the same roster.
    size, percent
        One of them. A percentage is rounded up.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    seed: Annotated[str, Field(max_length=100, min_length=1)]
    size: Size | None = None
    percent: Percent | None = None


class SampleView(BaseModel):
    """How a sample was drawn; ``method`` tells how to do it by hand."""

    seed: str
    size: int | None
    percent: float | None
    method: str


class SavedSummary(BaseModel):
    """The programme summary as it was saved for the ``revision``-th time."""

    by: str
    at: AwareDatetime
    kind: Literal["summary"] = "summary"
    revision: int
    summary: ProgrammeSummary


Scope = TypeAliasType(
    "Scope",
    Annotated[
        Literal["activities:write", "learners:write", "read", "match", "admin"],
        Field(
            description="What a provider's key allows.\n\nTo send activities or learners, to read what is stored of them and what became of them, to ask whether a learner is\nknown, and to look after the provider's own keys and webhooks."
        ),
    ],
)


class SentColumn(BaseModel):
    """A column of the rows of a page, and what may stand below it, where that is one of a list."""

    heading: str
    values: list[str] | None


class SentRosterView(BaseModel):
    """
    A sent roster, and how far it is.

    Attributes
    ----------
    sent_by
        Who sent it, as the hub calls them; ``is_you`` if that is who asks now.
    lines
        How many lines have something, once it is looked through.
    refusal
        Why the file as a whole can't be read, and what to do.
    faults, fault_count
        What is wrong with lines, the first 200 of them, and how many there are.
    changes
        What loading changes, or has changed; some licence numbers of those who go stand in ``gone``.
    takes_many
        Whether more than a tenth of the roster goes, as with a file that is cut off.
    confirmed_at
        When an officer said that it is to be loaded.
    stored
        How many lines are stored so far.
    moved
        How many reported credits that had waited for these licensees were moved to them.
    place
        Where the file has to be put; told once.
    table
        The address of a CSV with all faults, or with all licensees that are added, changed and taken out; good for five
        minutes, and told of one roster alone.
    """

    roster_id: str
    state: str
    sent_at: AwareDatetime
    sent_by: str
    is_you: bool
    name: str
    delta: bool
    status: RosterStatus
    lines: int
    refusal: str | None
    faults: list[RosterFault]
    fault_count: int
    changes: RosterChanges | None
    takes_many: bool
    confirmed_at: AwareDatetime | None
    stored: int
    moved: int
    kept_until: AwareDatetime
    place: RosterPlace | None = None
    table: str | None = None


class SentRosters(BaseModel):
    """The latest rosters that were sent for a state, without the faults of their lines."""

    rosters: list[SentRosterView]


class SentRow(BaseModel):
    """
    A row.

    Attributes
    ----------
    row
        The sender's own number of it. Of a row that boards rejected, what its cells can mend and what they can't stand
        apart, under the same number.
    status
        What it came to as a whole.
    cells
        What was sent, by heading; blank where a sender may have to write something.
    in_cells
        Whether other values in its cells can mend it; null if nothing has to be mended.
    mended_by
        Where it was sent once more with other values, the latest last; it is mended there from then on.
    """

    row: int
    status: LineStatus
    cells: dict[str, str]
    problems: Annotated[list[CellProblem], Field(validate_default=True)] = []
    in_cells: bool | None = None
    mended_by: Annotated[list[MendedBy], Field(validate_default=True)] = []


class SentVersion(BaseModel):
    """
    The year's report was sent.

    Attributes
    ----------
    number
        The first is 1.
    digest
        The SHA-256 of the document, as JSON.
    content_digest
        That of what it says, without when and by whom it was sent.
    changes
        How many there were since the version before; the document has them.
    """

    by: str
    at: AwareDatetime
    kind: Literal["sent"] = "sent"
    number: int
    digest: str
    content_digest: str
    changes: int = 0


Severity = TypeAliasType(
    "Severity",
    Annotated[
        Literal["error", "warning", "note"],
        Field(
            description="What an issue does to its row or file.\n\nAn error keeps it out, a warning lets it in, a note only tells: of a repair, or of what to do otherwise next time."
        ),
    ],
)


Shown = TypeAliasType(
    "Shown",
    Annotated[
        Literal["answer", "report"],
        Field(
            description="Where a fixture's code shows: in the last step's answer, or in the report of the submission that it makes."
        ),
    ],
)


class SigningInput(BaseModel):
    """The version of the agreement that was read, and the signer's name."""

    model_config = ConfigDict(
        extra="forbid",
    )
    version: str
    name: Annotated[str, Field(max_length=200, min_length=1, pattern="^[^\\x00-\\x1f\\x7f]+$")]


Licence = TypeAliasType("Licence", Annotated[str, Field(max_length=100, min_length=1)])


Npi = TypeAliasType("Npi", Annotated[str, Field(max_length=100, min_length=1)])


GivenName = TypeAliasType("GivenName", Annotated[str, Field(max_length=100)])


FamilyName = TypeAliasType("FamilyName", Annotated[str, Field(max_length=100)])


class Sought(BaseModel):
    """
    Whom an officer looks for: by the licence number, by the NPI, or by both names and the birth day.

    Attributes
    ----------
    birth_month_day
        ``MM-DD``.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    licence: Licence | None = None
    npi: Npi | None = None
    given_name: GivenName | None = None
    family_name: FamilyName | None = None
    birth_month_day: str | None = None


class Span(BaseModel):
    """Days, both ends included; open where there is none."""

    starts: date | None
    ends: date | None


class StateContent(BaseModel):
    """What a state asks its physicians to learn, and a topic of it."""

    domain: str
    topic: str


class StateContentInput(BaseModel):
    """A domain and topic that a state asks for."""

    model_config = ConfigDict(
        extra="forbid",
    )
    domain: str
    topic: str


class StateLog(BaseModel):
    """A part of a state's log, the latest first."""

    looks: list[LookView]


class StateView(BaseModel):
    """
    A state for whose licensing board somebody reads.

    Attributes
    ----------
    boards
        The names of its boards whose requirements are known here: two where osteopathic physicians have their own.
    is_voluntary
        Whether its licensees may withhold their credits: then what is missing may be withheld.
    roster
        Null before one was loaded.
    names_per_day
        How many names an officer may look up on a day (UTC).
    ending_keys
        The keys of the board's own system that end within 60 days, and whose place none takes.
    """

    state: str
    name: str
    boards: list[str]
    is_voluntary: bool
    roster: LoadedRoster | None
    names_per_day: int
    ending_keys: list[EndingKey]


StepName = TypeAliasType(
    "StepName",
    Annotated[
        Literal["agreement", "outcomes", "activities", "learners", "summary", "contacts", "send"],
        Field(description="The steps of annual reporting, in the order in which they are told."),
    ],
)


SubmissionStatus = TypeAliasType(
    "SubmissionStatus",
    Annotated[
        Literal["reading", "validating", "awaiting boards", "finished"],
        Field(description="How far a submission has come."),
    ],
)


class SubmissionSummary(BaseModel):
    """
    A submission in a list.

    Attributes
    ----------
    file_name
        As it was sent; None of a call that was answered at once.
    mends
        The submission whose rows these are, with other values.
    rows
        Those read so far.
    lines
        Of a text file that is read to its end, how many lines it has, blank ones and headings included.
    """

    submission_id: str
    file_name: str | None
    status: SubmissionStatus
    dry_run: bool
    mends: str | None = None
    kind: Literal["learners", "activities", "matches"] | None
    format: str | None
    received_at: AwareDatetime
    changed_at: AwareDatetime
    rows: int
    lines: int | None = None


class SummaryInput(BaseModel):
    """
    The programme summary, in whole US dollars.

    Attributes
    ----------
    revision
        That of the summary in whose place it comes, so that nobody else's is lost; 0 if there is none yet.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    registration_fees: Annotated[int, Field(ge=0, le=10000000000)]
    advertising_and_exhibits: Annotated[int, Field(ge=0, le=10000000000)]
    government_grants: Annotated[int, Field(ge=0, le=10000000000)]
    private_donations: Annotated[int, Field(ge=0, le=10000000000)]
    commercial_support: Annotated[int, Field(ge=0, le=10000000000)]
    other_income: Annotated[int, Field(ge=0, le=10000000000)]
    total_income: Annotated[int, Field(ge=0, le=10000000000)]
    expenses: Annotated[int, Field(ge=0, le=10000000000)]
    revision: Annotated[int, Field(ge=0)]


class Support(BaseModel):
    """Commercial support from one source: an amount in whole US dollars, in kind, or both."""

    source: str
    amount: int | None = None
    in_kind: bool = False


class SupportInput(BaseModel):
    """Commercial support: an amount in whole US dollars, in kind, or both."""

    model_config = ConfigDict(
        extra="forbid",
    )
    source: str
    amount: int | float | str | None = None
    in_kind: bool | str | None = None


class TeamChangeView(BaseModel):
    """
    What was changed about a contact.

    Attributes
    ----------
    by
        Who changed it: a contact's e-mail address, a key's ID, or ``operator``.
    email
        Whose role it is; empty if nobody has the account any more.
    was
        Null of whoever joined.
    becomes
        Null of whoever left.
    """

    at: AwareDatetime
    by: str
    email: str
    was: RoleKind | None
    becomes: RoleKind | None


class UnreadHeading(BaseModel):
    """
    A heading whose column isn't read.

    Attributes
    ----------
    suggestions
        The template's headings that it may mean.
    """

    heading: str
    suggestions: list[str]


class UploadPlace(BaseModel):
    """
    Where and how to put a file.

    Attributes
    ----------
    submission_id
        What it will be known by.
    duplicate
        Whether the hub has read these bytes before, so that they needn't be put again.
    headers
        All of them have to be sent: the signature covers them, and the checksum lets S3 refuse any other content.
    expires_at
        Until when the transfer has to begin.
    """

    submission_id: str
    duplicate: bool
    method: str = "PUT"
    url: str
    headers: dict[str, str]
    expires_at: AwareDatetime


class UploadRequest(BaseModel):
    """
    A file that its sender wants to put into the bucket.

    Attributes
    ----------
    size
        In bytes.
    sha256
        Of the content, as 64 hexadecimal digits.
    parts
        The SHA-256 of each part of 67,108,864 bytes, the last one smaller, if the file is to be put in parts.
    """

    file_name: str
    size: Annotated[int, Field(gt=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    parts: list[Part] | None = None


class VersionFiles(BaseModel):
    """
    A version that was sent.

    Attributes
    ----------
    json_url, csv_url, pdf_url
        Where its files are fetched, within five minutes and without credentials. ``digest`` is that of the JSON.
    """

    version: SentVersion
    json_url: str
    csv_url: str
    pdf_url: str


class WaitingReview(BaseModel):
    """
    A review that nobody has answered.

    Attributes
    ----------
    title
        Of the activity.
    board
        Who asks; null if it is whoever runs the hub.
    due
        The last day to answer, US Eastern.
    """

    activity_id: str
    title: str
    review_id: str
    board: str | None
    due: date
    status: ReviewStatus


class WaitingReviewList(BaseModel):
    """Reviews that nobody has answered, the first due first."""

    reviews: list[WaitingReview]


class WantedPlace(BaseModel):
    """A document that is to be put; its size is in bytes."""

    model_config = ConfigDict(
        extra="forbid",
    )
    size: Annotated[int, Field(gt=0, le=25000000)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


Events = TypeAliasType("Events", Annotated[list[EventType], Field(min_length=1)])


class WebhookChange(BaseModel):
    """What is to be changed of a webhook; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid",
    )
    url: str | None = None
    events: Events | None = None
    enabled: bool | None = None


class WebhookRequest(BaseModel):
    """A webhook that is wanted: where it is, and of which events it is to be told; of all, if nothing is said."""

    model_config = ConfigDict(
        extra="forbid",
    )
    url: str
    events: Events | None = None


class WebhookSecret(BaseModel):
    """A webhook with its new secret, which is shown this once."""

    webhook_id: str
    url: str
    events: list[EventType]
    status: Literal["enabled", "disabled"]
    disabled_because: DisabledBecause | None
    disabled_at: AwareDatetime | None
    created_at: AwareDatetime
    old_secret_ends: AwareDatetime | None
    succeeded_at: AwareDatetime | None
    secret: str


class WebhookView(BaseModel):
    """
    A webhook as its provider sees it.

    Attributes
    ----------
    disabled_because
        Why it is disabled; None if it isn't.
    old_secret_ends
        Until when the secret before this one signs too.
    succeeded_at
        When a delivery arrived last.
    """

    webhook_id: str
    url: str
    events: list[EventType]
    status: Literal["enabled", "disabled"]
    disabled_because: DisabledBecause | None
    disabled_at: AwareDatetime | None
    created_at: AwareDatetime
    old_secret_ends: AwareDatetime | None
    succeeded_at: AwareDatetime | None


class YearActivity(BaseModel):
    """
    An activity of a year.

    Attributes
    ----------
    is_counted
        Whether it is an enduring material that goes on: it isn't closed, but its learners are counted.
    missing
        What it lacks for the year's report, in words.
    participants
        Its head counts by category.
    counted, counted_before
        Its learners until the end of this year, and until that of the year before.
    reopenings
        When it was opened again in this year's report, by whom, and why.
    """

    activity_id: str
    provider_activity_id: str | None
    title: str
    activity_format: str
    start_date: date
    end_date: date
    status: ActivityStatus
    is_counted: bool
    missing: list[str]
    outcomes: list[Outcome]
    commendation_tags: list[str]
    participants: dict[str, int]
    counted: LearnersUntil | None
    counted_before: LearnersUntil | None
    reopenings: list[Reopening]


class YearActivityList(BaseModel):
    """Some of a year's activities, by their end."""

    activities: list[YearActivity]


class YearSummary(BaseModel):
    """
    A year in the list.

    Attributes
    ----------
    due_on
        Until the end of this day, US Eastern, it is reported.
    is_empty
        Whether nothing of it is here: no activity, and nothing that was filled in.
    versions
        How often it was sent.
    sent_at
        When, for the last time.
    """

    year: int
    due_on: date
    is_over: bool
    is_empty: bool
    versions: int
    sent_at: AwareDatetime | None


class AccreditedYear(BaseModel):
    """
    A provider's year.

    Attributes
    ----------
    reported
        Of the last version; nothing before one was sent.
    """

    provider_id: str
    name: str
    state: AccreditedState
    versions: list[AccreditedVersion]
    reported: ReportedSums | None


class AccreditedYearList(BaseModel):
    """The year of some of an accreditor's providers, by provider ID."""

    providers: list[AccreditedYear]


class Activity(BaseModel):
    """
    A CME activity of a provider.

    Attributes
    ----------
    activity_id
        Nine digits, given by the hub.
    activity_format
        One of the names in `cmehub.activities.choices`.
    credits
        AMA PRA Category 1 credits offered, in steps of 0.25.
    registrations
        One per board at most.
    commendation_tags
        ACCME's tags, for the provider's own use; any text.
    mips
        Whether it is an improvement activity of the Merit-based Incentive Payment System.
    participants
        Head count by category (``physician``, ``non-physician``).
    closed_by, closed_at
        ``<submission>#<row>`` or the ID of the caller that closed the activity, and when, if it is closed.
    sent_by
        ``<submission>#<row>`` that stored it as it is.
    deleted_by, deleted_at
        ``<submission>#<row>`` that deleted the activity, if one did, and when, if that was kept.
    revision
        How often it was stored, otherwise than before.
    """

    activity_id: str
    provider_id: str
    provider_activity_id: str | None = None
    title: str
    description: str | None = None
    activity_format: str
    start_date: date
    end_date: date
    deliveries: list[str] = []
    city: str | None = None
    state: str | None = None
    country: str | None = None
    credits: float | None = None
    providership: Literal["direct", "joint"] | None = None
    joint_providers: list[str] = []
    url: str | None = None
    listed: bool | None = None
    fee: str | None = None
    registration: str | None = None
    specialties: list[str] = []
    content_keywords: Annotated[list[ContentKeyword], Field(validate_default=True)] = []
    registrations: Annotated[list[MocRegistration], Field(validate_default=True)] = []
    commercial_support: bool | None = None
    supports: Annotated[list[Support], Field(validate_default=True)] = []
    outcomes: Annotated[list[Outcome], Field(validate_default=True)] = []
    participants: dict[str, int] = {}
    commendation_tags: list[str] = []
    mips: bool | None = None
    rems: Rems | None = None
    has_state_content: bool | None = None
    permission_to_share: bool | None = None
    state_content: Annotated[list[StateContent], Field(validate_default=True)] = []
    close_requested: bool = False
    closed_by: str | None = None
    closed_at: AwareDatetime | None = None
    sent_by: str | None = None
    deleted_by: str | None = None
    deleted_at: AwareDatetime | None = None
    revision: int = 1


class ActivityInput(BaseModel):
    """
    An activity, always whole: saving replaces everything that was stored of it.

    Attributes
    ----------
    provider_activity_id
        Your own ID of it.
    activity_format
        Such as ``Live Course`` or ``Enduring Material``.
    start_date, end_date
        ``YYYY-MM-DD``.
    deliveries
        ``In-Person``, ``Live-Streamed``, ``Online``, ``Print/Other``.
    country
        Three letters of ISO 3166.
    credits
        AMA PRA Category 1; steps of 0.25.
    listed
        Whether physicians find it on CME Passport.
    specialties
        The practice areas that it was registered for.
    permission_to_share
        Whether the learners permit to pass their completions on, where neither a learner's record nor its file says.
        Left out, it stays as it was.
    close_requested
        Whether nothing more is to come, so that it can be closed once everything is there.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    provider_activity_id: str | None = None
    title: str | None = None
    description: str | None = None
    activity_format: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    deliveries: Annotated[list[str], Field(max_length=200)] = []
    city: str | None = None
    state: str | None = None
    country: str | None = None
    credits: int | float | str | None = None
    providership: str | None = None
    joint_providers: Annotated[list[str], Field(max_length=200)] = []
    url: str | None = None
    listed: bool | str | None = None
    fee: str | None = None
    registration: str | None = None
    specialties: Annotated[list[str], Field(max_length=200)] = []
    content_keywords: Annotated[list[KeywordInput], Field(max_length=200, validate_default=True)] = []
    registrations: Annotated[list[RegistrationInput], Field(max_length=200, validate_default=True)] = []
    commercial_support: bool | str | None = None
    supports: Annotated[list[SupportInput], Field(max_length=200, validate_default=True)] = []
    outcomes: Annotated[list[OutcomeInput], Field(max_length=200, validate_default=True)] = []
    participants: Annotated[list[ParticipantsInput], Field(max_length=200, validate_default=True)] = []
    commendation_tags: Annotated[list[str], Field(max_length=200)] = []
    mips: bool | str | None = None
    rems: RemsInput | None = None
    has_state_content: bool | str | None = None
    permission_to_share: bool | str | None = None
    state_content: Annotated[list[StateContentInput], Field(max_length=200, validate_default=True)] = []
    close_requested: bool | str | None = None


class AnswerInput(BaseModel):
    """What a provider answers to a review, in words and with the documents that it put before."""

    model_config = ConfigDict(
        extra="forbid",
    )
    words: Annotated[str, Field(max_length=5000, min_length=1, pattern="^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]+$")]
    documents: Annotated[list[DocumentInput], Field(max_length=10, validate_default=True)] = []


class AuditedLicenseeList(BaseModel):
    """A part of those who were told, by licence number; when they were, and until when they can answer."""

    told_at: AwareDatetime
    until: date
    licensees: list[AuditedLicenseeView]


class BoardRules(BaseModel):
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

    starts: date | None
    ends: date | None
    activities: Span | None
    fields: list[RegistrationField]
    practice_areas: list[str]
    has_further_areas: bool
    content_outline: OutlineAreas | None
    learner_id: LearnerId
    attestation: AttestedStatements
    rules: list[RuleSentence]


class BoardView(BaseModel):
    """A board, and what it asks: the oldest rules first."""

    board: str
    name: str
    rules: list[BoardRules]


class BoardsDocument(BaseModel):
    """All boards, and what may stand in the fields of an activity."""

    boards: list[BoardView]
    activities: ActivityChoices


class CheckInput(BaseModel):
    """
    Who is to be checked: a list, the whole roster, or a sample of it.

    Attributes
    ----------
    numbers
        Licence numbers.
    file
        A workbook (.xlsx) or text file (.csv, tab-delimited) with a column Licence Number, or with one column alone, in
        Base64.
    roster
        True for the whole roster.
    sample
        How many of the roster are drawn by lot, and by which seed.
    on
        The day in whose cycle each licensee is looked at; today if it is left out.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    since: date | None = None
    until: date | None = None
    degree: Literal["MD", "DO"] | None = None
    numbers: Numbers | None = None
    file: File | None = None
    roster: Literal[True] | None = None
    sample: Sample | None = None
    on: date | None = None


class CheckView(BaseModel):
    """
    A check, and how far it is.

    Attributes
    ----------
    of
        Whether a list, the whole roster or a sample of it is checked.
    asked_by
        Who asked, as the hub calls them: an officer, or the key's ID if it was the board's own system (``by_system``);
        ``is_you`` if that is who asks now.
    on
        In whose cycle each licensee is looked at, unless days were chosen: ``since`` to ``until``.
    licensees
        How many are looked at; null until that is known.
    checked
        How many were looked at so far.
    counts
        How many have each result so far.
    with_email
        How many of them have an e-mail address on the state's roster.
    roster_size
        How many licensees the roster had, if it was gone through.
    finished_at, kept_until
        Since when there are results, and until when.
    files
        The results, once they are there; a list of checks has none.
    audit
        Of a sample whose drawn were told; a list of checks has none.
    """

    check_id: str
    state: str
    of: Literal["list", "roster", "sample"]
    asked_at: AwareDatetime
    asked_by: str
    by_system: bool
    is_you: bool
    on: date
    since: date | None
    until: date | None
    degree: Literal["MD", "DO"] | None
    sample: SampleView | None
    licensees: int | None
    checked: int
    counts: dict[CheckResult, int]
    with_email: int
    roster_size: int | None
    finished_at: AwareDatetime | None
    kept_until: AwareDatetime
    files: Annotated[list[CheckFile], Field(validate_default=True)] = []
    audit: AuditView | None = None


class Code(BaseModel):
    """
    What a code means.

    Attributes
    ----------
    kind
        Whether it is a problem of a call, or an issue of a row or file, or a reason that boards give.
    message, fix
        What is wrong, and how to mend it; what stands in braces is told in each case.
    severity
        What an issue does to its row or file; None of a problem.
    status
        The HTTP status of a problem's answer; None of an issue.
    """

    code: str
    kind: Literal["problem", "issue"]
    message: str
    fix: str
    severity: Severity | None = None
    status: int | None = None


class Comparison(BaseModel):
    """
    The medians of a month, each None if fewer than ten providers have such a share.

    Attributes
    ----------
    providers
        How many providers sent anything in the month.
    """

    providers: int
    medians: Quality


class ContactInput(BaseModel):
    """Somebody who is to be a contact."""

    model_config = ConfigDict(
        extra="forbid",
    )
    email: Annotated[str, Field(max_length=254)]
    role: RoleKind


class ContactMailPreferences(BaseModel):
    """
    When a contact wants to be told of files that were taken whole, and of those in which something is to mend.

    Attributes
    ----------
    boards
        Only of files with credit for one of these, or of which no board is known; without any, of all files.
    quiet_hours
        When no mail is to come: what would come then comes at their end.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    taken_whole: Rhythm = "never"
    to_mend: Rhythm = "never"
    boards: list[str] = []
    quiet_hours: QuietHours | None = None


class ContactRoleInput(BaseModel):
    """What a contact is to be."""

    model_config = ConfigDict(
        extra="forbid",
    )
    role: RoleKind


class ContactView(BaseModel):
    """
    A provider's contact.

    Attributes
    ----------
    contact
        What the contact is called in other calls.
    is_you
        Whether it is who calls.
    is_invited
        Whether they haven't signed in yet.
    is_last_primary
        Whether there is no other primary contact, so that the role has to stay until somebody else has it.
    """

    contact: str
    email: str
    role: RoleKind
    is_you: bool
    is_invited: bool
    is_last_primary: bool


class ContactsProvider(BaseModel):
    """A provider whose contact is signed in, as what, and what that allows."""

    provider_id: str
    name: str
    role: RoleKind
    scopes: list[Scope]


class CreditLineView(BaseModel):
    """One amount of one credit type as it stands now; a rejection, of the credit or of its delete, has a reason."""

    board: str
    learner_id: str | None
    credit_type: str
    amount: float
    credit_id: str | None
    status: CreditStatus
    reason_code: str | None
    reason: str | None


class DeliveryView(BaseModel):
    """
    One try to deliver an event; without ``status`` no answer came, and ``failure`` says why.

    ``next_at`` is when it is tried again, or up to a tenth of the pause later; None if it isn't, or was since.
    """

    event_id: str
    event_type: EventType
    number: int
    at: AwareDatetime
    succeeded: bool
    status: int | None
    failure: str | None
    milliseconds: int
    next_at: AwareDatetime | None


class EventList(BaseModel):
    """Events."""

    events: list[EventView]


class FiguresView(BaseModel):
    """What a provider sent, its quality, and how soon boards answered, by their codes."""

    figures: MonthFigures
    quality: Quality
    answer_times: dict[str, AnswerTimes]


class Issue(BaseModel):
    """
    One problem found in a submission.

    Attributes
    ----------
    code
        A key of the issue catalogue.
    severity, scope
        See the enums.
    row
        The sender's own row number (sheet row, or position of the element); required for row scope.
    field
        The sender's own name of the field: a column heading or an element name.
    value
        The value seen, cut to 120 characters.
    message, fix
        What is wrong, and how to mend it, each one sentence.
    suggestion
        What could stand in the field instead, where that can be told.
    """

    code: str
    severity: Severity
    scope: IssueScope
    row: int | None = None
    field: str | None = None
    value: str | None = None
    message: str
    fix: str
    suggestion: str | None = None


class KeyInput(BaseModel):
    """A key to be made; without ``expires_at`` it is good until it is revoked."""

    model_config = ConfigDict(
        extra="forbid",
    )
    scopes: Annotated[list[Scope], Field(max_length=5, min_length=1)]
    expires_at: AwareDatetime | None = None


class KeyView(BaseModel):
    """A key, without its secret; ``client_id`` is that of the client of OAuth 2 that it stands for, if it does."""

    key_id: str
    scopes: list[Scope]
    client_id: str | None
    calls_per_minute: int
    calls_per_day: int
    created_at: AwareDatetime
    expires_at: AwareDatetime | None
    revoked_at: AwareDatetime | None
    last_used_at: AwareDatetime | None


class LicenseeCredits(BaseModel):
    """
    A licensee's CME credits, as the state may see them.

    Attributes
    ----------
    since, until
        Between which days they were completed, both included.
    credits
        The newest completion first.
    total
        What they come to, in AMA PRA Category 1 credits.
    """

    state: str
    licence: str
    since: date
    until: date
    credits: list[PageCredit]
    total: float


class LicenseePage(BaseModel):
    """
    How a licensee stands.

    Attributes
    ----------
    board
        Whose requirements these are, by name.
    is_told
        Whether anything is told of what the state asks in these days.
    degree_needed
        Whether the state has a board of osteopathic physicians' own, and it isn't known which one licenses.
    starts, ends
        The days that were looked at: the cycle, those that were chosen, or else the last years.
    is_cycle, is_first
        Whether these days are the licensee's cycle, and whether the licence was issued in them, if that is known.
    needed
        What has to be known to tell the cycle; nothing if it is told, or other days were chosen.
    undecided
        What would be asked in a first cycle, where it isn't known whether this is one.
    credits
        Those of these days, and earlier ones that count for something, the newest completion first.
    total
        What those of these days come to.
    latest
        When the latest of all credits was completed.
    """

    state: str
    board: str
    licence: str
    given_name: str
    family_name: str
    birth_month_day: str
    npi: str | None
    issued: date | None
    expires: date | None
    degree: Literal["MD", "DO"] | None
    is_told: bool
    degree_needed: bool
    starts: date
    ends: date
    is_cycle: bool
    is_first: bool | None
    needed: list[Literal["length of the cycle", "end of the cycle", "birth month and day", "day of issue", "last day"]]
    hours: Asked | None
    category_1: Asked | None
    duties: list[Asked]
    undecided: list[str]
    credits: list[PageCredit]
    total: float
    latest: date | None


class LineResult(BaseModel):
    """What became of one credit line; with the sender's own ID of the credit, if there is one."""

    board: str
    credit_type: str
    amount: float
    credit_id: str | None = None
    status: LineStatus
    reason_code: str | None = None
    reason: str | None = None


class MatchView(BaseModel):
    """
    Whether a learner is known.

    Attributes
    ----------
    position
        Its place in the call, from 1; the issues' ``row`` is the same.
    matched_on, mismatched
        On which of the given fields that rests, and which disagree with the roster; never what stands there.
    """

    position: int
    result: MatchOutcome
    matched_on: list[str]
    mismatched: list[str]
    issues: list[Issue]


class MissingCreditView(BaseModel):
    """
    What a physician asks for.

    Attributes
    ----------
    due_on
        Until the end of this day, US Eastern, an answer is awaited.
    answer
        The last one. The request is open until the record is here, even if it was said to be reported.
    physician, given_name, family_name
        The name that the roster has, whole and in parts; null if the account that asks holds nobody any more.
    ids
        What to report the physician by; null for whoever may not report learners, and once the request has ended.
    ended_at
        When it ended; ``status`` says how.
    """

    missing_credit: str
    activity_id: str
    title: str
    completed_on: date
    words: str
    asked_at: AwareDatetime
    due_on: date
    status: MissingStatus
    answer: ProviderAnswer | None
    ended_at: AwareDatetime | None
    physician: str | None
    given_name: str | None
    family_name: str | None
    ids: list[PhysicianId] | None


class MonthView(BaseModel):
    """
    What a provider sent in a month.

    Attributes
    ----------
    counted_at
        When the month was counted; null if nothing has been counted of it.
    comparison
        The medians of all providers; null if fewer than ten sent anything.
    """

    figures: MonthFigures
    quality: Quality
    answer_times: dict[str, AnswerTimes]
    month: str
    counted_at: AwareDatetime | None
    comparison: Comparison | None


class NewKey(BaseModel):
    """A key that was just made: ``key`` is what calls send, and is told this once."""

    key_id: str
    scopes: list[Scope]
    client_id: str | None
    calls_per_minute: int
    calls_per_day: int
    created_at: AwareDatetime
    expires_at: AwareDatetime | None
    revoked_at: AwareDatetime | None
    last_used_at: AwareDatetime | None
    key: str


class PeriodView(BaseModel):
    """What a provider sent, by month, and in all of the months together."""

    months: list[MonthView]
    total: FiguresView


class ProblemDocument(BaseModel):
    """
    The answer.

    Attributes
    ----------
    type
        A name for the kind of problem, made of its code.
    detail
        How to mend it.
    instance
        The ID of the request, to be quoted when asking about it.
    help
        Where the code is explained, relative to the address that was called.
    issues
        What is wrong with each row, if that is the problem.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    help: str
    issues: Annotated[list[Issue], Field(validate_default=True)] = []


class Receipt(BaseModel):
    """
    A file was taken in.

    Attributes
    ----------
    duplicate
        Whether the same bytes were sent before; then the submission is that one.
    """

    submission_id: str
    status: SubmissionStatus
    duplicate: bool


class RecordView(BaseModel):
    """
    A stored record as it stands now.

    Attributes
    ----------
    submission_id
        The file or call that added it.
    reported_at, deleted_at
        When the hub took it and, if so, its delete, which counts once the boards agree.
    permission_to_share
        Whether the learner permits to pass the completion on, as the record or else its file or activity stated; None
        if nothing did.
    """

    record: str
    submission_id: str
    reported_at: AwareDatetime
    deleted_at: AwareDatetime | None
    activity_id: str
    completion_date: date
    given_name: str
    family_name: str
    birth_month_day: str
    permission_to_share: bool | None
    credit_lines: list[CreditLineView]


class RecordWithHistory(BaseModel):
    """
    A stored record as it stands now, and how that came.

    Attributes
    ----------
    history
        The newest first; answers that are still awaited come before all.
    """

    record: str
    submission_id: str
    reported_at: AwareDatetime
    deleted_at: AwareDatetime | None
    activity_id: str
    completion_date: date
    given_name: str
    family_name: str
    birth_month_day: str
    permission_to_share: bool | None
    credit_lines: list[CreditLineView]
    history: list[RecordEvent]


class ReminderList(BaseModel):
    """What is open, the first last day first."""

    reminders: list[ReminderView]


class ReviewAnswerView(BaseModel):
    """What was answered, and when."""

    at: AwareDatetime
    words: str
    documents: list[ReviewDocumentView]


class ReviewView(BaseModel):
    """
    A review as it stands.

    Attributes
    ----------
    board
        Who asks; null if it is whoever runs the hub.
    due
        The last day to answer, US Eastern; a later answer is taken too.
    outcome, outcome_words, closed_at
        How it ended.
    """

    review_id: str
    board: str | None
    reason: str
    due: date
    asked_at: AwareDatetime
    status: ReviewStatus
    answers: list[ReviewAnswerView]
    outcome: OutcomeKind | None
    outcome_words: str | None
    closed_at: AwareDatetime | None


class RowRecord(BaseModel):
    """
    A row in a report.

    Attributes
    ----------
    record
        The name of the learner record that the row added, deleted or repeats; the API tells of it by that name. None in
        a dry run, which adds none.
    """

    row: int
    action: str | None
    activity_id: str | None
    completion_date: date | None
    credit_lines: list[LineResult]
    match: MatchResult | None = None
    record: str | None = None


class SavedRecord(BaseModel):
    """
    What came of one record.

    Attributes
    ----------
    position
        Its place in the call, from 1; the issues' ``row`` is the same.
    status
        ``submitted`` until every board has answered, ``accepted`` where none is asked, ``refused`` if it wasn't taken.
    record
        What names it from now on; None if it wasn't taken.
    """

    position: int
    status: LineStatus
    record: str | None
    activity_id: str | None
    completion_date: date | None
    credit_lines: list[LineResult]
    issues: list[Issue]


class SavedRecords(BaseModel):
    """What came of the records of one call, in their order."""

    records: list[SavedRecord]


class SentRows(BaseModel):
    """
    A page of rows.

    Attributes
    ----------
    status
        Rows that aren't validated yet aren't there, and boards may yet reject others.
    columns
        Those of the page's rows, in the order of the template.
    """

    submission_id: str
    status: SubmissionStatus
    columns: list[SentColumn]
    rows: list[SentRow]


class SignedInContact(BaseModel):
    """
    Who signed in.

    Attributes
    ----------
    account
        What nobody else of the staff is called: pages keep under it what isn't sent yet.
    providers
        Those of which they are a contact.
    accreditors
        Those for whom they read what providers report of their years.
    states
        Those of whose licensing boards they are officers.
    is_sandbox
        Whether nothing counts here.
    """

    account: str
    providers: list[ContactsProvider]
    accreditors: list[Accreditor]
    states: list[OfficersState]
    is_sandbox: bool


class Step(BaseModel):
    """
    A step and what it lacks.

    Attributes
    ----------
    lacks
        In words; the first ones, if they are many.
    lacking
        How many there are.
    """

    name: StepName
    is_done: bool
    lacks: list[str] = []
    lacking: int = 0


class SubmissionIssues(BaseModel):
    """
    What the hub found in a submission.

    Attributes
    ----------
    status
        Rows that aren't validated yet may have further issues.
    issues
        Those of the file as a whole, then those of rows.
    """

    submission_id: str
    status: SubmissionStatus
    issues: list[Issue]


class SubmissionList(BaseModel):
    """A page of a provider's files, the newest first."""

    submissions: list[SubmissionSummary]


class SubmissionReport(BaseModel):
    """
    What became of a submission.

    Attributes
    ----------
    dry_run
        Whether the rows were only judged.
    lines
        Of a text file, how many lines were read, blank ones and headings included.
    duplicate_of
        The submission that the same bytes made before, when this report answers their being sent again.
    """

    submission_id: str
    provider_id: str
    kind: Literal["learners", "activities", "matches"] | None
    format: str | None
    status: SubmissionStatus
    dry_run: bool = False
    duplicate_of: str | None = None
    rows: int
    lines: int | None = None
    counts: Counts
    issues: list[Issue]
    records: list[RowRecord]


class SubmissionState(BaseModel):
    """
    How far a submission has come.

    Attributes
    ----------
    issues
        Problems of the file as a whole; those of rows stand in the report.
    """

    submission_id: str
    file_name: str | None
    status: SubmissionStatus
    dry_run: bool
    mends: str | None = None
    kind: Literal["learners", "activities", "matches"] | None
    format: str | None
    received_at: AwareDatetime
    changed_at: AwareDatetime
    rows: int
    lines: int | None = None
    counts: Counts
    issues: list[Issue]


class WebhookList(BaseModel):
    """Webhooks."""

    webhooks: list[WebhookView]


class YearList(BaseModel):
    """The years that can be reported, the last one first."""

    years: list[YearSummary]


class YearView(BaseModel):
    """
    A year as it stands.

    Attributes
    ----------
    state
        ``open`` until it is sent; ``changed`` if it would say something else than what was sent last.
    activities, to_close, to_count
        How many activities the report names, how many of them aren't closed yet, how many aren't counted.
    support_of_activities
        The commercial support in money of the activities that end in the year; the summary has to say the same.
    changes
        What the report would say otherwise than the last version; the first ones, if they are many.
    changed
        How many there are.
    """

    year: int
    due_on: date
    is_over: bool
    state: Literal["open", "sent", "changed"]
    steps: list[Step]
    activities: int
    to_close: int
    to_count: int
    agreement: AgreementView
    summary: SavedSummary | None
    support_of_activities: int
    contacts: list[Contact]
    contacts_confirmed: ContactsConfirmed | None
    versions: list[SentVersion]
    changes: list[Change]
    changed: int


class ActivityView(BaseModel):
    """
    An activity as it stands now.

    Attributes
    ----------
    next_status, missing
        What it becomes next, and what it lacks for that, in words.
    statements
        What its announcements tell learners, one for each board that it is registered for.
    issues
        What is to be said of what was sent, where it was taken all the same.
    learners, locked
        How many learners were reported, and which fields that has locked; of one activity, not in lists.
    advice
        What should be looked at, though nothing is refused for it; of one activity, not in lists.
    """

    activity: Activity
    status: ActivityStatus
    next_status: ActivityStatus | None
    missing: list[str]
    statements: list[LearnerStatement]
    issues: Annotated[list[Issue], Field(validate_default=True)] = []
    learners: ReportedLearners | None = None
    locked: Annotated[list[LockedField], Field(validate_default=True)] = []
    advice: Annotated[list[Issue], Field(validate_default=True)] = []


class CheckList(BaseModel):
    """A part of a state's checks, the latest first."""

    checks: list[CheckView]


class CorrectionView(BaseModel):
    """
    What came of corrections.

    Attributes
    ----------
    submission_id
        The one that they made.
    mends
        The one that they mend.
    duplicate
        Whether the same corrections were made before; then the submission is that one.
    left_out
        The rows that were not sent.
    report
        What became of the rows; null until all are validated.
    """

    submission_id: str
    mends: str
    status: SubmissionStatus
    duplicate: bool
    rows: list[CorrectedRow]
    left_out: list[RowMendedBefore]
    report: SubmissionReport | None


class DeliveryList(BaseModel):
    """Tries to deliver."""

    deliveries: list[DeliveryView]


class FilePreview(BaseModel):
    """
    What the hub sees in a file.

    Attributes
    ----------
    kind, format
        What it holds; null if it can't be recognised.
    rows
        How many rows were counted.
    is_whole
        Whether these are all; a file that is large or broken isn't counted to its end.
    read, not_read
        The headings of a table, the first 200 of each; none of a file that has no headings.
    unread_headings
        How many headings aren't read, those beyond the first 200 included.
    missing
        The columns that a table of its kind needs and that aren't there.
    columns
        The headings of the template of its kind, if it is a table.
    issues
        What the report would say of the file as a whole.
    """

    kind: Literal["learners", "activities", "matches"] | None = None
    format: str | None = None
    rows: int = 0
    is_whole: bool = False
    read: Annotated[list[ReadHeading], Field(validate_default=True)] = []
    not_read: Annotated[list[UnreadHeading], Field(validate_default=True)] = []
    unread_headings: int = 0
    missing: list[str] = []
    columns: list[str] = []
    issues: Annotated[list[Issue], Field(validate_default=True)] = []


class Fixture(BaseModel):
    """
    What brings about a code.

    Attributes
    ----------
    steps
        The requests, to be sent one after the other.
    """

    code: str
    title: str
    kind: Literal["problem", "issue", "reason"]
    shown: Shown
    steps: list[Step]


class MatchList(BaseModel):
    """What came of the learners of one call, in their order."""

    matches: list[MatchView]


class MissingCreditList(BaseModel):
    """Open requests, the first due first; or those that have ended, the last one first."""

    missing_credits: list[MissingCreditView]


class RecordList(BaseModel):
    """Some of an activity's records."""

    records: list[RecordView]


class ReviewList(BaseModel):
    """The reviews of an activity, the oldest first."""

    reviews: list[ReviewView]


class ActivityList(BaseModel):
    """Some of a provider's activities."""

    activities: list[ActivityView]
