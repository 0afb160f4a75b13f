"""What the mail says that reminds a provider."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from cmehub.reminders.reminder import OpenMatter, Reminder, ReminderKind
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import day, shown

MOST_TOLD = 10
"""Of a reminder's matters; the console has all."""


class _Told(NamedTuple):
    heading: str
    until: str
    matters: list[str]
    more: str
    address: str
    link: str


def reminder_words(
    about: str, provider_id: str, reminders: Sequence[Reminder], addresses: Addresses, today: dt.date
) -> Words:
    """
    Compose what a provider is told.

    Parameters
    ----------
    reminders
        One at least, the first last day first.
    today
        US Eastern.
    """
    told = [_told(reminder, provider_id, addresses, today) for reminder in reminders]
    headline = told[0].heading if len(told) == 1 else f"{len(told)} reminders: {told[0].heading}"
    seen = {
        "headline": headline,
        "preview": told[0].until,
        "told": told,
        "console": addresses.console(provider_id),
        "about": about,
    }
    first = reminders[0].deadline.last_day
    return Words(NoticeKind.REMINDERS, about, f"{headline}, {day(first)}", seen)


def _told(reminder: Reminder, provider_id: str, addresses: Addresses, today: dt.date) -> _Told:
    (last_day, kind), matters = reminder.deadline, reminder.matters
    more = len(matters) - MOST_TOLD
    address, link = _place(reminder, provider_id, addresses)
    before = "The course begins on" if kind is ReminderKind.DRAFTS else "Last day:"
    return _Told(
        heading=_heading(reminder),
        until=f"{before} {day(last_day)}, {_left((last_day - today).days)}.",
        matters=[_matter(matter) for matter in matters[:MOST_TOLD]],
        more=f"and {more:,} more" if more > 0 else "",
        address=address,
        link=link,
    )


def _heading(reminder: Reminder) -> str:
    year, count = reminder.deadline.last_day.year - 1, len(reminder.matters)
    activities = f"{count:,} {'activity' if count == 1 else 'activities'}"
    match reminder.deadline.kind:
        case ReminderKind.YEAR:
            heading = f"The report of {year} is to be sent"
        case ReminderKind.ACTIVITIES:
            heading = f"{activities} of {year} to finish for the report"
        case ReminderKind.LEARNERS:
            heading = f"{activities} without learners: soon none are taken"
        case ReminderKind.COUNTING:
            heading = f"{activities} without learners: to count in the board's year"
        case ReminderKind.DRAFTS:
            heading = f"{count:,} {'Draft' if count == 1 else 'Drafts'} about to begin"
        case ReminderKind.REQUESTS:
            heading = f"{count:,} {'request' if count == 1 else 'requests'} for a missing credit to answer"
        case ReminderKind.KEYS:
            heading = f"{count:,} {'key expires' if count == 1 else 'keys expire'}"
    return heading


def _place(reminder: Reminder, provider_id: str, addresses: Addresses) -> tuple[str, str]:
    """Return the address where it can be done, and what the link says."""
    year = reminder.deadline.last_day.year - 1
    match reminder.deadline.kind:
        case ReminderKind.YEAR:
            place = addresses.console(provider_id, f"year/{year}"), f"Finish the report of {year}"
        case ReminderKind.ACTIVITIES:
            address = addresses.console(provider_id, f"year/{year}", part="activities")
            place = address, f"See the activities of {year}"
        case ReminderKind.LEARNERS | ReminderKind.COUNTING:
            place = addresses.console(provider_id, "send"), "Send learners"
        case ReminderKind.DRAFTS:
            place = addresses.console(provider_id, "activities", status="Draft"), "See the Drafts"
        case ReminderKind.REQUESTS:
            place = addresses.console(provider_id, "requests"), "Answer the requests"
        case ReminderKind.KEYS:
            place = addresses.console(provider_id, "systems"), "Renew the keys"
    return place


def _matter(matter: OpenMatter) -> str:
    named = f"{shown(matter.name)} ({matter.name_id})" if matter.name_id else shown(matter.name)
    return f"{named}: {matter.lacks}" if matter.lacks else named


def _left(days: int) -> str:
    if days > 1:
        return f"in {days} days"
    return {1: "tomorrow", 0: "today"}.get(days, "over")
