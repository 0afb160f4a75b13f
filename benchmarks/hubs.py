"""The hub in one process, with the stores that a benchmark looks at in DynamoDB and all else in memory."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cmehub.accounts.providers import Provider
from cmehub.boards.roster_board import RosterBoard
from cmehub.chunks.learners import LearnerChunks
from cmehub.stores import RosterStore
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.stores.dynamo_records import DynamoLedgerStore, DynamoRecordStore
from cmehub.stores.dynamo_registers import DynamoActivityStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from local.sample_data.activities import sample_activities
from local.sample_data.physicians import roster_entries
from local.sample_data.providers import MAIN_PROVIDER_ID, PROVIDER_NAMES

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def load_rosters(rosters: RosterStore, physicians: int) -> None:
    """Put the first so many sample physicians on their boards' rosters."""
    put_on_rosters(rosters, roster_entries(physicians))


def hub_with_dynamo_records(client: "DynamoDBClient", records: str, rosters: RosterStore) -> MemoryHub:
    """Return a hub whose records and ledgers lie in a table of that name; it knows the sample activities."""
    hub = _hub()
    table = DynamoTable(client, records)
    chunks = LearnerChunks(hub.activities, DynamoRecordStore(table), DynamoLedgerStore(table), rosters, hub.tries)
    hub.validation = replace(hub.validation, learner_chunks=chunks)
    return hub


def hub_with_dynamo_facts(client: "DynamoDBClient", physicians: int) -> MemoryHub:
    """Return a hub that writes everything but objects to DynamoDB; it knows the sample activities and physicians."""
    hub = _hub()
    load_rosters(hub.rosters, physicians)
    activities = DynamoActivityStore(DynamoTable(client, "activities"))
    for activity in sample_activities():
        activities.add(activity, None)
    submissions = DynamoSubmissionStore(DynamoTable(client, "submissions"))
    table = DynamoTable(client, "records")
    records, ledgers = DynamoRecordStore(table), DynamoLedgerStore(table)
    chunks = LearnerChunks(activities, records, ledgers, hub.rosters, hub.tries)
    facts: dict[str, Any] = {"submissions": submissions, "follow_ups": replace(hub.follow_ups, submissions=submissions)}
    hub.ingestion = replace(hub.ingestion, **facts)
    hub.validation = replace(hub.validation, **facts, learner_chunks=chunks)
    hub.dispatch = replace(
        hub.dispatch,
        boards=DynamoBoardStore(DynamoTable(client, "boards")),
        answers=replace(hub.answers, **facts),
        roster=RosterBoard(hub.rosters, ledgers),
    )
    return hub


def _hub() -> MemoryHub:
    hub = MemoryHub()
    hub.providers.put([Provider(provider_id=MAIN_PROVIDER_ID, name=PROVIDER_NAMES[MAIN_PROVIDER_ID])])
    for activity in sample_activities():
        hub.activities.add(activity, None)
    return hub
