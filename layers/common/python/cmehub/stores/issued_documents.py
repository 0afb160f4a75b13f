"""Issued documents: a protocol like those of `cmehub.stores`."""

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from cmehub.credentials.issued import DocumentState, IssuedDocument


class IssuedDocumentStore(Protocol):
    """
    What is kept of documents so that they can be verified, until `IssuedDocument.kept_until`.

    They lie under their codes and are found by the physician's roster entries, as accesses are: so what a board takes
    back later revokes them whatever has become of the account.
    """

    def next_place(self) -> int:
        """Return the next place in the status lists, from 0, which nobody else gets."""

    def places(self) -> int:
        """Return how many places were given."""

    def add(self, sub: str, document: IssuedDocument) -> None:
        """Keep a document that an account had made; the same one again changes nothing."""

    def find(self, code: str) -> IssuedDocument | None:
        """Return the document with a code."""

    def of_account(self, sub: str) -> list[IssuedDocument]:
        """Return the documents that an account had made, the last first."""

    def of_learners(self, learner_keys: Collection[str]) -> list[IssuedDocument]:
        """Return the documents that are about any of these, in no order."""

    def mark(self, document: IssuedDocument, state: DocumentState, at: dt.datetime) -> None:
        """Note that a document is revoked or superseded, in its status list too; what was noted before stays."""

    def marked(self, state: DocumentState, first: int, count: int) -> list[int]:
        """Return which of ``count`` places, from ``first`` on, are of documents that are revoked, or superseded."""
