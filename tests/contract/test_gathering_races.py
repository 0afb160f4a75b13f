"""Calls enter gatherings while others do so, and while mails close them."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from moto import mock_aws

from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_gatherings import DynamoGatheringStore
from cmehub.submissions.gatherings import Gathering
from local.in_memory.tables import make_tables
from tests.notify_hub import HOUR, NOW, PROVIDER_ID, a_rejected_call

MINUTES = {name: dt.timedelta(minutes=minute) for minute, name in enumerate(("x", "y", "new"))}


class TableInWhichOthersAreFaster(DynamoTable):
    """A table that does something else once, between what a store reads and what it writes."""

    def __init__(self, table: DynamoTable, meanwhile: Callable[[], object]) -> None:
        super().__init__(table.client, table.name)
        self.meanwhile: list[Callable[[], object]] = [meanwhile]

    def transact(self, actions: Sequence[Any]) -> bool:
        if self.meanwhile:
            self.meanwhile.pop()()
        return super().transact(actions)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[DynamoTable]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        yield make_tables()["submissions"]


def add_by(store: DynamoGatheringStore, name: str) -> Gathering:
    return store.add(a_rejected_call(name, received_at=NOW + MINUTES[name]), at=NOW, hour=HOUR)


@pytest.mark.parametrize(
    ("there", "meanwhile", "calls"),
    [
        ([], [("add", "x")], {"x": ["x", "new"]}),
        (["x"], [("close", "x")], {"x": ["x"], "new": ["new"]}),
        (["x"], [("close", "x"), ("add", "y")], {"x": ["x"], "y": ["y", "new"]}),
        (["x"], [("add", "new")], {"x": ["x", "new"]}),
        (["x"], [("close", "x"), ("add", "new")], {"x": ["x"], "new": ["new"]}),
    ],
    ids=["another began", "closed", "closed and another began", "the same call entered", "the same call began"],
)
def test_a_call_is_in_one_gathering_and_entered_before_its_close_whatever_happens_meanwhile(
    table: DynamoTable, there: list[str], meanwhile: list[tuple[str, str]], calls: dict[str, list[str]]
) -> None:
    others = DynamoGatheringStore(table)

    def do_meanwhile() -> None:
        for action, name in meanwhile:
            if action == "add":
                add_by(others, name)
            else:
                others.close(PROVIDER_ID, name)

    for name in there:
        add_by(others, name)

    gathering = add_by(DynamoGatheringStore(TableInWhichOthersAreFaster(table, do_meanwhile)), "new")

    found = {name: [call.submission_id for call in others.calls(name)] for name in MINUTES}
    assert {name: entered for name, entered in found.items() if entered} == calls
    assert "new" in calls[gathering.gathering_id]
