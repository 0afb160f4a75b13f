"""Activities for PARS's clients: saved, and told as they are stored."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.activities.activity import Activity
from cmehub.api.activity_views import ActivityViews
from cmehub.api.calls import Call, Calls, is_refused, refusal
from cmehub.issues.issue import Issue
from functions.validate.pars.requests import SentRows


class SavedActivities(NamedTuple):
    """The activities of a document as they are stored now, and what is to be said of them."""

    activities: list[Activity]
    issues: list[Issue]


@dataclass(frozen=True)
class ParsActivities:
    """Everything that answering about activities needs."""

    calls: Calls
    views: ActivityViews

    @property
    def today(self) -> dt.date:
        """The day by which an activity's status is told."""
        return self.views.clock().date()

    def save(self, provider_id: str, sent: SentRows, request_id: str) -> SavedActivities:
        """
        Save the activities of a document.

        Raises
        ------
        ProblemError
            If none of them was taken.
        """
        call = Call(provider_id, sent.format, [row.fields for row in sent.rows], request_id)
        results = self.calls.take(call).all_taken_or(refusal)
        ids = dict.fromkeys(result.activity_id for result in results if result.activity_id and not is_refused(result))
        stored = self.views.activities.find(ids)
        issues = [issue for result in results for issue in result.issues]
        return SavedActivities([stored[activity_id] for activity_id in ids if activity_id in stored], issues)
