"""Whoever tries to claim somebody learns nothing from how long a refusal takes: each does the same, on DynamoDB too."""

import datetime as dt
import sys
from collections.abc import Iterator
from itertools import count
from types import FrameType
from typing import Any

import pytest
from moto import mock_aws

from cmehub.accounts.claiming import Claiming, ClaimRefusedError
from cmehub.accounts.proofs import Proof
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores.dynamo_accounts import DynamoAccountStore
from cmehub.stores.dynamo_records import DynamoRecordStore
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from cmehub.stores.dynamo_tries import DynamoTryStore
from local.in_memory.rosters import put_on_rosters
from local.in_memory.tables import make_tables
from tests.examples import NOW, a_diplomate

NPI = "1234567893"
HELD, FREE = a_diplomate(npi=NPI, state="OH"), a_diplomate(entry_id="222222", npi="1245319599", state="OH")
LICENSEE = a_diplomate(authority="OH", entry_id="35900001", npi=NPI)
PROOF = {"given_name": "Zoe", "family_name": "Garcia Lopez", "birth_month_day": "02-29"}
REFUSED = {
    "board": {
        "unknown": {"authority": "ABIM", "number": "333333"},
        "disagrees": {"authority": "ABIM", "number": "222222", "given_name": "Ana"},
        "disagrees, held": {"authority": "ABIM", "number": "123456", "given_name": "Ana"},
        "held": {"authority": "ABIM", "number": "123456"},
    },
    "licence": {
        "unknown": {"authority": "OH", "number": "1"},
        "no roster": {"authority": "TX", "number": "1"},
        "disagrees": {"authority": "OH", "number": "35900001", "birth_month_day": "03-01"},
        "held": {"authority": "OH", "number": "35900001"},
    },
    "npi": {
        "unknown": {"authority": "NPI", "number": "1003000126"},
        "disagrees": {"authority": "NPI", "number": NPI, "family_name": "Osei"},
        "held": {"authority": "NPI", "number": NPI},
    },
}
MOST_CALLS_MORE = 100
"""How many calls more a refusal may make in the hub's code, at most: some 0.1 ms, hidden by their own spread."""


class AwsHub:
    """Claiming on DynamoDB, with every request to it written down."""

    def __init__(self) -> None:
        tables = make_tables()
        self.asked: list[str] = []
        tables["records"].client.meta.events.register("provide-client-params.dynamodb", self._note)
        rosters = DynamoRosterStore(tables["rosters"])
        put_on_rosters(rosters, [HELD, FREE, LICENSEE])
        self.queue = MemoryQueue()
        self.now = NOW
        numbers = count()
        self.claiming = Claiming(
            accounts=DynamoAccountStore(tables["accounts"]),
            rosters=rosters,
            records=DynamoRecordStore(tables["records"]),
            tries=DynamoTryStore(tables["accounts"]),
            notices=self.queue,
            clock=lambda: self.now,
            new_id=lambda: f"id-{next(numbers)}",
        )
        self.claiming.claim("holder", Proof.model_validate(PROOF | REFUSED["board"]["held"]))

    def _note(self, model: Any, **_: Any) -> None:
        self.asked.append(model.name)

    def work(self, changes: dict[str, str]) -> tuple[list[str], int]:
        """Return what a refusal asks of DynamoDB and the queue, and how many calls it makes in the hub's code."""
        self.now += dt.timedelta(days=1)
        self.asked, self.queue.messages = [], []
        proof = Proof.model_validate(PROOF | changes)
        calls = 0

        def note_call(frame: FrameType, event: str, _: object) -> None:
            nonlocal calls
            calls += event == "call" and frame.f_globals["__name__"].startswith("cmehub.")

        before = sys.getprofile()
        sys.setprofile(note_call)
        try:
            with pytest.raises(ClaimRefusedError) as caught:
                self.claiming.claim("stranger", proof)
        finally:
            sys.setprofile(before)
        assert caught.value.args == ()
        return [*self.asked, *(type(message).__name__ for message in self.queue.messages)], calls


@pytest.fixture(scope="module")
def hub() -> Iterator[AwsHub]:
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield AwsHub()


@pytest.mark.parametrize("number", REFUSED)
def test_every_refusal_reads_and_writes_the_same(hub: AwsHub, number: str) -> None:
    work = {name: hub.work(changes)[0] for name, changes in REFUSED[number].items()}

    assert work == dict.fromkeys(work, work["unknown"])
    assert work["unknown"][-1] == "ClaimTriedMessage"


@pytest.mark.parametrize("number", REFUSED)
def test_every_refusal_works_alike_between_its_requests(hub: AwsHub, number: str) -> None:
    # Calls are counted, for a clock would tell what else the machine does.
    calls = {name: hub.work(changes)[1] for name, changes in REFUSED[number].items()}

    assert max(calls.values()) - min(calls.values()) < MOST_CALLS_MORE, calls
