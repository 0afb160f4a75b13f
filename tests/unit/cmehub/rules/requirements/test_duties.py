"""What meets a duty: by hand, and beside a recomputation of its own."""

import datetime as dt
import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmehub.activities.activity import StateContent
from cmehub.rules.requirements.duties import EarnedCredit, Met, Reason, Span, standing
from cmehub.rules.requirements.licensee_cycles import Licensee, Unknown
from cmehub.rules.requirements.pack import CycleEnd, Duty, RequirementPack
from cmehub.rules.requirements.topics import TOPICS

SAID = {"source": "a page", "confidence": "H"}
ENDS = dt.date(2027, 12, 31)
OLD = Licensee(issued=dt.date(2010, 1, 1))


def duty(*topics: str, when: str = "each cycle", **told: Any) -> dict[str, Any]:
    return {"topics": topics, "when": when, **told, **SAID}


def pack(*duties: dict[str, Any], ends: bool = True, **told: Any) -> RequirementPack:
    told = {name: {**rule, **SAID} for name, rule in told.items()}
    end = {"on": "date", "month": 12, "day": 31, "year": 2027, **SAID} if ends else None
    return RequirementPack.model_validate(
        {
            "state": "FL",
            "name": "A board",
            "effective_from": "2025-10-01",
            "length": {"years": 2, **SAID},
            "ends": end,
            "duties": duties,
            **told,
        }
    )


def credit(name: str, on: str, hours: float = 1, topic: str = "", *, category_1: bool = True) -> EarnedCredit:
    contents = (StateContent(domain=topic.partition(": ")[0], topic=topic),) if topic else ()
    return EarnedCredit(name, dt.date.fromisoformat(on), hours, category_1, contents)


def test_what_counts_and_what_doesn_t_is_told_with_every_reason() -> None:
    asked = pack(duty("opioids", hours=2, category_1=True))
    earned = [
        credit("good", "2026-01-01", 1, "Opioids"),
        credit("early", "2025-12-31", 1, "Opioids"),
        credit("late and other", "2028-01-01", 1, "Ethics"),
        credit("of Texas", "2026-05-01", 1, "Texas: opioids"),
        credit("of Category 2", "2026-06-01", 1, "Opioids", category_1=False),
        credit("without topics", "2026-07-01"),
    ]
    (_, met), *others = standing(asked, OLD, earned, dt.date(2026, 3, 1)).duties
    assert not others
    assert (met.span, met.counted, met.hours) == (Span(dt.date(2026, 1, 1), ENDS), ("good",), 1)
    assert (met.asked, met.left, met.is_done) == (2, 1, False)
    assert dict(met.uncounted) == {
        "early": ("completed before",),
        "of Texas": ("for another state",),
        "of Category 2": ("not Category 1",),
        "without topics": ("about something else",),
        "late and other": ("completed after", "about something else"),
    }


def test_a_duty_without_a_number_is_done_by_anything_about_it() -> None:
    asked = pack(duty("human trafficking"))
    nothing, something = (
        standing(asked, OLD, earned, ENDS).duties[0][1]
        for earned in ([], [credit("a", "2026-01-01", 0.25, "Human Trafficking")])
    )
    assert (nothing.left, nothing.is_done) == (None, False)
    assert (something.left, something.is_done) == (0, True)


def test_once_counts_whenever_it_was_and_within_years_those_before_the_cycle_s_end() -> None:
    asked = pack(duty("opioids", when="once", hours=1), duty("opioids", when="years", years=6, hours=1))
    spans = [met.span for _, met in standing(asked, OLD, [], ENDS).duties]
    assert spans == [Span(None, ENDS), Span(dt.date(2022, 1, 1), ENDS)]


def test_years_that_would_begin_on_a_day_that_there_isn_t_begin_on_the_next() -> None:
    end = {"on": "licence", **SAID}
    licensee = Licensee(expires=dt.date(2028, 2, 28))
    for years, first in ((3, dt.date(2025, 3, 1)), (4, dt.date(2024, 2, 29))):
        asked = pack(duty("opioids", when="years", years=years), ends=False).model_copy(
            update={"ends": CycleEnd.model_validate(end)}
        )
        (_, met), *_ = standing(asked, licensee, [], dt.date(2027, 6, 1)).duties
        assert met.span == Span(first, dt.date(2028, 2, 28))


def test_without_a_cycle_duties_once_and_for_all_are_judged_by_the_day() -> None:
    asked = pack(duty("opioids", when="once", hours=1), duty("dementia"), ends=False, hours={"hours": 40})
    on = dt.date(2026, 3, 1)
    found = standing(asked, OLD, [credit("a", "2026-03-01", 1, "Opioids"), credit("b", "2026-03-02", 1, "Opioids")], on)
    assert found.cycle == Unknown(("end of the cycle",))
    assert (found.hours, found.category_1) == (None, None)
    assert [(asked_.when, met.counted) for asked_, met in found.duties] == [("once", ("a",))]


def test_a_duty_of_the_first_cycle_needs_the_day_of_issue() -> None:
    asked = pack(duty("dementia", when="first cycle"))
    for issued, judged, undecided in (
        (None, 0, 1),
        (dt.date(2026, 1, 1), 1, 0),
        (dt.date(2025, 12, 31), 0, 0),
    ):
        found = standing(asked, Licensee(issued=issued), [], ENDS)
        assert (len(found.duties), len(found.undecided)) == (judged, undecided)


