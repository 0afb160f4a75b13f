"""Issued documents in memory, for tests."""

import datetime as dt
from collections.abc import Collection
from threading import Lock

from cmehub.credentials.issued import DocumentState, IssuedDocument


class MemoryIssuedDocumentStore:
    """See `cmehub.stores.issued_documents.IssuedDocumentStore`."""

    def __init__(self) -> None:
        self._documents: dict[str, IssuedDocument] = {}
        self._subs: dict[str, str] = {}
        self._places = 0
        self._lock = Lock()

    def next_place(self) -> int:
        with self._lock:
            self._places += 1
            return self._places - 1

    def places(self) -> int:
        return self._places

    def add(self, sub: str, document: IssuedDocument) -> None:
        self._documents.setdefault(document.code, document)
        self._subs[document.code] = sub

    def find(self, code: str) -> IssuedDocument | None:
        return self._documents.get(code)

    def of_account(self, sub: str) -> list[IssuedDocument]:
        own = [document for code, document in self._documents.items() if self._subs[code] == sub]
        return sorted(own, key=lambda document: (document.issued_at, document.code), reverse=True)

    def of_learners(self, learner_keys: Collection[str]) -> list[IssuedDocument]:
        wanted = {*learner_keys}
        return [document for document in self._documents.values() if not wanted.isdisjoint(document.learner_keys)]

    def mark(self, document: IssuedDocument, state: DocumentState, at: dt.datetime) -> None:
        with self._lock:
            kept = self._documents[document.code]
            name = f"{state}_at"
            if getattr(kept, name) is None:
                self._documents[document.code] = kept.model_copy(update={name: at})

    def marked(self, state: DocumentState, first: int, count: int) -> list[int]:
        places = (
            document.place
            for document in self._documents.values()
            if document.place is not None and getattr(document, f"{state}_at")
        )
        return sorted(place for place in places if first <= place < first + count)
