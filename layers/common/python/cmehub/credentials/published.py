"""What everybody may have: the keys that verify, and the lists of what is revoked or superseded."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.credentials.making import Issuer
from cmehub.credentials.payloads import list_payload
from cmehub.credentials.status_lists import LIST_SIZE, read_list_name
from cmehub.stores.issued_documents import IssuedDocumentStore

SignedLists = dict[str, tuple[dt.datetime, str]]
"""The lists that a process signed last, by name, with the minute in which it did."""


@dataclass(frozen=True)
class PublishedLists:
    """Everything that handing out status lists needs; each is signed once a minute at most, whoever asks for it."""

    documents: IssuedDocumentStore
    issuer: Issuer
    clock: Callable[[], dt.datetime]
    signed: SignedLists

    def token(self, name: str) -> str | None:
        """Return the list of a name, as `cmehub.credentials.status_lists.list_address` ends; None if there is none."""
        read = read_list_name(name)
        if read is None:
            return None
        minute = self.clock().replace(second=0, microsecond=0)
        signed_in, token = self.signed.get(name, (None, ""))
        if signed_in == minute:
            return token
        state, number = read
        first = number * LIST_SIZE
        if first >= max(1, self.documents.places()):
            return None
        indexes = (place - first for place in self.documents.marked(state, first, LIST_SIZE))
        payload = list_payload(self.issuer.site_url, state, number, indexes, minute)
        headers = {"typ": "vc+jwt", "kid": self.issuer.signing.key_id}
        self.signed[name] = minute, self.issuer.signing.token(payload, headers)
        return self.signed[name][1]
