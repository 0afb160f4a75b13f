"""The committed sample files are what the generator makes, in the real layouts, and say what they claim."""

import csv
import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from cmehub.activities.activity import Activity
from cmehub.activities.choices import ACTIVITY_FORMATS
from cmehub.activities.rows import ActivityRow
from cmehub.formats import open_file
from cmehub.issues.catalogue import CATALOGUE
from cmehub.people.names import folded
from cmehub.people.npi import is_npi
from cmehub.people.states import STATES
from cmehub.rules.packs import is_board, rule_pack
from local.sample_data.__main__ import main
from local.sample_data.activities import other_provider_activities, sample_activities
from local.sample_data.learner_workbook import HEADINGS
from local.sample_data.physicians import SAMPLE_PHYSICIANS, npi_of, physician, sample_rosters
from local.sample_data.providers import sample_providers
from local.sample_data.sample_files import FIRST_DATA_ROW, SAMPLES, write_samples

SAVED_BY_LIBREOFFICE = "learners-clean-libreoffice.xlsx"
ROW_CODES = {
    "FIELD_MISSING", "FIELD_FORMAT", "ACTIVITY_NOT_FOUND", "NOT_YOUR_ACTIVITY", "BOARD_UNKNOWN", "BOARD_NOT_REGISTERED",
    "CREDIT_TYPE_NOT_OFFERED", "CREDIT_INCREMENT", "CREDIT_NOT_POSITIVE", "CREDIT_OVER_ACTIVITY_MAX", "BOARD_ID_FORMAT",
    "COMPLETION_IN_FUTURE", "COMPLETION_OUTSIDE_ACTIVITY", "REPORTING_WINDOW_CLOSED", "DUPLICATE_ROW",
    "DELETE_UNKNOWN_RECORD", "DELETE_NOT_ALLOWED_PENDING", "IDENTITY_MISMATCH", "BOARD_ID_NOT_FOUND",
    "MAX_POINTS_REACHED", "DUPLICATE_SAME_DAY", "SAME_DAY_RECORD_LIMIT", "CREDIT_OVER_TOTAL", "DIPLOMATE_NOT_FOUND",
    "CREDIT_COMBO_INVALID",
    "NUMBER_NOT_THEIRS", "LICENSEE_MISMATCH",
}  # fmt: skip


def sheet_rows(path: Path) -> list[tuple[Any, ...]]:
    book = load_workbook(path)
    rows = list(book["Sheet1"].iter_rows(values_only=True))
    book.close()
    return rows


def expected_of(name: str) -> list[dict[str, Any]]:
    expected: list[dict[str, Any]] = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))
    return expected


def test_regeneration_gives_the_committed_bytes(tmp_path: Path) -> None:
    files = write_samples(tmp_path)

    assert {path.name for path in files} == {path.name for path in SAMPLES.iterdir()} - {SAVED_BY_LIBREOFFICE}
    for path in files:
        assert path.read_bytes() == (SAMPLES / path.name).read_bytes(), path.name


def test_another_seed_gives_other_people_under_the_same_layout(tmp_path: Path) -> None:
    write_samples(tmp_path, seed=7)

    assert (tmp_path / "roster-ABIM.csv").read_bytes() != (SAMPLES / "roster-ABIM.csv").read_bytes()
    assert (tmp_path / "activities.xml").read_bytes() == (SAMPLES / "activities.xml").read_bytes()
    assert (tmp_path / "learners-mistakes.expected.json").read_bytes() == (
        SAMPLES / "learners-mistakes.expected.json"
    ).read_bytes()


def test_providers_have_one_primary_contact_each_and_only_example_addresses() -> None:
    with (SAMPLES / "providers.csv").open(encoding="utf-8", newline="") as file:
        contacts = list(csv.DictReader(file))

    assert len(contacts) == len(sample_providers())
    assert Counter(contact["provider_id"] for contact in contacts if contact["is_primary"] == "yes") == Counter(
        {contact["provider_id"] for contact in contacts}
    )
    assert all(len(contact["provider_id"]) == 7 for contact in contacts)
    assert all(contact["contact_email"].endswith(("example.org", "example.com", "example.net")) for contact in contacts)


