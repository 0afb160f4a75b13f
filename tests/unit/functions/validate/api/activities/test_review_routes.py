"""A provider reads the reviews of its activities and answers them."""

import datetime as dt
import hashlib
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from cmehub.accounts.keys import Scope
from cmehub.activities.reviews import (
    LARGEST_DOCUMENT,
    MOST_ANSWERS,
    MOST_DOCUMENTS,
    OutcomeKind,
    ReviewAnswer,
    ReviewOutcome,
    document_key,
)
from local.in_memory.hub import MemoryHub
from tests.api_hub import Answer, ApiHub, called_json, is_problem
from tests.examples import ACTIVITY_ID, PROVIDER_ID, a_review_request, an_activity

REQUEST = a_review_request()
REVIEWS = f"/v1/activities/{ACTIVITY_ID}/reviews"
PDF = b"%PDF-1.7 an abstract"
DIGEST = hashlib.sha256(PDF).hexdigest()
WITH_PDF = {"words": "All of it.", "documents": [{"file_name": "abstract.pdf", "sha256": DIGEST}]}


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    hub = MemoryHub()
    hub.activities.put([an_activity()])
    hub.review_store.open(REQUEST)
    return ApiHub(hub, tmp_path, monkeypatch)


def answered(api: ApiHub, document: object, path: str = f"{REVIEWS}/ABIM-1/answers") -> Answer:
    return called_json("POST", path, api.key(), document)


def put(api: ApiHub, content: bytes) -> dict[str, str]:
    """Put a document as S3 lets it be put, and return how an answer names it."""
    digest = hashlib.sha256(content).hexdigest()
    api.hub.objects.put(document_key(REQUEST, digest), content)
    return {"file_name": "abstract.pdf", "sha256": digest}


def test_a_review_is_listed_with_all_that_is_asked(api: ApiHub) -> None:
    answer = called_json("GET", REVIEWS, api.key(Scope.READ))

    assert answer.status == 200
    assert answer.document == {
        "reviews": [
            {
                "review_id": "ABIM-1",
                "board": "ABIM",
                "reason": "Chosen at random",
                "due": "2026-12-20",
                "asked_at": "2026-11-20T12:00:00Z",
                "status": "asked",
                "answers": [],
                "outcome": None,
                "outcome_words": None,
                "closed_at": None,
            }
        ]
    }


def test_a_document_is_put_and_named_in_an_answer(api: ApiHub) -> None:
    place = called_json("POST", f"{REVIEWS}/ABIM-1/documents", api.key(), {"size": len(PDF), "sha256": DIGEST}).document

    assert place["method"] == "PUT"
    assert place["url"] == f"https://work.example.org/reviews/{PROVIDER_ID}/{ACTIVITY_ID}/ABIM-1/{DIGEST}"
    assert place["headers"] == {"Content-Length": str(len(PDF)), "x-sha256": DIGEST}
    put(api, PDF)
    answer = answered(api, WITH_PDF)

    assert answer.status == 201
    (told,) = answer.document["answers"]
    document = {"file_name": "abstract.pdf", "sha256": DIGEST, "size": len(PDF), "kind": "pdf"}
    assert told == {"at": "2026-11-20T12:00:00Z", "words": "All of it.", "documents": [document]}
    assert answer.document["status"] == "answered"
    assert called_json("GET", REVIEWS, api.key()).document == {"reviews": [answer.document]}


def test_the_same_answer_twice_is_one_and_another_is_added(api: ApiHub) -> None:
    put(api, PDF)
    first = answered(api, WITH_PDF).document
    api.hub.now += dt.timedelta(minutes=1)

    assert answered(api, WITH_PDF).document == first
    assert len(answered(api, {"words": "One thing more."}).document["answers"]) == 2


def test_a_late_answer_is_taken(api: ApiHub) -> None:
    api.hub.now += dt.timedelta(days=60)

    assert called_json("GET", REVIEWS, api.key()).document["reviews"][0]["status"] == "overdue"
    assert answered(api, {"words": "Late, but here."}).document["status"] == "answered"


