"""Activities: what a provider offers, for which boards, and under which ID."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cmehub.activities.registrations import MocRegistration
from cmehub.rules.packs import rule_pack


class ActivityStatus(StrEnum):
    """How far an activity has come; PARS names the same four."""

    DRAFT = "Draft"
    ACTIVE = "Active"
    READY_TO_CLOSE = "Ready to Close"
    CLOSED = "Closed"


class Support(BaseModel):
    """Commercial support from one source: an amount in whole US dollars, in kind, or both."""

    model_config = ConfigDict(frozen=True)

    source: str
    amount: int | None = None
    in_kind: bool = False


class Outcome(BaseModel):
    """One outcome that the provider measured, and how."""

    model_config = ConfigDict(frozen=True)

    outcome: str
    measured: tuple[Literal["Objective", "Subjective"], ...] = ()


class Rems(BaseModel):
    """The Risk Evaluation and Mitigation Strategy that an activity belongs to, and its grant identifier."""

    model_config = ConfigDict(frozen=True)

    rems_type: str
    identifier: str


class StateContent(BaseModel):
    """What a state asks its physicians to learn, and a topic of it."""

    model_config = ConfigDict(frozen=True)

    domain: str
    topic: str


class ContentKeyword(BaseModel):
    """One code (or the words of an "Other" leaf) of a board's content outline."""

    model_config = ConfigDict(frozen=True)

    source: str
    kind: str
    value: str