@pytest.mark.parametrize("board", ["ABA", "ABIM", "ABP", "ABS"])
def test_rosters_hold_ids_in_the_boards_format_each_once(board: str) -> None:
    with (SAMPLES / f"roster-{board}.csv").open(encoding="utf-8", newline="") as file:
        roster = list(csv.DictReader(file))

    assert len(roster) >= 50
    assert len({diplomate["board_id"] for diplomate in roster}) == len(roster)
    assert all(rule_pack(board, dt.date(2026, 1, 1)).takes_id(diplomate["board_id"]) for diplomate in roster)
    people = {
        (folded(diplomate["given_name"]), folded(diplomate["family_name"]), diplomate["birth_month_day"])
        for diplomate in roster
    }
    assert len(people) == len(roster)


def test_some_physicians_stand_on_no_roster_some_on_two_and_names_are_hard() -> None:
    people = [physician(number) for number in range(SAMPLE_PHYSICIANS)]
    names = "".join(person.given_name + person.family_name for person in people)

    assert {len(person.board_ids) for person in people} == {0, 1, 2}
    assert any(person.birth_month_day == "02-29" for person in people)
    assert all(is_npi(person.npi) for person in people)
    assert {"-", "'", "é", "."} <= set(names)


def test_ids_stay_apart_in_large_rosters() -> None:
    for authority, roster in sample_rosters(20_000).items():
        assert len({entry.entry_id for entry in roster}) == len(roster), authority
        for entry in roster:
            assert authority in STATES or rule_pack(authority, dt.date(2026, 1, 1)).takes_id(entry.entry_id)
    assert len({npi_of(number) for number in range(20_000)}) == 20_000


def test_activities_are_complete_and_cover_the_boards_with_rosters() -> None:
    activities = sample_activities()

    assert (
        len({activity.activity_id for activity in (*activities, *other_provider_activities())}) == len(activities) + 1
    )
    assert all(not activity.missing_for_active() for activity in activities)
    assert {registration.board for activity in activities for registration in activity.registrations} == {
        authority for authority in sample_rosters() if is_board(authority)
    }
    assert {activity.activity_format for activity in activities} <= set(ACTIVITY_FORMATS)
    assert any(not activity.registrations for activity in activities)
    for activity in activities:
        for registration in activity.registrations:
            pack = rule_pack(registration.board, activity.start_date)
            assert all(pack.credit_type(name) == name for name in registration.credit_types)
            assert registration.points <= (activity.credits or 0)


def test_activity_xml_has_every_activity_and_no_accme_id() -> None:
    root = etree.parse(SAMPLES / "activities.xml").getroot()

    assert etree.QName(root).localname == "ACCMEActivities"
    assert len(root) == len(sample_activities())
    assert "ACCME Activity ID" not in {element.text for element in root.iter()}


@pytest.mark.parametrize(
    ("name", "activities"),
    [("activities.xml", sample_activities()), ("activities-other-provider.xml", other_provider_activities())],
)
def test_activity_xml_is_read_back_as_it_was_meant(name: str, activities: tuple[Activity, ...]) -> None:
    rows = [ActivityRow.model_validate(row.fields) for row in open_file(SAMPLES / name).rows]

    assert [
        row.activity(activity.activity_id, activity.provider_id) for row, activity in zip(rows, activities, strict=True)
    ] == list(activities)


@pytest.mark.parametrize("name", ["learners-clean", "learners-mistakes", "learners-delete"])
def test_workbooks_have_the_template_layout(name: str) -> None:
    book = load_workbook(SAMPLES / f"{name}.xlsx")
    sheets = book.sheetnames
    guidance, headings = book["Sheet1"].iter_rows(max_row=2, values_only=True)
    book.close()

    assert sheets == ["Sheet1", "ValidValues", "Reference"]
    assert headings == HEADINGS
    assert headings[12] == "Credit Type "
    assert all(guidance)
    assert guidance != headings


