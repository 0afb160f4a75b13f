"""The mail that tells a provider of a webhook that the hub disabled."""

import datetime as dt
from urllib.parse import urlsplit

from cmehub.accounts.providers import Contact, Provider
from cmehub.accounts.webhooks import MOST_TRIES, DisabledBecause, Webhook
from cmehub.submissions.events import Attempt
from functions.notify.mail.mail import Mail, filled_in
from functions.notify.mail.wording import moment, shown

WEBHOOK_HEADER = "X-CME-Hub-Webhook"
HEADLINE = "Your webhook is disabled"

_WHY = {
    DisabledBecause.GONE: "Your system answered with status 410 (Gone), which asks the hub to stop at once.",
    DisabledBecause.FAILING: (
        f"An event could not be delivered in {MOST_TRIES} tries over more than a day, and nothing else arrived since."
    ),
}


def compose_webhook_mail(
    webhook: Webhook, attempt: Attempt | None, provider: Provider, contact: Contact, *, sender: str, at: dt.datetime
) -> Mail:
    """
    Compose the mail; the same input gives the same bytes.

    Parameters
    ----------
    webhook
        One that is disabled, and by the hub.
    attempt
        The newest try.
    provider, contact
        Whose it is, and who is written to.
    sender, at
        The address in From, and when the mail is sent.
    """
    host = urlsplit(webhook.url).netloc
    seen = {
        "headline": HEADLINE,
        "preview": f"{shown(host)} isn't told of events any more.",
        "host": shown(host),
        "webhook": webhook,
        "why": _WHY[webhook.disabled_because] if webhook.disabled_because else "",
        "disabled": moment(webhook.disabled_at or at),
        "facts": _facts(webhook, attempt),
        "steps": _steps(webhook),
        "provider_name": shown(provider.name),
        "provider_id": provider.provider_id,
        "contact_name": shown(contact.name),
    }
    header = (WEBHOOK_HEADER, webhook.webhook_id)
    return filled_in(
        "webhook", seen, contact, subject=f"{HEADLINE}: {shown(host)}", header=header, sender=sender, at=at
    )


def _facts(webhook: Webhook, attempt: Attempt | None) -> list[tuple[str, str]]:
    arrived = moment(webhook.succeeded_at) if webhook.succeeded_at else "none yet"
    facts = [("Last delivery that arrived", arrived)]
    if attempt:
        answer = f"status {attempt.status}" if attempt.status else str(attempt.failure)
        facts.append(("Newest try", f"{moment(attempt.at)}: {answer}"))
    return facts


def _steps(webhook: Webhook) -> list[tuple[str, str, str]]:
    """Return what to do, the call that does it and its body, in order."""
    path = f"/v1/webhooks/{webhook.webhook_id}"
    since = (webhook.succeeded_at or webhook.enabled_at).strftime("%Y-%m-%dT%H:%M:%SZ")
    return [
        ("See what your system answered", f"GET {path}/deliveries", ""),
        ("Once it is mended, test it", f"POST {path}/test", ""),
        ("Enable the webhook", f"PATCH {path}", '{"enabled": true}'),
        ("Have the events sent that you missed", f"POST {path}/replay", f'{{"since": "{since}"}}'),
    ]
