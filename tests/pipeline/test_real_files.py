"""Files as providers really have them, dropped into the bucket: what is told of each, and what is stored."""

from pathlib import Path

import pytest

from cmehub.activities.rows import ActivityName
from cmehub.people.rosters import RosterLoad
from hub.provider.sending import send
from local.in_memory.hub import NOW
from local.in_memory.rosters import put_on_rosters
from local.sample_load import PROVIDER_ID
from tests.examples import a_diplomate, an_activity
from tests.pipeline.conftest import Hub

CASES = Path("tests/cases")
TOLD = {
    "a6-bom-one-cp1252-line.csv": (2, 0, {"FILE_TWO_ENCODINGS"}),
    "abim-2015.csv": (0, 4, {"REPORTING_WINDOW_CLOSED", "FIELD_FORMAT"}),
    "activity-mistakes.xlsx": (2, 4, {"FIELD_FORMAT", "CREDIT_TYPE_UNKNOWN", "PRACTICE_AREA_UNKNOWN"}),
    "b10-zero-width-blank.csv": (1, 0, {"FIELD_REPAIRED"}),
    "b6-no-completion-date-heading.csv": (0, 0, {"HEADINGS_MISSING"}),
    "c10-equals-quoted-id.csv": (1, 0, {"FIELD_REPAIRED"}),
    "c7b-quote-never-closed.csv": (2, 1, {"QUOTE_NOT_CLOSED"}),
    "c7c-quote-over-two-rows.csv": (2, 1, {"QUOTE_NOT_CLOSED"}),
    "d3.csv": (0, 1, {"DELETE_DIFFERS"}),
    "e13-undeclared-entity.xml": (0, 0, {"FILE_BROKEN"}),
    "e23-two-completion-dates.xml": (0, 1, {"GIVEN_TWICE"}),
    "j2-certificates-twice.json": (0, 1, {"GIVEN_TWICE"}),
    "k1-leap-day-typed-in-excel.xlsx": (0, 1, {"BIRTH_DATE_FUTURE"}),
    "lz.csv": (2, 0, {"LEADING_ZEROS_RESTORED"}),
    "misspelt-heading.xlsx": (1, 0, {"HEADINGS_REPAIRED"}),
    "t1.txt": (1, 0, {"LISTING_DEFAULTED"}),
    "t9.txt": (1, 0, {"FIELDS_KEPT"}),
    "two-modules.xml": (2, 0, {"SEVERAL_IN_REPORT"}),
    "unknown-column.xlsx": (1, 0, {"COLUMNS_NOT_READ"}),
    "x1-empty-shared-string.xlsx": (2, 1, {"FIELD_MISSING"}),
    "x2-inlinestr-with-v.xlsx": (1, 0, set[str]()),
}
"""How many rows of each file are accepted and refused, and what is told of it, among other things."""


@pytest.fixture(scope="module")
def sent(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Put what the cases speak of onto the stack, then drop them all into the bucket; return their submissions."""
    stores = hub.stores
    registered = an_activity(activity_id="842787175", start_date="2026-01-01", end_date="2026-12-31")
    of_tab = an_activity(
        activity_id="842787176",
        provider_activity_id="FX-TABMOC",
        activity_format="Live Course",
        start_date="2026-10-05",
        end_date="2026-10-05",
    )
    stores.activities.put([registered])
    stores.activities.add(of_tab, ActivityName.of(of_tab))
    names = {"family_name": "Leadzero", "authority": "AK"}
    licensees = [
        a_diplomate(entry_id="0012345", given_name="Zeta", birth_month_day="03-04", **names),
        a_diplomate(entry_id="PHYS22345", given_name="Yeta", birth_month_day="03-05", **names),
    ]
    put_on_rosters(stores.rosters, licensees)
    bjorn = a_diplomate(entry_id="427445", given_name="Björn", family_name="Obi", birth_month_day="10-04")
    number = stores.rosters.begin("ABIM")
    stores.rosters.change(number, [bjorn], [])
    load = {"authority": "ABIM", "number": number, "at": NOW, "digest": "0" * 64, "full": False, "entries": 1}
    stores.rosters.finish(RosterLoad.model_validate(load))
    added = tmp_path_factory.mktemp("cases") / "d3-added.csv"
    text = (CASES / "d3.csv").read_text("utf-8").replace("Delete", "Add")
    added.write_text(text.replace(",2,Medical Knowledge,2", ",1.5,Medical Knowledge,1.5"), "utf-8")
    assert hub.finished(send(stores, added, PROVIDER_ID).submission_id).counts.accepted == 1
    return {name: send(stores, CASES / name, PROVIDER_ID).submission_id for name in TOLD}


@pytest.mark.parametrize("name", TOLD)
def test_a_case(hub: Hub, sent: dict[str, str], name: str) -> None:
    report = hub.finished(sent[name])

    accepted, refused, codes = TOLD[name]
    assert (report.counts.accepted, report.counts.refused) == (accepted, refused)
    assert {issue.code for issue in report.issues} >= codes
