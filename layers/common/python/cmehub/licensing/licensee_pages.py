"""A licensee's page: how the licensee stands, in words and numbers, the same on screen and in print; pure, no I/O."""

import datetime as dt
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from cmehub.licensing.asked import NOTHING_ASKED, Asked, all_asked
from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.licensee_standings import LicenseeStanding
from cmehub.licensing.state_credits import StateCredit
from cmehub.licensing.state_readers import licensing_name
from cmehub.people.rosters import Degree
from cmehub.rules.requirements import RequirementPack
from cmehub.rules.requirements.duties import years_before
from cmehub.rules.requirements.licensee_cycles import Cycle, Needed

_YEARS_SHOWN = 2


class PageCredit(BaseModel):
    """
    One CME credit.

    Attributes
    ----------
    provider
        Who reported it, by name.
    amount
        AMA PRA Category 1 credits.
    topics
        Those that the activity has for states.
    """

    model_config = ConfigDict(frozen=True)

    credit_id: str
    activity_id: str
    title: str
    provider: str
    completed_on: dt.date
    amount: float
    topics: tuple[str, ...]


class LicenseePage(BaseModel):
    """
    How a licensee stands.

    Attributes
    ----------
    board
        Whose requirements these are, by name.
    is_told
        Whether anything is told of what the state asks in these days.
    degree_needed
        Whether the state has a board of osteopathic physicians' own, and it isn't known which one licenses.
    starts, ends
        The days that were looked at: the cycle, those that were chosen, or else the last years.
    is_cycle, is_first
        Whether these days are the licensee's cycle, and whether the licence was issued in them, if that is known.
    needed
        What has to be known to tell the cycle; nothing if it is told, or other days were chosen.
    undecided
        What would be asked in a first cycle, where it isn't known whether this is one.
    credits
        Those of these days, and earlier ones that count for something, the newest completion first.
    total
        What those of these days come to.
    latest
        When the latest of all credits was completed.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    state: str
    board: str
    licence: str
    given_name: str
    family_name: str
    birth_month_day: str
    npi: str | None
    issued: dt.date | None
    expires: dt.date | None
    degree: Degree | None
    is_told: bool
    degree_needed: bool
    starts: dt.date
    ends: dt.date
    is_cycle: bool
    is_first: bool | None
    needed: tuple[Needed, ...]
    hours: Asked | None
    category_1: Asked | None
    duties: tuple[Asked, ...]
    undecided: tuple[str, ...]
    credits: tuple[PageCredit, ...]
    total: float
    latest: dt.date | None

    @property
    def since(self) -> dt.date:
        """The first day of which something is shown."""
        return min([self.starts, *(credit.completed_on for credit in self.credits)])


def licensee_page(
    found: LicenseeStanding, organisations: Mapping[str, str], on: dt.date, chosen: ChosenSpan | None
) -> LicenseePage:
    """
    Return the page of a licensee.

    Parameters
    ----------
    organisations
        The names of the providers that reported the credits, by ID.
    on, chosen
        By which the licensee's standing was found.
    """
    entry, pack, standing = found.entry, found.pack, found.standing
    cycle = standing.cycle if standing and isinstance(standing.cycle, Cycle) else None
    span = _span(pack, cycle, on, chosen)
    asked = all_asked(pack, standing) if pack and standing else NOTHING_ASKED
    counted = {credit_id for part in asked.each for credit_id in part.counted}
    within = {credit.credit_id for credit in found.credits if span.starts <= credit.completed_on <= span.ends}
    told = within | counted
    shown = [credit for credit in found.credits if credit.credit_id in told]
    return LicenseePage(
        state=entry.authority,
        board=pack.name if pack else licensing_name(entry.authority, on),
        licence=entry.entry_id,
        given_name=entry.given_name,
        family_name=entry.family_name,
        birth_month_day=entry.birth_month_day,
        npi=entry.npi,
        issued=entry.issued,
        expires=entry.expires,
        degree=entry.degree,
        is_told=pack is not None,
        degree_needed=found.degree_needed,
        starts=span.starts,
        ends=span.ends,
        is_cycle=cycle is not None and chosen is None,
        is_first=cycle.is_first if cycle else None,
        needed=standing.cycle.needed if standing and not isinstance(standing.cycle, Cycle) else (),
        hours=asked.hours,
        category_1=asked.category_1,
        duties=asked.duties,
        undecided=asked.undecided,
        credits=tuple(told_credit(credit, organisations) for credit in shown),
        total=sum(credit.amount for credit in shown if credit.credit_id in within),
        latest=found.latest,
    )


def told_credit(credit: StateCredit, organisations: Mapping[str, str]) -> PageCredit:
    """Return what is told of a credit; ``organisations`` are the providers' names by ID."""
    return PageCredit(
        credit_id=credit.credit_id,
        activity_id=credit.activity_id,
        title=credit.title,
        provider=organisations.get(credit.provider_id, credit.provider_id),
        completed_on=credit.completed_on,
        amount=credit.amount,
        topics=tuple(dict.fromkeys(content.topic for content in credit.contents)),
    )


def _span(pack: RequirementPack | None, cycle: Cycle | None, on: dt.date, chosen: ChosenSpan | None) -> ChosenSpan:
    """Return which days are looked at; where nothing tells a cycle, as many years until the day as one has."""
    if chosen:
        return chosen
    if cycle:
        return ChosenSpan(cycle.starts, cycle.ends)
    years = pack.length.years if pack and pack.length else _YEARS_SHOWN
    return ChosenSpan(years_before(on, years), on)
