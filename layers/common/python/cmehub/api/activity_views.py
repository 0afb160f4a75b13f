"""The activities of a provider: one by its ID, or all of them page by page."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.activities.activity import Activity, ActivityStatus
from cmehub.activities.rows import folded_id
from cmehub.api.activity_documents import ActivityView, LockedField, ReportedLearners
from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.formats.api_json import API_ACTIVITIES
from cmehub.rules.activity_advice import activity_advice
from cmehub.rules.activity_changes import locks
from cmehub.stores import ActivityPlace, ActivityStore

_READ_AT_ONCE = 100
_MOST_READ = 2_000
"""Activities that are read for a page at most: one who looks for a word that few titles have is told the rest later."""
_MOST_CHUNKS, _MOST_COUNTED = 50, 1_000
_NO_CURSOR = ProblemError("REQUEST_INVALID", "cursor: take it from the Link of the page before, unchanged")


class ActivityFilter(NamedTuple):
    """
    Which activities are asked for.

    Attributes
    ----------
    since, until
        The days between which they start.
    title
        Words that the title has, each as it is or the beginning of one.
    """

    provider_activity_id: str | None = None
    activity_format: str | None = None
    status: ActivityStatus | None = None
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max
    title: str | None = None

    def takes(self, told: ActivityView) -> bool:
        """Tell whether an activity is asked for."""
        activity = told.activity
        own_id = self.provider_activity_id and folded_id(self.provider_activity_id)
        return (
            self.status in (None, told.status)
            and self.activity_format in (None, activity.activity_format)
            and own_id in (None, folded_id(activity.provider_activity_id or ""))
            and self.since <= activity.start_date <= self.until
            and _has_words(activity.title, self.title or "")
        )


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
        learners = self._learners(activity_id)
        name = API_ACTIVITIES.names_in({})
        locked = (
            LockedField(field=name(lock.location), why=lock.why, is_fixed=lock.is_fixed)
            for lock in locks(found.activity)
            if learners
        )
        advice = tuple(activity_advice(found.activity, name))
        return found.model_copy(update={"learners": learners, "locked": tuple(locked), "advice": advice})

    def _learners(self, activity_id: str) -> ReportedLearners | None:
        """Count by the traces that chunks left: nothing else tells it without reading every record."""
        if not self.activities.has_learners(activity_id):
            return None
        traces = self.activities.traces(activity_id, most=_MOST_CHUNKS)
        if traces is None:
            chunks = self.activities.learner_chunks(activity_id, limit=_MOST_CHUNKS)
            return ReportedLearners(completions=len(chunks), or_more=True)
        return ReportedLearners(completions=min(len(traces), _MOST_COUNTED), or_more=len(traces) > _MOST_COUNTED)

    def page(
        self, provider_id: str, wanted: ActivityFilter, cursor: str | None, limit: int
    ) -> tuple[list[ActivityView], str | None]:
        """Return activities in the order of their start, a few or none if few fit, and where the next page begins."""
        after = None
        if cursor:
            start, activity_id = read_cursor(cursor, str, str)
            after = ActivityPlace(_date(start), activity_id)
            if not wanted.since <= after.start_date <= wanted.until:
                raise _NO_CURSOR
        found: list[ActivityView] = []
        for read, told in enumerate(self._read(provider_id, wanted, after), start=1):
            if wanted.takes(told):
                found.append(told)
            if len(found) > limit:
                return found[:limit], _cursor_behind(found[limit - 1])
            if read == _MOST_READ:
                return found, _cursor_behind(told)
        return found, None

    def _read(self, provider_id: str, wanted: ActivityFilter, after: ActivityPlace | None) -> Iterator[ActivityView]:
        for ids in self._ids(provider_id, wanted, after):
            yield from self._own(provider_id, ids)

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


def _cursor_behind(told: ActivityView) -> str:
    return written_cursor(told.activity.start_date.isoformat(), told.activity.activity_id)


def _has_words(title: str, words: str) -> bool:
    has = title.casefold().split()
    return all(any(word.startswith(asked) for word in has) for asked in words.casefold().split())


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _NO_CURSOR from None
