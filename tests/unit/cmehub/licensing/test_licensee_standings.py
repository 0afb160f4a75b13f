"""How a licensee stands, by the packs of real states."""

import datetime as dt

import pytest

from cmehub.activities.activity import StateContent
from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.licensee_standings import licensee_standing
from cmehub.licensing.state_credits import StateCredit
from cmehub.rules.requirements.licensee_cycles import Cycle, Unknown
from tests.examples import PROVIDER_ID, TODAY, a_licensee

OF_2026 = ChosenSpan(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def credit(name: str, on: str, amount: float = 1, topic: str = "Ethics") -> StateCredit:
    return StateCredit(
        credit_id=name,
        activity_id="202612345",
        title="An example",
        provider_id=PROVIDER_ID,
        completed_on=dt.date.fromisoformat(on),
        amount=amount,
        contents=(StateContent(domain="", topic=topic),),
    )


def test_hours_and_duties_are_judged_in_the_cycle_that_the_roster_tells() -> None:
    licensee = a_licensee(authority="PA", degree="MD")
    credits_ = [credit("new", "2026-05-01", 2, "Child abuse"), credit("old", "2024-12-31", 50)]

    found = licensee_standing(licensee, credits_, TODAY)

    assert found.pack
    assert found.standing
    assert found.standing.hours
    assert found.standing.cycle == Cycle(dt.date(2025, 1, 1), dt.date(2026, 12, 31), None)
    assert (found.standing.hours.counted, found.standing.hours.left) == (("new",), 98)
    done = {duty.topics: met.is_done for duty, met in found.standing.duties}
    assert done["child abuse",]
    assert not done["patient safety", "risk management", "medical errors"]
    assert found.latest == dt.date(2026, 5, 1)
    assert not found.degree_needed


def test_what_the_cycle_needs_is_told_and_other_days_can_be_chosen() -> None:
    credits_ = [credit("in", "2026-12-31", 1, "Duty to report"), credit("out", "2027-01-01", 1)]

    unknown = licensee_standing(a_licensee(), credits_, TODAY).standing
    assert unknown
    assert unknown.cycle == Unknown(("end of the cycle",))
    assert unknown.hours is None

    chosen = licensee_standing(a_licensee(), credits_, TODAY, chosen=OF_2026).standing
    assert chosen
    assert chosen.hours
    assert chosen.cycle == Cycle(*OF_2026, None)
    assert chosen.hours.counted == ("in",)
    assert dict(chosen.hours.uncounted) == {"out": ("completed after",)}


def test_the_licence_s_days_of_the_roster_tell_the_cycle() -> None:
    lacking = licensee_standing(a_licensee(authority="TX"), [], TODAY).standing
    told = licensee_standing(
        a_licensee(authority="TX", issued=dt.date(2026, 1, 2), expires=dt.date(2027, 5, 31)), [], TODAY
    ).standing
    assert lacking
    assert told
    assert lacking.cycle == Unknown(("last day",))
    assert told.cycle == Cycle(dt.date(2025, 6, 1), dt.date(2027, 5, 31), is_first=True)


@pytest.mark.parametrize(
    ("on_roster", "asked", "code", "needed"),
    [
        (None, None, "pa", True),
        (None, "DO", "pa-osteopathic", False),
        ("DO", None, "pa-osteopathic", False),
        ("MD", "DO", "pa", False),
    ],
)
def test_the_degree_decides_on_the_board_and_is_asked_for_where_nothing_tells_it(
    on_roster: str | None, asked: str | None, code: str, *, needed: bool
) -> None:
    licensee = a_licensee(authority="PA", degree=on_roster)
    found = licensee_standing(licensee, [], TODAY, degree=asked)  # type: ignore[arg-type]
    assert found.pack
    assert (found.pack.code, found.degree_needed) == (code, needed)


def test_one_board_for_all_needs_no_degree() -> None:
    assert not licensee_standing(a_licensee(), [], TODAY).degree_needed


def test_days_before_all_that_is_told_are_judged_by_nothing() -> None:
    past = ChosenSpan(dt.date(2020, 1, 1), dt.date(2021, 12, 31))
    found = licensee_standing(a_licensee(), [credit("a", "2020-05-01")], TODAY, chosen=past)
    assert (found.pack, found.standing, len(found.credits)) == (None, None, 1)


def test_a_cycle_that_ends_once_a_pack_holds_is_judged_by_it_on_earlier_days_too() -> None:
    found = licensee_standing(a_licensee(authority="PA", degree="MD"), [], dt.date(2025, 3, 1))
    assert found.pack
    assert found.pack.effective_from > dt.date(2025, 3, 1)
