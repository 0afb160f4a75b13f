"""DynamoDB as the stores use it: batches with retries, and items whose one JSON attribute is called ``body``."""

import random
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from cmehub.runtime.portions import portions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.paginator import QueryPaginator

Item = dict[str, Any]
Key = tuple[str, str]

_WRITE_BATCH = 25  # DynamoDB takes no larger ones
_READ_BATCH = 100
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)


class ThrottledError(Exception):
    """DynamoDB took part of a batch only, however often it was asked; the work is to be done again later."""


def text(value: str) -> dict[str, str]:
    """Return a string attribute."""
    return {"S": value}


def number(value: int) -> dict[str, str]:
    """Return a number attribute."""
    return {"N": str(value)}


def key_of(key: Key) -> Item:
    """Return the key attributes of an item."""
    return {"pk": text(key[0]), "sk": text(key[1])}


def with_body(key: Key, body: str, **attributes: Any) -> Item:
    """Return an item with a JSON body."""
    return {**key_of(key), "body": text(body), **attributes}


def body_of(item: Mapping[str, Any]) -> str:
    """Return an item's JSON body."""
    return str(item["body"]["S"])


class DynamoTable:
    """One table with the keys ``pk`` and ``sk``."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self.client = client
        self.name = name

    @cached_property
    def _queries(self) -> "QueryPaginator":
        """Made once, since botocore makes a class for each paginator."""
        return self.client.get_paginator("query")

    def get(self, key: Key) -> Item | None:
        """Return an item as it is now."""
        found = self.client.get_item(TableName=self.name, Key=key_of(key), ConsistentRead=True)
        return found.get("Item")

    def get_many(self, keys: Collection[Key]) -> dict[Key, Item]:
        """Return those of the items that are there, as they are now, by key."""
        found: dict[Key, Item] = {}
        for some in portions(dict.fromkeys(keys), _READ_BATCH):
            left: dict[str, Any] = {self.name: {"Keys": [key_of(key) for key in some], "ConsistentRead": True}}
            for pause in _pauses():
                answer = self.client.batch_get_item(RequestItems=left)
                found |= {(item["pk"]["S"], item["sk"]["S"]): item for item in answer["Responses"].get(self.name, [])}
                left = dict(answer.get("UnprocessedKeys") or {})
                if not left:
                    break
                time.sleep(pause)
            else:
                raise ThrottledError
        return found

    def put_many(self, items: Iterable[Item]) -> int:
        """Put items in batches and return how many they were; of several with one key the last stays."""
        count = 0
        for some in portions(items, _WRITE_BATCH):
            count += len(some)
            # A batch that names a key twice is refused as a whole.
            last = {(item["pk"]["S"], item["sk"]["S"]): item for item in some}
            self._write([{"PutRequest": {"Item": item}} for item in last.values()])
        return count

    def delete_many(self, keys: Iterable[Key]) -> None:
        """Delete items in batches; those that aren't there are passed over."""
        for some in portions(dict.fromkeys(keys), _WRITE_BATCH):
            self._write([{"DeleteRequest": {"Key": key_of(key)}} for key in some])

    def put_if(self, item: Item, condition: str, **values: Any) -> bool:
        """Put an item if a condition holds; ``values`` are the condition's ``:names``, without their colons."""
        given: dict[str, Any] = {}
        if values:
            given["ExpressionAttributeValues"] = {f":{name}": value for name, value in values.items()}
        try:
            self.client.put_item(TableName=self.name, Item=item, ConditionExpression=condition, **given)
        except self.client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def update_if(self, key: Key, update: str, condition: str, **values: Any) -> bool:
        """Change an item if a condition holds; ``values`` are the ``:names`` of both, without their colons."""
        return self.updated_if(key, update, condition, **values) is not None

    def updated(self, key: Key, update: str, **values: Any) -> Item:
        """Change an item, or make it, and return it as it is then."""
        return self.client.update_item(
            TableName=self.name,
            Key=key_of(key),
            UpdateExpression=update,
            ExpressionAttributeValues={f":{name}": value for name, value in values.items()},
            ReturnValues="ALL_NEW",
        )["Attributes"]

    def updated_if(self, key: Key, update: str, condition: str, **values: Any) -> Item | None:
        """Change an item as `update_if` does, and return the attributes that were changed, as they are now."""
        try:
            return self.client.update_item(
                TableName=self.name,
                Key=key_of(key),
                UpdateExpression=update,
                ConditionExpression=condition,
                ExpressionAttributeValues={f":{name}": value for name, value in values.items()},
                ReturnValues="UPDATED_NEW",
            )["Attributes"]
        except self.client.exceptions.ConditionalCheckFailedException:
            return None

    def delete(self, key: Key) -> None:
        """Delete an item, if it is there."""
        self.client.delete_item(TableName=self.name, Key=key_of(key))

    def query(
        self, partition: str, prefix: str = "", limit: int | None = None, *, after: Key | None = None
    ) -> Iterator[Item]:
        """Yield the items of a partition whose sort key has a prefix, in order, from behind a key on."""
        condition, values = "pk = :pk", {":pk": text(partition)}
        if prefix:
            condition, values = f"{condition} AND begins_with(sk, :prefix)", values | {":prefix": text(prefix)}
        options: dict[str, Any] = {"PaginationConfig": {"MaxItems": limit}} if limit else {}
        if after:
            options["ExclusiveStartKey"] = key_of(after)
        return self._query(condition, values, **options)

    def query_bodies(self, partition: str, prefix: str) -> Iterator[str]:
        """Yield the bodies alone of a partition's items: by the thousand, reading keys too takes twice the time."""
        values = {":pk": text(partition), ":prefix": text(prefix)}
        return map(body_of, self._query("pk = :pk AND begins_with(sk, :prefix)", values, ProjectionExpression="body"))

    def query_back(self, partition: str, *, low: str, high: str) -> Iterator[Item]:
        """Yield the items of a partition whose sort key is from ``low`` to ``high``, the last first."""
        if low > high:
            return iter(())
        values = {":pk": text(partition), ":low": text(low), ":high": text(high)}
        return self._query("pk = :pk AND sk BETWEEN :low AND :high", values, ScanIndexForward=False)

    def _query(self, condition: str, values: dict[str, Any], **options: Any) -> Iterator[Item]:
        pages = self._queries.paginate(
            TableName=self.name,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ConsistentRead=True,
            **options,
        )
        return chain.from_iterable(page["Items"] for page in pages)

    def scan(self, prefix: str, *, consistent: bool = False) -> Iterator[Item]:
        """
        Yield every item of the table whose sort key has a prefix; the whole table is read, and paid for.

        With ``consistent``, for twice the price, each item is no older than the call.
        """
        pages = self.client.get_paginator("scan").paginate(
            TableName=self.name,
            FilterExpression="begins_with(sk, :prefix)",
            ExpressionAttributeValues={":prefix": text(prefix)},
            ConsistentRead=consistent,
        )
        return chain.from_iterable(page["Items"] for page in pages)

    def transact(self, actions: Sequence[Any]) -> bool:
        """
        Do several writes or none.

        Returns
        -------
        bool
            False if a condition of one failed. A transaction that meets another is tried again.
        """
        for pause in _pauses():
            try:
                self.client.transact_write_items(TransactItems=actions)
            except self.client.exceptions.TransactionCanceledException as error:
                if "ConditionalCheckFailed" in _reasons(error):
                    return False
                time.sleep(pause)
            else:
                return True
        raise ThrottledError

    def _write(self, requests: list[Any]) -> None:
        left: dict[str, Any] = {self.name: requests}
        for pause in _pauses():
            left = dict(self.client.batch_write_item(RequestItems=left).get("UnprocessedItems") or {})
            if not left:
                return
            time.sleep(pause)
        raise ThrottledError


def _reasons(error: ClientError) -> set[str]:
    reasons: list[dict[str, str]] = error.response.get("CancellationReasons", [])  # type: ignore[assignment]  # boto3 has no type for it
    return {reason.get("Code", "None") for reason in reasons}


def _pauses() -> Iterator[float]:
    """Yield growing pauses with jitter, about half a minute in all."""
    return (pause * random.uniform(0.5, 1.5) for pause in chain(_PAUSES, repeat(_PAUSES[-1], 3)))  # noqa: S311 - no secret
