"""What can be asked of search: the parameters of its address."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from cmehub.activities.choices import ACTIVITY_FORMATS, DELIVERIES, FEES, REGISTRATIONS, REMS_TYPES
from cmehub.fields.choices import among
from cmehub.people.states import STATES
from cmehub.rules.packs import board_codes
from cmehub.search.places import point_of

PAGE_SIZE = 20
LAST_PAGE = 500
_MOST_VALUES = 50

_Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]
_Many = Field(max_length=_MOST_VALUES)


class Sort(StrEnum):
    """How results are put in order; without words, relevance is soonest."""

    RELEVANCE = "relevance"
    SOONEST = "soonest"
    POINTS = "points"
    TITLE = "title"


def _known_place(place: str) -> str:
    if place and point_of(place) is None:
        raise ValueError("should be a ZIP code, a town and state such as Springfield, IL, or latitude,longitude")
    return place


_Amount = Annotated[float | None, Field(ge=0, le=1000, multiple_of=0.25)]


def _told(names: Iterable[str]) -> WithJsonSchema:
    """Tell in the description of the API which values there are."""
    return WithJsonSchema({"type": "string", "enum": [*names]})


class SearchParameters(BaseModel):
    """
    What is asked of search.

    Several values of one parameter mean any of them; several parameters mean all of them. ``board``, ``credit_type``
    and ``min_points`` hold for one and the same registration of an activity.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=200),
        Field(description="Words or their beginnings; synonyms and typing errors are seen to."),
    ] = ""
    as_words: Annotated[
        tuple[_Text, ...], _Many, Field(description="Words of q that are to be looked for, and not taken for filters.")
    ] = ()
    provider: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{7}$")], ...], _Many, Field(description="Provider IDs.")
    ] = ()
    ends_from: Annotated[
        dt.date | None, Field(description="With starts_by a window of days that the activity's own days overlap.")
    ] = None
    starts_by: Annotated[dt.date | None, Field(description="The last day of the window.")] = None
    format: Annotated[tuple[Annotated[str, among(ACTIVITY_FORMATS), _told(ACTIVITY_FORMATS)], ...], _Many] = ()
    delivery: Annotated[tuple[Annotated[str, among(DELIVERIES), _told(DELIVERIES)], ...], _Many] = ()
    near: Annotated[
        _Text,
        AfterValidator(_known_place),
        Field(description="A ZIP code, a town and state such as Springfield, IL, or latitude,longitude."),
    ] = ""
    miles: Annotated[int, Field(ge=1, le=500, description="How far from there at most.")] = 50
    online: Annotated[bool, Field(description="With near: also what takes place nowhere.")] = False
    board: Annotated[tuple[Annotated[str, among(board_codes()), _told(board_codes())], ...], _Many] = ()
    credit_type: Annotated[
        tuple[_Text, ...], _Many, Field(description="ABA:Patient Safety, or Patient Safety of any board.")
    ] = ()
    min_points: Annotated[_Amount, Field(description="Of MOC, in quarters.")] = None
    area: Annotated[tuple[_Text, ...], _Many, Field(description="Practice areas.")] = ()
    fee: Annotated[tuple[Annotated[str, among(FEES), _told(FEES)], ...], _Many] = ()
    registration: Annotated[tuple[Annotated[str, among(REGISTRATIONS), _told(REGISTRATIONS)], ...], _Many] = ()
    rems: Annotated[tuple[Annotated[str, among(REMS_TYPES), _told(REMS_TYPES)], ...], _Many] = ()
    mips: Annotated[bool, Field(description="Only improvement activities of MIPS.")] = False
    mate: Annotated[bool, Field(description="Only what counts for the MATE Act.")] = False
    state: Annotated[
        tuple[Annotated[str, among(STATES), _told(STATES)], ...],
        _Many,
        Field(description="Two letters of the state where it takes place."),
    ] = ()
    activity: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")], ...], _Many, Field(description="Activity IDs.")
    ] = ()
    topic: Annotated[
        tuple[_Text, ...],
        _Many,
        Field(description="What a state asks its physicians to learn: a domain, or domain: topic."),
    ] = ()
    asked_by: Annotated[
        tuple[Annotated[str, among(STATES), _told(STATES)], ...],
        _Many,
        Field(description="Two letters of a state: what is about a topic that it asks its physicians to learn."),
    ] = ()
    min_credits: Annotated[_Amount, Field(description="AMA PRA Category 1 credits, in quarters.")] = None
    max_credits: _Amount = None
    past: Annotated[bool, Field(description="Also what has ended.")] = False
    sort: Annotated[Sort, Field(description="Relevance is soonest where no words are asked for.")] = Sort.RELEVANCE
    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1

    def canonical(self) -> str:
        """Return the one query string of all that ask the same."""
        given = self.model_dump(mode="json", exclude_defaults=True)
        pairs = [
            (name, choice)
            for name, value in sorted(given.items())
            for choice in (sorted(set(value)) if isinstance(value, list) else [value])
        ]
        return urlencode(
            [(name, str(choice).lower() if isinstance(choice, bool) else choice) for name, choice in pairs]
        )

    def unpaged(self) -> Self:
        """Return what is asked, whatever the page and the order: what the counts depend on."""
        return self.model_copy(update={"page": 1, "sort": Sort.RELEVANCE})
