"""Own credits in memory, for tests."""

from threading import Lock

from cmehub.passport.own_credits import MOST_OWN, OwnCredit
from cmehub.stores.own_credits import by_completion


class MemoryOwnCreditStore:
    """See `cmehub.stores.own_credits.OwnCreditStore`."""

    def __init__(self) -> None:
        self._credits: dict[tuple[str, str], OwnCredit] = {}
        self._changing = Lock()

    def add(self, credit: OwnCredit) -> bool:
        with self._changing:
            if len(self.of_account(credit.sub)) >= MOST_OWN:
                return False
            self._credits[credit.sub, credit.own_id] = credit
        return True

    def find(self, sub: str, own_id: str) -> OwnCredit | None:
        return self._credits.get((sub, own_id))

    def of_account(self, sub: str) -> list[OwnCredit]:
        own = (credit for credit in self._credits.values() if credit.sub == sub)
        return sorted(own, key=by_completion, reverse=True)

    def change(self, before: OwnCredit, after: OwnCredit) -> bool:
        with self._changing:
            if self.find(before.sub, before.own_id) != before:
                return False
            self._credits[before.sub, before.own_id] = after
        return True

    def delete(self, credit: OwnCredit) -> bool:
        with self._changing:
            if self.find(credit.sub, credit.own_id) != credit:
                return False
            del self._credits[credit.sub, credit.own_id]
        return True
