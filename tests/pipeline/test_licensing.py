"""An officer signs in through the emulator's pages, and looks at a licensee under the site's own address."""

import hashlib
from functools import partial

import pytest
import urllib3

from cmehub.people.physicians import linked
from cmehub.people.rosters import EntryKey, RosterEntry
from hub.operator.site import publish
from local.sample_people import load_people
from tests.pipeline.conftest import Hub
from tests.pipeline.test_contacts import OFFICER, VIEWER, Contact
from tests.pipeline.test_site import fetch

STATES = ("DC", "OH")
TWO_YEARS = {"since": "2025-01-01", "until": "2026-12-31"}


@pytest.fixture(scope="module")
def people(hub: Hub) -> Hub:
    load_people(hub.stores.connection)
    return hub


def somebody_with_cme(hub: Hub) -> RosterEntry:
    """Return a licensee of the officer's states of whom a provider reported CME credit that stays."""
    for record in hub.stores.records.all():
        if record.deleted or not any(not line.is_moc for line in record.row.lines):
            continue
        if key := EntryKey.of_learner_key(record.learner_key):
            for entry in linked(hub.stores.rosters, *key):
                if entry.authority in STATES:
                    return entry
    raise LookupError("The sample files have no such learner.")


def test_an_officer_finds_reads_and_prints_a_licensee_and_the_physician_sees_who_did(people: Hub) -> None:
    officer = Contact(people, OFFICER)
    assert tuple(state["state"] for state in officer.call("GET", "/v1/contact").json()["states"]) == STATES
    licensee = somebody_with_cme(people)
    place, asked = f"/v1/licensing/{licensee.authority}", {"licence": licensee.entry_id}

    (found,) = officer.call("POST", f"{place}/lookups", asked).json()["licensees"]
    by_name = {name: found[name] for name in ("given_name", "family_name", "birth_month_day")}
    assert officer.call("POST", f"{place}/lookups", by_name).json() == {"licensees": [found]}
    page = officer.call("POST", f"{place}/pages", asked | TWO_YEARS)
    assert (page.headers["Cache-Control"], page.json()["total"] > 0) == ("no-store", True)
    printed = officer.call("POST", f"{place}/prints", asked | TWO_YEARS)
    assert (printed.headers["Content-Type"], printed.data[:5]) == ("application/pdf", b"%PDF-")

    kinds = [look["kind"] for look in officer.call("GET", f"{place}/log").json()["looks"]][:4]
    assert sorted(kinds) == ["by licence", "by name", "page", "print"]
    accesses = people.stores.accesses.of_learner([licensee.learner_key], limit=2)
    assert [access.reader for access in accesses] == ["officer", "officer"]
    assert Contact(people, VIEWER).told("POST", f"{place}/pages", asked) == (404, "NOT_FOUND")


def test_an_officer_changes_the_roster_by_a_file_and_finds_who_is_new(people: Hub) -> None:
    officer = Contact(people, OFFICER)
    content = b"action,licence_id,given_name,family_name,birth_month_day\nadd,99.000777,Mara,Quistgaard,03-03\n"
    asked = {"name": "ohio.csv", "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "delta": True}
    sent = officer.call("POST", "/v1/licensing/OH/rosters", asked).json()
    place, roster = sent["place"], f"/v1/licensing/OH/rosters/{sent['roster_id']}"
    put = urllib3.request(place["method"], place["url"], body=content, headers=place["headers"], timeout=60)
    assert put.status == 200

    def is_at(status: str) -> bool:
        return bool(officer.call("GET", roster).json()["status"] == status)

    for step, end in (({"status": "checking"}, "checked"), ({"status": "loading", "removed": 0}, "loaded")):
        assert officer.call("PATCH", roster, step).status == 200
        people.wait_for(f"the roster {end}", partial(is_at, end))

    (found,) = officer.call("POST", "/v1/licensing/OH/lookups", {"licence": "99000777"}).json()["licensees"]
    assert found["family_name"] == "Quistgaard"


def test_the_officers_pages_are_kept_by_nobody(people: Hub) -> None:
    publish(people.stores.connection)
    for path in ("/licensing", "/licensing/", "/licensing/licensee?state=DC"):
        answer = fetch(people, path)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "Licensing boards" in answer.body
