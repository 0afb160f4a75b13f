"""Activities as the API takes and tells them."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt

from cmehub.activities.activity import Activity, ActivityStatus
from cmehub.activities.learner_statements import LearnerStatement, learner_statements
from cmehub.issues.issue import Issue


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


EXAMPLE: dict[str, Any] = {
    "provider_activity_id": "ANES-26-008",
    "title": "Breathing circuits refresher",
    "description": "Two half-days on circuit types.",
    "activity_format": "Live Course",
    "start_date": "2026-05-04",
    "end_date": "2026-05-05",
    "deliveries": ["In-Person"],
    "city": "Tulsa",
    "state": "OK",
    "country": "USA",
    "credits": 6.5,
    "providership": "direct",
    "url": "https://cme.example.org/a/8",
    "listed": True,
    "fee": "Variable",
    "registration": "Open to all",
    "specialties": ["General Surgery"],
    "registrations": [{"board": "ABS", "points": 6.5, "credit_types": ["Accredited CME"], "claim_date": "2026-12-31"}],
}
YesNo = StrictBool | str
Number = StrictInt | StrictFloat | str
Texts = Annotated[tuple[str, ...], Field(max_length=200)]


class RegistrationInput(_Input):
    """
    A registration for one board; some boards' points follow from the activity's credits if none are given.

    Attributes
    ----------
    evaluation, feedback
        How each learner is evaluated, and how learners hear what they got right and why; at most 1,000 characters each.
    threshold
        The least share of the evaluation to earn the credit: from 1 to 100 percent, such as ``75`` or ``"75%"``.
    """

    board: str
    points: Number | None = None
    credit_types: Texts
    claim_date: str | None = None
    evaluation: str | None = None
    threshold: Number | None = None
    feedback: str | None = None


class SupportInput(_Input):
    """Commercial support: an amount in whole US dollars, in kind, or both."""

    source: str
    amount: Number | None = None
    in_kind: YesNo | None = None


class OutcomeInput(_Input):
    """A measured outcome; ``measured`` holds ``Objective`` and ``Subjective``."""

    outcome: str
    measured: Texts = ()


class ParticipantsInput(_Input):
    """A head count; the category is ``physician`` or ``non-physician``."""

    category: str
    count: Number


class RemsInput(_Input):
    """A REMS and the activity's grant identifier."""

    rems_type: str
    identifier: str


class StateContentInput(_Input):
    """A domain and topic that a state asks for."""

    domain: str
    topic: str


class KeywordInput(_Input):
    """A code of a board's content outline."""

    source: str
    kind: str
    value: str


class ActivityInput(_Input):
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

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    provider_activity_id: str | None = None
    title: str | None = None
    description: str | None = None
    activity_format: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    deliveries: Texts = ()
    city: str | None = None
    state: str | None = None
    country: str | None = None
    credits: Number | None = None
    providership: str | None = None
    joint_providers: Texts = ()
    url: str | None = None
    listed: YesNo | None = None
    fee: str | None = None
    registration: str | None = None
    specialties: Texts = ()
    content_keywords: Annotated[tuple[KeywordInput, ...], Field(max_length=200)] = ()
    registrations: Annotated[tuple[RegistrationInput, ...], Field(max_length=200)] = ()
    commercial_support: YesNo | None = None
    supports: Annotated[tuple[SupportInput, ...], Field(max_length=200)] = ()
    outcomes: Annotated[tuple[OutcomeInput, ...], Field(max_length=200)] = ()
    participants: Annotated[tuple[ParticipantsInput, ...], Field(max_length=200)] = ()
    commendation_tags: Texts = ()
    mips: YesNo | None = None
    rems: RemsInput | None = None
    has_state_content: YesNo | None = None
    permission_to_share: YesNo | None = None
    state_content: Annotated[tuple[StateContentInput, ...], Field(max_length=200)] = ()
    close_requested: YesNo | None = None


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


class ReportedLearners(BaseModel):
    """How many completions were reported, deleted ones among them; or so many at least, if ``or_more``."""

    completions: int
    or_more: bool


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
    missing: tuple[str, ...]
    statements: tuple[LearnerStatement, ...]
    issues: tuple[Issue, ...] = ()
    learners: ReportedLearners | None = None
    locked: tuple[LockedField, ...] = ()
    advice: tuple[Issue, ...] = ()

    @classmethod
    def of(cls, activity: Activity, today: dt.date, issues: tuple[Issue, ...] = ()) -> "ActivityView":
        """Return what is told of an activity."""
        next_status, missing = activity.lacks(today) or (None, [])
        return cls(
            activity=activity,
            status=activity.status(today),
            next_status=next_status,
            missing=tuple(missing),
            statements=tuple(learner_statements(activity)),
            issues=issues,
        )

    @property
    def etag(self) -> str:
        """What changes with the activity; its first part is the revision."""
        return f'"{self.activity.revision}-{self.status.value.replace(" ", "-")}"'


class ActivityList(BaseModel):
    """Some of a provider's activities."""

    activities: tuple[ActivityView, ...]
