"""The activities of a provider: one by its ID, or all of them page by page."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from cmehub.activities.activity import Activity, ActivityStatus
from cmehub.activities.rows import folded_id
from cmehub.api.activity_documents import ActivityView
from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.stores import ActivityPlace, ActivityStore

_READ_AT_ONCE = 100
_NO_CURSOR = ProblemError("REQUEST_INVALID", "cursor: take it from the Link of the page before, unchanged")


class ActivityFilter(NamedTuple):
    """
    Which activities are asked for.

    Attributes
    ----------
    since, until
        The days between which they start.
    """

    provider_activity_id: str | None = None
    activity_format: str | None = None
    status: ActivityStatus | None = None
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max


@dataclass(frozen=True)
class ActivityViews:
    """Everything that telling of activities needs."""

    activities: ActivityStore
    clock: Callable[[], dt.datetime]

    def one(self, provider_id: str, activity_id: str) -> ActivityView:
        """
        Return an activity.

        Raises
        ------
        ProblemError
            If the provider has no such activity.
        """
        found = next(self._own(provider_id, [activity_id]), None)
        if found is None:
            raise ProblemError("NOT_FOUND")
        return found

    def page(
        self, provider_id: str, wanted: ActivityFilter, cursor: str | None, limit: int
    ) -> tuple[list[ActivityView], str | None]:
        """Return activities in the order of their start, and where the next page begins."""
        after = None
        if cursor:
            start, activity_id = read_cursor(cursor, str, str)
            after = ActivityPlace(_date(start), activity_id)
            if not wanted.since <= after.start_date <= wanted.until:
                raise _NO_CURSOR
        found = [*islice(self._wanted(provider_id, wanted, after), limit + 1)]
        page = found[:limit]
        if len(found) == len(page):
            return page, None
        last = page[-1].activity
        return page, written_cursor(last.start_date.isoformat(), last.activity_id)

    def _wanted(self, provider_id: str, wanted: ActivityFilter, after: ActivityPlace | None) -> Iterator[ActivityView]:
        own_id = wanted.provider_activity_id and folded_id(wanted.provider_activity_id)
        for ids in self._ids(provider_id, wanted, after):
            for told_activity in self._own(provider_id, ids):
                activity = told_activity.activity
                if (
                    wanted.status in (None, told_activity.status)
                    and wanted.activity_format in (None, activity.activity_format)
                    and own_id in (None, folded_id(activity.provider_activity_id or ""))
                    and wanted.since <= activity.start_date <= wanted.until
                ):
                    yield told_activity

    def _ids(self, provider_id: str, wanted: ActivityFilter, after: ActivityPlace | None) -> Iterator[Sequence[str]]:
        if wanted.provider_activity_id:
            found = self.activities.find(self.activities.named(provider_id, wanted.provider_activity_id)).values()
            places = sorted(ActivityPlace(activity.start_date, activity.activity_id) for activity in found)
            yield [place.activity_id for place in places if after is None or place > after]
            return
        while places := self.activities.of_provider(
            provider_id, wanted.since, wanted.until, after=after, limit=_READ_AT_ONCE
        ):
            yield [place.activity_id for place in places]
            after = places[-1]

    def _own(self, provider_id: str, activity_ids: Sequence[str]) -> Iterator[ActivityView]:
        found = self.activities.find(activity_ids)
        for activity_id in activity_ids:
            activity: Activity | None = found.get(activity_id)
            if activity and activity.provider_id == provider_id and not activity.deleted_by:
                yield ActivityView.of(activity, self.clock().date())


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _NO_CURSOR from None
