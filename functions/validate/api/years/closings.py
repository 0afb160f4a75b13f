"""Closing a year's activities, and opening them again."""

from dataclasses import dataclass

from cmehub.activities.activity import Activity
from cmehub.api.access import Caller
from cmehub.api.problems import ProblemError
from cmehub.stores import ActivityChangedError, ActivityStore
from cmehub.years.reporting_year import is_closed_in
from cmehub.years.year_facts import Reopening
from cmehub.years.year_reports import YearReports
from functions.validate.api.years.views import ClosingResult, ClosingResults, ReopeningInput

_TRIES = 5


@dataclass(frozen=True)
class Closings:
    """Everything that closing activities and opening them again needs."""

    reports: YearReports

    @property
    def _activities(self) -> ActivityStore:
        return self.reports.activities

    def close(self, caller: Caller, year: int, activity_ids: tuple[str, ...]) -> ClosingResults:
        """Close those of the activities that lack nothing, and tell of each of the others what it lacks."""
        results = tuple(self._closed(caller, year, activity_id) for activity_id in dict.fromkeys(activity_ids))
        return ClosingResults(activities=results)

    def reopen(self, caller: Caller, year: int, given: ReopeningInput) -> None:
        """
        Open a closed activity again, and keep why.

        Raises
        ------
        ProblemError
            If no such activity of the provider ends in the year, it isn't closed, or the year was sent.
        """
        activity = self._found(caller, year, given.activity_id)
        if activity is None:
            raise ProblemError("NOT_FOUND", f"No activity of yours, {given.activity_id}, ends in {year}.")
        if self.reports.years.versions(caller.provider_id, year):
            raise ProblemError("YEAR_SENT")
        if not activity.closed_by:
            raise ProblemError("ACTIVITY_OPEN")
        opened = {"close_requested": False, "closed_by": None, "closed_at": None}
        try:
            self._activities.replace(activity.model_copy(update=opened).after(activity), None)
        except ActivityChangedError:
            raise ProblemError("ACTIVITY_CHANGED") from None
        # Afterwards, so that no reopening is told that somebody else's change kept from being.
        at = self.reports.clock()
        fact = Reopening(by=caller.caller_id, at=at, activity_id=given.activity_id, reason=given.reason)
        self.reports.years.add(caller.provider_id, year, fact)

    def _closed(self, caller: Caller, year: int, activity_id: str) -> ClosingResult:
        """Close an activity, and look at it anew if somebody else changes it meanwhile."""
        for _ in range(_TRIES):
            activity = self._found(caller, year, activity_id)
            if activity is None:
                return ClosingResult(activity_id=activity_id, outcome="not_of_year")
            if activity.closed_by:
                return ClosingResult(activity_id=activity_id, outcome="closed")
            if missing := activity.missing_for_closed(self.reports.today()):
                return ClosingResult(activity_id=activity_id, outcome="stays_open", missing=tuple(missing))
            at = self.reports.clock()
            closed = {"close_requested": True, "closed_by": caller.caller_id, "closed_at": at}
            try:
                self._activities.replace(activity.model_copy(update=closed).after(activity), None)
            except ActivityChangedError:
                continue
            return ClosingResult(activity_id=activity_id, outcome="closed")
        raise ActivityChangedError

    def _found(self, caller: Caller, year: int, activity_id: str) -> Activity | None:
        activity = self._activities.find([activity_id]).get(activity_id)
        if activity is None or activity.provider_id != caller.provider_id or activity.deleted_by:
            return None
        return activity if is_closed_in(activity, year) else None
