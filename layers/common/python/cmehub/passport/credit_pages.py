"""Pages of a physician's credits, with what they come to and by what they can be told apart."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.boards.answer_times import usual_span
from cmehub.learners.credits import Credit, credits_of
from cmehub.passport.credits import (
    CreditFilter,
    PhysicianCredit,
    Progress,
    ProviderContact,
    authority_name,
    progress_of,
    provider_contact,
    shown,
    shown_own,
)
from cmehub.passport.own_credits import OwnCredit
from cmehub.passport.totals import Totals, totals_of
from cmehub.rules.packs import is_board
from cmehub.stores import ActivityStore, BoardStore, LedgerStore, ProviderStore, RecordStore
from cmehub.stores.own_credits import OwnCreditStore


class Choice(BaseModel):
    """Something to filter by: what stands in the address, its name, and how many of all credits it has."""

    model_config = ConfigDict(frozen=True)

    value: str
    name: str
    count: int


class Choices(BaseModel):
    """By what the physician's credits can be told apart, over all of them."""

    model_config = ConfigDict(frozen=True)

    boards: tuple[Choice, ...]
    states: tuple[Choice, ...]
    credit_types: tuple[Choice, ...]
    providers: tuple[Choice, ...]
    statuses: tuple[Choice, ...]


class CreditPage(BaseModel):
    """
    Some credits, the newest completion first.

    Attributes
    ----------
    credits
        Of this page.
    found
        How many fit the filter, own ones among them.
    reported, entered
        How many there are at all: of providers' reports, and own ones.
    totals
        What those that fit come to.
    cursor
        Where the next page begins; None if this is the last.
    """

    model_config = ConfigDict(frozen=True)

    credits: tuple[PhysicianCredit, ...]
    found: int
    reported: int
    entered: int
    totals: Totals
    choices: Choices
    cursor: str | None


@dataclass(frozen=True)
class CreditPages:
    """Everything that showing a physician's credits needs."""

    own_credits: OwnCreditStore
    records: RecordStore
    ledgers: LedgerStore
    boards: BoardStore
    activities: ActivityStore
    providers: ProviderStore
    clock: Callable[[], dt.datetime]

    def page(
        self,
        sub: str,
        learner_keys: Collection[str],
        wanted: CreditFilter,
        cursor: str | None,
        limit: int,
    ) -> CreditPage:
        """
        Return a page of credits.

        Parameters
        ----------
        sub, learner_keys
            The account, and under what the records of the physician lie whom it has claimed.
        cursor
            Of the page before.
        limit
            How many credits a page has.

        Raises
        ------
        ProblemError
            If the cursor is none of such a list.
        """
        records = [record for key in learner_keys for record in self.records.of_learner(key)]
        reported = credits_of(records, self.ledgers)
        contacts = self._contacts({credit.provider_id for credit in reported})
        fitting = [credit for credit in reported if wanted.takes(credit)]
        titles: dict[str, str] = {}
        if wanted.text:
            titles = self._titles(fitting)
            fitting = [
                credit
                for credit in fitting
                if wanted.takes_text(titles[credit.activity_id], contacts[credit.provider_id].name)
            ]
        own = self.own_credits.of_account(sub)
        fitting_own = [credit for credit in own if wanted.takes_own(credit)]
        placed: list[Credit | OwnCredit] = sorted([*fitting, *fitting_own], key=_place, reverse=True)
        after = read_cursor(cursor, str, str, str, str) if cursor else None
        following = [credit for credit in placed if after is None or _place(credit) < after]
        page = following[:limit]
        of_providers = [credit for credit in page if isinstance(credit, Credit)]
        titles |= self._titles(credit for credit in of_providers if credit.activity_id not in titles)
        pending = {credit.board for credit in of_providers if progress_of(credit) is Progress.PENDING}
        usual = {board: usual_span(self.boards.answer_counts(board, at=self.clock())) for board in pending}
        return CreditPage(
            credits=tuple(
                shown(credit, titles[credit.activity_id], contacts[credit.provider_id], usual.get(credit.board))
                if isinstance(credit, Credit)
                else shown_own(credit)
                for credit in page
            ),
            found=len(placed),
            reported=len(reported),
            entered=len(own),
            totals=totals_of(records, fitting, fitting_own, self.clock().date()),
            choices=_choices(reported, own, contacts, self.clock().date()),
            cursor=written_cursor(*_place(page[-1])) if len(following) > limit else None,
        )

    def _titles(self, credits_: Iterable[Credit]) -> dict[str, str]:
        ids = {credit.activity_id for credit in credits_}
        found = self.activities.find(ids)
        return {activity_id: found[activity_id].title if activity_id in found else activity_id for activity_id in ids}

    def _contacts(self, provider_ids: Collection[str]) -> dict[str, ProviderContact]:
        return {
            provider_id: provider_contact(provider_id, self.providers.find(provider_id)) for provider_id in provider_ids
        }


def _place(credit: Credit | OwnCredit) -> tuple[str, str, str, str]:
    """Return where a credit stands among the others: by completion, then by report; no two have the same rest."""
    if isinstance(credit, OwnCredit):
        return credit.completed_on.isoformat(), credit.entered_at.isoformat(), "", credit.own_id
    return credit.completion_date.isoformat(), credit.origin.at.isoformat(), credit.board, credit.credit_id


def _choices(
    credits_: Collection[Credit], own: Collection[OwnCredit], contacts: dict[str, ProviderContact], today: dt.date
) -> Choices:
    credit_types: Counter[str] = Counter(
        [*(credit.credit_type for credit in credits_), *(credit.kind for credit in own)]
    )
    statuses: Counter[str] = Counter([*map(progress_of, credits_), *(Progress.OWN for _ in own)])
    authorities = Counter(credit.board for credit in credits_ if not credit.derived)

    def choices(counts: Counter[str], name: Callable[[str], str]) -> tuple[Choice, ...]:
        named = (Choice(value=value, name=name(value), count=count) for value, count in counts.items())
        return tuple(sorted(named, key=lambda choice: choice.name.casefold()))

    return Choices(
        boards=choices(
            Counter({code: count for code, count in authorities.items() if is_board(code)}),
            lambda code: authority_name(code, today),
        ),
        states=choices(
            Counter({code: count for code, count in authorities.items() if not is_board(code)}),
            lambda code: authority_name(code, today),
        ),
        credit_types=choices(credit_types, str),
        providers=choices(
            Counter(credit.provider_id for credit in credits_), lambda provider_id: contacts[provider_id].name
        ),
        statuses=choices(statuses, lambda status: Progress(status).value),
    )
