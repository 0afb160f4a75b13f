"""One row of an activity file, its fields read but not yet judged."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

import pycountry
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from cmehub.activities.activity import Activity, ContentKeyword, Outcome, Rems, StateContent, Support
from cmehub.activities.choices import (
    ACTIVITY_FORMATS,
    DELIVERIES,
    FEES,
    JA_CATEGORIES,
    OUTCOMES,
    REGISTRATIONS,
    REMS_TYPES,
    activity_format,
)
from cmehub.activities.registrations import MocRegistration
from cmehub.fields.choices import among, looked_up
from cmehub.fields.types import ActivityAction, ActivityId, Amount, Date, Name, YesNo, read_text, wrong
from cmehub.rules.packs import board_code, board_codes

DESCRIPTION_LIMIT = 2_500
EVALUATION_LIMIT = 1_000
LOWEST_SHARE, HIGHEST_SHARE = 1, 100  # percent
_URL = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_COUNT = re.compile(r"([0-9]{1,9})(?:\.0+)?")
_SHARE = re.compile(r"([0-9]{1,3}(?:[.][0-9]{1,6})?)\s?(%?)")
_FEW = Field(max_length=200)


def _read_count(text: object) -> int:
    if isinstance(text, str) and (found := _COUNT.fullmatch(text)):
        return int(found[1])
    raise wrong("a whole number of 0 or more")


def _read_country(text: object) -> str:
    name = text.strip() if isinstance(text, str) else ""
    if code := _country_code(name.upper()):
        return code
    raise wrong("three letters of ISO 3166, such as USA", suggestion=_country_named(name))


@cache
def _country_code(letters: str) -> str | None:
    found = pycountry.countries.get(alpha_3=letters)
    return found.alpha_3 if found else None


def _country_named(name: str) -> str | None:
    try:
        return str(pycountry.countries.lookup(name).alpha_3)
    except LookupError:
        return None


def _read_url(text: object) -> str:
    url = read_text(text)
    if _URL.fullmatch(url):
        return url
    raise wrong("an address that begins with https:// or http://")


def _read_share(text: object) -> float:
    """Read a share from 1 to 100 percent; what Excel makes of 75%, 0.75, can mean nothing else."""
    if isinstance(text, str) and (found := _SHARE.fullmatch(text.strip())):
        share, has_sign = float(found[1]), bool(found[2])
        if share == 1 and not has_sign:
            raise wrong("1% or 100% with the sign, since 1 can mean either")
        share = round(share if share > 1 or has_sign else share * HIGHEST_SHARE, 4)
        if LOWEST_SHARE <= share <= HIGHEST_SHARE:
            return share
    raise wrong("a share from 1 to 100 percent, such as 75%")


_Measurement = Annotated[Literal["Objective", "Subjective"], among(("Objective", "Subjective"))]
Board = Annotated[str, looked_up(board_code, board_codes())]
Format = Annotated[str, looked_up(activity_format, tuple(ACTIVITY_FORMATS))]
Count = Annotated[int, BeforeValidator(_read_count)]
Share = Annotated[float, BeforeValidator(_read_share)]
EvaluationText = Annotated[str, BeforeValidator(lambda text: read_text(text, EVALUATION_LIMIT))]
Description = Annotated[str, BeforeValidator(lambda text: read_text(text, DESCRIPTION_LIMIT))]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class RegistrationRow(_Row):
    """A registration for one board; some boards' points follow from the activity's credits if none are told."""

    board: Board
    points: Amount | None = None
    credit_types: Annotated[tuple[Name, ...], _FEW]
    claim_date: Date | None = None
    evaluation: EvaluationText | None = None
    threshold: Share | None = None
    feedback: EvaluationText | None = None


class SupportRow(_Row):
    """Commercial support: an amount, in kind, or both; in kind if neither is told."""

    source: Name
    amount: Count | None = None
    in_kind: YesNo = False


class OutcomeRow(_Row):
    """A measured outcome."""

    outcome: Annotated[str, among(OUTCOMES)]
    measured: Annotated[tuple[_Measurement, ...], _FEW] = ()


class ParticipantsRow(_Row):
    """A head count; the learners that JA-PARS counts by their professions are all non-physicians here."""

    category: Annotated[str, among(("physician", "non-physician"), dict.fromkeys(JA_CATEGORIES, "non-physician"))]
    count: Count


class RemsRow(_Row):
    """A REMS and the activity's grant identifier."""

    rems_type: Annotated[str, among(REMS_TYPES)]
    identifier: Name


class StateContentRow(_Row):
    """A domain and topic that a state asks for."""

    domain: Name
    topic: Name


class KeywordRow(_Row):
    """A code of a content outline."""

    source: Name
    kind: Name
    value: Name


