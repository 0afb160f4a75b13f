"""Issued documents: what is kept of a transcript or a credential, so that it can be verified; pure, no I/O."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

GOOD_FOR = dt.timedelta(days=365)
"""For so long a document counts; facts change, and whoever relies on them for longer asks for a new one."""

KEPT_FOR = dt.timedelta(days=365)
"""For so long after that its code is still known, and says that it has expired."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: none that are taken for one another
_CODE_LENGTH, _GROUP = 20, 5
_MISREAD = str.maketrans("OIL", "011")


class IssuedKind(StrEnum):
    """What was issued: a file to print, a credential for a span of time, or one for a single credit."""

    PRINT = "print"
    TRANSCRIPT = "transcript"
    BADGE = "badge"


class DocumentState(StrEnum):
    """
    How a document stands.

    Revoked: a credit that it holds was taken back or changed. Superseded: a newer one of the same physician and choice
    says something else.
    """

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


class IssuedDocument(BaseModel):
    """
    What is kept of a document; what it says is not.

    Attributes
    ----------
    code
        What names it: 100 random bits, as `new_code` writes them.
    covers
        The span and the choice of credits: a newer document of the same physician that covers the same may supersede
        it.
    says
        A digest of what it says, whatever its code and its form are.
    digest
        SHA-256 of the file, as it was handed out, in hexadecimal.
    learner_keys
        Under which the records lie that it was made from.
    facts
        What it says of each record: digests by digests, see `cmehub.credentials.facts`.
    place
        Where its bits are in the status lists, of a credential.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    kind: IssuedKind
    covers: str
    says: str
    digest: str
    learner_keys: tuple[str, ...]
    facts: dict[str, str]
    issued_at: dt.datetime
    place: int | None = None
    revoked_at: dt.datetime | None = None
    superseded_at: dt.datetime | None = None

    @property
    def good_until(self) -> dt.datetime:
        """When it expires."""
        return self.issued_at + GOOD_FOR

    @property
    def kept_until(self) -> dt.datetime:
        """When its code is forgotten."""
        return self.good_until + KEPT_FOR

    def state(self, at: dt.datetime) -> DocumentState:
        """Return how it stands; of several the gravest."""
        if self.revoked_at:
            return DocumentState.REVOKED
        if at >= self.good_until:
            return DocumentState.EXPIRED
        return DocumentState.SUPERSEDED if self.superseded_at else DocumentState.GOOD

    def holds(self, record_id: str) -> bool:
        """Tell whether it says anything of a record."""
        return short_digest(record_id) in self.facts

    def says_else(self, record_id: str, facts: Mapping[str, str]) -> bool:
        """Tell whether it says something else of a record that it holds than is so by now."""
        known_as = short_digest(record_id)
        return self.facts.get(known_as) != facts.get(known_as)

    def differs(self, facts: Mapping[str, str]) -> bool:
        """Tell whether the records that it was made from say something else by now, or nothing."""
        return any(facts.get(record) != said for record, said in self.facts.items())


def new_code() -> str:
    """Make a code, in groups that can be read out: ``7H2KQ-9XW4M-0ZBTR-E6DNA``."""
    return written_code("".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)))


def written_code(letters: str) -> str:
    """Return a code as it is written."""
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def read_code(given: str) -> str | None:
    """Return a code that somebody typed as it is written; None if it is none."""
    letters = "".join(given.upper().split()).replace("-", "").translate(_MISREAD)
    return written_code(letters) if len(letters) == _CODE_LENGTH and set(letters) <= set(_LETTERS) else None


def verify_address(site_url: str, code: str) -> str:
    """Return where a document can be verified, for its QR code."""
    return f"{site_url}/verify/?code={code}"


def digest_of_file(content: bytes) -> str:
    """Return what the verify page compares a file with: any change of it, and any saving anew, makes another one."""
    return hashlib.sha256(content).hexdigest()


def digest_of_said(said: Mapping[str, Any]) -> str:
    """Return what is equal of two documents that say the same, as JSON would, whatever the order of their members."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":"), default=str).encode()).hexdigest()


def short_digest(text: str) -> str:
    """Return what stands for a text of the hub's own among the facts of one document."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
