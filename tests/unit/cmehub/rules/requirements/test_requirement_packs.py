import datetime as dt
import json

import pytest
from pydantic import ValidationError

from cmehub.people.licensing_boards import LICENSING_BOARDS
from cmehub.people.states import STATES
from cmehub.rules.packs.rules import Sourced
from cmehub.rules.requirements import (
    RequirementPack,
    read_requirements,
    requirement_codes,
    requirement_pack,
    requirement_packs,
)
from cmehub.rules.requirements.sentences import requirements_in_words

PACKS = [pack for code in requirement_codes() for pack in requirement_packs(code)]
NAMES = [f"{pack.code}-{pack.effective_from}" for pack in PACKS]
OVERVIEW = "FSMB, Continuing Medical Education: Board-by-Board Overview, October 2025"
UNREAD = "not read in a text"


def sourced_of(pack: RequirementPack) -> list[Sourced]:
    single = [field for _, field in pack if isinstance(field, Sourced)]
    return [*single, *(rule for _, field in pack if isinstance(field, tuple) for rule in field)]


def file(**told: object) -> str:
    rule = {"source": "a page", "confidence": "H"}
    pack = {name: value | rule if isinstance(value, dict) else value for name, value in told.items()}
    return json.dumps({"state": "OH", "name": "A board", "packs": [{"effective_from": "2025-01-01", **pack}]})


def test_every_state_and_territory_with_a_licensing_board_has_a_file() -> None:
    told = {pack.state for pack in PACKS if not pack.osteopathic}
    assert STATES.keys() - told == {"UM"}  # nobody lives there for good, and no board licenses anybody
    assert {pack.state for pack in PACKS} == told


def test_a_board_is_called_as_everywhere_and_has_one_file() -> None:
    names = {pack.state: pack.name for pack in PACKS if not pack.osteopathic}
    assert {state: names[state] for state in LICENSING_BOARDS} == LICENSING_BOARDS
    assert not {pack.state for pack in PACKS if pack.osteopathic} & LICENSING_BOARDS.keys()
    assert len({pack.name for pack in PACKS}) == len(requirement_codes())


@pytest.mark.parametrize("pack", PACKS, ids=NAMES)
def test_a_rule_is_as_sure_as_its_source(pack: RequirementPack) -> None:
    for rule in sourced_of(pack):
        sources = rule.source.split("; ")
        assert len(sources) > 1 or rule.confidence != "M", f"two texts are wanted: {rule}"
        assert rule.confidence != "H" or not sources[0].startswith((OVERVIEW, UNREAD)), f"no text of a board: {rule}"
        assert not sources[0].startswith(UNREAD) or rule.confidence == "L", f"nothing was read: {rule}"


@pytest.mark.parametrize("pack", PACKS, ids=NAMES)
def test_everything_is_told_in_words_with_its_source_or_as_not_found(pack: RequirementPack) -> None:
    told = requirements_in_words(pack)
    found = [said for said in told if said.source]
    fields = (pack.hours, pack.category_1, pack.length, pack.ends, pack.moc_instead, pack.reporting, pack.duties)
    assert len(found) == len(sourced_of(pack))
    assert all(said.sentence.endswith(".") and "None" not in said.sentence for said in told)
    assert all(said.confidence for said in found)
    assert [said for said in told if not said.source] == [
        said for said in told if "found" in said.sentence and not said.source
    ]
    assert len(told) - len(found) == sum(not field for field in fields)


def test_a_later_pack_tells_what_it_changes() -> None:
    before, after = requirement_packs("co")
    assert (before.hours and before.hours.hours, after.hours and after.hours.hours) == (0, 30)
    assert before.duties == after.duties


@pytest.mark.parametrize(
    ("state", "on", "osteopathic", "code"),
    [
        ("CA", "2026-01-31", False, "ca"),
        ("CA", "2026-01-31", True, "ca-osteopathic"),
        ("OH", "2026-01-31", True, "oh"),
        ("UM", "2026-01-31", False, None),
        ("OH", "2019-12-31", False, None),
    ],
)
def test_a_state_and_a_day_pick_the_pack(state: str, on: str, osteopathic: bool, code: str | None) -> None:
    pack = requirement_pack(state, dt.date.fromisoformat(on), osteopathic=osteopathic)
    assert (pack and pack.code) == code


def test_the_day_before_a_later_pack_has_the_earlier_one() -> None:
    asked = [requirement_pack("CO", dt.date.fromisoformat(day)) for day in ("2025-12-31", "2026-01-01")]
    assert [pack and pack.hours and pack.hours.hours for pack in asked] == [0, 30]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"hours": {"hours": -1}}, "greater than or equal to 0"),
        ({"hours": {"hours": 1.1}}, "multiple of 0.25"),
        ({"hour": {"hours": 1}}, "Extra inputs"),
        ({"hours": {"hours": 40, "hour": 4}}, "Extra inputs"),
        ({"hours": {"hours": 40}, "category_1": {"hours": 41}}, "more hours of Category 1 than hours"),
        ({"length": {"years": 0}}, "greater than or equal to 1"),
        ({"ends": {"on": "date", "month": 2}}, "month and day stand with a date"),
        ({"ends": {"on": "birthday", "month": 2, "day": 1}}, "month and day stand with a date"),
        ({"ends": {"on": "date", "month": 2, "day": 30}}, "day"),
        ({"ends": {"on": "licence", "year": 2026}}, "doesn't go with the licence"),
        ({"length": {"years": 2}, "ends": {"on": "date", "month": 2, "day": 1}}, "needs a year"),
    ],
)
def test_a_file_that_can_t_be_is_refused(told: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        read_requirements(file(**told))


@pytest.mark.parametrize(
    ("duty", "why"),
    [
        ({"topics": ["opium"], "when": "once"}, "there are no topics opium"),
        ({"topics": [], "when": "once"}, "at least 1 item"),
        ({"topics": ["opioids"], "when": "years"}, "years stand with when"),
        ({"topics": ["opioids"], "when": "once", "years": 2}, "years stand with when"),
        ({"topics": ["opioids"], "when": "once", "hours": 0}, "greater than 0"),
    ],
)
def test_a_duty_that_can_t_be_met_is_refused(duty: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        read_requirements(file(duties=[duty | {"source": "a page", "confidence": "H"}]))


def test_a_state_that_there_isn_t_is_refused() -> None:
    with pytest.raises(ValidationError, match="XX is no state's letters"):
        read_requirements(file().replace('"OH"', '"XX"'))
