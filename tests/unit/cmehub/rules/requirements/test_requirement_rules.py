"""
Each rule of each requirement pack does something: a licensee stands otherwise once the rule is taken away.

The cases are made from the packs, so a changed rule is tested as soon as its data are there.
"""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from cmehub.activities.activity import StateContent
from cmehub.rules.requirements import RequirementPack, requirement_codes, requirement_packs
from cmehub.rules.requirements.duties import EarnedCredit, Standing, standing
from cmehub.rules.requirements.licensee_cycles import Cycle, Licensee, Unknown, cycle_on
from cmehub.rules.requirements.pack import CycleEnd, CycleLength, Duty, FirstRenewal

ON = dt.date(2027, 6, 15)
KNOWN = Licensee("05-20", dt.date(2011, 3, 4), dt.date(2028, 2, 29))
PACKS = [pack for code in requirement_codes() for pack in requirement_packs(code)]
TOLD_ONLY = {"moc_instead", "reporting", "exemptions", "remarks"}
"""What licensees are told, and the hub doesn't judge by."""

_SAID = {"source": "here", "confidence": "H"}
LENGTH = CycleLength.model_validate({"years": 2, **_SAID})
ENDS = CycleEnd.model_validate({"on": "date", "month": 12, "day": 31, "year": 2028, **_SAID})


def whole(pack: RequirementPack) -> RequirementPack:
    """Give a pack a cycle, if none was found, so that its other rules can be seen at work."""
    return pack.model_copy(update={"length": pack.length or LENGTH, "ends": pack.ends or ENDS})


def without(pack: RequirementPack, name: str) -> RequirementPack:
    return pack.model_copy(update={name: None})


def cycle_of(pack: RequirementPack, licensee: Licensee = KNOWN) -> Cycle:
    cycle = cycle_on(pack, licensee, ON)
    assert isinstance(cycle, Cycle)
    return cycle


def credit(on: dt.date, hours: float, *, category_1: bool = True, about: str = "") -> EarnedCredit:
    contents = (StateContent(domain=about, topic=about),) if about else ()
    return EarnedCredit(f"{on} {hours:g} {about}", on, hours, category_1, contents)


def stands(pack: RequirementPack, *credits_: EarnedCredit, licensee: Licensee = KNOWN) -> Standing:
    return standing(pack, licensee, credits_, ON)


def of_duty(pack: RequirementPack, duty: Duty, *credits_: EarnedCredit, licensee: Licensee = KNOWN) -> bool | None:
    """Return whether a duty is done; None if it isn't asked."""
    found = [met.is_done for asked, met in stands(pack, *credits_, licensee=licensee).duties if asked is duty]
    return found[0] if found else None


def hours(pack: RequirementPack) -> None:
    assert pack.hours
    cycle, asked = cycle_of(pack), pack.hours.hours
    earned = stands(pack, credit(cycle.ends, asked)).hours
    assert earned
    assert earned.is_done
    assert earned.left == 0
    if asked:
        fewer = stands(pack, credit(cycle.ends, asked - 0.25)).hours
        assert fewer
        assert (fewer.is_done, fewer.left) == (False, 0.25)
    years = pack.hours.over_years
    first = cycle.starts if years is None else cycle.ends.replace(year=cycle.ends.year - years) + dt.timedelta(days=1)
    early = stands(pack, credit(first, 1), credit(first - dt.timedelta(days=1), 1)).hours
    assert early
    assert early.hours == 1
    assert stands(without(pack, "hours")).hours is None


def category_1(pack: RequirementPack) -> None:
    assert pack.category_1
    asked, ends = pack.category_1.hours, cycle_of(pack).ends
    standings = [stands(pack, credit(ends, asked, category_1=of_1)).category_1 for of_1 in (True, False)]
    assert [met and met.is_done for met in standings] == [True, asked == 0]
    assert stands(without(pack, "category_1")).category_1 is None


def length(pack: RequirementPack) -> None:
    assert pack.length
    cycle = cycle_of(pack)
    assert round((cycle.ends - cycle.starts).days / 365.25) == pack.length.years
    assert cycle_on(without(pack, "length"), KNOWN, ON) == Unknown(("length of the cycle",))


