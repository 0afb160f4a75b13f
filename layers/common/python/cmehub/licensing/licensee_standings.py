"""How a licensee stands by what a state asks: from a roster entry and CME credits; pure, no I/O."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.state_credits import StateCredit
from cmehub.licensing.state_readers import state_packs
from cmehub.people.rosters import Degree, RosterEntry
from cmehub.rules.requirements import RequirementPack, requirement_codes, requirement_packs
from cmehub.rules.requirements.duties import EarnedCredit, Standing, standing
from cmehub.rules.requirements.licensee_cycles import Cycle, Licensee, cycle_on


class StateStanding(NamedTuple):
    """How somebody stands by what a state asks; see `LicenseeStanding`."""

    pack: RequirementPack | None
    standing: Standing | None
    degree_needed: bool


class LicenseeStanding(NamedTuple):
    """
    How a licensee stands.

    Attributes
    ----------
    entry
        Of the state's own roster.
    pack, standing
        What the state asks, and how far it is met; None where nothing is told of the state, or not of these days.
    degree_needed
        Whether the state has a board of osteopathic physicians' own and neither the roster nor who asks tells the
        degree; then the pack is the medical board's.
    credits
        All that the state may see, the newest completion first.
    """

    entry: RosterEntry
    pack: RequirementPack | None
    standing: Standing | None
    degree_needed: bool
    credits: tuple[StateCredit, ...]

    @property
    def latest(self) -> dt.date | None:
        """When the latest credit was completed."""
        return self.credits[0].completed_on if self.credits else None


def licensee_standing(
    entry: RosterEntry,
    credits_: Sequence[StateCredit],
    on: dt.date,
    *,
    chosen: ChosenSpan | None = None,
    degree: Degree | None = None,
) -> LicenseeStanding:
    """
    Return how a licensee stands in the cycle in which a day lies.

    Parameters
    ----------
    credits_
        Those that the state may see, the newest completion first.
    chosen
        Days that are looked at instead of that cycle: where nothing tells the cycle, or others are wanted.
    degree
        What it is, where the roster doesn't have it.
    """
    licensee = Licensee(entry.birth_month_day, entry.issued, entry.expires)
    known = entry.degree or degree
    earned = [credit.earned for credit in credits_]
    found = state_standing(entry.authority, licensee, earned, on, chosen=chosen, degree=known)
    return LicenseeStanding(entry, found.pack, found.standing, found.degree_needed, tuple(credits_))


def state_standing(
    state: str,
    licensee: Licensee,
    earned: Collection[EarnedCredit],
    on: dt.date,
    *,
    chosen: ChosenSpan | None,
    degree: Degree | None,
) -> StateStanding:
    """Return how somebody with such a licence stands by what a state asks; see `licensee_standing`."""
    code = _code(state, degree)
    cycle = _as_cycle(chosen, licensee.issued) if chosen else None
    pack = _pack_of(code, licensee, cycle, on) if code else None
    return StateStanding(
        pack,
        standing(pack, licensee, earned, on, chosen=cycle) if pack else None,
        degree is None and len(state_packs(state, chosen.ends if chosen else on)) > 1,
    )


def _code(state: str, degree: Degree | None) -> str | None:
    """Return which board's packs hold; None if there are none of the state."""
    own = [f"{state.lower()}-osteopathic"] if degree == "DO" else []
    return next((code for code in (*own, state.lower()) if code in requirement_codes()), None)


def _pack_of(code: str, licensee: Licensee, chosen: Cycle | None, on: dt.date) -> RequirementPack | None:
    """Return the latest pack that holds: one does for cycles that end on its first day or later."""
    for pack in reversed(requirement_packs(code)):
        cycle = chosen or cycle_on(pack, licensee, on)
        if pack.effective_from <= (cycle.ends if isinstance(cycle, Cycle) else on):
            return pack
    return None


def _as_cycle(span: ChosenSpan, issued: dt.date | None) -> Cycle:
    return Cycle(span.starts, span.ends, None if issued is None else issued >= span.starts)
