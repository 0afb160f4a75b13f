"""A clerk who does what stands beside the rows of a fix-it workbook gets them taken."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from cmehub.people.rosters import normal_entry_id
from cmehub.people.states import STATES
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import PROVIDER_ID, outcomes_of, sample_entries, stocked_hub
from tests.unit.functions.notify.fix_it.test_fix_it import bad_columns, fix_it_of, opened, sheet_rows


def test_mended_by_a_clerk_nothing_is_refused(tmp_path: Path) -> None:
    hub = stocked_hub()
    book = opened(fix_it_of(hub, hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)))
    sheet = book["Rows to mend"]
    assert isinstance(sheet, Worksheet)
    mend = clerk(hub)
    hopeless = [row for row in sheet_rows(book) if not mend(row)]
    for row in reversed(hopeless):
        sheet.delete_rows(row["Row in your file"].row)
    book.save(tmp_path / "mended.xlsx")

    report = hub.submit(tmp_path / "mended.xlsx", PROVIDER_ID)

    assert [(issue.row, issue.code, issue.message) for issue in report.issues if issue.severity == "error"] == []
    assert [row for row in outcomes_of(report) if row["outcome"] != "accepted"] == []
    assert report.counts.accepted == 48 - len(hopeless)
    assert len(hopeless) == 5, "what only the provider can decide: which activity was meant, which credit, and who"


def clerk(hub: MemoryHub) -> Callable[[dict[str, Any]], bool]:
    """Return what mends one row from what stands beside it and from the rosters; False if the row has to go."""
    by_id = {(entry.authority, entry.entry_id): entry for entry in sample_entries()}
    by_name = {(entry.authority, entry.family_name, entry.given_name): entry for entry in sample_entries()}
    lacking = {
        "Record Action": "Add",
        "ACCME Activity ID": "416194271",
        "Completion Date": "2026-03-16",
        "Certifying Board": "ABIM",
        "Credit Type": "Medical Knowledge",
        "Credits Awarded for Credit Type": "4",
        "Licensing State": "Ohio",
        "Total Board Credits": "4",
        "Number of CME Credits": "2",
    }

    def mend(row: dict[str, Any]) -> bool:
        wrong = row["What is wrong"].value
        if "reported only together with" in wrong or "or several" in wrong:
            return False
        bad = bad_columns(row)
        for line in (row["Suggestion"].value or "").splitlines():
            column, _, value = line.partition(": ")
            row[column].value = value
        for column in bad & lacking.keys():
            if row["Suggestion"].value is None:
                row[column].value = lacking[column]
        if "more than the board total" in wrong:
            row["Credits Awarded for Additional Credit Type 1"].value = row["Total Board Credits"].value
        if runs := re.search(r"runs from (\S+)", wrong):
            row["Completion Date"].value = runs[1]
        if "belongs to another provider" in wrong or "not registered" in wrong:
            return False
        board = row["Certifying Board"].value
        found = by_id.get((board, row["Certifying Board ID"].value)) or by_name.get(
            (board, row["Last Name"].value, row["First Name"].value)
        )
        if board and found and bad & {"First Name", "Last Name", "Date of Birth", "Certifying Board ID"}:
            row["First Name"].value, row["Last Name"].value = found.given_name, found.family_name
            row["Date of Birth"].value, row["Certifying Board ID"].value = found.birth_month_day, found.entry_id
        mend_licence(row, bad)
        return True

    return mend


def mend_licence(row: dict[str, Any], bad: set[str]) -> None:
    licensees = [entry for entry in sample_entries() if entry.authority in STATES]
    number = normal_entry_id("OH", str(row["Licensing ID or NPI"].value))
    person = (row["Last Name"].value, row["First Name"].value)
    found = [
        licensee
        for licensee in licensees
        if number == licensee.entry_id or person == (licensee.family_name, licensee.given_name)
    ]
    if found and row["Licensing State"].value and bad & {"Licensing State", "Licensing ID or NPI", "Date of Birth"}:
        row["First Name"].value, row["Last Name"].value = found[0].given_name, found[0].family_name
        row["Licensing State"].value, row["Licensing ID or NPI"].value = found[0].key
        row["Date of Birth"].value = found[0].birth_month_day
