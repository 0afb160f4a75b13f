"""A physician who has needs, and the routes that keep them."""

import json
from typing import Any

import pytest

from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRecord
from cmehub.stores import LedgerKey
from local.in_memory.rosters import put_on_rosters
from tests.examples import ACTIVITY_ID, a_diplomate, a_record, a_request, a_row
from tests.people_access import PassportApi

CLAIM = {
    "given_name": "Zoe",
    "family_name": "Garcia Lopez",
    "birth_month_day": "2/29",
    "authority": "ABIM",
    "number": "123456",
}
NPI = "1234567893"
ABIM = {"authority": "ABIM", "starts": "2024-01-01", "ends": "2028-12-31"}
OHIO = {"authority": "OH", "starts": "2026-01-01", "ends": "2027-12-31", "amount": 50}


class NeedsApi(PassportApi):
    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        put_on_rosters(self.hub.rosters, [a_diplomate()])
        self.zoe, self.other = self.member("zoe@example.org"), self.member("other@example.org")

    def call(self, method: str, path: str, body: object = None, *, sub: str | None = None) -> tuple[int, Any]:
        sent = b"" if body is None else json.dumps(body).encode()
        answer = self.ask(method, path, sub=sub or self.zoe, body=sent)
        return answer.status, answer.document if answer.text else None

    def add(self, **given: object) -> tuple[int, Any]:
        return self.call("POST", "/v1/me/needs", given)

    def needs(self, sub: str | None = None) -> list[Any]:
        return list(self.call("GET", "/v1/me/needs", sub=sub)[1]["needs"])

    def claim(self) -> None:
        self.call("POST", "/v1/me/claims", CLAIM)

    def earn(self, *lines: CreditLine, on: str = "2026-10-31", accepted: bool = False) -> None:
        """Let a provider report credit, and ABIM accept it or not yet."""
        record = a_record(a_row(*lines, completion_date=on), board_ids={"ABIM": "123456"})
        self.hub.records.put([record])
        if accepted:
            self.accept(record)

    def accept(self, record: LearnerRecord) -> None:
        """Let ABIM accept a record."""
        (ledger,) = self.hub.ledgers.find([LedgerKey("ABIM", "123456", ACTIVITY_ID)]).values()
        day = record.row.completion_date
        self.hub.ledgers.save(ledger.with_accepted(a_request(record_id=record.record_id, completion_date=day)))
