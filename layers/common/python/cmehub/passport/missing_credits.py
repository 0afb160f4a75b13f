"""Missing credits: a physician's request to a provider, "I completed this, it isn't here"; pure, no I/O."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

import holidays
from pydantic import BaseModel, ConfigDict, StringConstraints

from cmehub.fields.eastern import eastern_day
from cmehub.people.rosters import EntryKey

MOST_OPEN = 20
"""Of an account; so many can also be made on a day (UTC)."""

REMINDER_AFTER, ENDS_AFTER = 7, 10
"""In business days: those without weekends and federal holidays."""

ENDED_LIFE = dt.timedelta(days=365)
"""For so long a request stays after it has ended."""

LINK_LIFE = dt.timedelta(days=60)
"""For so long the links in the mails lead to the page to answer on; a late answer is welcome too."""

LONGEST_WORDS = 500

_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_WORDS, pattern=_LINES)]


class MissingStatus(StrEnum):
    """How far a request has come; all but the first are ends."""

    OPEN = "open"
    ARRIVED = "arrived"
    NOT_COMPLETED = "not_completed"
    WRONG_PERSON = "wrong_person"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"


class AnswerKind(StrEnum):
    """What a provider can answer; only the record itself shows that something was reported."""

    REPORTED_NOW = "reported_now"
    NOT_COMPLETED = "not_completed"
    WRONG_PERSON = "wrong_person"


class Letter(StrEnum):
    """The mails to a provider about a request, each sent once."""

    REQUEST = "request"
    REMINDER = "reminder"


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class ProviderAnswer(_Fact):
    """What a provider answered, the last time."""

    kind: AnswerKind
    words: Words = ""
    at: dt.datetime


class LetterNote(_Fact):
    """When sending a mail was begun last, and when it was done."""

    begun_at: dt.datetime
    sent_at: dt.datetime | None = None


class MissingCredit(_Fact):
    """
    A physician's request to a provider.

    Attributes
    ----------
    sub, physician
        The account that asks, and a roster entry that it held then: if it holds it no more, the request is over.
    words
        What the physician says about it.
    remind_on, due_on
        The days, US Eastern, on which the provider is reminded and until whose end an answer is awaited.
    """

    missing_id: str
    sub: str
    physician: EntryKey
    provider_id: str
    activity_id: str
    title: str
    completed_on: dt.date
    words: Words = ""
    asked_at: dt.datetime
    remind_on: dt.date
    due_on: dt.date
    status: MissingStatus = MissingStatus.OPEN
    ended_at: dt.datetime | None = None
    answer: ProviderAnswer | None = None
    letters: dict[Letter, LetterNote] = {}

    @property
    def is_open(self) -> bool:
        """Whether an answer or the record is awaited."""
        return self.status is MissingStatus.OPEN

    @property
    def takes_answers(self) -> bool:
        """Whether the provider may answer: also late, and another thing than before, but not once it is settled."""
        return self.status in (MissingStatus.OPEN, MissingStatus.OVERDUE)

    @property
    def completion(self) -> tuple[str, dt.date]:
        """What is missing: an activity and a day, of which an account has one open request."""
        return self.activity_id, self.completed_on

    @property
    def ended_place(self) -> tuple[str, str] | None:
        """Where it stands among requests that have ended, as texts whose order is that of time; None if it is open."""
        if self.ended_at is None:
            return None
        return self.ended_at.astimezone(dt.UTC).isoformat(timespec="microseconds"), self.missing_id

    @property
    def look_on(self) -> dt.date | None:
        """The day, US Eastern, on which something has to be done about it; None if it has ended."""
        if not self.is_open:
            return None
        is_reminded = self.answer or self.sent_at(Letter.REMINDER)
        return self.due_on + dt.timedelta(days=1) if is_reminded else self.remind_on

    def sent_at(self, letter: Letter) -> dt.datetime | None:
        """Return when a mail about it went out, if it did."""
        note = self.letters.get(letter)
        return note.sent_at if note else None

    def ended(self, status: MissingStatus, at: dt.datetime) -> Self:
        """Return the request after it has ended."""
        return self.model_copy(update={"status": status, "ended_at": at})

    def answered(self, kind: AnswerKind, words: str, at: dt.datetime) -> Self:
        """Return the request after an answer; that something is reported now ends it only once the record is here."""
        answered = self.model_copy(update={"answer": ProviderAnswer(kind=kind, words=words, at=at)})
        return answered if kind is AnswerKind.REPORTED_NOW else answered.ended(MissingStatus(kind.value), at)

    def noted(self, letter: Letter, note: LetterNote) -> Self:
        """Return the request with what is known of a mail about it."""
        return self.model_copy(update={"letters": {**self.letters, letter: note}})


def asked_dates(asked_at: dt.datetime) -> dict[str, dt.date]:
    """Return when a request that is made at a moment is due, as fields of `MissingCredit`."""
    federal, day = holidays.country_holidays("US"), eastern_day(asked_at)
    days = {"remind_on": REMINDER_AFTER, "due_on": ENDS_AFTER}
    return {name: federal.get_nth_working_day(day, count) for name, count in days.items()}


def what_to_do(status: MissingStatus, provider_name: str, email: str | None) -> str | None:
    """Return what the physician can do after a request has ended without the credit; None if there is nothing to do."""
    writing = f"Write to {provider_name}{f', {email},' if email else ''} with your certificate"
    match status:
        case MissingStatus.OVERDUE:
            return (
                f"The provider didn't report it within {ENDS_AFTER} business days. {writing}. If that doesn't help, "
                "hand the certificate to your board or licensing board yourself, and tell whoever runs this service."
            )
        case MissingStatus.NOT_COMPLETED:
            return f"The provider says that you didn't complete it. {writing} if you have one, or compare the day."
        case MissingStatus.WRONG_PERSON:
            return (
                f"The provider doesn't know you by this name and these IDs. {writing}, and say under which name and ID "
                "you took part."
            )
        case _:
            return None
