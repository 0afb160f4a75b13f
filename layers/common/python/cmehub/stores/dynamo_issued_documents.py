"""Issued documents, in the table ``accounts``."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from cmehub.credentials.issued import DocumentState, IssuedDocument
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.tables import KEPT_UNTIL

_ISSUED = "issued"
_PLACES = ("status-places", "next")
_MARKS = (DocumentState.REVOKED, DocumentState.SUPERSEDED)


class DynamoIssuedDocumentStore:
    """
    See `cmehub.stores.issued_documents.IssuedDocumentStore`.

    A document is one item under its code. One item of each roster entry names the codes that are about it, and one of
    the account leads to each: the account's go with it, the others stay. A bit that is set is an item of its list.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def next_place(self) -> int:
        return int(self._table.updated(_PLACES, "ADD given :one", one=number(1))["given"]["N"]) - 1

    def places(self) -> int:
        item = self._table.get(_PLACES)
        return int(item["given"]["N"]) if item else 0

    def add(self, sub: str, document: IssuedDocument) -> None:
        kept = {KEPT_UNTIL: number(int(document.kept_until.timestamp()))}
        # What leads to it comes first: what is taken back while this goes on has to find the document.
        for learner_key in document.learner_keys:
            self._table.updated(
                _entry_key(learner_key),
                f"ADD codes :code SET {KEPT_UNTIL} = :until",
                code={"SS": [document.code]},
                until=kept[KEPT_UNTIL],
            )
        marks = {f"{state}_at" for state in _MARKS}
        body = document.model_dump_json(exclude=marks)
        self._table.put_if(with_body(_key(document.code), body, **kept), "attribute_not_exists(pk)")
        pointer = (_partition(sub), f"issued#{document.issued_at.isoformat()}#{document.code}")
        self._table.put_many([{**key_of(pointer), "code": text(document.code), **kept}])

    def find(self, code: str) -> IssuedDocument | None:
        item = self._table.get(_key(code))
        return _document(item) if item else None

    def of_account(self, sub: str) -> list[IssuedDocument]:
        codes = [item["code"]["S"] for item in self._table.query(_partition(sub), "issued#")]
        return self._found(reversed(codes))

    def of_learners(self, learner_keys: Collection[str]) -> list[IssuedDocument]:
        entries = self._table.get_many([_entry_key(key) for key in learner_keys])
        return self._found(dict.fromkeys(code for item in entries.values() for code in item["codes"]["SS"]))

    def mark(self, document: IssuedDocument, state: DocumentState, at: dt.datetime) -> None:
        if document.place is not None:
            until = number(int(document.kept_until.timestamp()))
            self._table.updated(_bit_key(state, document.place), f"SET {KEPT_UNTIL} = :until", until=until)
        # The bit comes first: what stopped in between is marked again, since the document doesn't say it yet.
        self._table.update_if(
            _key(document.code),
            f"SET {state}_at = :at",
            f"attribute_exists(pk) AND attribute_not_exists({state}_at)",
            at=text(at.isoformat()),
        )

    def marked(self, state: DocumentState, first: int, count: int) -> list[int]:
        partition, low = _bit_key(state, first)
        _, high = _bit_key(state, first + count - 1)
        return sorted(int(item["sk"]["S"]) for item in self._table.query_back(partition, low=low, high=high))

    def _found(self, codes: Iterable[str]) -> list[IssuedDocument]:
        keys = [_key(code) for code in codes]
        found = self._table.get_many(keys)
        return [_document(found[key]) for key in keys if key in found]


def _document(item: Item) -> IssuedDocument:
    marked = {f"{state}_at": item[f"{state}_at"]["S"] for state in _MARKS if f"{state}_at" in item}
    document = IssuedDocument.model_validate_json(body_of(item))
    times: dict[str, Any] = {name: dt.datetime.fromisoformat(at) for name, at in marked.items()}
    return document.model_copy(update=times)


def _key(code: str) -> Key:
    return f"{_ISSUED}#{code}", _ISSUED


def _entry_key(learner_key: str) -> Key:
    return f"{_ISSUED}-about#{learner_key}", _ISSUED


def _bit_key(state: DocumentState, place: int) -> Key:
    return f"status#{state}", f"{place:012}"


def _partition(sub: str) -> str:
    return f"acct#{sub}"