def test_clean_rows_agree_with_the_rosters() -> None:
    on_roster = {
        (board, diplomate.entry_id): diplomate for board, roster in sample_rosters().items() for diplomate in roster
    }
    rows = sheet_rows(SAMPLES / "learners-clean.xlsx")[2:]

    assert 55 <= len(rows) <= 70
    assert {(row[8] is not None, row[9] is not None) for row in rows} == {(True, False), (False, True), (True, True)}
    for row in rows:
        if row[10] is not None:
            entry = on_roster[row[9].upper(), str(row[10]).replace("-", "")]
            assert (folded(row[3]), folded(row[4])) == (folded(entry.given_name), folded(entry.family_name))


def test_libreoffice_saved_the_clean_workbook_as_it_is_now() -> None:
    width = len(HEADINGS)
    saved = [row[:width] for row in sheet_rows(SAMPLES / SAVED_BY_LIBREOFFICE)]

    assert saved == sheet_rows(SAMPLES / "learners-clean.xlsx")


def test_mistakes_cover_every_code_and_leave_good_rows() -> None:
    expected = expected_of("learners-mistakes")
    rows = sheet_rows(SAMPLES / "learners-mistakes.xlsx")
    filled = [number for number, row in enumerate(rows, 1) if number >= FIRST_DATA_ROW and any(row)]

    assert [row["row"] for row in expected] == filled
    assert {row["code"] for row in expected if row["code"]} == ROW_CODES
    assert set(CATALOGUE) >= ROW_CODES
    assert all((row["outcome"] == "accepted") == (row["code"] is None) for row in expected)
    assert sum(row["outcome"] == "accepted" for row in expected) >= 12
    assert len(rows) - len(filled) == 3


def test_a_row_said_to_be_a_duplicate_repeats_an_earlier_one() -> None:
    rows = sheet_rows(SAMPLES / "learners-mistakes.xlsx")
    duplicates = [row["row"] for row in expected_of("learners-mistakes") if row["code"] == "DUPLICATE_ROW"]

    assert duplicates
    for number, row in enumerate(rows, 1):
        if number >= FIRST_DATA_ROW and any(row):
            assert (row in rows[: number - 1]) == (number in duplicates)


def test_deletes_repeat_clean_rows_but_for_one() -> None:
    clean = {row[1:] for row in sheet_rows(SAMPLES / "learners-clean.xlsx")[2:]}
    deletes = sheet_rows(SAMPLES / "learners-delete.xlsx")[2:]

    assert {row[0] for row in deletes} == {"Delete"}
    assert [row[1:] in clean for row in deletes] == [
        row["outcome"] == "accepted" for row in expected_of("learners-delete")
    ]
    assert expected_of("learners-delete")[-1]["code"] == "DELETE_UNKNOWN_RECORD"


def test_learner_xml_has_both_places_for_ids_and_unique_credit_ids() -> None:
    root = etree.parse(SAMPLES / "learners.xml").getroot()
    spaces = {"ar": "http://ns.medbiq.org/activityreport/v1/", "m": "http://ns.medbiq.org/member/v1/"}
    credit_ids = [element.text for element in root.iterfind(".//ar:CreditID", spaces)]

    assert root.tag == "ACCMELearnerReports"
    assert len(root.findall(".//ar:ActivityReport", spaces)) == len(expected_of("learners"))
    assert root.find(".//ar:Member/m:UniqueID", spaces) is not None
    assert root.find(".//ar:CreditCertificate/m:UniqueID", spaces) is not None
    assert len(set(credit_ids)) == len(credit_ids) > 30


def test_the_command_writes_a_file_and_the_rosters_it_relies_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, rosters = tmp_path / "big.xml", tmp_path / "rosters"
    options = ["--format", "xml", "--out", str(out), "--physicians", "600", "--rosters", str(rosters)]

    assert main(["--rows", "40", *options]) == 0

    assert capsys.readouterr().out.startswith("40 rows")
    assert {path.name for path in rosters.iterdir()} == {path.name for path in SAMPLES.glob("roster-*.csv")}
