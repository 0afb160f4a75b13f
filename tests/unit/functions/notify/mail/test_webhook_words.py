import datetime as dt

import pytest

from cmehub.accounts.providers import Contact, Provider
from cmehub.accounts.webhooks import DisabledBecause, Webhook, make_webhook
from cmehub.submissions.events import Attempt, Delivery, EventType, Failure
from functions.notify.mail.mail import compose_mail
from functions.notify.mail.webhook_words import webhook_words
from tests.notify_hub import PROVIDER, SENDER, html_of, parsed, text_of

AT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
DISABLED = dt.datetime(2026, 11, 25, 7, 5, tzinfo=dt.UTC)
ADDRESS = "https://hub.example.org/console/systems?provider=0009999#webhooks"
CONTACT = Contact(name="Paula Sample-Ortega", email="paula@cme.example.org")


def a_webhook(**changes: object) -> Webhook:
    made = make_webhook(PROVIDER.provider_id, "https://lms.example.org/hook?token=hush", (EventType.FINISHED,), AT)
    state = {"webhook_id": "wh_1", "disabled_at": DISABLED, "disabled_because": DisabledBecause.FAILING}
    return made.model_copy(update=state | changes)


def an_attempt(status: int | None, failure: Failure | None = None) -> Attempt:
    delivery = Delivery(webhook_id="wh_1", event_id="evt_1", event_type=EventType.FINISHED, began_at=AT)
    return Attempt(delivery=delivery, number=8, at=DISABLED, milliseconds=9, status=status, failure=failure)


def said(webhook: Webhook, attempt: Attempt | None = None, provider: Provider = PROVIDER) -> tuple[str, str]:
    words = webhook_words(webhook, attempt, DISABLED, ADDRESS)
    mail = compose_mail(words, provider, CONTACT, sender=SENDER, at=DISABLED)
    message = parsed(mail.raw)
    assert mail.recipient == CONTACT.email
    assert message["Subject"] == "Your webhook is disabled: lms.example.org"
    assert message["X-CME-Hub-Webhook"] == webhook.webhook_id
    return text_of(message), html_of(message)


@pytest.mark.parametrize(
    ("because", "why"),
    [(DisabledBecause.GONE, "status 410 (Gone)"), (DisabledBecause.FAILING, "8 tries over more than a day")],
)
def test_the_mail_says_why_and_what_to_do(because: DisabledBecause, why: str) -> None:
    for body in said(a_webhook(disabled_because=because), an_attempt(503)):
        flat = " ".join(body.split())
        assert why in flat
        assert "25 November 2026, 07:05 UTC: status 503" in flat
        assert "GET /v1/webhooks/wh_1/deliveries" in flat
        assert "/v1/webhooks/wh_1/test" in flat
        assert "PATCH /v1/webhooks/wh_1" in flat
        assert ADDRESS in body


@pytest.mark.parametrize(
    ("succeeded_at", "arrived", "since"),
    [
        (None, "none yet", "2026-11-20T12:00:00Z"),
        (AT + dt.timedelta(hours=5), "20 November 2026, 17:00 UTC", "2026-11-20T17:00:00Z"),
    ],
)
def test_the_replay_begins_at_the_last_delivery_that_arrived(
    succeeded_at: dt.datetime | None, arrived: str, since: str
) -> None:
    text, html = said(a_webhook(succeeded_at=succeeded_at), an_attempt(None, Failure.TOO_SLOW))

    assert f"Last delivery that arrived: {arrived}" in text
    assert f'{{"since": "{since}"}}' in text
    assert since in html
    assert "no answer in time" in html


def test_the_mail_shows_no_secret_and_nothing_of_the_address_but_its_host() -> None:
    webhook = a_webhook()
    for body in said(webhook):
        assert webhook.secret not in body
        assert "hush" not in body


def test_what_a_provider_calls_itself_is_text() -> None:
    _, html = said(a_webhook(), None, PROVIDER.model_copy(update={"name": "<b>Bold</b> & Co"}))

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; Co" in html
