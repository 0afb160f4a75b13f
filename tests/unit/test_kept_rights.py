"""A right that nothing uses needs a reason, and a reason needs a right."""

import pytest

from tests.function_rights import Right
from tests.kept_rights import KeptRight, outdated, plain, unexplained

ARN = "arn:aws:{}:us-east-1:000000000000:{}"
READING = KeptRight("Boards Mail", "dynamodb:Query", "Submissions", "Held chunks are released.")


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        (ARN.format("dynamodb", "table/CmeHub-TablesSubmissions10B0C7C7"), "Submissions"),
        (ARN.format("dynamodb", "table/CmeHub-TablesActivitiesD7C92C17/index/by_provider"),
         "Activities/index/by_provider"),
        (ARN.format("sqs", "CmeHub-ChunksWork061706E1"), "Chunks"),
        (ARN.format("sqs", "CmeHub-ChunksWork061706E1-0123456789ABC"), "Chunks"),
        (ARN.format("sqs", "CmeHub-EventsQueueWork4077CFF1"), "Events"),
        (ARN.format("sqs", "CmeHub-BoardsABOHNSWorkD64598BE"), "BoardsABOHNS"),
        ("arn:aws:s3:::cmehub-bucketsworka672f448/results/*", "work/results/*"),
        ("arn:aws:s3:::cmehub-bucketsindex68f01d9e", "index"),
        (ARN.format("kms", "key/d88142ee-49aa-49d0-916e-4c3c3137a0fa"), "key"),
        (ARN.format("ses", "identity/cme-hub@example.org"), "identity"),
    ],
)  # fmt: skip
def test_the_plain_name_of_what_a_right_is_for(resource: str, name: str) -> None:
    right = Right("CmeHub-BoardCallbacksFunction3E70B29C", "a:B", resource)

    assert plain(right) == Right("BoardCallbacks", "a:B", name)


def test_an_unused_right_without_a_reason_is_told() -> None:
    explained = Right("Boards", "dynamodb:Query", "Submissions")
    others = [
        explained._replace(function="Events"),
        explained._replace(action="dynamodb:Scan"),
        explained._replace(resource="Records"),
    ]

    assert unexplained([explained, *others], [READING]) == sorted(others)


def test_a_reason_for_what_a_function_may_not_do_is_told() -> None:
    of_boards = Right("Boards", "dynamodb:Query", "Submissions")

    assert outdated([of_boards], [READING]) == [("Mail", READING)]
    assert outdated([of_boards, of_boards._replace(function="Mail")], [READING]) == []
