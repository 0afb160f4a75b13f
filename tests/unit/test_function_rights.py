"""What judges functions' calls by their rights finds what is missing, service by service."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.function_rights import Need, Right, missing, needs_of, unused

TABLE, QUEUE = "arn:aws:dynamodb:us-east-1:000000000000:table/T", "arn:aws:sqs:us-east-1:000000000000:Q"


def needed(folder: Path, **call: Any) -> set[tuple[str, str]]:
    folder.joinpath("1.jsonl").write_text(json.dumps({"function": "f", **call}) + "\n")
    return {(need.action, need.resource) for need in needs_of(folder)}


@pytest.mark.parametrize(
    ("call", "needs"),
    [
        ({"service": "dynamodb", "operation": "GetItem", "TableName": "T"}, {("dynamodb:GetItem", TABLE)}),
        (
            {"service": "dynamodb", "operation": "Query", "TableName": "T", "IndexName": "i"},
            {("dynamodb:Query", f"{TABLE}/index/i")},
        ),
        ({"service": "dynamodb", "operation": "BatchGetItem", "Tables": ["T"]}, {("dynamodb:BatchGetItem", TABLE)}),
        (
            {
                "service": "dynamodb",
                "operation": "TransactWriteItems",
                "Writes": [["ConditionCheck", "T"], ["Put", "T"]],
            },
            {("dynamodb:ConditionCheckItem", TABLE), ("dynamodb:PutItem", TABLE)},
        ),
        (
            {"service": "s3", "operation": "GetObject", "Bucket": "b", "Key": "k/1", "VersionId": "v"},
            {("s3:GetObject", "arn:aws:s3:::b/k/1"), ("s3:GetObjectVersion", "arn:aws:s3:::b/k/1")},
        ),
        ({"service": "s3", "operation": "ListObjectsV2", "Bucket": "b"}, {("s3:ListBucket", "arn:aws:s3:::b")}),
        (
            {"service": "s3", "operation": "UploadPart", "Bucket": "b", "Key": "k"},
            {("s3:PutObject", "arn:aws:s3:::b/k")},
        ),
        (
            {"service": "sqs", "operation": "SendMessageBatch", "QueueUrl": "http://127.0.0.1/0/Q"},
            {("sqs:SendMessage", QUEUE)},
        ),
        ({"service": "ses", "operation": "SendRawEmail"}, {("ses:SendRawEmail", "*")}),
    ],
)
def test_what_a_call_needs(tmp_path: Path, call: dict[str, Any], needs: set[tuple[str, str]]) -> None:
    assert needed(tmp_path, **call) == needs


def test_a_right_of_another_function_action_or_place_is_missing() -> None:
    need = Need("f", "s3:GetObject", "arn:aws:s3:::b/results/1")
    right = Right("f", "s3:GetObject", "arn:aws:s3:::b/results/*")

    assert missing([need], [right]) == []
    for other in (
        right._replace(function="g"),
        right._replace(action="s3:PutObject"),
        right._replace(resource="arn:aws:s3:::b/events/*"),
    ):
        assert missing([need], [other]) == [need]


def test_a_right_that_nothing_needed_is_told_without_what_differs_from_stack_to_stack() -> None:
    need = Need("f-0123456789ABC", "dynamodb:GetItem", "arn:aws:dynamodb:::table/T-0123456789ABC")
    used = Right(need.function, need.action, need.resource)
    by_lambda = used._replace(action="sqs:ReceiveMessage", resource="*")

    assert unused([need], [used, by_lambda]) == set()
    assert unused([need], [used, used._replace(action="dynamodb:PutItem")]) == {
        Right("f", "dynamodb:PutItem", "arn:aws:dynamodb:::table/T")
    }