@pytest.mark.parametrize("content", [b"<html>", b"%P", b"MZ", b"PK\x03\x04"])
def test_what_is_no_document_by_its_content_is_refused(api: ApiHub, content: bytes) -> None:
    refused = answered(api, {"words": "See.", "documents": [put(api, PDF), put(api, content)]})

    assert is_problem(refused, 422, "REQUEST_INVALID")
    assert refused.document["detail"].startswith("documents[1]: the content isn't PDF, or Word, Excel or PowerPoint")
    assert called_json("GET", REVIEWS, api.key()).document["reviews"][0]["answers"] == []


def test_all_documents_that_are_refused_are_named_at_once(api: ApiHub) -> None:
    documents = [put(api, b"MZ"), put(api, PDF), {"file_name": "lost.pdf", "sha256": "0" * 64}]
    refused = answered(api, {"words": "See.", "documents": documents})

    assert is_problem(refused, 422, "REQUEST_INVALID")
    first, second = refused.document["detail"].split("; documents")
    assert first.startswith("documents[0]: the content isn't")
    assert second.startswith("[2]: no document with this sha256 was put")


def test_a_document_that_was_not_put_is_asked_for(api: ApiHub) -> None:
    refused = answered(api, WITH_PDF)

    assert is_problem(refused, 422, "REQUEST_INVALID")
    assert "documents[0]: no document with this sha256 was put" in refused.document["detail"]


@pytest.mark.parametrize(
    "document",
    [
        {"words": ""},
        {"words": "  "},
        {"words": "x" * 5_001},
        {"words": "a\x00b"},
        {"documents": []},
        {"words": "All.", "documents": [{"file_name": "a.pdf", "sha256": DIGEST.upper()}]},
        {"words": "All.", "documents": [{"file_name": "a\nb.pdf", "sha256": DIGEST}]},
        {"words": "All.", "documents": [{"file_name": "a.pdf", "sha256": "../../" + DIGEST[6:]}]},
        {"words": "All.", "documents": [{"file_name": "a.pdf", "sha256": DIGEST}] * (MOST_DOCUMENTS + 1)},
        {"words": "All.", "attachments": []},
    ],
)
def test_an_answer_that_cannot_be_read_is_refused(api: ApiHub, document: object) -> None:
    put(api, PDF)

    assert is_problem(answered(api, document), 422, "REQUEST_INVALID")


@pytest.mark.parametrize("size", [0, -1, LARGEST_DOCUMENT + 1])
def test_a_document_has_a_size_that_is_taken(api: ApiHub, size: int) -> None:
    wanted = {"size": size, "sha256": DIGEST}

    assert is_problem(answered(api, wanted, f"{REVIEWS}/ABIM-1/documents"), 422, "REQUEST_INVALID")


def test_a_closed_review_takes_no_answer_and_tells_its_outcome(api: ApiHub) -> None:
    outcome = ReviewOutcome(outcome=OutcomeKind.MET, words="Thank you.", by="ABIM", at=api.hub.now)
    api.hub.review_store.close(REQUEST, outcome)

    assert is_problem(answered(api, {"words": "More."}), 409, "REVIEW_CLOSED")
    wanted = {"size": 1, "sha256": DIGEST}
    assert is_problem(answered(api, wanted, f"{REVIEWS}/ABIM-1/documents"), 409, "REVIEW_CLOSED")
    (told,) = called_json("GET", REVIEWS, api.key()).document["reviews"]
    assert (told["status"], told["outcome"], told["outcome_words"]) == ("closed", "met", "Thank you.")
    assert "by" not in told


def test_answers_come_to_an_end(api: ApiHub) -> None:
    for number in range(MOST_ANSWERS):
        api.hub.review_store.add_answer(REQUEST, ReviewAnswer(words=f"Part {number}", at=api.hub.now))

    assert answered(api, {"words": "Part 0"}).status == 201
    assert is_problem(answered(api, {"words": "Yet another"}), 422, "REQUEST_INVALID")


