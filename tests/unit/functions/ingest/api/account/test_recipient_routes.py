"""Whom the hub writes to about a provider, and where mail doesn't arrive."""

import datetime as dt
import json

import pytest

from cmehub.accounts.deliverability import MailFeedback
from tests.api_hub import Answer, ApiHub, called
from tests.contact_api import OF_ANOTHER, PRIMARY, REPORTER, VIEWER, ContactApi, said
from tests.notify_hub import PROVIDER
from tests.sample_hub import OTHER_PROVIDER_ID

PATH = "/v1/mail-recipients"
HOUR = dt.timedelta(hours=1)
PAULA = {"name": "Paula Sample-Ortega", "email": "paula@cme.example.org", "is_primary": True, "is_copy": False}
VIKTOR = {"name": "Viktor Placeholder", "email": "viktor@cme.example.org", "is_primary": False, "is_copy": False}
OFFICE = {"name": "", "is_primary": False, "is_copy": True}
FINE = {"bounced_at": None, "complained_at": None}


@pytest.fixture
def contacts(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> ContactApi:
    made = ContactApi(api, monkeypatch)
    made.hub.providers.put([PROVIDER])
    return made


def test_the_primary_contact_gets_the_mails(contacts: ContactApi) -> None:
    told = contacts.ask(PATH, contacts.person(VIEWER))
    assert (told.status, told.document) == (
        200,
        [{**PAULA, "gets_mails": True, **FINE}, {**VIKTOR, "gets_mails": False, **FINE}],
    )


def test_whose_mail_comes_back_is_told_with_the_time_and_the_next_gets_the_mails(contacts: ContactApi) -> None:
    now = contacts.hub.now
    contacts.hub.mail_feedback.note("PAULA@cme.example.org", MailFeedback.BOUNCE, now)
    contacts.hub.mail_feedback.note("viktor@cme.example.org", MailFeedback.COMPLAINT, now + HOUR)

    told = contacts.ask(PATH, contacts.person(VIEWER)).document

    at, later = (moment.isoformat().replace("+00:00", "Z") for moment in (now, now + HOUR))
    assert told == [
        {**PAULA, "gets_mails": False, "bounced_at": at, "complained_at": None},
        {**VIKTOR, "gets_mails": True, "bounced_at": None, "complained_at": later},
    ]


def test_where_all_mail_comes_back_nobody_gets_it(contacts: ContactApi) -> None:
    for person in (PAULA, VIKTOR):
        contacts.hub.mail_feedback.note(str(person["email"]), MailFeedback.BOUNCE, contacts.hub.now)
    assert {person["gets_mails"] for person in contacts.ask(PATH, contacts.person(VIEWER)).document} == {False}


def test_of_another_provider_nothing_is_told(contacts: ContactApi) -> None:
    contacts.hub.providers.put([PROVIDER.model_copy(update={"provider_id": OTHER_PROVIDER_ID, "contacts": ()})])
    assert contacts.ask(PATH, contacts.person(OF_ANOTHER)).document == []


def put(contacts: ContactApi, sub: str, *emails: str) -> Answer:
    body = json.dumps({"emails": emails}).encode()
    return called("PUT", f"{PATH}/copies", contacts.token(sub), body=body, headers={"Content-Type": "application/json"})


def test_addresses_of_the_office_get_copies_until_others_do(contacts: ContactApi) -> None:
    mira = contacts.person(PRIMARY)

    told = put(contacts, mira, "office@cme.example.org", "Office@CME.example.org", "dean@cme.example.org")

    copies = [person["email"] for person in told.document if person["is_copy"]]
    assert (told.status, copies) == (200, ["Office@CME.example.org", "dean@cme.example.org"])
    assert told.document[2] == {**OFFICE, "email": "Office@CME.example.org", "gets_mails": True, **FINE}
    assert contacts.ask(PATH, mira).document == told.document
    assert [person["is_copy"] for person in put(contacts, mira).document] == [False, False]


@pytest.mark.parametrize("feedback", [MailFeedback.BOUNCE, MailFeedback.COMPLAINT])
def test_a_copy_that_comes_back_or_is_unwanted_is_told_to_be_sent_no_more(
    contacts: ContactApi, feedback: MailFeedback
) -> None:
    mira = contacts.person(PRIMARY)
    put(contacts, mira, "office@cme.example.org")

    contacts.hub.mail_feedback.note("office@cme.example.org", feedback, contacts.hub.now)

    assert [person["gets_mails"] for person in contacts.ask(PATH, mira).document] == [True, False, False]


def test_all_addresses_at_other_domains_are_refused_and_nothing_is_changed(contacts: ContactApi) -> None:
    mira = contacts.person(PRIMARY)
    put(contacts, mira, "office@cme.example.org")

    told = put(contacts, mira, "dean@cme.example.org", "mira@example.com", "x@notcme.example.org")

    assert said(told) == (422, "REQUEST_INVALID")
    for email in ("mira@example.com", "x@notcme.example.org"):
        at = "give one at cme.example.org"
        assert f"emails: {email} isn't at a domain of the provider's contacts; {at}" in told.document["detail"]
    assert "dean@" not in told.document["detail"]
    provider = contacts.hub.providers.find(PROVIDER.provider_id)
    assert provider is not None
    assert provider.copies == ("office@cme.example.org",)


def test_six_addresses_are_too_many_and_only_a_primary_contact_chooses(contacts: ContactApi) -> None:
    mira, rae = contacts.person(PRIMARY), contacts.person(REPORTER)

    assert said(put(contacts, mira, *(f"{name}@cme.example.org" for name in "abcdef"))) == (422, "REQUEST_INVALID")
    assert said(put(contacts, rae, "office@cme.example.org")) == (404, "ROLE_TOO_LOW")
    assert said(put(contacts, mira, "no address")) == (422, "REQUEST_INVALID")