class ActivityRow(_Row):
    """An activity as a provider sends it: always whole, since an update replaces everything."""

    action: ActivityAction
    activity_id: ActivityId | None = None
    provider_id: str | None = None
    provider_activity_id: Name | None = None
    title: Name
    description: Description | None = None
    activity_format: Format
    start_date: Date
    end_date: Date
    deliveries: Annotated[tuple[Annotated[str, among(DELIVERIES)], ...], _FEW] = ()
    city: Name | None = None
    state: Name | None = None
    country: Annotated[str, BeforeValidator(_read_country)] | None = None
    credits: Amount | None = None
    providership: Annotated[Literal["direct", "joint"], among(("direct", "joint"))] | None = None
    joint_providers: Annotated[tuple[Name, ...], _FEW] = ()
    url: Annotated[str, BeforeValidator(_read_url)] | None = None
    listed: YesNo | None = None
    fee: Annotated[str, among(FEES)] | None = None
    registration: Annotated[str, among(REGISTRATIONS)] | None = None
    specialties: Annotated[tuple[Name, ...], _FEW] = ()
    content_keywords: Annotated[tuple[KeywordRow, ...], _FEW] = ()
    registrations: Annotated[tuple[RegistrationRow, ...], _FEW] = ()
    commercial_support: YesNo | None = None
    supports: Annotated[tuple[SupportRow, ...], _FEW] = ()
    outcomes: Annotated[tuple[OutcomeRow, ...], _FEW] = ()
    participants: Annotated[tuple[ParticipantsRow, ...], _FEW] = ()
    commendation_tags: Annotated[tuple[Name, ...], _FEW] = ()
    mips: YesNo | None = None
    rems: RemsRow | None = None
    has_state_content: YesNo | None = None
    permission_to_share: YesNo | None = None
    state_content: Annotated[tuple[StateContentRow, ...], _FEW] = ()
    close_requested: YesNo = False

    def activity(self, activity_id: str, provider_id: str) -> Activity:
        """Return the activity that the row describes, under the ID that the hub gave it."""
        return Activity(
            **self.model_dump(
                exclude={
                    "action", "activity_id", "provider_id", "registrations", "supports", "outcomes", "participants",
                    "content_keywords", "rems", "state_content",
                }
            ),
            activity_id=activity_id,
            provider_id=provider_id,
            registrations=tuple(MocRegistration(**registration.model_dump()) for registration in self.registrations),
            supports=_by_source(self.supports),
            rems=Rems(**self.rems.model_dump()) if self.rems else None,
            state_content=tuple(StateContent(**row.model_dump()) for row in self.state_content),
            outcomes=tuple(Outcome(**outcome.model_dump()) for outcome in self.outcomes),
            participants=_head_counts(self.participants),
            content_keywords=tuple(ContentKeyword(**keyword.model_dump()) for keyword in self.content_keywords),
        )  # fmt: skip


class ActivityDeleteRow(_Row):
    """A row that deletes an activity: by its activity ID, or else by what names it for its provider."""

    action: ActivityAction
    activity_id: ActivityId | None = None
    provider_id: str | None = None
    provider_activity_id: Name | None = None
    start_date: Date | None = None
    activity_format: Format | None = None


def is_delete(fields: Mapping[str, Any]) -> bool:
    """Tell whether a row's fields are those of an `ActivityDeleteRow`."""
    return str(fields.get("action", "")).strip().casefold() == "delete"


def _head_counts(rows: tuple[ParticipantsRow, ...]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.category] += row.count
    return dict(counts)


def _by_source(rows: tuple[SupportRow, ...]) -> tuple[Support, ...]:
    """Join what one source gave in kind with what it gave in money; formats tell the two apart."""
    in_kind = {row.source for row in rows if row.in_kind or row.amount is None}
    in_money = [row for row in rows if row.amount is not None]
    paid = {support.source for support in in_money}
    supports = [
        Support(source=support.source, amount=support.amount, in_kind=support.source in in_kind) for support in in_money
    ]
    return (*supports, *(Support(source=source, in_kind=True) for source in sorted(in_kind - paid)))


def folded_id(provider_activity_id: str) -> str:
    """Return a provider's own ID of an activity as it is compared: its case doesn't matter."""
    return provider_activity_id.casefold()


class ActivityName(BaseModel):
    """
    What names an activity for its provider where no activity ID is given.

    The provider's own ID is the same in any case.
    """

    model_config = ConfigDict(frozen=True)

    provider_id: str
    provider_activity_id: str
    start_date: dt.date
    activity_format: str

    @property
    def own_id(self) -> str:
        """The provider's own ID as it is compared."""
        return folded_id(self.provider_activity_id)

    def __eq__(self, other: object) -> bool:
        """Tell whether both name the same activity."""
        return isinstance(other, ActivityName) and self._compared == other._compared

    def __hash__(self) -> int:
        """Follow from what is compared."""
        return hash(self._compared)

    @property
    def _compared(self) -> tuple[object, ...]:
        return self.provider_id, self.own_id, self.start_date, self.activity_format

    @classmethod
    def of(cls, activity: Activity) -> "ActivityName | None":
        """Return what an activity goes by, if its provider has given it an ID."""
        if activity.provider_activity_id is None:
            return None
        return cls(
            provider_id=activity.provider_id,
            provider_activity_id=activity.provider_activity_id,
            start_date=activity.start_date,
            activity_format=activity.activity_format,
        )
