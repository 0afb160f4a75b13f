"""Reminders: what a provider left open, and on which days before its last one it is told; pure, no I/O."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

STEPS = (60, 30, 7, 1)
"""So many days before the last one; the last day itself belongs to the last step."""

HORIZON = dt.timedelta(days=STEPS[0])
"""What ends later than this isn't told yet."""

MOST_REMINDERS = 50
"""In a mail, since DynamoDB takes 100 writes in a transaction; what is left comes in the next day's."""


class ReminderKind(StrEnum):
    """
    What reminders are about, in the order in which a mail tells those of a day.

    *Learners* are no longer taken after the last day; by that of *counting* they have to be reported to count in a
    board's year.
    """

    YEAR = "year"
    ACTIVITIES = "activities"
    LEARNERS = "learners"
    COUNTING = "counting"
    DRAFTS = "drafts"
    REQUESTS = "requests"
    KEYS = "keys"

    @property
    def steps(self) -> tuple[int, ...]:
        """The days before the last one; of a request other mails tell when it comes, and days before its end."""
        return STEPS[-1:] if self is ReminderKind.REQUESTS else STEPS


class Deadline(NamedTuple):
    """The last day, US Eastern, of things of a kind."""

    last_day: dt.date
    kind: ReminderKind

    def step_on(self, today: dt.date) -> int | None:
        """Return the smallest step that is reached on a day; None before the first, and once the last day is over."""
        days_left = (self.last_day - today).days
        return min((step for step in self.kind.steps if 0 <= days_left <= step), default=None)

    def key_on(self, today: dt.date) -> str | None:
        """Return what a reminder of it on a day is known by, if there is one on that day."""
        step = self.step_on(today)
        return f"{self.last_day}#{self.kind}#{step}" if step else None

    def is_due(self, today: dt.date, told: Container[str]) -> bool:
        """Tell whether a provider is reminded on a day if anything is open; ``told`` has the keys of reminders."""
        key = self.key_on(today)
        return key is not None and key not in told


class OpenMatter(NamedTuple):
    """
    Something that is open.

    Attributes
    ----------
    name, name_id
        What it is, maybe in the provider's own words, and the ID of that, if it has one.
    lacks
        In words; empty if the name says it.
    """

    deadline: Deadline
    name: str
    name_id: str = ""
    lacks: str = ""


class Reminder(NamedTuple):
    """Everything that is open until a day and of a kind, and by which key it is known that it was told."""

    deadline: Deadline
    key: str
    matters: tuple[OpenMatter, ...]


def reminders_due(matters: Iterable[OpenMatter], today: dt.date, told: Container[str]) -> tuple[Reminder, ...]:
    """
    Return the reminders of what is open, the first last day first, `MOST_REMINDERS` at most.

    When a day was missed, the smallest step that is reached is told and the greater ones never are.

    Parameters
    ----------
    told
        The keys of the reminders that were told.
    """
    gathered: dict[Deadline, list[OpenMatter]] = defaultdict(list)
    for matter in matters:
        gathered[matter.deadline].append(matter)
    keyed = ((deadline, deadline.key_on(today)) for deadline in sorted(gathered, key=_place))
    due = (Reminder(deadline, key, tuple(gathered[deadline])) for deadline, key in keyed if key and key not in told)
    return tuple(islice(due, MOST_REMINDERS))


def _place(deadline: Deadline) -> tuple[dt.date, int]:
    return deadline.last_day, [*ReminderKind].index(deadline.kind)
