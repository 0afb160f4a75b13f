"""A provider's contacts sign in through the emulator's pages, and call the API under the site's own address."""

import hashlib
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import urllib3

from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import RoleKind
from local.sample_data.sample_files import SAMPLES
from local.sample_load import OTHER_PROVIDER_ID, PROVIDER_ID
from local.sample_people import PASSWORD, SAMPLE_PEOPLE, load_people
from tests.pipeline.conftest import Hub
from tests.sign_in import SignIn

EMAILS = {tuple((role.kind, role.at) for role in person.roles): person.email for person in SAMPLE_PEOPLE}
VIEWER, REPORTER, PRIMARY = (
    EMAILS[(kind, PROVIDER_ID),] for kind in (RoleKind.VIEWER, RoleKind.REPORTER, RoleKind.PRIMARY)
)
OF_BOTH = EMAILS[(RoleKind.VIEWER, PROVIDER_ID), (RoleKind.REPORTER, OTHER_PROVIDER_ID)]
OFFICER = EMAILS[(RoleKind.OFFICER, "DC"), (RoleKind.OFFICER, "OH")]
FILE = "learners.xml"


class Contact:
    """Somebody who has signed in to the console."""

    def __init__(self, hub: Hub, email: str) -> None:
        self.hub = hub
        way = SignIn(hub.stores.connection, Pool.STAFF)
        self.token = way.tokens(way.by_password(email, PASSWORD)).document["access_token"]

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> urllib3.BaseHTTPResponse:
        """Call below the site's own address."""
        connection = self.hub.stores.connection
        given = {"Host": urlsplit(connection.site_url).netloc, "Authorization": f"Bearer {self.token}", **headers}
        sent = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        kind = {} if isinstance(body, bytes | None) else {"Content-Type": "application/json"}
        url = f"{self.hub.stack.endpoint}{path}"
        return urllib3.request(method, url, body=sent, headers=kind | given, retries=False, timeout=60)

    def told(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        answer = self.call(method, path, body, **headers)
        document = answer.json() if answer.data else {}
        return answer.status, document.get("code", "")


@pytest.fixture(scope="module")
def people(hub: Hub) -> Hub:
    load_people(hub.stores.connection)
    return hub


def test_a_reporter_reads_sends_and_matches_and_looks_after_no_keys(people: Hub) -> None:
    reporter = Contact(people, REPORTER)
    (of,) = reporter.call("GET", "/v1/contact").json()["providers"]
    assert (of["provider_id"], of["role"]) == (PROVIDER_ID, "reporter")

    sent = reporter.call(
        "POST",
        "/v1/submissions?dry_run=true",
        (SAMPLES / FILE).read_bytes(),
        **{"Content-Type": "application/octet-stream", "X-File-Name": FILE},
    )

    assert sent.status in {200, 202}, sent.data
    place = f"/v1/submissions/{sent.json()['submission_id']}"
    assert reporter.call("GET", place).json()["dry_run"] is True
    assert Contact(people, VIEWER).told("GET", place) == (200, "")
    assert Contact(people, VIEWER).told("POST", "/v1/activities", {}) == (404, "ROLE_TOO_LOW")
    for path in ("/v1/keys", "/v1/webhooks", "/v1/events"):
        assert reporter.told("GET", path) == (404, "ROLE_TOO_LOW")
        assert Contact(people, PRIMARY).call("GET", path).status == 200
    answer = reporter.call("GET", "/v1/activities")
    assert (answer.headers["Cache-Control"], "RateLimit" in answer.headers) == ("no-store", True)


def test_a_contact_of_two_providers_says_for_which_and_an_officer_is_nobodys(people: Hub) -> None:
    of_both, officer = Contact(people, OF_BOTH), Contact(people, OFFICER)
    assert of_both.told("GET", "/v1/submissions") == (422, "PROVIDER_NOT_CHOSEN")
    for provider_id in (PROVIDER_ID, OTHER_PROVIDER_ID):
        assert of_both.told("GET", "/v1/submissions", ProviderID=provider_id) == (200, "")
    assert officer.told("GET", "/v1/activities", ProviderID=PROVIDER_ID) == (404, "CONTACT_UNKNOWN")
    assert officer.call("GET", "/v1/contact").json()["providers"] == []
    assert officer.told("GET", "/v1/me") == (401, "")


def test_a_reporter_sees_what_to_mend_and_mends_it(people: Hub) -> None:
    reporter, place = Contact(people, REPORTER), f"/v1/submissions/{people.ids['learners-mistakes.xlsx']}"
    rows = reporter.call("GET", f"{place}/rows?faulty=true&limit=500").json()["rows"]
    nameless = next(row for row in rows if any(problem["headings"] == ["First Name"] for problem in row["problems"]))
    given = {"rows": {nameless["row"]: {"First Name": "Zoe"}}}

    tried = reporter.call("POST", f"{place}/corrections?dry_run=true", given)
    sent = reporter.call("POST", f"{place}/corrections", given)

    assert (tried.status, tried.json()["report"]["dry_run"]) == (200, True), tried.data
    assert sent.status == 200, sent.data
    assert sent.json()["mends"] == people.ids["learners-mistakes.xlsx"]
    assert people.finished(sent.json()["submission_id"]).rows == 1
    assert "First Name" not in {issue["field"] for issue in sent.json()["report"]["issues"]}


def test_requests_for_missing_credits_and_the_page_that_mails_lead_to_share_a_path(people: Hub) -> None:
    reporter, nowhere = Contact(people, REPORTER), f"/v1/missing-credits/{'f' * 16}"
    assert reporter.call("GET", "/v1/missing-credits").json() == {"missing_credits": []}
    answer = {"kind": "wrong_person"}
    assert reporter.told("POST", f"{nowhere}/answers", answer) == (404, "NOT_FOUND")
    assert Contact(people, VIEWER).told("POST", f"{nowhere}/answers", answer) == (404, "ROLE_TOO_LOW")
    page = reporter.call("GET", nowhere)
    assert (page.status, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_browser_puts_the_parts_of_a_file_straight_into_the_bucket(people: Hub) -> None:
    reporter, content = Contact(people, REPORTER), (SAMPLES / FILE).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    wanted = {"file_name": FILE, "size": len(content), "sha256": sha256, "parts": [sha256]}
    upload = reporter.call("POST", "/v1/uploads?dry_run=true", wanted).json()
    (part,) = upload["parts"]
    site = people.stores.connection.site_url
    asked = {
        "Origin": site,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": ",".join(
            name.lower() for name in part["headers"] if name != "Content-Length"
        ),
    }

    preflight = urllib3.request("OPTIONS", part["url"], headers=asked, retries=False)
    put = urllib3.request("PUT", part["url"], body=content, headers=part["headers"] | {"Origin": site}, retries=False)

    assert (preflight.status, preflight.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert "PUT" in preflight.headers["Access-Control-Allow-Methods"]
    assert (put.status, put.headers["Access-Control-Allow-Origin"]) == (200, "*")
    completed = reporter.call("POST", f"/v1/uploads/{upload['token']}/complete")
    assert completed.status == 202, completed.data
    report = people.finished(completed.json()["submission_id"])
    assert (report.dry_run, report.provider_id) == (True, PROVIDER_ID)


def test_signing_out_ends_what_was_given_until_then(people: Hub) -> None:
    primary = Contact(people, PRIMARY)
    assert primary.call("POST", "/v1/contact/sign-out").status == 204
    for path in ("/v1/contact", "/v1/submissions", "/v1/activities"):
        assert primary.told("GET", path) == (401, "SIGN_IN_OVER")


def test_the_sign_in_sends_a_contact_back_to_the_console(people: Hub) -> None:
    way = SignIn(people.stores.connection, Pool.STAFF)
    came_back = way.by_password(VIEWER, PASSWORD)
    assert came_back.headers["Location"].startswith(f"{people.stores.connection.site_url}/console/?")
