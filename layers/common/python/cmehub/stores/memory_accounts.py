"""Accounts in memory, for tests."""

from collections.abc import Collection
from threading import Lock

from cmehub.accounts.claims import AskedCode, Case, Claim, ClaimTry
from cmehub.accounts.mailed_codes import TRIES_OF_CODE
from cmehub.people.rosters import EntryKey


class MemoryAccountStore:
    """See `cmehub.stores.AccountStore`."""

    def __init__(self) -> None:
        self._claims: dict[tuple[str, EntryKey], Claim] = {}
        self._held: dict[EntryKey, str] = {}
        self._tries: dict[tuple[str, str], ClaimTry] = {}
        self._cases: dict[str, Case] = {}
        self._codes: dict[str, AskedCode] = {}
        self._code_tries: dict[str, int] = {}
        self._changing = Lock()

    def claims(self, sub: str) -> list[Claim]:
        return [claim for (holder, _), claim in sorted(self._claims.items(), key=lambda held: held[0]) if holder == sub]

    def holders(self, keys: Collection[EntryKey]) -> dict[EntryKey, str]:
        return {key: self._held[key] for key in keys if key in self._held}

    def change(self, sub: str, before: Claim | None, after: Claim | None) -> bool:
        claim = after or before
        if claim is None:
            return False
        with self._changing:
            if self._claims.get((sub, claim.key)) != before:
                return False
            if after and any(self._held.get(key, sub) != sub for key in after.linked):
                return False
            for key in before.linked if before else ():
                self._held.pop(key, None)
            self._claims.pop((sub, claim.key), None)
            if after:
                self._held |= dict.fromkeys(after.linked, sub)
                self._claims[sub, after.key] = after
        return True

    def move(self, claim: Claim, sub: str, to: str, after: Claim) -> bool:
        with self._changing:
            if self._claims.get((sub, claim.key)) != claim or (to, claim.key) in self._claims:
                return False
            del self._claims[sub, claim.key]
            self._claims[to, claim.key] = after
            self._held |= dict.fromkeys(claim.linked, to)
        return True

    def add_try(self, claim_try: ClaimTry) -> None:
        self._tries[claim_try.sub, claim_try.try_id] = claim_try

    def find_try(self, sub: str, try_id: str) -> ClaimTry | None:
        return self._tries.get((sub, try_id))

    def put_code(self, sub: str, code: AskedCode) -> None:
        self._codes[sub], self._code_tries[sub] = code, 0

    def find_code(self, sub: str) -> AskedCode | None:
        return self._codes.get(sub)

    def change_code(self, sub: str, before: AskedCode, after: AskedCode) -> bool:
        with self._changing:
            if self._codes.get(sub) != before:
                return False
            self._codes[sub] = after
        return True

    def try_code(self, sub: str, code: AskedCode) -> bool:
        with self._changing:
            if self._codes.get(sub) != code or self._code_tries[sub] >= TRIES_OF_CODE:
                return False
            self._code_tries[sub] += 1
        return True

    def open_case(self, case: Case) -> bool:
        with self._changing:
            return self._cases.setdefault(case.case_id, case) is case

    def cases(self) -> list[Case]:
        return sorted(self._cases.values(), key=lambda case: (case.opened_at, case.case_id))

    def find_case(self, case_id: str) -> Case | None:
        return self._cases.get(case_id)

    def change_case(self, before: Case, after: Case) -> bool:
        with self._changing:
            if self._cases.get(before.case_id) != before:
                return False
            self._cases[before.case_id] = after
        return True

    def forget(self, sub: str) -> None:
        self._codes.pop(sub, None)
