"""An officer signs in through the emulator's pages, and looks at a licensee under the site's own address."""

from typing import Any
from urllib.parse import urlsplit

import pytest
import urllib3

from local.sample_people import load_people, sample_physician
from tests.pipeline.conftest import Hub
from tests.pipeline.test_contacts import OFFICER, VIEWER, Contact

PLACE = "/v1/licensing/DC"
PHYSICIAN = sample_physician()
LICENCE = {"licence": PHYSICIAN.licence_id}


@pytest.fixture(scope="module")
def people(hub: Hub) -> Hub:
    load_people(hub.stores.connection)
    return hub


def test_an_officer_finds_reads_and_prints_a_licensee_and_the_physician_sees_who_did(people: Hub) -> None:
    officer = Contact(people, OFFICER)
    assert [state["state"] for state in officer.call("GET", "/v1/contact").json()["states"]] == ["DC", "OH"]

    (found,) = officer.call("POST", f"{PLACE}/lookups", LICENCE).json()["licensees"]
    by_name = {name: found[name] for name in ("given_name", "family_name", "birth_month_day")}
    assert officer.call("POST", f"{PLACE}/lookups", by_name).json() == {"licensees": [found]}
    page = officer.call("POST", f"{PLACE}/pages", LICENCE)
    told: Any = page.json()
    assert (page.headers["Cache-Control"], told["is_cycle"], told["ends"]) == ("no-store", True, "2026-12-31")
    assert told["credits"]
    assert sum(credit["amount"] for credit in told["credits"]) >= told["total"] > 0
    printed = officer.call("POST", f"{PLACE}/prints", LICENCE)
    assert (printed.headers["Content-Type"], printed.data[:5]) == ("application/pdf", b"%PDF-")

    kinds = [look["kind"] for look in officer.call("GET", f"{PLACE}/log").json()["looks"]][:4]
    assert sorted(kinds) == ["by licence", "by name", "page", "print"]
    accesses = people.stores.accesses.of_learner([f"ABA-{PHYSICIAN.board_id('ABA')}"], limit=2)
    assert {access.reader for access in accesses} == {"officer"}
    assert Contact(people, VIEWER).told("POST", f"{PLACE}/pages", LICENCE) == (404, "NOT_FOUND")


def test_the_officers_pages_are_kept_by_nobody(people: Hub) -> None:
    for path in ("/licensing/", "/licensing/licensee?state=DC"):
        answer = urllib3.request(
            "GET",
            f"{people.stack.endpoint}{path}",
            headers={"Host": urlsplit(people.stores.connection.site_url).netloc},
        )
        assert answer.status == 200
        assert "Licensing boards" in answer.data.decode()
        assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")
