"""Whom the hub writes to about a provider, and where mail doesn't arrive."""

import datetime as dt

import pytest

from cmehub.accounts.deliverability import MailFeedback
from tests.api_hub import ApiHub
from tests.contact_api import OF_ANOTHER, VIEWER, ContactApi
from tests.notify_hub import PROVIDER
from tests.sample_hub import OTHER_PROVIDER_ID

PATH = "/v1/mail-recipients"
HOUR = dt.timedelta(hours=1)
PAULA = {"name": "Paula Sample-Ortega", "email": "paula@cme.example.org", "is_primary": True}
VIKTOR = {"name": "Viktor Placeholder", "email": "viktor@cme.example.org", "is_primary": False}
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
