"""A provider's contacts, looked after by its primary contact."""

import datetime as dt
import json

import pytest

from cmehub.accounts.standing import Role, RoleKind
from cmehub.accounts.team import MOST_CONTACTS
from cmehub.submissions.messages import RoleChangedMessage
from tests.api_hub import Answer, ApiHub, called
from tests.contact_api import OF_ANOTHER, PRIMARY, REPORTER, VIEWER, ContactApi, said
from tests.sample_hub import PROVIDER_ID

CONTACTS, JSON = "/v1/contacts", {"Content-Type": "application/json"}


@pytest.fixture
def contacts(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> ContactApi:
    return ContactApi(api, monkeypatch)


def send(contacts: ContactApi, sub: str, method: str, path: str, body: object = None) -> Answer:
    sent = b"" if body is None else json.dumps(body).encode()
    return called(method, path, contacts.token(sub), body=sent, headers=JSON)


def invite(contacts: ContactApi, sub: str, email: str, role: str) -> Answer:
    return send(contacts, sub, "POST", CONTACTS, {"email": email, "role": role})


def team(contacts: ContactApi, sub: str) -> dict[str, str]:
    return {told["email"]: told["role"] for told in contacts.ask(CONTACTS, sub).document}


def test_somebody_new_is_invited_and_may_at_once_what_the_role_allows(contacts: ContactApi) -> None:
    mira = contacts.person(PRIMARY)

    told = invite(contacts, mira, " rae@cme.example.org ", "reporter")

    member = contacts.members.find("rae@cme.example.org")
    assert member is not None
    assert (told.status, told.document) == (
        201,
        {
            "contact": member.sub,
            "email": "rae@cme.example.org",
            "role": "reporter",
            "is_you": False,
            "is_invited": True,
            "is_last_primary": False,
        },
    )
    assert contacts.ask("/v1/submissions", member.sub).status == 200
    assert [(entry["is_you"], entry["is_last_primary"]) for entry in contacts.ask(CONTACTS, mira).document] == [
        (True, True),
        (False, False),
    ]


def test_who_is_anothers_contact_becomes_one_here_too_and_is_invited_again_until_they_sign_in(
    contacts: ContactApi,
) -> None:
    mira, rae = contacts.person(PRIMARY), contacts.person(OF_ANOTHER)
    found = contacts.members.find(rae)
    assert found is not None

    for _ in range(2):
        assert invite(contacts, mira, found.email, "viewer").status == 201

    assert contacts.hub.standings.find(rae).roles == (OF_ANOTHER, VIEWER)
    assert contacts.members.invited_again == [found.email] * 2
    assert len(contacts.ask("/v1/contact-changes", mira).document) == 1
    assert said(invite(contacts, mira, found.email, "primary")) == (409, "CONTACT_THERE")


def test_a_role_is_changed_and_ended_from_the_next_call_on_and_each_change_is_told(contacts: ContactApi) -> None:
    mira = contacts.person(PRIMARY)
    rae = invite(contacts, mira, "rae@cme.example.org", "viewer").document["contact"]

    assert send(contacts, mira, "PUT", f"{CONTACTS}/{rae}", {"role": "primary"}).document["role"] == "primary"
    assert send(contacts, rae, "PUT", f"{CONTACTS}/{mira}", {"role": "reporter"}).document["is_last_primary"] is False
    assert said(send(contacts, mira, "PUT", f"{CONTACTS}/{rae}", {"role": "viewer"})) == (404, "ROLE_TOO_LOW")
    assert said(send(contacts, rae, "PUT", f"{CONTACTS}/{rae}", {"role": "viewer"})) == (409, "LAST_PRIMARY")
    assert said(send(contacts, rae, "DELETE", f"{CONTACTS}/{rae}")) == (409, "LAST_PRIMARY")
    assert send(contacts, rae, "DELETE", f"{CONTACTS}/{mira}").status == 204
    assert said(contacts.ask("/v1/submissions", mira)) == (404, "CONTACT_UNKNOWN")

    me = contacts.members.find(mira)
    assert me is not None
    changes = contacts.ask("/v1/contact-changes", rae).document
    assert [(told["by"], told["email"], told["was"], told["becomes"]) for told in changes] == [
        ("rae@cme.example.org", me.email, "reporter", None),
        ("rae@cme.example.org", me.email, "primary", "reporter"),
        (me.email, "rae@cme.example.org", "viewer", "primary"),
        (me.email, "rae@cme.example.org", None, "viewer"),
    ]


def test_a_key_that_may_administer_is_written_down_by_its_id(contacts: ContactApi) -> None:
    key = contacts.api.key()
    body = json.dumps({"email": "rae@cme.example.org", "role": "primary"}).encode()

    assert called("POST", CONTACTS, key, body=body, headers=JSON).status == 201

    (told,) = called("GET", "/v1/contact-changes", key).document
    assert key.startswith(f"cmeh_{told['by']}_")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_only_the_providers_own_contacts_are_there(contacts: ContactApi, method: str) -> None:
    mira, stranger = contacts.person(PRIMARY), contacts.person(OF_ANOTHER)
    body = {"role": "viewer"} if method == "PUT" else None
    for name in (stranger, "nobody", "person-1@example.org"):
        assert said(send(contacts, mira, method, f"{CONTACTS}/{name}", body)) == (404, "NOT_FOUND")
    assert contacts.hub.standings.find(stranger).roles == (OF_ANOTHER,)


def test_an_account_that_was_ended_is_invited_no_more(contacts: ContactApi) -> None:
    mira, ended = contacts.person(PRIMARY), contacts.person()
    contacts.members.end(ended)

    assert said(invite(contacts, mira, "person-1@example.org", "viewer")) == (409, "CONTACT_ENDED")
    assert contacts.hub.standings.find(ended).roles == ()


def test_a_provider_has_so_many_contacts_and_no_more(contacts: ContactApi) -> None:
    mira = contacts.person(PRIMARY)
    for _ in range(MOST_CONTACTS - 1):
        contacts.person(VIEWER)

    assert said(invite(contacts, mira, "rae@cme.example.org", "viewer")) == (409, "CONTACTS_TOO_MANY")
    assert contacts.members.find("rae@cme.example.org") is None
    assert invite(contacts, mira, "person-1@example.org", "viewer").status == 201, "is one already"


@pytest.mark.parametrize(
    "body",
    [
        {"email": "rae@cme.example.org", "role": "operator"},
        {"email": "rae@cme.example.org", "role": "officer"},
        {"email": "rae", "role": "viewer"},
        {"email": "rae@cme.example.org"},
    ],
    ids=["operator", "officer", "no address", "no role"],
)
def test_a_contact_is_one_of_three_kinds_with_an_address(contacts: ContactApi, body: dict[str, str]) -> None:
    answer = send(contacts, contacts.person(PRIMARY), "POST", CONTACTS, body)
    assert said(answer) == (422, "REQUEST_INVALID")
    assert len(contacts.members.all()) == 1


def test_everybody_of_the_team_sees_it_and_only_a_primary_contact_changes_it(contacts: ContactApi) -> None:
    contacts.person(PRIMARY)
    for role in (VIEWER, REPORTER):
        sub = contacts.person(role)
        assert len(team(contacts, sub)) == len(contacts.members.all())
        assert said(invite(contacts, sub, "rae@cme.example.org", "viewer")) == (404, "ROLE_TOO_LOW")
        assert said(contacts.ask("/v1/contact-changes", sub)) == (404, "ROLE_TOO_LOW")


def test_somebody_else_who_changed_it_meanwhile_is_told(contacts: ContactApi, monkeypatch: pytest.MonkeyPatch) -> None:
    mira, rae = contacts.person(PRIMARY), contacts.person(VIEWER)
    reporter = Role(kind=RoleKind.REPORTER, at=PROVIDER_ID)
    read = contacts.hub.teams.contacts
    reads = 0

    def contacts_before_another_changes_them(provider_id: str) -> object:
        nonlocal reads
        found, reads = read(provider_id), reads + 1
        if reads == 1:
            contacts.hub.standings.give(rae, reporter)
        return found

    monkeypatch.setattr(contacts.hub.teams, "contacts", contacts_before_another_changes_them)
    answer = send(contacts, mira, "PUT", f"{CONTACTS}/{rae}", {"role": "primary"})

    assert said(answer) == (409, "CONTACT_CHANGED")
    assert contacts.hub.standings.find(rae).roles == (reporter,)


def told(contacts: ContactApi) -> list[tuple[str, RoleKind, bool]]:
    """Return who is told by mail what they are, or were."""
    return [
        (message.sub, message.role.kind, message.is_taken)
        for message in contacts.hub.line
        if isinstance(message, RoleChangedMessage) and message.role.at == PROVIDER_ID
    ]


def test_each_change_is_told_to_whom_it_is_about_but_to_nobody_who_has_not_signed_in_yet(contacts: ContactApi) -> None:
    mira = contacts.person(PRIMARY)
    contacts.members.add("ines@cme.example.org")
    ines = invite(contacts, mira, "ines@cme.example.org", "viewer").document["contact"]
    rae = invite(contacts, mira, "rae@cme.example.org", "viewer").document["contact"]

    for sub in (ines, rae):
        send(contacts, mira, "PUT", f"{CONTACTS}/{sub}", {"role": "reporter"})
        send(contacts, mira, "DELETE", f"{CONTACTS}/{sub}")

    assert told(contacts) == [
        (ines, RoleKind.VIEWER, False),
        (ines, RoleKind.REPORTER, False),
        (ines, RoleKind.REPORTER, True),
    ]


def test_a_call_that_comes_again_leads_to_the_same_message(contacts: ContactApi) -> None:
    mira = contacts.person(PRIMARY)
    contacts.members.add("ines@cme.example.org")
    for _ in range(2):
        ines = invite(contacts, mira, "ines@cme.example.org", "viewer").document["contact"]
    contacts.hub.now += dt.timedelta(hours=1)
    for _ in range(2):
        send(contacts, mira, "PUT", f"{CONTACTS}/{ines}", {"role": "reporter"})

    messages = [message for message in contacts.hub.line if isinstance(message, RoleChangedMessage)]
    assert (messages[0], messages[2]) == (messages[1], messages[3])
    assert messages[0] != messages[2]