def ends(pack: RequirementPack) -> None:
    assert pack.ends
    assert cycle_of(pack).starts <= ON <= cycle_of(pack).ends
    assert cycle_on(without(pack, "ends"), KNOWN, ON) == Unknown(("end of the cycle",))


def first_renewal(pack: RequirementPack) -> None:
    rule = pack.first_renewal
    assert rule
    of_late = KNOWN._replace(issued=cycle_of(pack).ends)
    asked = [stands(each, licensee=of_late).hours for each in (pack, without(pack, "first_renewal"))]
    changes = rule.hours is not None
    assert (asked[0] == asked[1]) is not changes
    assert stands(pack).hours == stands(without(pack, "first_renewal")).hours


def duty_cases(pack: RequirementPack, duty: Duty) -> None:
    """See a duty met, and not met by less, later, earlier, something else, or another category."""
    licensee = KNOWN
    if duty.when == "first cycle":
        licensee = KNOWN._replace(issued=cycle_of(pack).ends)
        assert of_duty(pack, duty) is None
        assert duty in stands(pack, licensee=KNOWN._replace(issued=None)).undecided
    last, asked, topic = cycle_of(pack, licensee).ends, duty.hours or 1, duty.topics[0]

    def done(on: dt.date = last, amount: float = asked, about: str = topic, *, of_1: bool = True) -> bool | None:
        return of_duty(pack, duty, credit(on, amount, category_1=of_1, about=about), licensee=licensee)

    assert done()
    assert of_duty(pack, duty, licensee=licensee) is False
    assert all(done(about=other) for other in duty.topics)
    assert done(about="Painting") is False
    assert done(last + dt.timedelta(days=1)) is False
    assert done(of_1=False) is not duty.category_1
    assert done(amount=asked - 0.25) is (duty.hours is None)
    assert done(dt.date(1990, 1, 1)) is (duty.when == "once")
    if duty.starts:
        before = duty.model_copy(update={"starts": last + dt.timedelta(days=1)})
        assert of_duty(pack.model_copy(update={"duties": (before,)}), before, licensee=licensee) is None
    gone = pack.model_copy(update={"duties": tuple(other for other in pack.duties if other is not duty)})
    assert of_duty(gone, duty, licensee=licensee) is None


def cases() -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield the test of each rule that is in a pack."""
    for pack in PACKS:
        name = f"{pack.code}-{pack.effective_from.year}"
        for make in (hours, category_1, length, ends, first_renewal):
            if getattr(pack, make.__name__):
                yield f"{name}-{make.__name__}", lambda make=make, pack=pack: make(whole(pack))  # type: ignore[misc]
        for number, duty in enumerate(pack.duties):
            yield f"{name}-duty-{number}", lambda duty=duty, pack=pack: duty_cases(whole(pack), duty)  # type: ignore[misc]


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in cases()])
def test_a_rule_does_what_it_says_and_nothing_does_it_without(case: Callable[[], None]) -> None:
    case()


def test_every_kind_of_rule_has_its_test() -> None:
    kinds = RequirementPack.model_fields.keys() - {"state", "osteopathic", "name", "effective_from"}
    assert kinds == TOLD_ONLY | {"hours", "category_1", "length", "ends", "first_renewal", "duties"}


def test_fewer_hours_at_the_first_renewal_are_asked_in_the_first_cycle_only() -> None:
    pack = requirement_packs("al")[0].model_copy(
        update={"first_renewal": FirstRenewal.model_validate({"hours": 5, "told": "Five.", **_SAID})}
    )
    cycle = cycle_of(pack)
    for issued, asked in ((cycle.starts, 5), (cycle.starts - dt.timedelta(days=1), 25), (None, 25)):
        standing_ = stands(pack, licensee=KNOWN._replace(issued=issued))
        assert standing_.hours
        assert standing_.hours.asked == asked
        assert (standing_.category_1 is None) is (asked == 5)
