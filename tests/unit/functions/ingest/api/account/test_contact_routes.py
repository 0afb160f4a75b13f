"""Whose contact somebody is who signed in, and signing out everywhere."""

import datetime as dt

import pytest

from cmehub.accounts.accreditors import Accreditor
from tests.api_hub import ApiHub, called, is_problem
from tests.contact_api import ACCREDITOR, OF_ANOTHER, OFFICER, OPERATOR, PRIMARY, REPORTER, VIEWER, ContactApi
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def contacts(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> ContactApi:
    return ContactApi(api, monkeypatch)


def test_a_contact_hears_of_each_provider_with_the_role_and_what_it_allows(contacts: ContactApi) -> None:
    told = contacts.ask("/v1/contact", contacts.person(REPORTER, OF_ANOTHER, OFFICER)).document

    names = {place: contacts.hub.providers.find(place) for place in (PROVIDER_ID, OTHER_PROVIDER_ID)}
    assert told["is_sandbox"] is False
    assert {of["provider_id"]: (of["name"], of["role"]) for of in told["providers"]} == {
        place: (found.name, role)
        for (place, found), role in zip(names.items(), ("reporter", "primary"), strict=True)
        if found
    }
    scopes = {of["role"]: {*of["scopes"]} for of in told["providers"]}
    assert scopes["reporter"] == {"read", "activities:write", "learners:write", "match"}
    assert scopes["primary"] == scopes["reporter"] | {"admin"}
    assert told["accreditors"] == []


def test_who_reads_for_an_accreditor_hears_which_and_is_no_contact(contacts: ContactApi) -> None:
    contacts.hub.accreditors.put(Accreditor(accreditor_id="EXMS", name="Example Medical Society"))

    told = contacts.ask("/v1/contact", contacts.person(ACCREDITOR)).document

    assert (told["providers"], told["accreditors"]) == (
        [],
        [{"accreditor_id": "EXMS", "name": "Example Medical Society"}],
    )


@pytest.mark.parametrize("roles", [(), (OFFICER,), (OPERATOR,)], ids=["none", "officer", "operator"])
def test_who_is_nobodys_contact_hears_of_none(contacts: ContactApi, roles: tuple[()]) -> None:
    answer = contacts.ask("/v1/contact", contacts.person(*roles), provider_id=PROVIDER_ID)
    assert (answer.status, answer.document["providers"]) == (200, [])


def test_a_sandbox_says_that_it_is_one(contacts: ContactApi) -> None:
    contacts.api.is_sandbox = True
    assert contacts.ask("/v1/contact", contacts.person(VIEWER)).document["is_sandbox"] is True


@pytest.mark.parametrize("way", [("GET", "/v1/contact"), ("POST", "/v1/contact/sign-out")], ids=str)
def test_it_is_for_whoever_signed_in_alone(contacts: ContactApi, way: tuple[str, str]) -> None:
    assert is_problem(called(*way, None), 401, "SIGN_IN_MISSING")
    assert is_problem(called(*way, contacts.api.key()), 401, "SIGN_IN_OVER")
    assert is_problem(called(*way, "a.b.c"), 401, "SIGN_IN_OVER")
    contacts.hub.contacts = None
    del contacts.hub.access
    assert is_problem(called(*way, contacts.token(contacts.person(VIEWER))), 401, "SIGN_IN_MISSING")


def test_signing_out_ends_every_token_that_was_given_until_then(contacts: ContactApi) -> None:
    sub = contacts.person(PRIMARY)
    tokens = [contacts.token(sub, contacts.hub.now - count * SECOND) for count in range(2)]

    assert called("POST", "/v1/contact/sign-out", tokens[0]).status == 204

    for path in ("/v1/contact", "/v1/submissions", "/v1/activities"):
        assert [called("GET", path, token).status for token in tokens] == [401, 401]
        assert called("GET", path, contacts.token(sub, contacts.hub.now + SECOND)).status == 200
    assert contacts.members.signed_out == [sub]
