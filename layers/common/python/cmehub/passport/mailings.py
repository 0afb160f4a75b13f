"""Mailings: what an account is told of a kind in one mail, and the notices that wait for it; pure, no I/O."""

import datetime as dt
import hashlib
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, TypeAdapter

from cmehub.accounts.accesses import Access
from cmehub.accounts.contact_mails import ContactMailKind
from cmehub.passport.mail_preferences import MailKind
from cmehub.passport.missing_credits import AnswerKind, MissingStatus

AnyMailKind = MailKind | ContactMailKind
"""What mails are about: those to physicians, and those to providers' contacts."""

NOTICE_LIFE = dt.timedelta(days=14)
"""For so long after its day a notice waits for a mail that couldn't be sent."""

KNOWN_LIFE = dt.timedelta(days=30)
"""For so long it is known that somebody was told of something: longer than a message can come again."""

MAIL_LINK_LIFE = dt.timedelta(days=365)
"""For so long the link in a mail leads to the preferences."""

MOST_AT_ONCE = 40
"""A transaction takes so many notices, with what belongs to them."""


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class NewsLine(_Fact):
    """One amount of credit, for a board's code, a state's letters or ``NPI``."""

    board: str
    credit_type: str
    amount: float


class CreditNews(_Fact):
    """
    What a board said about a report of credit, or what the hub took where no board decides.

    Attributes
    ----------
    board
        A certifying board; None of CME credit, whose states stand in the lines.
    is_delete
        Whether the provider had asked to delete it.
    reason_code
        Of a rejection, of the credit or of its delete.
    """

    provider_id: str
    activity_id: str
    completed_on: dt.date
    board: str | None
    lines: tuple[NewsLine, ...]
    is_delete: bool = False
    reason_code: str | None = None


class MissingNews(_Fact):
    """What came of a request for a missing credit, as it was when that was looked at."""

    missing_id: str
    status: MissingStatus
    answer: AnswerKind | None


class FileNews(_Fact):
    """
    What came of a file: of so many rows, so many are to be mended.

    Attributes
    ----------
    is_whole
        Whether all of it was read and accepted.
    boards
        For which boards, states or NPIs its rows have credit; none if that isn't known of each row.
    """

    submission_id: str
    provider_id: str
    rows: int
    to_mend: int
    is_whole: bool
    boards: tuple[str, ...] = ()


class PhysicianNotice(_Fact):
    """
    Something that a physician is to be told by mail.

    Attributes
    ----------
    notice_id
        Follows from what happened, so that it is told once.
    about_key
        What the record lies under that it is about: who holds that no more isn't told of it.
    """

    notice_id: str
    kind: MailKind
    about_key: str | None = None
    news: CreditNews | MissingNews | Access


class FileNotice(_Fact):
    """Something that a provider's contact is to be told by mail; see `PhysicianNotice`."""

    notice_id: str
    kind: ContactMailKind
    news: FileNews


MailedNotice = PhysicianNotice | FileNotice
MAILED_NOTICES: TypeAdapter[MailedNotice] = TypeAdapter(MailedNotice)
"""Reads what waits for a mailing."""


class Mailing(NamedTuple):
    """One mail to an account about all notices of a kind that wait until a moment."""

    sub: str
    kind: AnyMailKind
    due_at: dt.datetime


def notice_id(*parts: object) -> str:
    """Derive the ID of a notice from what happened."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]
