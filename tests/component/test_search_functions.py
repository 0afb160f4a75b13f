"""The search index on AWS (in moto): from changed items to answers."""

import json
from collections.abc import Iterator
from typing import Any, cast

import boto3
import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.accounts.providers import Provider
from cmehub.stores.dynamo_registers import DynamoActivityStore, DynamoProviderStore
from functions.search_api.index import handler as index_handler
from functions.search_api.index import rebuild_handler
from functions.search_api.query import handler as query_handler
from tests.aws import empty_bucket
from tests.aws_events import Context, failed_messages, sqs_event
from tests.component.conftest import Cloud
from tests.examples import PROVIDER_ID, an_activity
from tests.search_hub import SITE_URL, asked

BUCKET = "index"
A, B = "300000001", "300000002"


@pytest.fixture
def search(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    cloud.s3.create_bucket(Bucket=BUCKET)
    monkeypatch.setenv("INDEX_BUCKET", BUCKET)
    monkeypatch.setenv("SITE_BUCKET", "site")
    monkeypatch.setenv("ACTIVITIES_TABLE", "activities")
    monkeypatch.setenv("PROVIDERS_TABLE", "providers")
    monkeypatch.setenv("SITE_URL", SITE_URL)
    cached = (
        *(index_handler.settings, index_handler.hub, index_handler.publications, index_handler.writing),
        *(query_handler.settings, query_handler.hub, query_handler.index),
    )
    for function in cached:
        function.cache_clear()
    DynamoProviderStore(cloud.tables["providers"]).put([Provider(provider_id=PROVIDER_ID, name="Example Society")])
    yield cloud
    for function in cached:
        function.cache_clear()
    empty_bucket(BUCKET)
    boto3.client("s3").delete_bucket(Bucket=BUCKET)


def changed(*activity_ids: str) -> dict[str, Any]:
    """A batch of the table's stream, as AWS sends it of keys alone."""
    return {
        "Records": [
            {
                "eventID": f"event-{place}",
                "eventName": "MODIFY",
                "eventSource": "aws:dynamodb",
                "dynamodb": {
                    "Keys": {"pk": {"S": f"act#{activity_id}"}, "sk": {"S": "activity"}},
                    "SequenceNumber": str(place),
                    "StreamViewType": "KEYS_ONLY",
                },
            }
            for place, activity_id in enumerate(activity_ids)
        ]
    }


def test_changes_reach_the_answers(search: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    activities = DynamoActivityStore(search.tables["activities"])
    activities.put([an_activity(activity_id=A, title="Asthma"), an_activity(activity_id=B, title="Gout")])
    seconds = iter(range(0, 1000, 20))
    monkeypatch.setattr("functions.search_api.query.handler.time.monotonic", lambda: float(next(seconds)))

    assert index_handler.handle(changed(A, B, A), cast("LambdaContext", Context())) == {"batchItemFailures": []}
    assert [activity["title"] for activity in asked("/search/activities", q="asthma").document["activities"]] == [
        "Asthma"
    ]

    activities.put([an_activity(activity_id=A, title="Eczema")])
    index_handler.handle(changed(A), cast("LambdaContext", Context()))
    assert asked("/search/activities", q="asthma").document["total"] == 0
    assert asked("/search/activities", q="eczema").document["activities"][0]["provider_name"] == "Example Society"
    assert asked(f"/activities/{A}").document["title"] == "Eczema"


def test_a_rebuild_mends_what_was_missed_and_tells_how_much(search: Cloud, capsys: pytest.CaptureFixture[str]) -> None:
    activities = DynamoActivityStore(search.tables["activities"])
    activities.put([an_activity(activity_id=A)])
    index_handler.handle(changed(A), cast("LambdaContext", Context()))
    activities.put([an_activity(activity_id=A, title="Missed"), an_activity(activity_id=B, title="Missed too")])

    assert failed_messages(rebuild_handler.handle(sqs_event(["{}"]), cast("LambdaContext", Context()))) == []

    assert asked("/search/activities", q="missed").document["total"] == 2
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if rebuild_handler.DRIFT_METRIC in line]
    assert [metrics[rebuild_handler.DRIFT_METRIC] for metrics in told] == [[2.0]]


def test_a_rebuild_that_fails_comes_again(search: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEX_BUCKET", "there-is-none")
    response = rebuild_handler.handle(sqs_event(["{}"]), cast("LambdaContext", Context()))
    assert failed_messages(response) == ["message-0"]


def test_a_change_that_cannot_be_taken_raises(search: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIVITIES_TABLE", "there-is-none")
    with pytest.raises(Exception, match="ResourceNotFound"):
        index_handler.handle(changed(A), cast("LambdaContext", Context()))


def test_without_an_index_the_fault_is_told_as_ours(search: Cloud) -> None:
    answer = asked("/search/activities")
    assert (answer.status, answer.document["code"]) == (500, "HUB_FAULT")
