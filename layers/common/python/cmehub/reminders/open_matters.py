"""Reading what a provider has open until a day that is near."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from cmehub.accounts.keys import ApiKey
from cmehub.activities.activity import Activity, ActivityStatus
from cmehub.fields.eastern import eastern_day
from cmehub.passport.missing_credit_ends import MissingCreditEnds
from cmehub.reminders.reminder import HORIZON, Deadline, OpenMatter, Reminder, ReminderKind, reminders_due
from cmehub.rules.packs import RulePack, board_codes, packs_of, rule_pack
from cmehub.rules.reporting_window import last_reporting_day
from cmehub.stores import ActivityPlace, ActivityStore, KeyStore
from cmehub.years.reporting_year import due_on, is_closed_in, last_day
from cmehub.years.year_facts import YearFacts
from cmehub.years.year_report import StepName
from cmehub.years.year_reports import YearReports

_READ_AT_ONCE = 100
_READERS = 8
_WINDOW_YEARS = 2
"""So long ago activities may have ended whose learners are still taken."""

_TOLD_OTHERWISE = {StepName.OUTCOMES, StepName.ACTIVITIES, StepName.LEARNERS, StepName.SEND}
"""Steps of the year that say what activities lack, each of which is told itself, and the last one."""


@dataclass(frozen=True)
class OpenMatters:
    """Everything that reading what is open needs."""

    years: YearReports
    activities: ActivityStore
    requests: MissingCreditEnds
    keys: KeyStore

    def reminders(self, provider_id: str, today: dt.date, told: Container[str]) -> tuple[Reminder, ...]:
        """Return what a provider is to be reminded of on a day, US Eastern; see `reminders_due`."""

        def is_due(deadline: Deadline) -> bool:
            return deadline.is_due(today, told)

        return reminders_due(self._open(provider_id, today, is_due), today, told)

    def _open(self, provider_id: str, today: dt.date, is_due: Callable[[Deadline], bool]) -> Iterator[OpenMatter]:
        yield from self._of_year(provider_id, today.year - 1, is_due)
        for year in range(today.year - _WINDOW_YEARS, today.year + 1):
            yield from self._without_learners(provider_id, year, today, is_due)
        yield from self._drafts(provider_id, today)
        yield from self._requests(provider_id)
        yield from self._keys(provider_id)

    def _of_year(self, provider_id: str, year: int, is_due: Callable[[Deadline], bool]) -> Iterator[OpenMatter]:
        of_year, of_activities = (Deadline(due_on(year), kind) for kind in (ReminderKind.YEAR, ReminderKind.ACTIVITIES))
        if not (is_due(of_year) or is_due(of_activities)):
            return
        report = self.years.read(provider_id, year)
        # Whoever has nothing of the year here reports it elsewhere.
        if report.facts.versions or not (report.activities or report.facts != YearFacts()):
            return
        for step in report.steps(is_sent=False):
            if step.name not in _TOLD_OTHERWISE and step.lacks:
                yield OpenMatter(of_year, step.name.capitalize(), lacks=", ".join(step.lacks))
        yield OpenMatter(of_year, "Send", lacks="sending by the primary contact")
        for activity in report.activities:
            if lacks := report.lacks(activity):
                yield _of_activity(of_activities, activity, lacks)

    def _without_learners(
        self, provider_id: str, year: int, today: dt.date, is_due: Callable[[Deadline], bool]
    ) -> Iterator[OpenMatter]:
        packs = (pack for board in board_codes() for pack in packs_of(board))
        if not any(is_due(deadline) for pack in packs for deadline in _of_board(pack, last_day(year))):
            return
        ended = (
            (activity, _boards_due(activity, is_due))
            for activity in self.years.read(provider_id, year).activities
            if is_closed_in(activity, year) and activity.end_date < today
        )
        due = [(activity, boards) for activity, boards in ended if boards]
        # A contact may wait for it, and a provider have thousands of them.
        with ThreadPoolExecutor(_READERS) as readers:
            reported = readers.map(self.activities.has_learners, [activity.activity_id for activity, _ in due])
            for (activity, boards), has_learners in zip(due, reported, strict=True):
                for deadline, named in boards.items() if not has_learners else ():
                    yield _of_activity(deadline, activity, [f"no learner reported for {', '.join(named)}"])

    def _drafts(self, provider_id: str, today: dt.date) -> Iterator[OpenMatter]:
        after: ActivityPlace | None = None
        while places := self.activities.of_provider(
            provider_id, today, today + HORIZON, after=after, limit=_READ_AT_ONCE
        ):
            found = self.activities.find([place.activity_id for place in places])
            for activity in (found[place.activity_id] for place in places if place.activity_id in found):
                if activity.status(today) is ActivityStatus.DRAFT and not activity.deleted_by:
                    deadline = Deadline(activity.start_date, ReminderKind.DRAFTS)
                    yield _of_activity(deadline, activity, activity.missing_for_active())
            after = places[-1]

    def _requests(self, provider_id: str) -> Iterator[OpenMatter]:
        for request in self.requests.requests.of_provider(provider_id):
            # Who has answered waits for the boards, and has nothing to do.
            if self.requests.seen(request).is_open and not request.answer:
                deadline = Deadline(request.due_on, ReminderKind.REQUESTS)
                lacks = f"a physician misses the credit of {request.completed_on}"
                yield OpenMatter(deadline, request.title, request.activity_id, lacks)

    def _keys(self, provider_id: str) -> Iterator[OpenMatter]:
        for key in self.keys.of_provider(provider_id):
            if key.expires_at and not key.revoked_at:
                yield _of_key(key, key.expires_at)


def _boards_due(activity: Activity, is_due: Callable[[Deadline], bool]) -> dict[Deadline, list[str]]:
    """Return by which days learners of an activity that ended are to be reported, each with the boards whose it is."""
    boards: dict[Deadline, list[str]] = defaultdict(list)
    for registration in activity.registrations:
        pack = rule_pack(registration.board, activity.end_date)
        for deadline in filter(is_due, _of_board(pack, activity.end_date)):
            boards[deadline].append(registration.board)
    return boards


def _of_board(pack: RulePack, done: dt.date) -> Iterator[Deadline]:
    """Yield until when a completion for a board is taken, and until when it counts in its year if the board says so."""
    yield Deadline(last_reporting_day(done, [pack]), ReminderKind.LEARNERS)
    if pack.year_end:
        yield Deadline(pack.year_end.last_day(done.year), ReminderKind.COUNTING)


def _of_activity(deadline: Deadline, activity: Activity, lacks: Iterable[str]) -> OpenMatter:
    return OpenMatter(deadline, activity.title, activity.activity_id, ", ".join(lacks))


def _of_key(key: ApiKey, expires_at: dt.datetime) -> OpenMatter:
    deadline = Deadline(eastern_day(expires_at - dt.timedelta.resolution), ReminderKind.KEYS)
    used = f"last used on {key.last_used_at.astimezone(dt.UTC):%Y-%m-%d}" if key.last_used_at else "never used"
    refused = f"refused from {expires_at.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC on"
    return OpenMatter(deadline, "Client of OAuth 2" if key.client_id else "Key", key.key_id, f"{refused}, {used}")
