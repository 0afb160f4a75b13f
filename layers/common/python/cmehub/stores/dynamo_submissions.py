"""Facts about submissions in the table ``submissions``."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from pydantic import TypeAdapter

from cmehub.issues.issue import Issue
from cmehub.stores import FilePlace, MailClaim
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.dynamo_mails import add_mail, claim_mail
from cmehub.submissions.corrections import CorrectionFact
from cmehub.submissions.fix_it_links import FixItLink
from cmehub.submissions.submission import AnswerFact, ChunkFact, Submission

_COUNTS = ("chunks", "rows", "lines", "chunks_done", "requests_made", "requests_answered")
_ISSUES = TypeAdapter(tuple[Issue, ...])
_HELD = TypeAdapter(tuple[int, ...])


class DynamoSubmissionStore:
    """See `cmehub.stores.SubmissionStore`. Counts move in the transaction that first writes their fact."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, submission_id: str) -> Submission | None:
        item = self._table.get(_meta_key(submission_id))
        return _submission(item) if item else None

    def open(self, submission: Submission) -> None:
        key, body = _meta_key(submission.submission_id), submission.model_dump_json(exclude_defaults=True)
        indexed = _indexed(submission.provider_id, submission.received_at)
        self._table.put_if(with_body(key, body, **indexed), "attribute_not_exists(pk)")

    def files(
        self, provider_id: str, since: dt.datetime, until: dt.datetime, *, before: FilePlace | None = None, limit: int
    ) -> list[Submission]:
        return self._arrived(provider_id, since, until, before, limit)

    def calls(
        self, provider_id: str, since: dt.datetime, until: dt.datetime, *, before: FilePlace | None = None, limit: int
    ) -> list[Submission]:
        return self._arrived(_caller(provider_id), since, until, before, limit)

    def _arrived(
        self, sender: str, since: dt.datetime, until: dt.datetime, before: FilePlace | None, limit: int
    ) -> list[Submission]:
        if since > until:
            return []
        start: dict[str, Any] = {"ExclusiveStartKey": _index_key(sender, before)} if before else {}
        found = self._table.client.query(
            TableName=self._table.name,
            IndexName="by_provider",
            KeyConditionExpression="provider_id = :provider AND received_at BETWEEN :since AND :until",
            ExpressionAttributeValues={
                ":provider": text(sender),
                ":since": text(_moment(since)),
                ":until": text(_moment(until)),
            },
            ScanIndexForward=False,
            Limit=limit,
            **start,
        )
        keys = [(item["pk"]["S"], item["sk"]["S"]) for item in found["Items"]]
        items = self._table.get_many(keys)
        return [_submission(items[key]) for key in keys]

    def expect(self, submission: Submission) -> bool:
        item = with_body(_expected_key(submission.submission_id), submission.model_dump_json(exclude_defaults=True))
        return self._table.put_if(item, "attribute_not_exists(pk)")

    def expected(self, submission_id: str) -> Submission | None:
        item = self._table.get(_expected_key(submission_id))
        return Submission.model_validate_json(body_of(item)) if item else None

    def add_staged(
        self,
        submission_id: str,
        *,
        chunks: int,
        rows: int,
        issues: Sequence[Issue],
        at: dt.datetime,
        held: Sequence[int] = (),
        lines: int | None = None,
    ) -> None:
        values = {
            "chunks": number(chunks),
            "held": text(_HELD.dump_json(tuple(held)).decode()),
            "rows": number(rows),
            "issues": text(_ISSUES.dump_json(tuple(issues)).decode()),
            "changed_at": text(at.isoformat()),
        }
        if lines is not None:
            values["lines"] = number(lines)
        update = {
            "Update": {
                "TableName": self._table.name,
                "Key": key_of(_meta_key(submission_id)),
                "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in values),
                "ConditionExpression": "attribute_not_exists(chunks)",
                "ExpressionAttributeNames": {f"#{name}": name for name in values},
                "ExpressionAttributeValues": {f":{name}": value for name, value in values.items()},
            }
        }
        self._table.transact([update])

    def add_called(self, submission: Submission, fact: ChunkFact) -> None:
        key, body = _meta_key(submission.submission_id), submission.model_dump_json(exclude_defaults=True)
        counts = {"chunks_done": number(1), "requests_made": number(len(fact.boards))}
        indexed = _indexed(_caller(submission.provider_id), submission.received_at)
        of_chunk = with_body(_chunk_key(submission.submission_id, fact.chunk), fact.model_dump_json())
        self._table.transact([self._put_new(with_body(key, body, **counts, **indexed)), self._put_new(of_chunk)])

    def add_chunk(self, submission_id: str, fact: ChunkFact, *, at: dt.datetime) -> None:
        key = _chunk_key(submission_id, fact.chunk)
        self._add_fact(
            with_body(key, fact.model_dump_json()), submission_id, at, chunks_done=1, requests_made=len(fact.boards)
        )

    def chunk(self, submission_id: str, chunk: int) -> ChunkFact | None:
        item = self._table.get(_chunk_key(submission_id, chunk))
        return ChunkFact.model_validate_json(body_of(item)) if item else None

    def add_answer(self, submission_id: str, fact: AnswerFact, *, at: dt.datetime, rejected: str | None = None) -> None:
        key = _answer_key(submission_id, fact)
        noted = {} if rejected is None else {"rejected": text(rejected)}
        answer = with_body(key, fact.model_dump_json(), at=text(at.isoformat()), **noted)
        self._add_fact(answer, submission_id, at, requests_answered=1)

    def note_deletes(self, submission_ids: Collection[str], *, by: str) -> None:
        self._table.put_many(key_of(_delete_key(submission_id, by)) for submission_id in submission_ids)

    def deletes(self, submission_id: str) -> list[str]:
        return [item["sk"]["S"].partition("#")[2] for item in self._table.query(*_delete_key(submission_id, ""))]

    def note_corrections(self, submission_id: str, fact: CorrectionFact) -> None:
        # What is there already was noted by the call that is repeated.
        item = with_body(_correction_key(submission_id, fact.submission_id), fact.model_dump_json())
        self._table.put_if(item, "attribute_not_exists(pk)")

    def corrections(self, submission_id: str) -> list[CorrectionFact]:
        items = self._table.query(*_correction_key(submission_id, ""))
        return [CorrectionFact.model_validate_json(body_of(item)) for item in items]

    def answered(self, submission_id: str, fact: AnswerFact) -> bool:
        return self._table.get(_answer_key(submission_id, fact)) is not None

    def answered_at(self, submission_id: str, fact: AnswerFact) -> dt.datetime | None:
        item = self._table.get(_answer_key(submission_id, fact))
        return dt.datetime.fromisoformat(item["at"]["S"]) if item else None

    def answer_times(self, submission_id: str) -> dict[AnswerFact, dt.datetime]:
        items = self._table.query(_meta_key(submission_id)[0], "chunk#")
        return {
            AnswerFact.model_validate_json(body_of(item)): dt.datetime.fromisoformat(item["at"]["S"])
            for item in items
            if "at" in item
        }

    def facts(self, submission_id: str) -> tuple[list[ChunkFact], dict[AnswerFact, str | None]]:
        chunks: list[ChunkFact] = []
        answers: dict[AnswerFact, str | None] = {}
        for item in self._table.query(_meta_key(submission_id)[0], "chunk#"):
            if "#board#" in item["sk"]["S"]:
                fact = AnswerFact.model_validate_json(body_of(item))
                answers[fact] = item["rejected"]["S"] if "rejected" in item else None
            else:
                chunks.append(ChunkFact.model_validate_json(body_of(item)))
        return chunks, answers

    def claim_mail(self, submission_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        return claim_mail(self._table, _mail_key(submission_id), at=at, lease=lease)

    def add_mail(self, submission_id: str, *, message_id: str, at: dt.datetime) -> None:
        add_mail(self._table, _mail_key(submission_id), message_id=message_id, at=at)

    def add_link(self, submission_id: str, link: FixItLink) -> None:
        self._table.put_many([with_body(_link_key(submission_id, link.digest), link.model_dump_json())])

    def link(self, submission_id: str, digest: str) -> FixItLink | None:
        item = self._table.get(_link_key(submission_id, digest))
        return FixItLink.model_validate_json(body_of(item)) if item else None

    def revoke_links(self, submission_id: str, *, at: dt.datetime) -> int:
        items = self._table.query(*_link_key(submission_id, ""))
        links = [FixItLink.model_validate_json(body_of(item)) for item in items]
        revoked = [link.model_copy(update={"revoked_at": at}) for link in links if link.leads(at)]
        return self._table.put_many(
            with_body(_link_key(submission_id, link.digest), link.model_dump_json()) for link in revoked
        )

    def _add_fact(self, fact: Item, submission_id: str, at: dt.datetime, **counts: int) -> None:
        added = ", ".join(f"{name} :{name}" for name in counts)
        values: dict[str, Any] = {f":{name}": number(count) for name, count in counts.items()}
        self._table.transact(
            [
                self._put_new(fact),
                {
                    "Update": {
                        "TableName": self._table.name,
                        "Key": key_of(_meta_key(submission_id)),
                        "UpdateExpression": f"ADD {added} SET changed_at = :at",
                        "ExpressionAttributeValues": {**values, ":at": text(at.isoformat())},
                    }
                },
            ]
        )

    def _put_new(self, item: Item) -> dict[str, Any]:
        table = self._table.name
        return {"Put": {"TableName": table, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}


def _submission(item: Item) -> Submission:
    submission = Submission.model_validate_json(body_of(item))
    changes: dict[str, Any] = {name: int(item[name]["N"]) for name in _COUNTS if name in item}
    if "held" in item:
        changes["held"] = _HELD.validate_json(item["held"]["S"])
    if "issues" in item:
        changes["issues"] = _ISSUES.validate_json(item["issues"]["S"])
    if "changed_at" in item:
        changes["changed_at"] = dt.datetime.fromisoformat(item["changed_at"]["S"])
    return submission.model_copy(update=changes)


def _caller(provider_id: str) -> str:
    """Return under what the index has a provider's calls, apart from its files."""
    return f"{provider_id}#calls"


def _index_key(sender: str, place: FilePlace) -> Item:
    return {**key_of(_meta_key(place.submission_id)), **_indexed(sender, place.received_at)}


def _indexed(sender: str, received_at: dt.datetime) -> Item:
    return {"provider_id": text(sender), "received_at": text(_moment(received_at))}


def _moment(at: dt.datetime) -> str:
    """Return a moment as a text whose order is that of time."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _meta_key(submission_id: str) -> Key:
    return f"sub#{submission_id}", "meta"


def _expected_key(submission_id: str) -> Key:
    return f"sub#{submission_id}", "expected"


def _mail_key(submission_id: str) -> Key:
    return f"sub#{submission_id}", "mail"


def _delete_key(submission_id: str, by: str) -> Key:
    return f"sub#{submission_id}", f"deleted#{by}"


def _correction_key(submission_id: str, by: str) -> Key:
    return f"sub#{submission_id}", f"corrected#{by}"


def _link_key(submission_id: str, digest: str) -> Key:
    return f"sub#{submission_id}", f"link#{digest}"


def _chunk_key(submission_id: str, chunk: int) -> Key:
    return f"sub#{submission_id}", f"chunk#{chunk:05}"


def _answer_key(submission_id: str, fact: AnswerFact) -> Key:
    return f"sub#{submission_id}", f"chunk#{fact.chunk:05}#board#{fact.board}"
