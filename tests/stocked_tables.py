"""Tables in moto with the sample providers, rosters and activities."""

from moto.dynamodb.models.table import Table as MotoTable

from cmehub.activities.rows import ActivityName
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_registers import DynamoActivityStore, DynamoProviderStore
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from local.in_memory.rosters import put_on_rosters
from local.sample_data.activities import other_provider_activities, sample_activities
from tests.aws import copies_of_tables, replace_tables
from tests.sample_hub import sample_entries, sample_providers

_STOCKED: dict[str, MotoTable] = {}
"""What the tables hold before the first test."""


def stock(tables: dict[str, DynamoTable]) -> None:
    """Fill new tables: once in a process, since moto takes two seconds for it; then they are copied."""
    if _STOCKED:
        replace_tables(_STOCKED)
        return
    DynamoProviderStore(tables["providers"]).put(sample_providers())
    put_on_rosters(DynamoRosterStore(tables["rosters"]), sample_entries())
    activities = DynamoActivityStore(tables["activities"])
    for activity in (*sample_activities(), *other_provider_activities()):
        assert activities.add(activity, ActivityName.model_validate(activity.model_dump()))
    _STOCKED.update(copies_of_tables())


def restock(*names: str) -> None:
    """Let some tables hold what they held before the first test."""
    replace_tables({name: _STOCKED[name] for name in names})
