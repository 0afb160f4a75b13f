"""Accounts: which physicians they hold, their tries to claim somebody, and what operators decide of these."""

from collections.abc import Collection
from typing import Protocol

from cmehub.accounts.claims import AskedCode, Case, Claim, ClaimTry
from cmehub.people.rosters import EntryKey


class AccountStore(Protocol):
    """What the hub keeps of people who sign in."""

    def claims(self, sub: str) -> list[Claim]:
        """Return the claims of an account, in order of their entries."""

    def holders(self, keys: Collection[EntryKey]) -> dict[EntryKey, str]:
        """Return which account holds each of these roster entries that somebody holds."""

    def change(self, sub: str, before: Claim | None, after: Claim | None) -> bool:
        """
        Put a claim in the place of what it was before, and hold exactly its entries; all of it or nothing.

        Returns
        -------
        bool
            False if the stored claim isn't ``before`` any more, or if another account holds an entry of ``after``.
        """

    def move(self, claim: Claim, sub: str, to: str, after: Claim) -> bool:
        """
        Let another account hold a claim, with all of its entries.

        Returns
        -------
        bool
            False if the account doesn't hold the claim as it is given, or the other has one of that entry already.
        """

    def add_try(self, claim_try: ClaimTry) -> None:
        """Write down a try; it is kept for `TRY_LIFE`."""

    def find_try(self, sub: str, try_id: str) -> ClaimTry | None:
        """Return a try of an account."""

    def put_code(self, sub: str, code: AskedCode) -> None:
        """Store the code that an account asks for, in the place of any before it, with no tries yet."""

    def find_code(self, sub: str) -> AskedCode | None:
        """Return the code that an account asked for last."""

    def change_code(self, sub: str, before: AskedCode, after: AskedCode) -> bool:
        """Put a code in its own place; False if it was changed meanwhile."""

    def try_code(self, sub: str, code: AskedCode) -> bool:
        """Count a try to give a code; False if there were `TRIES_OF_CODE` before, or another was asked for."""

    def open_case(self, case: Case) -> bool:
        """Store a case; False if it is there already, open or decided."""

    def cases(self) -> list[Case]:
        """Return all cases that are kept, the oldest first."""

    def find_case(self, case_id: str) -> Case | None:
        """Return a case."""

    def change_case(self, before: Case, after: Case) -> bool:
        """Put a case in its own place, for `DECIDED_CASE_LIFE` if it is decided; False if it was changed meanwhile."""

    def forget(self, sub: str) -> None:
        """
        Take out whatever is still kept of an account, by this store or another.

        Its tries stay for their time, and so does that it has ended.
        """


def learner_keys(accounts: AccountStore, sub: str) -> list[str]:
    """Return what the learner records of an account's physician lie under: a key for each entry that it holds."""
    keys = (key.learner_key for claim in accounts.claims(sub) for key in claim.linked)
    return list(dict.fromkeys(keys))


def confirmed_holder(accounts: AccountStore, key: EntryKey) -> str | None:
    """Return which account holds a roster entry by a claim that is confirmed; None if none does."""
    sub = accounts.holders([key]).get(key)
    is_confirmed = sub and any(claim.confirmed_at and key in claim.linked for claim in accounts.claims(sub))
    return sub if is_confirmed else None
