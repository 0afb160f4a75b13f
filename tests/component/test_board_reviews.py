"""A board asks for a review over HTTP, reads the answer and closes it; its provider is told: in moto's account."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
import time_machine
from aws_lambda_powertools.utilities.typing import LambdaContext
from moto.ses.models import ses_backends

from cmehub.activities.reviews import ReviewAnswer, ReviewDocument, document_key
from cmehub.boards.connections import HttpConnection
from cmehub.runtime import secrets as board_secrets
from cmehub.stores.dynamo_registers import DynamoActivityStore
from cmehub.stores.dynamo_reviews import DynamoReviewStore
from functions.board_dispatch.callbacks import handler as callback_handler
from functions.notify.mail import handler as notice_handler
from functions.notify.webhooks import events_handler as event_handler
from local.sample_data.activities import sample_activities
from tests.aws import ACCOUNT
from tests.aws_events import REGION, Context, http_event
from tests.component.conftest import NOW, Cloud
from tests.component.test_outside_boards import SECRET, SECRET_NAME, signed

ACTIVITY = next(row for row in sample_activities() if row.registration_for("ABIM"))
OTHER = next(row for row in sample_activities() if not row.registration_for("ABIM"))
CALL = {
    "schema_version": 1,
    "review": "2026-17",
    "activity_id": ACTIVITY.activity_id,
    "reason": "Chosen at random",
    "due": "2026-12-20",
}
OUTCOME = {"schema_version": 1, "review": "2026-17", "activity_id": ACTIVITY.activity_id, "outcome": "met"}


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reviews(cloud: Cloud) -> Iterator[DynamoReviewStore]:
    """What is kept of reviews, with ABIM connected over HTTP."""
    board_secrets._provider.cache_clear()
    secrets = boto3.client("secretsmanager")
    secrets.create_secret(Name=SECRET_NAME, SecretString=SECRET)
    cloud.boards.connect("ABIM", HttpConnection(url="https://abim.example.org", secret_name=SECRET_NAME))
    yield DynamoReviewStore(cloud.tables["activities"])
    DynamoActivityStore(cloud.tables["activities"]).put([ACTIVITY])
    secrets.delete_secret(SecretId=SECRET_NAME, ForceDeleteWithoutRecovery=True)


def call_in(document: object, path: str = "reviews", board: str = "abim", **forged: Any) -> tuple[int, dict[str, Any]]:
    body = document if isinstance(document, str) else json.dumps(document)
    event = http_event("POST", f"/boards/{board}/{path}", body, signed(body, **forged))
    answer = callback_handler.handle(event, cast("LambdaContext", Context()))
    return answer["statusCode"], json.loads(answer["body"])


def asked(reviews: DynamoReviewStore) -> Any:
    review = reviews.find(ACTIVITY.activity_id, "ABIM-2026-17")
    assert review
    return review.request


def test_a_review_is_asked_for_once_however_often_the_board_calls(cloud: Cloud, reviews: DynamoReviewStore) -> None:
    status, told = call_in(CALL)

    assert status == 200
    assert told == {
        "schema_version": 1,
        "review": "2026-17",
        "activity_id": ACTIVITY.activity_id,
        "status": "asked",
        "due": "2026-12-20",
        "answers": [],
        "outcome": None,
    }
    assert call_in(CALL | {"reason": "Another", "due": "2027-01-31"}) == (200, told)
    (review,) = reviews.of_activity(ACTIVITY.activity_id)
    assert (review.request.board, review.request.reason) == ("ABIM", "Chosen at random")


@pytest.mark.usefixtures("reviews")
@pytest.mark.parametrize("path", ["decisions", "reviews", "review-outcomes"])
def test_bytes_that_are_no_text_are_signed_by_nobody(path: str) -> None:
    event = http_event("POST", f"/boards/abim/{path}", "", signed("")) | {"body": "/w==", "isBase64Encoded": True}

    assert callback_handler.handle(event, cast("LambdaContext", Context()))["statusCode"] == 401


def test_the_provider_is_told_by_one_mail(cloud: Cloud, reviews: DynamoReviewStore) -> None:
    sent = ses_backends[ACCOUNT][REGION].sent_messages
    before = len(sent)
    call_in(CALL)
    call_in(CALL)
    notices = cloud.received("notices")

    assert len(notices) == 2
    assert cloud.call(notice_handler, *notices) == {"batchItemFailures": []}
    assert cloud.call(event_handler, *cloud.received("events")) == {"batchItemFailures": []}

    (mail,) = sent[before:]
    assert "Your documents are asked for" in mail.raw_data
    assert ACTIVITY.activity_id in mail.raw_data


def test_the_board_reads_the_answer_with_documents_that_no_browser_runs(
    cloud: Cloud, reviews: DynamoReviewStore
) -> None:
    call_in(CALL)
    content = b"%PDF-1.7"
    digest = hashlib.sha256(content).hexdigest()
    document = ReviewDocument(file_name='evil".html', sha256=digest, size=len(content), kind="pdf")
    cloud.objects.put(document_key(asked(reviews), digest), content)
    reviews.add_answer(asked(reviews), ReviewAnswer(words="All of it.", documents=(document,), at=NOW))

    _, told = call_in(CALL)

    assert told["status"] == "answered"
    (answer,) = told["answers"]
    (read,) = answer["documents"]
    assert (answer["words"], read["file_name"], read["kind"]) == ("All of it.", 'evil".html', "pdf")
    query = parse_qs(urlsplit(read["address"]).query)
    assert query["response-content-type"] == ["application/octet-stream"]
    assert query["response-content-disposition"] == [f'attachment; filename="{digest[:16]}.pdf"']


def test_a_review_is_closed_once(cloud: Cloud, reviews: DynamoReviewStore) -> None:
    call_in(CALL)

    status, told = call_in(OUTCOME | {"words": "Thank you."}, "review-outcomes")
    assert (status, told["status"], told["outcome"]) == (200, "closed", "met")
    assert call_in(OUTCOME, "review-outcomes") == (200, told)
    status, refused = call_in(OUTCOME | {"outcome": "not_met"}, "review-outcomes")
    assert (status, "another outcome" in refused["detail"]) == (409, True)
    assert call_in(CALL) == (200, told)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"activity_id": "999999999"}, 404),
        ({"activity_id": OTHER.activity_id}, 404),
        ({"due": "2026-11-19"}, 409),
        ({"review": "a/b"}, 422),
        ({"reason": ""}, 422),
        ({"due": "soon"}, 422),
        ({"schema_version": 2}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused(
    cloud: Cloud, reviews: DynamoReviewStore, changes: dict[str, Any], status: int
) -> None:
    assert call_in(CALL | changes)[0] == status
    assert [*reviews.all()] == []
    assert cloud.received("notices") == []


def test_a_second_review_waits_for_the_first(cloud: Cloud, reviews: DynamoReviewStore) -> None:
    call_in(CALL)

    status, refused = call_in(CALL | {"review": "2026-18"})

    assert status == 409
    assert "ABIM-2026-17" in refused["detail"]


def test_a_deleted_activity_is_not_reviewed(cloud: Cloud, reviews: DynamoReviewStore) -> None:
    deleted = ACTIVITY.model_copy(update={"deleted_by": "sub#1"})
    DynamoActivityStore(cloud.tables["activities"]).put([deleted])

    assert call_in(CALL)[0] == 404


def test_only_the_board_itself_is_heard(cloud: Cloud, reviews: DynamoReviewStore) -> None:
    forged = "whsec_" + "QUJD" * 8

    for path, document in (("reviews", CALL), ("review-outcomes", OUTCOME)):
        assert call_in(document, path, secret=forged)[0] == 401
        assert call_in(document, path, age=dt.timedelta(minutes=6))[0] == 401
        assert call_in(document, path, board="aba")[0] == 404
    assert [*reviews.all()] == []


def test_nothing_comes_of_a_review_that_was_never_asked_for(cloud: Cloud, reviews: DynamoReviewStore) -> None:
    assert call_in(OUTCOME, "review-outcomes")[0] == 404
