"""What the mail about a disabled webhook says."""

import datetime as dt
from urllib.parse import urlsplit

from cmehub.accounts.webhooks import MOST_TRIES, DisabledBecause, Webhook
from cmehub.submissions.events import Attempt
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import moment, shown

HEADLINE = "Your webhook is disabled"

_WHY = {
    DisabledBecause.GONE: "Your system answered with status 410 (Gone), which asks the hub to stop at once.",
    DisabledBecause.FAILING: (
        f"An event could not be delivered in {MOST_TRIES} tries over more than a day, and nothing else arrived since."
    ),
}


def webhook_words(webhook: Webhook, attempt: Attempt | None, at: dt.datetime, address: str) -> Words:
    """
    Compose what the mail says; the same input gives the same words.

    Parameters
    ----------
    webhook
        One that is disabled, and by the hub.
    attempt
        The newest try.
    at
        When the mail is sent.
    address
        Where the provider's contact sees the webhook, once signed in.
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
        "address": address,
        "steps": _steps(webhook),
    }
    return Words(NoticeKind.WEBHOOK, webhook.webhook_id, f"{HEADLINE}: {shown(host)}", seen)


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
