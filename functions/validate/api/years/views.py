"""Years as the API takes and tells them."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cmehub.accounts.providers import Contact
from cmehub.activities.activity import ActivityStatus, Outcome
from cmehub.years.programme_summary import ProgrammeSummary
from cmehub.years.year_facts import Change, ContactsConfirmed, Reopening, SavedSummary, SentVersion
from cmehub.years.year_report import Step

MOST_CLOSED = 100
"""Activities that one call closes."""
_Line = r"^[^\x00-\x1f\x7f]+$"
Head = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SigningInput(_Input):
    """The version of the agreement that was read, and the signer's name."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": "1", "name": "Kim Osei"}]})

    version: str
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_Line)]


class SummaryInput(ProgrammeSummary):
    """
    The programme summary, in whole US dollars.

    Attributes
    ----------
    revision
        That of the summary in whose place it comes, so that nobody else's is lost; 0 if there is none yet.
    """

    revision: Annotated[int, Field(strict=True, ge=0)]


class LearnerCountInput(_Input):
    """How many took part, from the enduring material's start to the end of the year."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"physicians": 310, "other_learners": 42}]})

    physicians: Head
    other_learners: Head


class ClosingsInput(_Input):
    """Which activities are to be closed."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"activities": ["202612345"]}]})

    activities: Annotated[tuple[str, ...], Field(min_length=1, max_length=MOST_CLOSED)]


class ReopeningInput(_Input):
    """Which closed activity is to be opened again, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"activity_id": "202612345", "reason": "A supporter was missing."}]}
    )

    activity_id: str
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=_Line)]


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
    due_on: dt.date
    is_over: bool
    is_empty: bool
    versions: int
    sent_at: dt.datetime | None


class YearList(BaseModel):
    """The years that can be reported, the last one first."""

    years: tuple[YearSummary, ...]


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
    paragraphs: tuple[str, ...]
    signed_at: dt.datetime | None
    signed_by: str | None
    name: str | None


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
    due_on: dt.date
    is_over: bool
    state: Literal["open", "sent", "changed"]
    steps: tuple[Step, ...]
    activities: int
    to_close: int
    to_count: int
    agreement: AgreementView
    summary: SavedSummary | None
    support_of_activities: int
    contacts: tuple[Contact, ...]
    contacts_confirmed: ContactsConfirmed | None
    versions: tuple[SentVersion, ...]
    changes: tuple[Change, ...]
    changed: int


class LearnersUntil(BaseModel):
    """How many took part in an enduring material from its start to the end of a year."""

    physicians: int
    other_learners: int


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
    start_date: dt.date
    end_date: dt.date
    status: ActivityStatus
    is_counted: bool
    missing: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    commendation_tags: tuple[str, ...]
    participants: dict[str, int]
    counted: LearnersUntil | None
    counted_before: LearnersUntil | None
    reopenings: tuple[Reopening, ...]


class YearActivityList(BaseModel):
    """Some of a year's activities, by their end."""

    activities: tuple[YearActivity, ...]


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
    missing: tuple[str, ...] = ()


class ClosingResults(BaseModel):
    """What came of each activity, in the order in which they were named."""

    activities: tuple[ClosingResult, ...]


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
