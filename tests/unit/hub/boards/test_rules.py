"""The commands about boards' rules, on a stack in moto."""

import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.rules.packs import board_codes, rule_pack
from hub.stores import HubStores
from local.in_memory.rosters import put_on_rosters
from tests.examples import COMPLETED_ON, a_diplomate, a_line, a_record, a_row, an_activity
from tests.unit.hub.provider.test_activities import name_of, stores
from tests.unit.hub.test_cli import run

__all__ = ["stores"]


def test_all_boards_are_shown_and_which_take_activities() -> None:
    done = run("boards", "show", "--on", "2026-05-01")

    lines = {line.split()[0]: line.split()[-1] for line in done.stdout.splitlines() if line.startswith("AB")}
    assert lines == {code: "no" if code == "ABO" else "yes" for code in board_codes()}


@pytest.mark.parametrize(
    ("code", "on", "said"),
    [
        ("aba", "2026-05-01", "Patient Safety is reported only together with Lifelong Learning."),
        ("ABP", "2018-05-01", "They change on 2020-01-01"),
        ("ABP", "2026-05-01", "in force since 2020-01-01"),
        ("ABTS", "2026-05-01", "no text found"),
    ],
)
def test_every_rule_of_a_board_is_shown_with_its_source(
    monkeypatch: pytest.MonkeyPatch, code: str, on: str, said: str
) -> None:
    monkeypatch.setenv("COLUMNS", "300")

    assert said in run("boards", "show", code, "--on", on).stdout


def test_rules_as_json() -> None:
    abpath = json.loads(run("boards", "show", "ABPath", "--on", "2026-05-01", "--json").stdout)
    every = json.loads(run("boards", "show", "--on", "2026-05-01", "--json").stdout)

    assert abpath == next(pack for pack in every if pack["board"] == "ABPath")
    assert [pack["board"] for pack in every] == [*board_codes()]
    assert all({"source", "confidence"} <= pack["id_format"].keys() for pack in every)


def test_a_board_that_is_not_there() -> None:
    done = run("boards", "show", "ABX")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "There is no board ABX. Name one of: ABA, ABIM, ABO, ABOHNS" in done.stderr


def pack_file(folder: Path, board: str = "ABIM", **changes: Any) -> Path:
    pack = rule_pack(board, COMPLETED_ON).model_dump(mode="json", exclude_none=True, exclude={"board", "name"})
    path = folder / "pack.json"
    path.write_text(json.dumps({"board": board, "name": "A board", "packs": [pack | changes]}))
    return path


def stock(stores: HubStores) -> None:
    activity = an_activity()
    stores.activities.add(activity, name_of(activity))
    put_on_rosters(stores.rosters, [a_diplomate()])
    stores.records.put(
        [
            a_record(a_row(a_line(amount=amount)), board_ids={"ABIM": "123456"}, record_id=f"record-{amount}")
            for amount in ("1", "1.5")
        ]
        + [a_record(a_row(a_line(board="ABA", learner_id="30000001")), board_ids={"ABA": "30000001"})]
    )


WHOLE: dict[str, Any] = {"increment": {"step": 1, "source": "a notice", "confidence": "H"}}


def test_what_a_changed_pack_would_change_is_told_and_nothing_is_written(stores: HubStores, tmp_path: Path) -> None:
    stock(stores)
    before = [*stores.records.all()]

    done = run("boards", "replay", "abim", "--pack", str(pack_file(tmp_path, **WHOLE)))

    assert done.exit_code == 0, done.output
    assert "2 records report to ABIM; 1 would come out otherwise." in done.stdout
    assert "1 accepted -> refused" in done.stdout
    assert "CREDIT_INCREMENT" in done.stdout
    assert [*stores.records.all()] == before


def test_what_would_change_as_json_and_for_one_provider(stores: HubStores, tmp_path: Path) -> None:
    stock(stores)
    pack = str(pack_file(tmp_path, **WHOLE))

    found = json.loads(run("boards", "replay", "ABIM", "--pack", pack, "--json").stdout)
    others = json.loads(run("boards", "replay", "ABIM", "--pack", pack, "--provider", "0000001", "--json").stdout)

    assert (found["records"], found["counts"]) == (2, {"accepted -> refused": 1})
    assert [change["record_id"] for change in found["changes"]] == ["record-1.5"]
    assert (others["records"], others["changes"]) == (2, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}", "is no file of rule packs: board: Field required. Start from cmehub/rules/packs/abim.json"),
        ("[", "is no file of rule packs"),
        ('{"board": "ABIM", "name": "A board", "packs": []}', "holds none, not the rule packs of ABIM"),
        (None, "can't be read: No such file or directory. Check the path."),
    ],
)
def test_a_pack_file_that_cannot_be_used(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "pack.json"
    if content is not None:
        path.write_text(content)

    done = run("boards", "replay", "ABIM", "--pack", str(path))

    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr.replace("\n", "")


def test_the_file_of_another_board(tmp_path: Path) -> None:
    done = run("boards", "replay", "ABIM", "--pack", str(pack_file(tmp_path, "ABA")))

    assert "holds those of ABA, not the rule packs of ABIM. Name the file of ABIM." in done.stderr.replace("\n", "")