class Activity(BaseModel):
    """
    A CME activity of a provider.

    Attributes
    ----------
    activity_id
        Nine digits, given by the hub.
    activity_format
        One of the names in `cmehub.activities.choices`.
    credits
        AMA PRA Category 1 credits offered, in steps of 0.25.
    registrations
        One per board at most.
    commendation_tags
        ACCME's tags, for the provider's own use; any text.
    mips
        Whether it is an improvement activity of the Merit-based Incentive Payment System.
    participants
        Head count by category (``physician``, ``non-physician``).
    closed_by, closed_at
        ``<submission>#<row>`` or the ID of the caller that closed the activity, and when, if it is closed.
    sent_by
        ``<submission>#<row>`` that stored it as it is.
    deleted_by, deleted_at
        ``<submission>#<row>`` that deleted the activity, if one did, and when, if that was kept.
    revision
        How often it was stored, otherwise than before.
    """

    model_config = ConfigDict(frozen=True)

    activity_id: str
    provider_id: str
    provider_activity_id: str | None = None
    title: str
    description: str | None = None
    activity_format: str
    start_date: dt.date
    end_date: dt.date
    deliveries: tuple[str, ...] = ()
    city: str | None = None
    state: str | None = None
    country: str | None = None
    credits: float | None = None
    providership: Literal["direct", "joint"] | None = None
    joint_providers: tuple[str, ...] = ()
    url: str | None = None
    listed: bool | None = None
    fee: str | None = None
    registration: str | None = None
    specialties: tuple[str, ...] = ()
    content_keywords: tuple[ContentKeyword, ...] = ()
    registrations: tuple[MocRegistration, ...] = ()
    commercial_support: bool | None = None
    supports: tuple[Support, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    participants: dict[str, int] = {}
    commendation_tags: tuple[str, ...] = ()
    mips: bool | None = None
    rems: Rems | None = None
    has_state_content: bool | None = None
    permission_to_share: bool | None = None
    state_content: tuple[StateContent, ...] = ()
    close_requested: bool = False
    closed_by: str | None = None
    closed_at: dt.datetime | None = None
    sent_by: str | None = None
    deleted_by: str | None = None
    deleted_at: dt.datetime | None = None
    revision: int = 1

    def after(self, stored: "Activity") -> "Activity":
        """Return this activity as what follows on the stored one: itself the same, or its next revision."""
        same = self.model_copy(update={"revision": stored.revision, "sent_by": stored.sent_by}) == stored
        return stored if same else self.model_copy(update={"revision": stored.revision + 1})

    @property
    def deleted_in_words(self) -> str:
        """When a deleted activity was deleted, as far as that is known, and by what."""
        submission_id, _, row = str(self.deleted_by).partition("#")
        on = f"on {self.deleted_at.date()} " if self.deleted_at else ""
        return f"{on}by row {row} of submission {submission_id}"

    @property
    def sender(self) -> str:
        """The submission that stored it as it is; empty if that wasn't kept."""
        return (self.sent_by or "").partition("#")[0]

    def registration_for(self, board: str) -> MocRegistration | None:
        """Return the registration for a board, if there is one."""
        return next((registration for registration in self.registrations if registration.board == board), None)

    def missing_for_active(self) -> list[str]:
        """
        List what an Active activity has and this one lacks, in words.

        The requirements are those that ACCME's FAQ "What activity data are providers required to enter into PARS?"
        gives for the status Active.
        """
        in_person = "In-Person" in self.deliveries
        needed: list[tuple[str, bool]] = [
            ("description", bool(self.description)),
            ("providership", self.providership is not None),
            ("AMA PRA Category 1 credit amount", self.credits is not None),
            ("answer to the public listing", self.listed is not None),
            ("delivery method", bool(self.deliveries) or self.activity_format not in DELIVERED_FORMATS),
            ("city", not in_person or bool(self.city)),
            ("country", not in_person or bool(self.country)),
            ("state", not in_person or self.country != "USA" or bool(self.state)),
            ("fee", not self.listed or bool(self.fee)),
            ("registration", not self.listed or bool(self.registration)),
            ("activity URL", not self.listed or bool(self.url)),
        ]
        return [name for name, there in needed if not there]

    def missing_for_closed(self, today: dt.date) -> list[str]:
        """List what a Closed activity has and this one lacks, in words; from the same FAQ and the boards' rules."""
        registered = bool(self.registrations)
        needed: list[tuple[str, bool]] = [
            ("end date in the past", self.end_date < today),
            ("joint provider", self.providership != "joint" or bool(self.joint_providers)),
            ("measured outcome", bool(self.outcomes)),
            ("answer to commercial support", self.commercial_support is not None),
            ("commercial supporter", not self.commercial_support or bool(self.supports)),
            ("number of physicians", "physician" in self.participants),
            ("number of other learners", "non-physician" in self.participants),
            ("fee", not registered or bool(self.fee)),
            ("registration", not registered or bool(self.registration)),
            ("activity URL", not registered or bool(self.url)),
            *(
                (f"credit type for {registration.board}", bool(registration.credit_types))
                for registration in self.registrations
            ),
            *(
                (f"credit claim date for {registration.board}", registration.claim_date is not None)
                for registration in self.registrations
            ),
            *self._needed_by_boards(),
        ]
        missing = [*self.missing_for_active(), *(name for name, there in needed if not there)]
        return list(dict.fromkeys(missing))

    def _needed_by_boards(self) -> Iterator[tuple[str, bool]]:
        for registration in self.registrations:
            pack = rule_pack(registration.board, self.start_date)
            yield f"practice area for {registration.board}", pack.has_area(self.specialties)
            if outline := pack.content_outline:
                areas = outline.areas((keyword.source, keyword.kind) for keyword in self.content_keywords)
                yield f"content area for {registration.board}", areas >= outline.least

    def status(self, today: dt.date) -> ActivityStatus:
        """Return the status, which follows from the data and the date."""
        if self.closed_by:
            return ActivityStatus.CLOSED
        if self._is_draft:
            return ActivityStatus.DRAFT
        return ActivityStatus.ACTIVE if self.end_date >= today else ActivityStatus.READY_TO_CLOSE

    @cached_property
    def _is_draft(self) -> bool:
        return bool(self.missing_for_active())

    def lacks(self, today: dt.date) -> tuple[ActivityStatus, list[str]] | None:
        """Return the next status and what is missing for it, in words; None of a Closed activity."""
        match self.status(today):
            case ActivityStatus.DRAFT:
                ended = self.end_date < today
                return ActivityStatus.READY_TO_CLOSE if ended else ActivityStatus.ACTIVE, self.missing_for_active()
            case ActivityStatus.ACTIVE:
                return ActivityStatus.READY_TO_CLOSE, ["end date in the past"]
            case ActivityStatus.READY_TO_CLOSE:
                return ActivityStatus.CLOSED, self.missing_for_closed(today) or ["request to close it"]
            case ActivityStatus.CLOSED:
                return None


DELIVERED_FORMATS = frozenset({"Live Course", "Regularly Scheduled Series", "Enduring Material"})
"""The formats that need a delivery method."""
