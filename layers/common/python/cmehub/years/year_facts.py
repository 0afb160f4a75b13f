"""Facts about a provider's year: each is added once, and none is changed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from cmehub.years.programme_summary import ProgrammeSummary


class _Fact(BaseModel):
    """
    What somebody did.

    Attributes
    ----------
    by
        The ID of who called.
    """

    model_config = ConfigDict(frozen=True)

    by: str
    at: dt.datetime


class Signing(_Fact):
    """The agreement was signed: which version, its text's SHA-256, and the name that the signer wrote."""

    kind: Literal["agreement"] = "agreement"
    version: str
    digest: str
    name: str

    @property
    def key(self) -> str:
        """A year's agreement is signed once."""
        return "agreement"


class ContactsConfirmed(_Fact):
    """The contacts were right as they stood; ``digest`` changes with them."""

    kind: Literal["contacts"] = "contacts"
    digest: str

    @property
    def key(self) -> str:
        """They can be confirmed anew."""
        return f"contacts#{self.at.isoformat()}"


class SavedSummary(_Fact):
    """The programme summary as it was saved for the ``revision``-th time."""

    kind: Literal["summary"] = "summary"
    revision: int
    summary: ProgrammeSummary

    @property
    def key(self) -> str:
        """Of two who save the same revision, one is first."""
        return f"summary#{self.revision:05}"


class LearnerCount(_Fact):
    """How many took part in an enduring material, from its start to the end of the year."""

    kind: Literal["learners"] = "learners"
    activity_id: str
    physicians: int
    other_learners: int

    @property
    def key(self) -> str:
        """It can be counted anew."""
        return f"learners#{self.activity_id}#{self.at.isoformat()}"


class Reopening(_Fact):
    """A closed activity was opened again, and why."""

    kind: Literal["reopened"] = "reopened"
    activity_id: str
    reason: str

    @property
    def key(self) -> str:
        """It can be closed and opened again."""
        return f"reopened#{self.at.isoformat()}#{self.activity_id}"


class Change(BaseModel):
    """What a version says otherwise than the one before; ``was`` or ``is_now`` is empty of what came or went."""

    model_config = ConfigDict(frozen=True)

    what: str
    was: str
    is_now: str


class SentVersion(_Fact):
    """
    The year's report was sent.

    Attributes
    ----------
    number
        The first is 1.
    digest
        The SHA-256 of the document, as JSON.
    content_digest
        That of what it says, without when and by whom it was sent.
    changes
        How many there were since the version before; the document has them.
    """

    kind: Literal["sent"] = "sent"
    number: int
    digest: str
    content_digest: str
    changes: int = 0

    @property
    def key(self) -> str:
        """Of two who send at once, one is first."""
        return f"{SENT}{self.number:05}"


SENT = "sent#"
YearFact: TypeAlias = Signing | ContactsConfirmed | SavedSummary | LearnerCount | Reopening | SentVersion
year_fact: TypeAdapter[YearFact] = TypeAdapter(Annotated[YearFact, Field(discriminator="kind")])
"""Reads a fact."""


@dataclass(frozen=True)
class YearFacts:
    """What the facts about a year come to; of what can be done anew, the last one counts."""

    signing: Signing | None = None
    contacts: ContactsConfirmed | None = None
    summary: SavedSummary | None = None
    counts: Mapping[str, LearnerCount] = field(default_factory=dict)
    reopenings: tuple[Reopening, ...] = ()
    versions: tuple[SentVersion, ...] = ()

    @classmethod
    def of(cls, facts: Iterable[YearFact]) -> "YearFacts":
        """Return what facts come to, given in the order of their keys."""
        given = [*facts]
        last = {type(fact): fact for fact in given}
        signing, contacts, summary = (last.get(kind) for kind in (Signing, ContactsConfirmed, SavedSummary))
        return cls(
            signing=signing if isinstance(signing, Signing) else None,
            contacts=contacts if isinstance(contacts, ContactsConfirmed) else None,
            summary=summary if isinstance(summary, SavedSummary) else None,
            counts={fact.activity_id: fact for fact in given if isinstance(fact, LearnerCount)},
            reopenings=tuple(fact for fact in given if isinstance(fact, Reopening)),
            versions=tuple(fact for fact in given if isinstance(fact, SentVersion)),
        )

    @property
    def last_version(self) -> SentVersion | None:
        """What was sent last."""
        return self.versions[-1] if self.versions else None