def test_a_duty_holds_for_cycles_that_end_in_its_period() -> None:
    for period, held in (
        ({"starts": "2027-12-31"}, 1),
        ({"starts": "2028-01-01"}, 0),
        ({"ends": "2027-12-31"}, 1),
        ({"ends": "2027-12-30"}, 0),
    ):
        assert len(standing(pack(duty("dementia", **period)), OLD, [], ENDS).duties) == held


def test_hours_of_other_years_than_the_cycle_s() -> None:
    asked = pack(hours={"hours": 50, "over_years": 3})
    met = standing(asked, OLD, [credit("a", "2025-01-01", 30), credit("b", "2024-12-31", 30)], ENDS).hours
    assert met
    assert (met.counted, met.left) == (("a",), 20)


NAMES = sorted(TOPICS)
DUTIES = st.lists(
    st.builds(
        lambda topics, hours, when, years, of_1: duty(
            *topics, hours=hours, when=when, category_1=of_1, **({"years": years} if when == "years" else {})
        ),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
        st.none() | st.sampled_from([0.25, 1, 2, 3.5, 12]),
        st.sampled_from(["each cycle", "first cycle", "once", "years"]),
        st.integers(1, 8),
        st.booleans(),
    ),
    max_size=4,
)
CREDITS = st.lists(
    st.tuples(
        st.dates(dt.date(2018, 1, 1), dt.date(2029, 12, 31)),
        st.integers(1, 40).map(lambda quarters: quarters / 4),
        st.booleans(),
        st.lists(st.sampled_from([*NAMES, "Texas: Opioids", "Florida: opioids", "Painting"]), max_size=2),
    ),
    max_size=8,
)


def naive(asked: Duty, earned: EarnedCredit, first: dt.date, last: dt.date, *, is_timeless: bool) -> set[Reason]:
    """Recompute, in another way, what speaks against a credit."""
    reasons: set[Reason] = set()
    if earned.completed < first and not is_timeless:
        reasons.add("completed before")
    if earned.completed > last:
        reasons.add("completed after")
    if asked.category_1 and not earned.category_1:
        reasons.add("not Category 1")
    about = [
        content
        for content in earned.contents
        for topic in asked.topics
        for phrase in TOPICS[topic]
        if f" {phrase} " in f" {content.topic.lower().replace(':', ' ').replace('  ', ' ')} "
    ]
    if not about:
        reasons.add("about something else")
    elif all("texas" in content.topic.lower() for content in about):
        reasons.add("for another state")
    return reasons


@given(DUTIES, CREDITS, st.booleans())
def test_a_standing_is_what_a_naive_recomputation_finds(
    duties: list[dict[str, Any]], earned: list[tuple[dt.date, float, bool, list[str]]], is_new: bool
) -> None:
    credits_ = [
        EarnedCredit(str(number), on, hours, of_1, tuple(StateContent(domain="", topic=name) for name in names))
        for number, (on, hours, of_1, names) in enumerate(earned)
    ]
    asked = pack(*duties, hours={"hours": 40}, category_1={"hours": 20})
    issued = dt.date(2026, 5, 1) if is_new else dt.date(2010, 1, 1)
    found = standing(asked, Licensee(issued=issued), credits_, dt.date(2026, 6, 1))

    in_cycle = [each for each in credits_ if each.completed.year in (2026, 2027)]
    assert found.hours
    assert found.hours.hours == sum(each.hours for each in in_cycle)
    assert found.category_1
    assert found.category_1.hours == sum(each.hours for each in in_cycle if each.category_1)
    assert [each for each, _ in found.duties] == [each for each in asked.duties if is_new or each.when != "first cycle"]
    for each, met in found.duties:
        first = dt.date(2028 - each.years, 1, 1) if each.years else dt.date(2026, 1, 1)
        against = {done.credit_id: naive(each, done, first, ENDS, is_timeless=each.when == "once") for done in credits_}
        assert {*met.counted} == {credit_id for credit_id, reasons in against.items() if not reasons}
        assert {name: {*reasons} for name, reasons in met.uncounted} == {
            credit_id: reasons for credit_id, reasons in against.items() if reasons
        }
        assert met.hours == sum(done.hours for done in credits_ if not against[done.credit_id])
        assert met.is_done == (met.hours >= (each.hours or 0.25))


@given(CREDITS)
def test_more_credits_never_leave_more_to_do(earned: list[tuple[dt.date, float, bool, list[str]]]) -> None:
    asked = pack(duty("opioids", "pain management", hours=3), duty("dementia", when="once"), hours={"hours": 40})
    left: list[list[float]] = []
    credits_: list[EarnedCredit] = []
    for number, (on, hours, of_1, names) in enumerate([*earned]):
        contents = tuple(StateContent(domain="", topic=name) for name in names)
        credits_.append(EarnedCredit(str(number), on, hours, of_1, contents))
        found = standing(asked, OLD, credits_, ENDS)
        mets: list[Met] = [*filter(None, [found.hours]), *(met for _, met in found.duties)]
        left.append([0.25 if met.left is None else met.left for met in mets])
    assert all(
        more <= before
        for befores, mores in itertools.pairwise(left)
        for before, more in zip(befores, mores, strict=True)
    )
