"""The commands by which an operator asks for a review, sees what was answered and closes it."""

import datetime as dt
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from cmehub.activities.reviews import ReviewAnswer, ReviewDocument
from cmehub.stores.tables import TABLES
from cmehub.submissions.messages import EVENT_MESSAGES, NOTICE_MESSAGES, ReviewEventMessage, ReviewNoticeMessage
from hub.stack import StackConnection
from hub.stores import HubStores
from local.in_memory.tables import make_tables
from tests.examples import ACTIVITY_ID, PROVIDER_ID, an_activity
from tests.unit.hub.test_cli import run

DUE = (dt.datetime.now(dt.UTC) + dt.timedelta(days=30)).date()
ASK = ("activity", "review", ACTIVITY_ID, "--reason", "Chosen at random", "--due", f"{DUE}")
CLOSE = ("activity", "close-review", ACTIVITY_ID, "ABIM-by-hand-1", "--outcome", "met")


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubStores]:
    with mock_aws():
        make_tables()
        sqs = boto3.client("sqs")
        outputs = {f"{table.name.capitalize()}Table": table.name for table in TABLES} | {"WorkBucket": "work"}
        for name in ("Notices", "Events"):
            outputs[f"{name}Queue"] = sqs.create_queue(QueueName=name)["QueueUrl"]
        connection = StackConnection(boto3.Session(), outputs)
        monkeypatch.setattr(StackConnection, "to_local", lambda: connection)
        stores = HubStores(connection)
        stores.activities.put([an_activity()])
        yield stores


def bodies(stores: HubStores, queue: str) -> list[str]:
    found = stores.sqs.receive_message(QueueUrl=stores.connection.queue_url(queue), MaxNumberOfMessages=10)
    return [message["Body"] for message in found.get("Messages", [])]


def test_a_review_in_a_boards_name_is_asked_for_shown_and_closed(stores: HubStores) -> None:
    asked = run(*ASK, "--board", "abim")

    assert asked.exit_code == 0, asked.output
    assert f"Asked provider {PROVIDER_ID} for documents until {DUE}." in asked.output
    (notice,) = map(NOTICE_MESSAGES.validate_json, bodies(stores, "notices"))
    (event,) = map(EVENT_MESSAGES.validate_json, bodies(stores, "events"))
    assert isinstance(notice, ReviewNoticeMessage)
    assert isinstance(event, ReviewEventMessage)
    assert (notice.review_id, event.review_id) == ("ABIM-by-hand-1", "ABIM-by-hand-1")

    (review,) = stores.review_store.of_activity(ACTIVITY_ID)
    assert review.request.by == stores.connection.user
    document = ReviewDocument(file_name="abstract.pdf", sha256="a" * 64, size=81_204, kind="pdf")
    answer = ReviewAnswer(words="All of it.", documents=(document,), at=review.request.at)
    stores.review_store.add_answer(review.request, answer)
    for shown in (run("activity", "reviews").output, run("activity", "reviews", ACTIVITY_ID).output):
        assert f"ABIM-by-hand-1 of activity {ACTIVITY_ID}, provider {PROVIDER_ID}: answered" in shown
        assert "All of it." in shown
        assert "abstract.pdf (pdf, 81,204 bytes): https://" in shown
        assert "response-content-type=application%2Foctet-stream" in shown

    closed = run(*CLOSE, "--words", "Thank you.")
    assert closed.exit_code == 0, closed.output
    assert "No open reviews." in run("activity", "reviews").output
    assert "met: Thank you." in run("activity", "reviews", ACTIVITY_ID).output


def test_a_review_of_the_operators_own_has_no_board(stores: HubStores) -> None:
    run(*ASK)

    (review,) = stores.review_store.of_activity(ACTIVITY_ID)
    assert (review.request.review_id, review.request.board) == ("hub-by-hand-1", None)


def test_marked_twice_is_one(stores: HubStores) -> None:
    run(*ASK, "--board", "ABIM")
    again = run(*ASK, "--board", "ABIM")

    assert again.exit_code == 1
    assert "The review ABIM-by-hand-1 of activity 202612345 is open" in again.output
    assert len(stores.review_store.of_activity(ACTIVITY_ID)) == 1


def test_after_a_closed_review_comes_another(stores: HubStores) -> None:
    run(*ASK, "--board", "ABIM")
    run(*CLOSE)

    assert run(*ASK, "--board", "ABIM").exit_code == 0
    names = [review.request.review_id for review in stores.review_store.of_activity(ACTIVITY_ID)]
    assert sorted(names) == ["ABIM-by-hand-1", "ABIM-by-hand-2"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*ASK, "--board", "ABX"), "There is no board ABX."),
        ((*ASK, "--board", "ABPMR"), f"There is no activity {ACTIVITY_ID} registered for ABPMR."),
        ((*ASK[:-1], "2020-01-01"), "The answer was due on 2020-01-01, which has passed."),
        ((*ASK[:4], "two\nlines", *ASK[5:]), "Give a reason on one line"),
        ((*ASK[:4], " ", *ASK[5:]), "Give a reason on one line"),
        (CLOSE, f"Activity {ACTIVITY_ID} has no review ABIM-by-hand-1."),
    ],
)
def test_what_cannot_be_done_is_told(stores: HubStores, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)

    assert done.exit_code == 1
    assert said in done.output
    assert stores.review_store.of_activity(ACTIVITY_ID) == []


def test_no_reviews_are_told_as_such(stores: HubStores) -> None:
    assert "No reviews." in run("activity", "reviews", ACTIVITY_ID).output
