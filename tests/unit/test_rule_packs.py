import datetime as dt

import pytest

from cmehub import rule_packs
from cmehub.identity import Person, disagreements
from cmehub.rosters import RosterEntry
from cmehub.rule_packs import RulePack, board_code, board_codes, normal_id, rule_pack
from tests.examples import COMPLETED_ON, a_diplomate

AGREES = {"given_name": "Zoë", "family_name": "García-López", "birth_month_day": "02-29"}
GIVEN, FAMILY, BIRTH = {"given_name": "Ana"}, {"family_name": "Osei"}, {"birth_month_day": "03-01"}


def test_the_boards() -> None:
    assert board_codes() == ("ABA", "ABIM", "ABP", "ABS")
    assert [board_code(name) for name in ("aba", " ABIM ", "ABXY", "")] == ["ABA", "ABIM", None, None]


def test_the_completion_date_picks_the_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    first = rule_pack("ABIM", COMPLETED_ON)
    later = [first.model_copy(update={"effective_from": dt.date(year, 7, 1)}) for year in (2010, 2020)]
    monkeypatch.setattr(rule_packs, "_packs", lambda: {"TEST": tuple(later)})

    assert rule_pack("TEST", dt.date(2009, 1, 1)) is later[0]
    assert rule_pack("TEST", dt.date(2020, 6, 30)) is later[0]
    assert rule_pack("TEST", dt.date(2020, 7, 1)) is later[1]
    assert rule_pack("TEST", dt.date(2030, 1, 1)) is later[1]


@pytest.mark.parametrize("board", board_codes())
def test_a_type_that_counts_within_another_names_one_of_the_board(board: str) -> None:
    pack = rule_pack(board, COMPLETED_ON)
    names = {one.name for one in pack.credit_types}

    assert {one.counts_within for one in pack.credit_types} <= names | {None}
    assert pack.same_day is None or pack.same_day.split_type in names | {None}
    assert [pack.credit_type(one.name) for one in pack.credit_types] == [one.name for one in pack.credit_types]


@pytest.mark.parametrize(
    ("board", "spelling", "name"),
    [
        ("ABA", "LIFELONG LEARNING", "Lifelong Learning"),
        ("ABA", " lifelong\u2010learning ", "Lifelong Learning"),
        ("ABA", "Lifelong Learning (CME)", "Lifelong Learning"),
        ("ABP", "Lifelong Learning & Self-Assessment", "Lifelong Learning and Self-Assessment"),
        ("ABS", "SA", "Self-Assessment"),
        ("ABIM", "Lifelong Learning", None),
        ("ABIM", "", None),
    ],
)
def test_spellings_of_credit_types(board: str, spelling: str, name: str | None) -> None:
    assert rule_pack(board, COMPLETED_ON).credit_type(spelling) == name


def test_ids_lose_blanks_and_hyphens_but_no_zeroes() -> None:
    assert normal_id(" 00-12\u201334 5 ") == "0012345"


def off(pack: RulePack, changes: dict[str, str], diplomate: RosterEntry | None = None) -> tuple[str, ...]:
    return disagreements(pack.identity, diplomate or a_diplomate(), Person(**{**AGREES, **changes}))


@pytest.mark.parametrize("board", ["ABA", "ABIM"])
def test_family_name_and_birth_day_have_to_agree(board: str) -> None:
    pack = rule_pack(board, COMPLETED_ON)

    assert off(pack, {}) == off(pack, GIVEN) == ()
    assert off(pack, FAMILY) == ("family name",)
    assert off(pack, BIRTH) == ("birth day",)
    assert off(pack, FAMILY | BIRTH | GIVEN) == ("family name", "birth day")


def test_abp_needs_one_of_family_name_and_birth_day() -> None:
    pack = rule_pack("ABP", COMPLETED_ON)

    assert off(pack, FAMILY) == off(pack, BIRTH) == off(pack, GIVEN) == ()
    assert off(pack, FAMILY | BIRTH) == ("family name", "birth day")


def test_abs_needs_the_whole_name_and_the_birth_day() -> None:
    pack = rule_pack("ABS", COMPLETED_ON)

    assert off(pack, {}) == ()
    assert [off(pack, changes) for changes in (GIVEN, FAMILY, BIRTH)] == [
        ("given name",),
        ("family name",),
        ("birth day",),
    ]
