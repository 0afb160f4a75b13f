"""Learner matching: a file of names in, a result for each row out, nothing stored."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.formats import open_file
from cmehub.reports import SubmissionReport
from tests.memory_hub import MemoryHub
from tests.sample_hub import PROVIDER_ID, sample_diplomates, stocked_hub, stored
from tests.workbooks import save_workbook

HEADINGS = ["Row ID", "First Name", "Last Name", "Date of Birth", "Licensing State", "Licensing ID or NPI",
            "Certifying Board", "Certifying Board ID"]  # fmt: skip
JSON_NAMES = ["rowId", "givenName", "familyName", "birthMonthDay", "stateOfLicensure", "licenseId", "board", "boardId"]
ONE = next(one for one in sample_diplomates() if one.authority == "ABIM")
OTHER_DAY = "07/08" if ONE.birth_month_day != "07-08" else "08/07"


def learner(**changes: str) -> dict[str, str]:
    known = {"givenName": ONE.given_name, "familyName": ONE.family_name, "birthMonthDay": ONE.birth_month_day}
    return {"rowId": "1"} | known | changes


def written(folder: Path, kind: str, learners: list[dict[str, str]]) -> Path:
    path = folder / "matches"
    rows = [[one.get(name, "") for name in JSON_NAMES] for one in learners]
    if kind == "json":
        path.write_text(json.dumps(learners))
    elif kind == "xlsx":
        save_workbook(path, [HEADINGS, *rows])
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter="\t" if kind == "tab" else ",").writerows([HEADINGS, *rows])
    return path


def matched(
    folder: Path, *learners: dict[str, str], kind: str = "json", hub: MemoryHub | None = None
) -> SubmissionReport:
    return (hub or stocked_hub()).submit(written(folder, kind, [*learners]), PROVIDER_ID)


def results(report: SubmissionReport) -> list[dict[str, Any]]:
    return [one.match.model_dump(mode="json") for one in report.records if one.match]


@pytest.mark.parametrize(
    ("kind", "name", "first"),
    [
        ("xlsx", "match-workbook", 2),
        ("csv", "match-csv", 2),
        ("tab", "match-tab", 2),
        ("json", "match-json", 1),
    ],
)
def test_every_format_gets_a_result_for_each_row(tmp_path: Path, kind: str, name: str, first: int) -> None:
    hub = stocked_hub()
    before = [stored(hub)[part] for part in ("records", "ledgers", "activities")]

    report = matched(tmp_path, learner(), learner(familyName="Unheard-of"), kind=kind, hub=hub)

    assert (report.kind, report.format) == ("matches", name)
    assert [(one.row, one.match.result.value if one.match else None) for one in report.records] == [
        (first, "match"),
        (first + 1, "no_match"),
    ]
    assert (report.counts.accepted, report.counts.refused) == (1, 1)
    assert [stored(hub)[part] for part in ("records", "ledgers", "activities")] == before


NAMES = ["given name", "family name", "birth day"]


@pytest.mark.parametrize(
    ("changes", "result", "matched_on", "mismatched", "code"),
    [
        ({}, "match", NAMES, [], None),
        ({"board": "ABIM"}, "match", NAMES, [], None),
        ({"board": "abim", "boardId": ONE.entry_id}, "match", ["board ID", *NAMES], [], None),
        ({"givenName": ONE.given_name.upper()}, "match", NAMES, [], None),
        ({"familyName": "Unheard-of"}, "no_match", [], [], "LEARNER_NO_MATCH"),
        ({"birthMonthDay": OTHER_DAY}, "no_match", [], [], "LEARNER_NO_MATCH"),
        ({"board": "ABS"}, "no_match", [], [], "LEARNER_NO_MATCH"),
        ({"board": "ABIM", "boardId": "999999"}, "no_match", [], ["board ID"], "BOARD_ID_NOT_FOUND"),
        (
            {"board": "ABIM", "boardId": ONE.entry_id, "birthMonthDay": OTHER_DAY},
            "no_match",
            ["board ID", "given name", "family name"],
            ["birth day"],
            "IDENTITY_MISMATCH",
        ),
        ({"birthMonthDay": "13/45"}, "invalid", [], [], "FIELD_FORMAT"),
        ({"givenName": ""}, "invalid", [], [], "FIELD_MISSING"),
        ({"board": "OH"}, "invalid", [], [], "FIELD_FORMAT"),
        ({"stateOfLicensure": "Ohaio"}, "invalid", [], [], "BOARD_UNKNOWN"),
    ],
)
def test_results(
    tmp_path: Path, changes: dict[str, str], result: str, matched_on: list[str], mismatched: list[str], code: str | None
) -> None:
    report = matched(tmp_path, learner(**changes))

    assert results(report) == [{"result": result, "matched_on": matched_on, "mismatched": mismatched}]
    assert [one.code for one in report.issues] == ([code] if code else [])


def test_several_of_one_board_are_told_as_such(tmp_path: Path) -> None:
    hub = stocked_hub()
    hub.rosters.put([ONE.model_copy(update={"entry_id": "777777"})])

    report = matched(tmp_path, learner(), hub=hub)

    assert results(report)[0]["result"] == "multiple_matches"
    assert [one.code for one in report.issues] == ["LEARNER_MULTIPLE_MATCHES"]


def test_nothing_that_the_sender_did_not_send_is_told(tmp_path: Path) -> None:
    report = matched(tmp_path, learner(board="ABIM", boardId=ONE.entry_id, familyName="Stranger", givenName="Nobody"))

    told = report.model_dump_json()
    assert ONE.family_name not in told
    assert ONE.given_name not in told


@pytest.mark.parametrize("wrapper", ["learnerMatches", "LearnerMatchRequest"])
def test_the_array_may_have_a_name(tmp_path: Path, wrapper: str) -> None:
    path = tmp_path / "m"
    path.write_text(json.dumps({wrapper: [learner()]}))

    assert open_file(path).format.name == "match-json"
    assert results(stocked_hub().submit(path, PROVIDER_ID))[0]["result"] == "match"


def test_an_npi_has_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_text(json.dumps([learner(npi="1234567893")]))
    (row,) = open_file(path).rows

    assert row.fields["licence"] == "1234567893"
