"""What a provider is reminded of, as it stands at the moment of a call."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from pydantic import BaseModel

from cmehub.fields.eastern import eastern_day
from cmehub.reminders.open_matters import OpenMatters
from cmehub.reminders.reminder import OpenMatter, Reminder, ReminderKind

MOST_TOLD = 50
"""Of a reminder's matters."""


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

    @classmethod
    def of(cls, matter: OpenMatter) -> Self:
        """Return what is told of it."""
        return cls(name=matter.name, id=matter.name_id, lacks=matter.lacks)


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
    last_day: dt.date
    days_left: int
    matters: tuple[MatterView, ...]
    more: int

    @classmethod
    def of(cls, reminder: Reminder, today: dt.date) -> Self:
        """Return what is told on a day."""
        (last_day, kind), matters = reminder.deadline, reminder.matters
        return cls(
            kind=kind,
            last_day=last_day,
            days_left=(last_day - today).days,
            matters=tuple(map(MatterView.of, matters[:MOST_TOLD])),
            more=max(len(matters) - MOST_TOLD, 0),
        )


class ReminderList(BaseModel):
    """What is open, the first last day first."""

    reminders: tuple[ReminderView, ...]


@dataclass(frozen=True)
class ProviderReminders:
    """Everything that telling providers what they have open needs."""

    matters: OpenMatters
    clock: Callable[[], dt.datetime]

    def told(self, provider_id: str, *, with_keys: bool) -> list[ReminderView]:
        """Return what a provider has open, whether or not a mail has told it before."""
        today = eastern_day(self.clock())
        reminders = self.matters.reminders(provider_id, today, ())
        return [
            ReminderView.of(reminder, today)
            for reminder in reminders
            if with_keys or reminder.deadline.kind is not ReminderKind.KEYS
        ]
