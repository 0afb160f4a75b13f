"""Issuing documents that can be verified: each is kept by its digest, and supersedes what it takes the place of."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmehub.credentials.facts import facts_of
from cmehub.credentials.issued import (
    DocumentState,
    IssuedDocument,
    IssuedKind,
    digest_of_file,
    digest_of_said,
)
from cmehub.learners.credits import Credit, credits_of
from cmehub.stores import LedgerStore, RecordStore
from cmehub.stores.issued_documents import IssuedDocumentStore


@dataclass(frozen=True, kw_only=True)
class Draft:
    """
    A document that is about to be issued.

    Attributes
    ----------
    code
        By which it will be verified, as `cmehub.credentials.issued.new_code` makes it; it stands in the file.
    covers
        The span and the choice of credits, in any words that are the same for the same choice.
    said
        What it says: all that is the same in two documents between which nothing has changed.
    learner_keys, credits
        Under which the physician's records lie, and the credits that it holds, as they were read.
    issued_at
        The moment that stands in the file.
    place
        Of a credential: where its bits are in the status lists.
    """

    code: str
    kind: IssuedKind
    covers: str
    said: Mapping[str, Any]
    learner_keys: Sequence[str]
    credits: Sequence[Credit]
    issued_at: dt.datetime
    place: int | None = None


@dataclass(frozen=True)
class Issuing:
    """Everything that issuing documents needs."""

    documents: IssuedDocumentStore
    records: RecordStore
    ledgers: LedgerStore
    clock: Callable[[], dt.datetime]

    def issue(self, sub: str, draft: Draft, content: bytes) -> IssuedDocument:
        """
        Keep a document so that it can be verified from now on.

        Parameters
        ----------
        sub
            The account that had it made.
        content
            The file, byte for byte as it is handed out.
        """
        document = IssuedDocument(
            code=draft.code,
            kind=draft.kind,
            covers=draft.covers,
            says=digest_of_said(draft.said),
            digest=digest_of_file(content),
            learner_keys=tuple(draft.learner_keys),
            facts=facts_of(draft.credits),
            issued_at=draft.issued_at,
            place=draft.place,
        )
        self.documents.add(sub, document)
        self._supersede(document)
        return self._looked_at_again(document)

    def _looked_at_again(self, document: IssuedDocument) -> IssuedDocument:
        """Revoke it if something was taken back since the credits were read: then nobody could find it yet."""
        records = [record for key in document.learner_keys for record in self.records.of_learner(key)]
        if not document.differs(facts_of(credits_of(records, self.ledgers))):
            return document
        revoked_at = self.clock()
        self.documents.mark(document, DocumentState.REVOKED, revoked_at)
        return document.model_copy(update={"revoked_at": revoked_at})

    def _supersede(self, document: IssuedDocument) -> None:
        for earlier in self.documents.of_learners(document.learner_keys):
            covers_the_same = earlier.covers == document.covers and earlier.issued_at < document.issued_at
            if covers_the_same and earlier.says != document.says and not earlier.superseded_at:
                self.documents.mark(earlier, DocumentState.SUPERSEDED, self.clock())
