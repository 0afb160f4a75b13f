"""
Reviews, in the table of the activities: one item for each fact, under its activity.

As long as one waits for an answer, its provider has an item that leads there; it changes in the fact's transaction.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from cmehub.activities.reviews import Review, ReviewAnswer, ReviewOutcome, ReviewPlace, ReviewRequest
from cmehub.stores import MailClaim
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, text, with_body

_NEW = "attribute_not_exists(pk)"
_REVIEW = "review#"
_WAITING = "waiting#"


class DynamoReviewStore:
    """See `cmehub.stores.reviews.ReviewStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def open(self, request: ReviewRequest) -> bool:
        waiting = with_body(_waiting_key(request.provider_id, request.place), request.model_dump_json())
        put = {"Put": {"TableName": self._table.name, "Item": waiting}}
        return self._add(with_body(_key(request, "asked"), request.model_dump_json()), put)

    def find(self, activity_id: str, review_id: str) -> Review | None:
        facts = self._table.query(f"act#{activity_id}", f"{_REVIEW}{review_id}#")
        return next(_reviews(facts), None)

    def of_activity(self, activity_id: str) -> list[Review]:
        return sorted(_reviews(self._table.query(f"act#{activity_id}", _REVIEW)), key=lambda review: review.request.at)

    def all(self) -> Iterator[ReviewRequest]:
        for item in self._table.scan(_REVIEW):
            if item["sk"]["S"].endswith("#asked"):
                yield ReviewRequest.model_validate_json(body_of(item))

    def waiting(self, provider_id: str, *, after: ReviewPlace | None = None, limit: int) -> list[ReviewRequest]:
        last = _waiting_key(provider_id, after) if after else None
        found = self._table.query(f"reviews#{provider_id}", _WAITING, limit, after=last)
        return [ReviewRequest.model_validate_json(body_of(item)) for item in found]

    def add_answer(self, request: ReviewRequest, answer: ReviewAnswer) -> bool:
        key = _key(request, f"answer#{answer.answer_id}")
        return self._add(with_body(key, answer.model_dump_json()), self._waits_no_more(request))

    def close(self, request: ReviewRequest, outcome: ReviewOutcome) -> bool:
        item = with_body(_key(request, "outcome"), outcome.model_dump_json())
        return self._add(item, self._waits_no_more(request))

    def claim_mail(self, request: ReviewRequest, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        item = {**key_of(_key(request, "mail")), "lease_ends": text((at + lease).isoformat())}
        free = f"{_NEW} OR (attribute_not_exists(message_id) AND lease_ends <= :now)"
        if self._table.put_if(item, free, now=text(at.isoformat())):
            return MailClaim.CLAIMED
        stored = self._table.get(_key(request, "mail")) or {}
        return MailClaim.SENT if "message_id" in stored else MailClaim.BUSY

    def add_mail(self, request: ReviewRequest, *, message_id: str, at: dt.datetime) -> None:
        item = {**key_of(_key(request, "mail")), "message_id": text(message_id), "sent_at": text(at.isoformat())}
        self._table.put_if(item, "attribute_exists(pk)")

    def _add(self, fact: Item, of_waiting: Item) -> bool:
        put = {"Put": {"TableName": self._table.name, "Item": fact, "ConditionExpression": _NEW}}
        return self._table.transact([put, of_waiting])

    def _waits_no_more(self, request: ReviewRequest) -> dict[str, Any]:
        key = key_of(_waiting_key(request.provider_id, request.place))
        return {"Delete": {"TableName": self._table.name, "Key": key}}


def _waiting_key(provider_id: str, place: ReviewPlace) -> Key:
    return f"reviews#{provider_id}", f"{_WAITING}{'#'.join(place)}"


def _key(request: ReviewRequest, fact: str) -> Key:
    return f"act#{request.activity_id}", f"{_REVIEW}{request.review_id}#{fact}"


def _reviews(facts: Iterable[Item]) -> Iterator[Review]:
    """Yield what the facts about one activity come to."""
    bodies: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in facts:
        _, review_id, fact, *_ = item["sk"]["S"].split("#")
        if "body" in item:
            bodies[review_id][fact].append(body_of(item))
    for of_review in bodies.values():
        answers = [ReviewAnswer.model_validate_json(body) for body in of_review["answer"]]
        outcome = next(map(ReviewOutcome.model_validate_json, of_review["outcome"]), None)
        yield Review(
            request=ReviewRequest.model_validate_json(of_review["asked"][0]),
            answers=tuple(sorted(answers, key=lambda answer: (answer.at, answer.answer_id))),
            outcome=outcome,
        )
