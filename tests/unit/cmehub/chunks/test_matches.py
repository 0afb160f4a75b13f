"""Learner matching: a file of names in, a result for each row out, nothing stored."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.documents.elements import as_xml
from cmehub.formats import open_file
from cmehub.people.states import STATES
from cmehub.submissions.reports import SubmissionReport
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.sample_hub import PROVIDER_ID, sample_entries, stocked_hub, stored
from tests.workbooks import save_workbook

HEADINGS = ["Row ID", "First Name", "Last Name", "Date of Birth", "Licensing State", "Licensing ID or NPI",
            "Certifying Board", "Certifying Board ID"]  # fmt: skip
JSON_NAMES = ["rowId", "givenName", "familyName", "birthMonthDay", "stateOfLicensure", "licenseId", "board", "boardId"]
ONE = next(entry for entry in sample_entries() if entry.authority == "ABIM")
OTHER_DAY = "07/08" if ONE.birth_month_day != "07-08" else "08/07"


def learner(**changes: str) -> dict[str, str]:
    known = {"givenName": ONE.given_name, "familyName": ONE.family_name, "birthMonthDay": ONE.birth_month_day}
    return {"rowId": "1"} | known | changes


def written(folder: Path, kind: str, learners: list[dict[str, str]]) -> Path:
    path = folder / "matches"
    rows = [[learner.get(name, "") for name in JSON_NAMES] for learner in learners]
    if kind == "json":
        path.write_text(json.dumps(learners))
    elif kind == "xml":
        path.write_bytes(as_xml("LearnerMatchRequest", {"learnerMatches": learners}))
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
    return [record.match.model_dump(mode="json") for record in report.records if record.match]


@pytest.mark.parametrize(
    ("kind", "name", "first"),
    [
        ("xlsx", "match-workbook", 2),
        ("csv", "match-csv", 2),
        ("tab", "match-tab", 2),
        ("json", "match-json", 1),
        ("xml", "match-xml", 1),
    ],
)
def test_every_format_gets_a_result_for_each_row(tmp_path: Path, kind: str, name: str, first: int) -> None:
    hub = stocked_hub()
    before = [stored(hub)[part] for part in ("records", "ledgers", "activities")]

    report = matched(tmp_path, learner(), learner(familyName="Unheard-of"), kind=kind, hub=hub)

    assert (report.kind, report.format) == ("matches", name)
    assert [(record.row, record.match.result.value if record.match else None) for record in report.records] == [
        (first, "match"),
        (first + 1, "no_match"),
    ]
    assert (report.counts.accepted, report.counts.refused) == (1, 1)
    assert [stored(hub)[part] for part in ("records", "ledgers", "activities")] == before


NAMES = ["given name", "family name", "birth day"]
LICENSED = next(entry for entry in sample_entries() if entry.authority in STATES and entry.birth_month_day > "07")
THEM = {"givenName": LICENSED.given_name, "familyName": LICENSED.family_name, "birthMonthDay": LICENSED.birth_month_day}
THERE = {"stateOfLicensure": LICENSED.authority}
NPI, OTHER_NPI = str(LICENSED.npi), "1245319599"
NAMELESS = {"familyName": "Unheard-of"}
OTHER_STATE = "VT" if ONE.state != "VT" else "UT"


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
        ({"board": "ABIM", "boardId": "999999"}, "no_match", NAMES, ["board ID"], "NUMBER_NOT_THEIRS"),
        ({"board": "ABIM", "boardId": "999999"} | NAMELESS, "no_match", [], [], "BOARD_ID_NOT_FOUND"),
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
        (THERE | THEM, "match", [*NAMES, "state"], [], None),
        (THERE | THEM | {"licenseId": LICENSED.entry_id}, "match", ["licence number", *NAMES], [], None),
        (THERE | THEM | {"licenseId": NPI}, "match", ["NPI", *NAMES], [], None),
        (THEM | {"licenseId": NPI}, "match", ["NPI", *NAMES], [], None),
        (THERE | THEM | NAMELESS, "no_match", [], [], "LICENSEE_NOT_FOUND"),
        (THERE | THEM | {"licenseId": "404"}, "no_match", NAMES, ["licence number"], "NUMBER_NOT_THEIRS"),
        (THERE | THEM | {"licenseId": OTHER_NPI}, "no_match", NAMES, ["NPI"], "NUMBER_NOT_THEIRS"),
        (THERE | {"licenseId": LICENSED.entry_id}, "no_match", [], [], "LICENSEE_NOT_FOUND"),
        (THERE | {"licenseId": "404"}, "no_match", [], [], "LICENSEE_NOT_FOUND"),
        (
            THERE | THEM | NAMELESS | {"licenseId": LICENSED.entry_id},
            "match",
            ["licence number", "given name", "birth day"],
            ["family name"],
            None,
        ),
        ({"licenseId": NPI}, "no_match", NAMES, ["NPI"], "NUMBER_NOT_THEIRS"),
        ({"licenseId": OTHER_NPI}, "no_match", NAMES, ["NPI"], "NUMBER_NOT_THEIRS"),
        (NAMELESS | {"licenseId": NPI}, "no_match", [], [], "NPI_NOT_FOUND"),
        (NAMELESS | {"licenseId": OTHER_NPI}, "no_match", [], [], "NPI_NOT_FOUND"),
        (
            THEM | {"licenseId": NPI, "birthMonthDay": "01-01"},
            "no_match",
            ["NPI", "given name", "family name"],
            ["birth day"],
            "LICENSEE_MISMATCH",
        ),
        ({"licenseId": "404"}, "match", NAMES, [], None),
        ({"board": "ABIM", "givenName": ONE.given_name + " B."}, "match", NAMES, [], None),
        ({"givenName": ONE.given_name + " B."}, "no_match", [], [], "LEARNER_NO_MATCH"),
        ({"board": "ABIM", "stateOfLicensure": str(ONE.state)}, "match", [*NAMES, "state"], [], None),
        ({"board": "ABIM", "stateOfLicensure": OTHER_STATE}, "no_match", [], [], "LICENSEE_NOT_FOUND"),
        ({"stateOfLicensure": "HI"}, "match", NAMES, [], "LICENSEE_UNCHECKED"),
        (NAMELESS | {"stateOfLicensure": "HI"}, "no_match", [], [], "LEARNER_NO_MATCH LICENSEE_UNCHECKED"),
    ],
)
def test_results(
    tmp_path: Path, changes: dict[str, str], result: str, matched_on: list[str], mismatched: list[str], code: str | None
) -> None:
    report = matched(tmp_path, learner(**changes))

    assert results(report) == [{"result": result, "matched_on": matched_on, "mismatched": mismatched}]
    assert [issue.code for issue in report.issues] == (code.split() if code else [])


@pytest.mark.parametrize(("board_id", "suggestion"), [("12-x", None), ("0000000123456", "123456"), ("12345678", None)])
def test_an_id_that_cannot_be_one_of_the_board_is_malformed_and_not_unknown(
    tmp_path: Path, board_id: str, suggestion: str | None
) -> None:
    path = written(tmp_path, "csv", [learner(board="ABIM", boardId=board_id)])

    report = stocked_hub().submit(path, PROVIDER_ID)

    (issue,) = report.issues
    assert (issue.code, issue.field, issue.value) == ("BOARD_ID_FORMAT", "Certifying Board ID", board_id)
    assert (issue.suggestion, "up to 6 digits" in issue.message) == (suggestion, True)
    assert [result["result"] for result in results(report)] == ["invalid"]


def test_several_of_one_board_are_told_as_such(tmp_path: Path) -> None:
    hub = stocked_hub()
    hub.rosters.put(2, [ONE.model_copy(update={"entry_id": "777777"})])

    report = matched(tmp_path, learner(), hub=hub)

    assert results(report)[0]["result"] == "multiple_matches"
    assert [issue.code for issue in report.issues] == ["LEARNER_MULTIPLE_MATCHES"]


def test_several_of_one_state_are_told_as_such(tmp_path: Path) -> None:
    hub = stocked_hub()
    hub.rosters.put(2, [LICENSED.model_copy(update={"entry_id": "777777", "npi": None})])

    report = matched(tmp_path, learner(stateOfLicensure=LICENSED.authority, **THEM), hub=hub)

    assert results(report)[0]["result"] == "multiple_matches"
    assert [issue.code for issue in report.issues] == ["LICENSEE_AMBIGUOUS"]


@pytest.mark.parametrize("named", [{"board": "ABIM"}, {}])
def test_a_name_that_many_have_is_answered_alike_whether_or_not_somebody_has_the_birth_day(
    tmp_path: Path, named: dict[str, str]
) -> None:
    hub = stocked_hub()
    others = [ONE.model_copy(update={"entry_id": f"9{day}", "birth_month_day": f"06-{day}"}) for day in range(10, 16)]
    put_on_rosters(hub.rosters, [ONE, *others])

    report = matched(tmp_path, learner(**named), learner(birthMonthDay="06/20", **named), hub=hub)

    assert results(report) == [{"result": "no_match", "matched_on": [], "mismatched": []}] * 2
    assert [issue.code for issue in report.issues] == ["LEARNER_NO_MATCH"] * 2
    assert len({issue.message for issue in report.issues}) == 1
    (proven,) = results(matched(tmp_path, learner(board="ABIM", boardId=ONE.entry_id), hub=hub))
    assert proven["result"] == "match"


def test_a_number_is_called_wrong_only_if_names_and_birth_day_lead_to_one_person(tmp_path: Path) -> None:
    hub = stocked_hub()
    hub.rosters.put(2, [ONE.model_copy(update={"entry_id": "777777"})])

    report = matched(tmp_path, learner(board="ABIM", boardId="999999"), hub=hub)

    assert [issue.code for issue in report.issues] == ["BOARD_ID_NOT_FOUND"]


@pytest.mark.parametrize(
    "document",
    [
        {"learnerMatches": [learner()]},
        {"LearnerMatchRequest": [learner()]},
        {"LearnerMatchRequest": learner()},
        {"LearnerMatchRequest": {"ProviderID": PROVIDER_ID, "learnerMatches": [learner()]}},
        learner(),
    ],
    ids=["array", "array of requests", "request", "array in request", "bare"],
)
def test_learners_stand_in_an_array_or_alone_under_one_of_several_names(tmp_path: Path, document: Any) -> None:
    path = tmp_path / "m"
    path.write_text(json.dumps(document))

    assert open_file(path).format.name == "match-json"
    assert results(stocked_hub().submit(path, PROVIDER_ID))[0]["result"] == "match"


PARSED = {"row_id": "7", "given_name": "Mira", "family_name": "Osei", "birth_month_day": "02-29", "state": "OH"}


@pytest.mark.parametrize(
    "document",
    [
        "<LearnerMatchRequest><learnerMatches>{0}</learnerMatches></LearnerMatchRequest>",
        "<LearnerMatchRequest>{0}</LearnerMatchRequest>",
        "<x:LearnerMatchRequest xmlns:x='urn:x' rowid='7'>{1}</x:LearnerMatchRequest>",
        "<LearnerMatches><LearnerMatch rowId='7'>{1}</LearnerMatch></LearnerMatches>",
    ],
    ids=["in an array", "alone", "in a namespace", "in LearnerMatches"],
)
def test_xml_learners_are_read_under_any_of_their_names(tmp_path: Path, document: str) -> None:
    ours = (
        "<rowId>7</rowId><givenName>Mira</givenName><familyName>Osei</familyName>"
        "<birthMonthDay>02-29</birthMonthDay><stateOfLicensure>OH</stateOfLicensure>"
    )
    of_pars = (
        "<Name><GivenName>Mira</GivenName><FamilyName>Osei</FamilyName></Name>"
        "<PersonalInfo><BirthDate>02-29</BirthDate><StateOfLicensure>OH</StateOfLicensure></PersonalInfo>"
    )
    path = tmp_path / "m"
    path.write_text(document.format(ours, of_pars))

    assert [row.fields for row in open_file(path).rows] == [PARSED]


def test_an_empty_learner_is_a_row_that_lacks_everything(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_text("<LearnerMatchRequest><learnerMatches/></LearnerMatchRequest>")

    report = stocked_hub().submit(path, PROVIDER_ID)

    assert [(issue.row, issue.code, issue.field) for issue in report.issues] == [
        (1, "FIELD_MISSING", "givenName"),
        (1, "FIELD_MISSING", "familyName"),
        (1, "FIELD_MISSING", "birthMonthDay"),
    ]


def test_an_npi_has_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_text(json.dumps([learner(npi="1234567893")]))
    (row,) = open_file(path).rows

    assert row.fields["licence"] == "1234567893"