@pytest.mark.parametrize("path", ["ABIM-2", "ABIM-1%23asked", "x"])
def test_an_unknown_review_is_not_found(api: ApiHub, path: str) -> None:
    for document, end in (({"words": "All."}, "answers"), ({"size": 1, "sha256": DIGEST}, "documents")):
        assert is_problem(answered(api, document, f"{REVIEWS}/{path}/{end}"), 404, "NOT_FOUND")


def test_another_provider_learns_nothing(api: ApiHub) -> None:
    stranger = api.key(provider_id="0008888")
    others = "/v1/activities/999999999/reviews"

    for path in (REVIEWS, others):
        calls = [
            called_json("GET", path, stranger),
            called_json("POST", f"{path}/ABIM-1/answers", stranger, {"words": "Mine."}),
            called_json("POST", f"{path}/ABIM-1/documents", stranger, {"size": 1, "sha256": DIGEST}),
        ]
        assert all(is_problem(call, 404, "NOT_FOUND") for call in calls)


def test_a_deleted_activity_still_tells_its_reviews(api: ApiHub) -> None:
    api.hub.activities.put([an_activity(deleted_by="sub#1")])

    assert len(called_json("GET", REVIEWS, api.key()).document["reviews"]) == 1
    assert answered(api, {"words": "It was never held."}).status == 201


def test_what_waits_is_listed_page_by_page_until_it_is_answered(api: ApiHub) -> None:
    titles = ("Sepsis", "Asthma", "Stroke")
    for number, title in enumerate(titles):
        activity_id, due = f"20261234{number}", dt.date(2026, 11, 19 + number)
        api.hub.activities.put([an_activity(activity_id=activity_id, title=title)])
        api.hub.review_store.open(a_review_request(activity_id=activity_id, board=None, due=due))
    api.hub.review_store.open(a_review_request(activity_id="300000000", provider_id="0008888"))
    told = called_json("GET", "/v1/reviews", api.key(Scope.READ), query={"limit": "2"})

    assert [(row["title"], row["due"], row["status"]) for row in told.document["reviews"]] == [
        ("Sepsis", "2026-11-19", "overdue"),
        ("Asthma", "2026-11-20", "asked"),
    ]
    following = dict(parse_qsl(told.headers["Link"].partition(">")[0].removeprefix("<?")))
    rest = called_json("GET", "/v1/reviews", api.key(Scope.READ), query=following)
    assert [row["title"] for row in rest.document["reviews"]] == ["Stroke", "An example"]
    assert "Link" not in rest.headers
    assert rest.document["reviews"][1] == {
        "activity_id": ACTIVITY_ID,
        "title": "An example",
        "review_id": "ABIM-1",
        "board": "ABIM",
        "due": "2026-12-20",
        "status": "asked",
    }

    answered(api, {"words": "All of it."})
    after = called_json("GET", "/v1/reviews", api.key(Scope.READ)).document["reviews"]
    assert [row["title"] for row in after] == [*titles]


def test_a_day_ends_at_midnight_us_eastern(api: ApiHub) -> None:
    def statuses() -> set[str]:
        own = called_json("GET", REVIEWS, api.key()).document["reviews"]
        return {row["status"] for row in (*own, *called_json("GET", "/v1/reviews", api.key()).document["reviews"])}

    api.hub.now = dt.datetime(2026, 12, 21, 4, 59, tzinfo=dt.UTC)
    assert statuses() == {"asked"}
    api.hub.now += dt.timedelta(minutes=1)
    assert statuses() == {"overdue"}


def test_a_cursor_of_another_list_is_refused(api: ApiHub) -> None:
    assert is_problem(called_json("GET", "/v1/reviews", api.key(), query={"cursor": "x"}), 422, "REQUEST_INVALID")
