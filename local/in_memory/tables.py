"""The hub's tables in moto."""

from copy import copy, deepcopy
from typing import TYPE_CHECKING, Any

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import Table as MotoTable

from cmehub.runtime.clients import dynamo_client
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.tables import TABLES, Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeDefinitionTypeDef, GlobalSecondaryIndexTypeDef

_moto_update_item = DynamoDBBackend.update_item


def make_tables() -> dict[str, DynamoTable]:
    """Make every table that the hub describes, and return them by name."""
    MotoTable.all_items = _all_items  # type: ignore[method-assign, assignment]
    MotoTable.__deepcopy__ = _backup  # type: ignore[attr-defined]
    DynamoDBBackend.update_item = _update_item  # type: ignore[method-assign, assignment]
    client = dynamo_client()
    for table in TABLES:
        _make_table(client, table)
    return {table.name: DynamoTable(client, table.name) for table in TABLES}


def _make_table(client: "DynamoDBClient", table: Table) -> None:
    names = {"pk", "sk"} | {key for index in table.indexes for key in (index.partition_key, index.sort_key)}
    attributes: list[AttributeDefinitionTypeDef] = [
        {"AttributeName": name, "AttributeType": "S"} for name in sorted(names)
    ]
    indexes: list[GlobalSecondaryIndexTypeDef] = [
        {
            "IndexName": index.name,
            "KeySchema": [
                {"AttributeName": index.partition_key, "KeyType": "HASH"},
                {"AttributeName": index.sort_key, "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
        for index in table.indexes
    ]
    client.create_table(
        TableName=table.name,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=attributes,
        BillingMode="PAY_PER_REQUEST",
        **({"GlobalSecondaryIndexes": indexes} if indexes else {}),  # type: ignore[arg-type]
    )


def _all_items(table: MotoTable) -> list[Item]:
    """
    Return a table's items in the order of their keys, which are texts.

    As moto's own, which sorts them for every query and scan, with six Python calls for each comparison.
    """
    items: list[Any] = [item for partition in table.items.values() for item in partition.values()]
    return sorted(items, key=lambda item: (item.hash_key.value, item.range_key.value))


def _backup(table: MotoTable, _memo: object) -> MotoTable:
    """
    Return what takes a table's place if a transaction fails.

    As moto's own, which copies every item of the table for each transaction.
    """
    backup = copy(table)
    backup.items = copy(table.items)
    backup.items.update((key, copy(partition)) for key, partition in table.items.items())
    return backup


def _update_item(backend: DynamoDBBackend, table_name: str, key: dict[str, Any], *given: Any, **named: Any) -> Item:
    """Update a copy of an item: moto changes it in place, and so would change the backup of its table."""
    item = backend.get_item(table_name, key)
    if item:
        backend.get_table(table_name).items[item.hash_key][item.range_key] = deepcopy(item)
    return _moto_update_item(backend, table_name, key, *given, **named)
