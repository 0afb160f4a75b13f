"""What only DynamoDB does: batches taken in part, pages, and transactions that meet."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from cmehub.stores import dynamo
from cmehub.stores.dynamo import DynamoTable, ThrottledError, body_of, text, with_body
from local.in_memory.tables import make_tables


@pytest.fixture(scope="module")
def tables() -> Iterator[dict[str, DynamoTable]]:
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield make_tables()


@pytest.fixture
def table(tables: dict[str, DynamoTable], monkeypatch: pytest.MonkeyPatch) -> DynamoTable:
    monkeypatch.setattr(dynamo, "_PAUSES", (0.0, 0.0))
    return tables["records"]


def replace_call(monkeypatch: pytest.MonkeyPatch, table: DynamoTable, name: str, replacement: Any) -> Any:
    original = getattr(table.client, name)
    monkeypatch.setattr(table.client, name, replacement)
    return original


def test_items_that_were_not_taken_are_put_again(table: DynamoTable, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count()

    def take_all_but_three(RequestItems: dict[str, list[Any]]) -> Any:  # noqa: N803
        if next(calls) >= 2:
            return original(RequestItems=RequestItems)
        requests = RequestItems[table.name]
        original(RequestItems={table.name: requests[3:]})
        return {"UnprocessedItems": {table.name: requests[:3]}}

    original = replace_call(monkeypatch, table, "batch_write_item", take_all_but_three)
    table.put_many(with_body(("retried", f"{place:03}"), "body") for place in range(30))

    assert [item["sk"]["S"] for item in table.query("retried")] == [f"{place:03}" for place in range(30)]


def test_keys_that_were_not_read_are_read_again(table: DynamoTable, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count()

    def read_all_but_one(RequestItems: dict[str, Any]) -> Any:  # noqa: N803
        if next(calls) >= 2:
            return original(RequestItems=RequestItems)
        keys = RequestItems[table.name]["Keys"]
        answer = original(RequestItems={table.name: {**RequestItems[table.name], "Keys": keys[1:]}})
        return {**answer, "UnprocessedKeys": {table.name: {**RequestItems[table.name], "Keys": keys[:1]}}}

    keys = [("read", f"{place:03}") for place in range(120)]
    table.put_many(with_body(key, "body") for key in keys)
    original = replace_call(monkeypatch, table, "batch_get_item", read_all_but_one)

    assert set(table.get_many(keys)) == set(keys)


def test_a_table_that_takes_nothing_is_a_fault(table: DynamoTable, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: dict[str, Any] = {"UnprocessedItems": {table.name: [{"PutRequest": {}}]}}
    replace_call(monkeypatch, table, "batch_write_item", lambda **_: nothing)

    with pytest.raises(ThrottledError):
        table.put_many([with_body(("full", "1"), "body")])


def test_a_table_that_gives_nothing_is_a_fault(table: DynamoTable, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: dict[str, Any] = {"Responses": {}, "UnprocessedKeys": {table.name: {"Keys": []}}}
    replace_call(monkeypatch, table, "batch_get_item", lambda **_: nothing)

    with pytest.raises(ThrottledError):
        table.get_many([("full", "1")])


def test_of_items_with_one_key_the_last_stays(table: DynamoTable) -> None:
    assert table.put_many(with_body(("twice", "1"), body) for body in ("first", "second")) == 2

    assert [body_of(item) for item in table.query("twice")] == ["second"]


def test_a_partition_of_several_pages_is_read_to_its_end(table: DynamoTable) -> None:
    body = "x" * 200_000
    table.put_many(with_body(("pages", f"{place:02}"), body) for place in range(12))
    first_page = table.client.query(
        TableName=table.name, KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": text("pages")}
    )
    assert "LastEvaluatedKey" in first_page

    assert [item["sk"]["S"] for item in table.query("pages")] == [f"{place:02}" for place in range(12)]
    assert [item["sk"]["S"] for item in table.query("pages", "1")] == ["10", "11"]
    assert len([*table.query("pages", limit=1)]) == 1


def put_if_absent(table: DynamoTable, key: tuple[str, str]) -> Any:
    item = with_body(key, "body")
    return {"Put": {"TableName": table.name, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}


def cancelled(*codes: str) -> ClientError:
    reasons: Any = {"CancellationReasons": [{"Code": code} for code in codes]}
    error: Any = {"Error": {"Code": "TransactionCanceledException", "Message": ""}}
    return ClientError(error | reasons, "TransactWriteItems")


def test_a_transaction_whose_condition_fails_writes_nothing(table: DynamoTable) -> None:
    assert table.transact([put_if_absent(table, ("all", "1"))])

    assert not table.transact([put_if_absent(table, ("all", "2")), put_if_absent(table, ("all", "1"))])

    assert [item["sk"]["S"] for item in table.query("all")] == ["1"]


def test_a_transaction_that_meets_another_is_tried_again(table: DynamoTable, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count()

    def meet_another_twice(**action: Any) -> Any:
        if next(calls) < 2:
            error = cancelled("None", "TransactionConflict")
            raise table.client.exceptions.TransactionCanceledException(error.response, error.operation_name)
        return original(**action)

    original = replace_call(monkeypatch, table, "transact_write_items", meet_another_twice)

    assert table.transact([put_if_absent(table, ("met", "1"))])
    assert len([*table.query("met")]) == 1


def test_a_transaction_that_always_meets_another_is_a_fault(
    table: DynamoTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meet_another(**_: Any) -> Any:
        error = cancelled("TransactionConflict")
        raise table.client.exceptions.TransactionCanceledException(error.response, error.operation_name)

    replace_call(monkeypatch, table, "transact_write_items", meet_another)

    with pytest.raises(ThrottledError):
        table.transact([put_if_absent(table, ("never", "1"))])


def test_a_put_under_a_condition_tells_whether_it_was_done(table: DynamoTable) -> None:
    item = with_body(("conditional", "1"), "body")

    assert table.put_if(item, "attribute_not_exists(pk)")
    assert not table.put_if(with_body(("conditional", "1"), "other"), "attribute_not_exists(pk)")
    assert [body_of(item) for item in table.query("conditional")] == ["body"]


def test_of_a_transaction_that_is_refused_nothing_stays(table: DynamoTable) -> None:
    """Tables in moto are copied by `local.in_memory.tables`, for which the tests of stores rely on this."""
    client = table.client
    kept, other = ({"pk": {"S": "whole"}, "sk": {"S": name}} for name in ("kept", "other"))
    nested = {"M": {"points": {"N": "1"}}}
    client.put_item(TableName=table.name, Item={**kept, "nested": nested})
    client.put_item(TableName=table.name, Item=other)
    before = [*table.query("whole")]

    with pytest.raises(client.exceptions.TransactionCanceledException):
        client.transact_write_items(
            TransactItems=[
                {
                    "Update": {
                        "TableName": table.name,
                        "Key": kept,
                        "UpdateExpression": "SET nested.points = :two, fresh = :two",
                        "ExpressionAttributeValues": {":two": {"N": "2"}},
                    }
                },
                {"Delete": {"TableName": table.name, "Key": other}},
                {"Put": {"TableName": table.name, "Item": {"pk": {"S": "whole"}, "sk": {"S": "new"}}}},
                {"Put": {"TableName": table.name, "Item": {"pk": {"S": "new"}, "sk": {"S": "new"}}}},
                {
                    "ConditionCheck": {
                        "TableName": table.name,
                        "Key": {"pk": {"S": "nowhere"}, "sk": {"S": "none"}},
                        "ConditionExpression": "attribute_exists(pk)",
                    }
                },
            ]
        )

    assert [*table.query("whole")] == before
    assert [*table.query("new")] == []
