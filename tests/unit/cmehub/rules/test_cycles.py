import datetime as dt

import pytest

from cmehub.rules.cycles import CycleRule, cycle_rule, cycle_rules
from cmehub.rules.packs import is_board, rule_pack
from cmehub.rules.packs.sentences import rules_in_words


def days(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


@pytest.mark.parametrize("rule", cycle_rules(), ids=lambda rule: f"{rule.board}-{rule.years}")
def test_a_rule_speaks_of_a_board_and_its_credit_types(rule: CycleRule) -> None:
    last = rule.starts or dt.date(2026, 12, 31)
    assert is_board(rule.board)
    assert rule.of_types.keys() <= set(rule_pack(rule.board, last).types_on(last))
    assert all(amount < rule.amount for amount in rule.of_types.values())
    assert rule.source


def test_of_a_board_and_a_length_there_is_one_rule_at_a_time() -> None:
    kinds = [(rule.board, rule.years) for rule in cycle_rules()]
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize(
    ("authority", "first", "last", "asked"),
    [
        ("ABIM", "2024-01-01", "2028-12-31", 100),
        ("ABIM", "2024-02-15", "2028-12-31", 100),
        ("ABIM", "2024-01-01", "2027-12-31", None),
        ("ABA", "2020-01-01", "2029-12-31", 250),
        ("ABA", "2025-01-01", "2029-12-31", 125),
        ("ABP", "2019-01-01", "2023-12-31", 50),
        ("ABP", "2016-01-01", "2020-12-31", None),
        ("ABS", "2024-01-01", "2028-12-31", None),
        ("OH", "2024-01-01", "2028-12-31", None),
        ("OH", "2026-01-01", "2027-12-31", 50),
        ("OH", "2023-01-01", "2024-12-31", None),
        ("CT", "2025-01-01", "2026-12-31", 50),
        ("CT", "2026-01-01", "2026-12-31", None),
        ("MT", "2025-01-01", "2026-12-31", None),
        ("AS", "2025-01-01", "2026-12-31", None),
        ("UM", "2025-01-01", "2026-12-31", None),
        (None, "2024-01-01", "2028-12-31", None),
    ],
)
def test_a_board_asks_by_the_length_of_the_cycle_and_its_last_day(
    authority: str | None, first: str, last: str, asked: float | None
) -> None:
    rule = cycle_rule(authority, *days(first, last))
    assert (rule and rule.amount) == asked


def test_a_board_s_page_tells_what_it_asks() -> None:
    told = [rule.sentence for rule in rules_in_words(rule_pack("ABA", dt.date(2026, 1, 1))) if rule.topic == "Cycle"]
    assert [sentence.partition(".")[0] for sentence in told] == [
        "A cycle of 10 years asks for 250 points, 20 of them Patient Safety",
        "A cycle of 5 years asks for 125 points",
    ]
    assert told[0].endswith("At most 60 count of one calendar year. This goes for cycles that end from 2022-12-31 on.")


def test_what_a_state_asks_says_the_topics_too_and_is_as_sure_as_its_least_sure_part() -> None:
    rule = cycle_rule("MA", *days("2026-01-01", "2027-12-31"))
    assert rule
    assert (rule.board, rule.years, rule.amount, rule.confidence) == ("MA", 2, 50, "L")
    assert "2 hours about implicit bias, once." in (rule.beside or "")
    assert rule.source.startswith("Board of Registration in Medicine, Guidelines")
    assert "; FSMB" in rule.source


@pytest.mark.parametrize(("state", "has_another"), [("CA", True), ("OH", False)])
def test_a_board_of_osteopathic_physicians_own_is_named(state: str, has_another: bool) -> None:
    rule = cycle_rule(state, *days("2026-01-01", "2027-12-31"))
    assert rule
    assert ("Osteopathic physicians have a board of their own" in (rule.beside or "")) is has_another
