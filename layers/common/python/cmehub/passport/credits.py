"""A physician's credits as the physician sees them: each of them, from all providers, with how far it has come."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from cmehub.accounts.providers import Provider
from cmehub.learners.credits import Credit, CreditStatus
from cmehub.passport.own_credits import OwnCredit
from cmehub.passport.rejections import words_of
from cmehub.people.states import STATES
from cmehub.rules.packs import is_board, rule_pack
from cmehub.search.documents import folded_title


class Progress(StrEnum):
    """
    How far a credit has come.

    Taken, waiting for a board, rejected by it, or deleted by its provider; or entered by the physician, which nobody
    has verified.
    """

    ACCEPTED = "accepted"
    PENDING = "pending"
    REJECTED = "rejected"
    DELETED = "deleted"
    OWN = "own"


_PROGRESS = {
    CreditStatus.SUBMITTED: Progress.PENDING,
    CreditStatus.ACCEPTED: Progress.ACCEPTED,
    CreditStatus.REJECTED: Progress.REJECTED,
    CreditStatus.DELETE_SUBMITTED: Progress.ACCEPTED,
    CreditStatus.DELETED: Progress.DELETED,
}


def progress_of(credit: Credit) -> Progress:
    """Return how far a credit has come; one whose delete waits for its board still counts."""
    return _PROGRESS[credit.status]


class CreditFilter(NamedTuple):
    """
    Which credits are asked for; what is empty asks for all.

    Attributes
    ----------
    since, until
        The days between which the activity was completed.
    boards
        Codes of certifying boards, whose MOC credit is meant.
    states
        Letters of states, whose CME credit is meant.
    text
        Words, each of which stands in the activity's title or the provider's name.
    """

    since: dt.date = dt.date.min
    until: dt.date = dt.date.max
    boards: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    credit_types: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    progress: frozenset[str] = frozenset()
    text: str = ""

    def takes(self, credit: Credit) -> bool:
        """Tell whether a credit is asked for, as far as that can be told without the titles."""
        authorities = self.boards | self.states
        return (
            self.since <= credit.completion_date <= self.until
            and (not authorities or (credit.board in authorities and not credit.derived))
            and (not self.credit_types or credit.credit_type in self.credit_types)
            and (not self.providers or credit.provider_id in self.providers)
            and (not self.progress or progress_of(credit) in self.progress)
        )

    def takes_own(self, credit: OwnCredit) -> bool:
        """Tell whether an own credit is asked for: it is for no board or state, and of no provider."""
        return (
            self.since <= credit.completed_on <= self.until
            and not self.boards | self.states | self.providers
            and (not self.credit_types or credit.kind in self.credit_types)
            and (not self.progress or Progress.OWN in self.progress)
            and self.takes_text(credit.title)
        )

    def takes_text(self, *texts: str) -> bool:
        """Tell whether texts have all the words that are asked for, whatever their case, accents and marks."""
        there = folded_title(" ".join(texts))
        return all(word in there for word in folded_title(self.text).split())


class ProviderContact(BaseModel):
    """Who reported a credit, and where to ask about it."""

    model_config = ConfigDict(frozen=True)

    provider_id: str
    name: str
    email: str | None = None


def provider_contact(provider_id: str, provider: Provider | None) -> ProviderContact:
    """Return where to ask about what a provider reports, or should have reported."""
    contact = provider.primary_contact() if provider else None
    return ProviderContact(
        provider_id=provider_id,
        name=provider.name if provider else provider_id,
        email=contact.email if contact else None,
    )


class PhysicianCredit(BaseModel):
    """
    One credit of the physician.

    Attributes
    ----------
    record
        What names the report that it stands in, and its history; of an own credit, what names it.
    activity_id, provider, board, board_name
        None of an own credit.
    kind
        ``MOC`` for a certifying board, ``CME`` for state licences, and of an own credit.
    board, board_name
        Who it is for: a board's code, a state's letters, or ``NPI`` for CME credit that was reported for no state.
    derived
        Whether it is CME credit that follows from MOC credit that was reported without it.
    status
        See `Progress`.
    reported_at
        When the hub took the report, or the physician entered it.
    delete_asked_at
        When the provider asked to delete it, if so; until the board agrees, the credit counts.
    usually_within
        In which span of time the board usually answers, if the credit is pending and that is known.
    reason, happened, can_do
        Of a rejection: the reason as the board or the hub gave it, and what it means for the physician.
    """

    model_config = ConfigDict(frozen=True)

    record: str
    activity_id: str | None
    title: str
    provider: ProviderContact | None
    completed_on: dt.date
    kind: str
    board: str | None
    board_name: str | None
    credit_type: str
    amount: float
    derived: bool
    status: Progress
    reported_at: dt.datetime
    delete_asked_at: dt.datetime | None = None
    usually_within: str | None = None
    reason: str | None = None
    happened: str | None = None
    can_do: str | None = None


def shown(credit: Credit, title: str, provider: ProviderContact, usually_within: str | None) -> PhysicianCredit:
    """Return a credit as its physician sees it."""
    board_name = authority_name(credit.board, credit.completion_date)
    words = words_of(credit.reason_code, board_name, provider.name) if credit.reason_code else None
    is_moc = is_board(credit.board) and not credit.derived
    return PhysicianCredit(
        record=credit.record_id,
        activity_id=credit.activity_id,
        title=title,
        provider=provider,
        completed_on=credit.completion_date,
        kind="MOC" if is_moc else "CME",
        board=credit.board,
        board_name=board_name,
        credit_type=credit.credit_type,
        amount=credit.amount,
        derived=credit.derived,
        status=progress_of(credit),
        reported_at=credit.origin.at,
        delete_asked_at=credit.deleted.at if credit.deleted else None,
        usually_within=usually_within if progress_of(credit) is Progress.PENDING else None,
        reason=credit.reason,
        happened=words.happened if words else None,
        can_do=words.can_do if words else None,
    )


def shown_own(credit: OwnCredit) -> PhysicianCredit:
    """Return an own credit as its physician sees it among the others."""
    return PhysicianCredit(
        record=credit.own_id,
        activity_id=None,
        title=credit.title,
        provider=None,
        completed_on=credit.completed_on,
        kind="CME",
        board=None,
        board_name=None,
        credit_type=credit.kind,
        amount=credit.amount,
        derived=False,
        status=Progress.OWN,
        reported_at=credit.entered_at,
    )


def authority_name(authority: str, on: dt.date) -> str:
    """Return what a board or a state is called; CME credit that was reported by NPI is for no state."""
    if is_board(authority):
        return rule_pack(authority, on).name
    return STATES.get(authority, "No state named")
