import datetime as dt
import json
from typing import Any

import pytest
from pydantic import ValidationError

from cmehub.people.identity import Person, disagreements
from cmehub.people.rosters import RosterEntry
from cmehub.rules import packs as rule_packs
from cmehub.rules.packs import RulePack, board_code, board_codes, normal_id, read_packs, rule_pack
from cmehub.rules.packs.attestations import STATEMENTS, attested_text, text_digest
from cmehub.rules.packs.sentences import rules_in_words
from tests.examples import COMPLETED_ON, a_diplomate

AGREES = {"given_name": "Zoë", "family_name": "García-López", "birth_month_day": "02-29"}
GIVEN, FAMILY, BIRTH = {"given_name": "Ana"}, {"family_name": "Osei"}, {"birth_month_day": "03-01"}


def test_the_boards() -> None:
    assert board_codes() == ("ABA", "ABIM", "ABO", "ABOHNS", "ABOS", "ABP", "ABPath", "ABPMR", "ABS", "ABTS")
    names = ("aba", " ABIM ", "ABPATH", "ABXY", "")
    assert [board_code(name) for name in names] == ["ABA", "ABIM", "ABPath", None, None]


def test_the_completion_date_picks_the_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    first = rule_pack("ABIM", COMPLETED_ON)
    later = [first.model_copy(update={"effective_from": dt.date(year, 7, 1)}) for year in (2010, 2020)]
    monkeypatch.setattr(rule_packs, "_packs", lambda: {"TEST": tuple(later)})

    assert rule_pack("TEST", dt.date(2009, 1, 1)) is later[0]
    assert rule_pack("TEST", dt.date(2020, 6, 30)) is later[0]
    assert rule_pack("TEST", dt.date(2020, 7, 1)) is later[1]
    assert rule_pack("TEST", dt.date(2030, 1, 1)) is later[1]


@pytest.mark.parametrize(
    ("board", "spelling", "name"),
    [
        ("ABA", "LIFELONG LEARNING", "Lifelong Learning"),
        ("ABA", " lifelong\u2010learning ", "Lifelong Learning"),
        ("ABA", "Lifelong Learning (CME)", "Lifelong Learning"),
        ("ABP", "Lifelong Learning & Self-Assessment", "Lifelong Learning and Self-Assessment"),
        ("ABS", "SA", "Self-Assessment"),
        ("ABOHNS", "Improvement in Medical Practice (Part IV)", "Improvement in Medical Practice"),
        ("ABOS", "Self-Assessment Examination (SAE)", "Self-Assessment Examination"),
        ("ABPath", "SAM", "Self-Assessment"),
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


def told(board: str, on: str, topic: str) -> list[str]:
    return [
        word.sentence for word in rules_in_words(rule_pack(board, dt.date.fromisoformat(on))) if word.topic == topic
    ]


@pytest.mark.parametrize(
    ("board", "taken", "not_taken"),
    [
        ("ABA", "35550001", "45550001"),
        ("ABIM", "000001", "0000001"),
        ("ABO", "12345", "123456"),
        ("ABOHNS", "12345", "123456"),
        ("ABP", "1234567", "12345678"),
        ("ABPath", "1234567890", "01234"),
        ("ABOS", "AB12", "AB/12"),
        ("ABTS", "AB12", "AB/12"),
        ("ABPMR", "AB12", "AB/12"),
        ("ABS", "AB12", "AB/12"),
    ],
)
def test_what_the_ids_of_a_board_look_like(board: str, taken: str, not_taken: str) -> None:
    pack = rule_pack(board, COMPLETED_ON)

    assert (pack.takes_id(taken), pack.takes_id(not_taken)) == (True, False)
    assert pack.id_format.required == (board != "ABS")


@pytest.mark.parametrize(
    ("board", "on", "topic", "sentence"),
    [
        ("ABP", "2019-12-31", "Amount", "Points are in steps of 1."),
        ("ABP", "2019-12-31", "Records", "One record for each learner and activity."),
        ("ABP", "2020-01-01", "Amount", "Points are in steps of 0.25."),
        ("ABO", "2021-01-01", "Activities", "Activities that start until 2022-12-31 can be registered."),
        ("ABPMR", "2026-01-01", "Activities", "Activities that start from 2025-01-01 on can be registered."),
        ("ABS", "2026-01-01", "Completions", "Completions are taken from 2021-03-01 on."),
        ("ABP", "2026-01-01", "Advice", "To count in its year, report a completion until December 1."),
        ("ABA", "2026-01-01", "Content outline", "An activity names 1 to 2 areas of the board's content outline."),
    ],
)
def test_what_changed_and_what_only_one_board_asks(board: str, on: str, topic: str, sentence: str) -> None:
    assert sentence in told(board, on, topic)


def test_the_number_of_practice_areas() -> None:
    areas = {board: rule_pack(board, COMPLETED_ON).practice_areas for board in board_codes()}
    known = {board: len(area.names) for board, area in areas.items() if area and area.confidence != "L"}

    assert known == {"ABA": 14, "ABIM": 23, "ABOHNS": 10, "ABOS": 10, "ABPath": 32, "ABP": 24, "ABS": 9}


@pytest.mark.parametrize(
    ("board", "written", "name"),
    [
        ("ABP", "hospice and palliative medicine", "Hospice & Palliative Medicine"),
        ("ABPath", "Blood Bank Transfusion Medicine", "Blood Bank/Transfusion Medicine"),
        ("ABPath", "Hematology", "Hematology (blood, BM)"),
        ("ABIM", "Hospice", None),
    ],
)
def test_spellings_of_practice_areas(board: str, written: str, name: str | None) -> None:
    assert rule_pack(board, COMPLETED_ON).practice_area(written) == name


def a_file(**changes: Any) -> str:
    rules = rule_pack("ABA", COMPLETED_ON).model_dump(mode="json", exclude_none=True, exclude={"board", "name"})
    return json.dumps({"board": "ABA", "name": "A board", "packs": [rules | changes]})


def test_a_later_pack_tells_what_it_changes_and_null_takes_a_rule_away() -> None:
    document = json.loads(a_file())
    step = {"step": 1, "source": "a notice", "confidence": "H"}
    document["packs"].insert(0, {"effective_from": "2027-01-01", "increment": step, "same_day": None})

    first, later = read_packs(json.dumps(document))

    assert later == first.model_copy(
        update={"effective_from": dt.date(2027, 1, 1), "increment": later.increment, "same_day": None}
    )
    assert (first.increment.step, later.increment.step) == (0.25, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"companions": [{"credit_type": "X", "needs": ["Y"], "source": "s", "confidence": "L"}]}, "have: X, Y"),
        ({"attestation": {"version": "0", "source": "s", "confidence": "L"}}, "no attestation statements of version 0"),
        ({"cap": {"source": "s", "confidence": "certain"}}, "confidence"),
        ({"cap": {"confidence": "H"}}, "source"),
        ({"colour": "red"}, "colour"),
        ({"id_format": None}, "id_format"),
        ({"increment": {"step": 0, "source": "s", "confidence": "L"}}, "greater than 0"),
    ],
)
def test_a_file_that_does_not_follow_the_schema_is_not_read(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        read_packs(a_file(**changes))


def test_a_digest_says_what_was_attested_to() -> None:
    assert len(STATEMENTS["1"]) == 5
    assert "ABA" in attested_text("1", "ABA")
    assert text_digest("1", "ABA") == text_digest("1", "ABA") != text_digest("1", "ABP")
