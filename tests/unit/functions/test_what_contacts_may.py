"""What a provider's contacts may do: every route that systems call, by every role and by everybody of the staff."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.accounts.contacts import QUOTA, SCOPES
from cmehub.accounts.keys import Scope
from cmehub.accounts.standing import Role, RoleKind
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub, called
from tests.contact_api import (
    ACCREDITOR,
    NO_CONTACT,
    OF_ANOTHER,
    OFFICER,
    OPERATOR,
    PRIMARY,
    REPORTER,
    VIEWER,
    ContactApi,
    said,
)
from tests.contract.test_credentials import Route, described
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID
from tests.unit.cmehub.api.test_guessing_calls import UNKNOWN, asked
from tests.unit.functions.validate.api.records.test_routes import a_record, an_activity, save

SUBMISSIONS = "/v1/submissions"
SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ContactApi:
    """An API over a hub without data, which is a sandbox, so that no route is missing."""
    api = ApiHub(MemoryHub(), tmp_path, monkeypatch)
    api.is_sandbox = True
    return ContactApi(api, monkeypatch)


@pytest.fixture
def contacts(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> ContactApi:
    return ContactApi(api, monkeypatch)


def test_a_viewer_reads_a_reporter_sends_and_a_primary_looks_after_the_rest() -> None:
    assert {kind: {*scopes} for kind, scopes in SCOPES.items()} == {
        RoleKind.VIEWER: {Scope.READ},
        RoleKind.REPORTER: {*Scope} - {Scope.ADMIN},
        RoleKind.PRIMARY: {*Scope},
    }


@pytest.mark.parametrize("route", described())
def test_a_route_is_for_contacts_whose_role_allows_it_and_for_nobody_else_of_the_staff(
    empty: ContactApi, route: Route
) -> None:
    def answered(*roles: Role, provider_id: str | None = None) -> tuple[int, str]:
        headers = route.headers | ({"ProviderID": provider_id} if provider_id else {})
        token = empty.token(empty.person(*roles))
        return said(called(route.method, route.path, token, body=route.body, headers=headers))

    for role in (VIEWER, REPORTER, PRIMARY):
        if route.scopes & {*SCOPES[role.kind]}:
            for provider_id in (None, PROVIDER_ID):
                told = answered(role, provider_id=provider_id)
                assert told not in NO_CONTACT, (role, told)
                assert told[0] not in {401, 403}, (role, told)
        else:
            assert answered(role) == (404, "ROLE_TOO_LOW"), role
        assert answered(role, provider_id=OTHER_PROVIDER_ID) == (404, "CONTACT_UNKNOWN")
        assert answered(role, provider_id="0000001") == (404, "CONTACT_UNKNOWN"), "as if there were such a provider"
    for roles in ((), (OFFICER,), (OPERATOR,), (ACCREDITOR,), (OFFICER, ACCREDITOR, OPERATOR)):
        for provider_id in (None, PROVIDER_ID):
            assert answered(*roles, provider_id=provider_id) == (404, "CONTACT_UNKNOWN"), roles
    assert answered(VIEWER, OF_ANOTHER) == (422, "PROVIDER_NOT_CHOSEN")
    of_viewer = answered(VIEWER, OF_ANOTHER, provider_id=PROVIDER_ID)
    assert (of_viewer == (404, "ROLE_TOO_LOW")) == (Scope.READ not in route.scopes)
    assert answered(VIEWER, OF_ANOTHER, provider_id=OTHER_PROVIDER_ID) not in NO_CONTACT


def test_a_contact_of_several_providers_touches_the_one_that_is_named(contacts: ContactApi) -> None:
    contacts.api.send((SAMPLES / "learners.xml").read_bytes(), contacts.api.key())
    contacts.api.read_all()
    of_both = contacts.person(VIEWER, OF_ANOTHER)

    def files(provider_id: str) -> list[str]:
        answer = contacts.ask(SUBMISSIONS, of_both, provider_id=provider_id)
        return [file["submission_id"] for file in answer.document["submissions"]]

    own = files(PROVIDER_ID)[0]
    assert own not in files(OTHER_PROVIDER_ID)
    assert contacts.ask(f"{SUBMISSIONS}/{own}", of_both, provider_id=PROVIDER_ID).status == 200
    elsewhere = contacts.ask(f"{SUBMISSIONS}/{own}", of_both, provider_id=OTHER_PROVIDER_ID)
    assert said(elsewhere) == said(contacts.ask(f"{SUBMISSIONS}/{'0' * 32}", of_both, provider_id=OTHER_PROVIDER_ID))
    assert said(elsewhere) == (404, "NOT_FOUND")


def test_a_role_that_is_given_or_taken_away_counts_from_the_next_call_on(contacts: ContactApi) -> None:
    sub = contacts.person()
    token = contacts.token(sub)

    told = [said(called("GET", SUBMISSIONS, token))]
    for change in (contacts.hub.standings.give, contacts.hub.standings.take):
        change(sub, VIEWER)
        told.append(said(called("GET", SUBMISSIONS, token)))

    assert told == [(404, "CONTACT_UNKNOWN"), (200, ""), (404, "CONTACT_UNKNOWN")]


@pytest.mark.parametrize("path", [SUBMISSIONS, "/v1/activities", "/v1/contact"])
def test_only_a_token_of_the_consoles_client_that_was_given_after_the_last_sign_out_is_good(
    contacts: ContactApi, path: str
) -> None:
    sub = contacts.person(PRIMARY)
    contacts.hub.standings.sign_out(sub, at=contacts.hub.now)
    for token, expected in (
        (contacts.token(sub, contacts.hub.now), 401),
        (contacts.token(sub, contacts.hub.now + SECOND, "another client"), 401),
        (contacts.token(sub, contacts.hub.now + SECOND), 200),
    ):
        answer = called("GET", path, token)
        assert answer.status == expected
        if expected == 401:
            assert (answer.document["code"], answer.headers["WWW-Authenticate"]) == ("SIGN_IN_OVER", "Bearer")


def test_a_contact_has_a_quota_at_each_provider_and_hears_what_is_left(contacts: ContactApi) -> None:
    contacts.hub.now = contacts.hub.now.replace(hour=12, minute=0, second=0)
    of_both, other = contacts.person(VIEWER, OF_ANOTHER), contacts.person(VIEWER)
    for _ in range(QUOTA.calls_per_minute):
        contacts.hub.standings.count_call(of_both, PROVIDER_ID, at=contacts.hub.now)

    refused = contacts.ask(SUBMISSIONS, of_both, provider_id=PROVIDER_ID)

    assert (said(refused), refused.headers["Retry-After"]) == ((429, "RATE_EXCEEDED"), "60")
    assert refused.document["detail"].startswith("600 calls may be made a minute.")
    for answer in (contacts.ask(SUBMISSIONS, of_both, provider_id=OTHER_PROVIDER_ID), contacts.ask(SUBMISSIONS, other)):
        assert (answer.status, answer.headers["RateLimit"].partition(";t=")[0]) == (200, '"minute";r=599')
    contacts.hub.now += MINUTE
    assert contacts.ask(SUBMISSIONS, of_both, provider_id=PROVIDER_ID).status == 200
    for _ in range(QUOTA.calls_per_day):
        contacts.hub.standings.count_call(other, PROVIDER_ID, at=contacts.hub.now - MINUTE)
    assert said(contacts.ask(SUBMISSIONS, other)) == (429, "QUOTA_EXCEEDED")


def test_who_looks_up_too_many_in_vain_is_answered_no_more_on_this_day_at_any_provider(contacts: ContactApi) -> None:
    sub = contacts.person(REPORTER, OF_ANOTHER)

    def matched(provider_id: str) -> tuple[int, str]:
        return said(
            asked(contacts.token(sub), UNKNOWN | {"birth_month_day": "02-03"}, headers={"ProviderID": provider_id})
        )

    assert matched(PROVIDER_ID)[0] == 200
    assert [*contacts.hub.tries.tallies(contacts.hub.now.date())] == [f"contact {sub}"]
    contacts.hub.tries.count(f"contact {sub}", contacts.hub.now.date(), failed=QUOTA.failed_matches_per_day)
    assert matched(PROVIDER_ID) == matched(OTHER_PROVIDER_ID) == (429, "MATCHES_EXHAUSTED")


def test_it_is_written_down_which_contact_reported_something(contacts: ContactApi) -> None:
    sub = contacts.person(REPORTER)
    activity_id = an_activity(contacts.api, PROVIDER_ID)

    (saved,) = save(contacts.token(sub), a_record(contacts.api, activity_id)).document["records"]

    told = contacts.ask(f"/v1/learner-records/{saved['record']}", sub).document
    stored = contacts.hub.submissions.find(told["submission_id"])
    assert stored is not None
    assert (stored.key_id, stored.provider_id) == (f"contact {sub}", PROVIDER_ID)


def test_no_contact_is_answered_403_which_cloudfront_would_answer_with_a_page(contacts: ContactApi) -> None:
    record = a_record(contacts.api, an_activity(contacts.api, PROVIDER_ID))
    contact, key = contacts.token(contacts.person(OF_ANOTHER)), contacts.api.key(provider_id=OTHER_PROVIDER_ID)

    answers = [save(caller, record) for caller in (contact, key)]

    assert [said(answer) for answer in answers] == [(404, "NOT_YOURS"), (403, "NOT_YOURS")]
    assert [answer.document["status"] for answer in answers] == [404, 403]
