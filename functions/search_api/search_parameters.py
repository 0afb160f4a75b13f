"""What can be asked of search: the parameters of its address."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from cmehub.activity_formats import ACTIVITY_FORMATS, DELIVERIES, FEES, REGISTRATIONS, REMS_TYPES
from cmehub.choices import among
from cmehub.rule_packs import board_codes
from functions.search_api.places import point_of

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


class SearchParameters(BaseModel):
    """
    What is asked of search.

    Several values of one parameter mean any of them; several parameters mean all of them. ``board``, ``credit_type``
    and ``min_points`` hold for one and the same registration of an activity.

    Attributes
    ----------
    q
        Words, or the beginnings of words.
    starts_by, ends_from
        A window of days that the activity's own days overlap.
    near, miles, online
        Within so many miles of a place; with ``online`` also what takes place nowhere.
    credit_type
        A board's credit type, such as ``ABA:Patient Safety``, or a credit type of any board.
    topic
        What a state asks its physicians to learn: a domain, or ``domain: topic``.
    past
        Whether activities that have ended are found too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    provider: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{7}$")], ...], _Many] = ()
    ends_from: dt.date | None = None
    starts_by: dt.date | None = None
    format: Annotated[tuple[Annotated[str, among(ACTIVITY_FORMATS)], ...], _Many] = ()
    delivery: Annotated[tuple[Annotated[str, among(DELIVERIES)], ...], _Many] = ()
    near: Annotated[_Text, AfterValidator(_known_place)] = ""
    miles: Annotated[int, Field(ge=1, le=500)] = 50
    online: bool = False
    board: Annotated[tuple[Annotated[str, among(board_codes())], ...], _Many] = ()
    credit_type: Annotated[tuple[_Text, ...], _Many] = ()
    min_points: _Amount = None
    area: Annotated[tuple[_Text, ...], _Many] = ()
    fee: Annotated[tuple[Annotated[str, among(FEES)], ...], _Many] = ()
    registration: Annotated[tuple[Annotated[str, among(REGISTRATIONS)], ...], _Many] = ()
    rems: Annotated[tuple[Annotated[str, among(REMS_TYPES)], ...], _Many] = ()
    mips: bool = False
    topic: Annotated[tuple[_Text, ...], _Many] = ()
    min_credits: _Amount = None
    max_credits: _Amount = None
    past: bool = False
    sort: Sort = Sort.RELEVANCE
    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1

    def canonical(self) -> str:
        """Return the one query string of all that ask the same."""
        given = self.model_dump(mode="json", exclude_defaults=True)
        pairs = [
            (name, one)
            for name, value in sorted(given.items())
            for one in (sorted(set(value)) if isinstance(value, list) else [value])
        ]
        return urlencode([(name, str(one).lower() if isinstance(one, bool) else one) for name, one in pairs])

    def unpaged(self) -> Self:
        """Return what is asked, whatever the page and the order: what the counts depend on."""
        return self.model_copy(update={"page": 1, "sort": Sort.RELEVANCE})
