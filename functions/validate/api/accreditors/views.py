"""Providers' years as their accreditor is told of them."""

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel

from cmehub.years.programme_summary import ProgrammeSummary


class AccreditedState(StrEnum):
    """
    How far a provider is with a year.

    Nothing was filled in; something was, and nothing sent; the last version says what the report would say now; or
    something has changed since.
    """

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    SENT = "sent"
    CHANGED = "changed"


class AccreditedVersion(BaseModel):
    """A version that was sent, and how many changes it has since the one before."""

    number: int
    at: dt.datetime
    changes: int


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
    versions: tuple[AccreditedVersion, ...]
    reported: ReportedSums | None


class AccreditedYearList(BaseModel):
    """The year of some of an accreditor's providers, by provider ID."""

    providers: tuple[AccreditedYear, ...]
