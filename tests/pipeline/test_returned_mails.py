"""On the stack: mails to the addresses of SES's simulator come back, and the next contact is written to, once."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import urllib3

from cmehub.accounts.providers import Contact, Provider
from hub.provider.sending import send
from local.stack import SentMail
from tests.pipeline.conftest import SECONDS, Hub

PROVIDER_ID = "0006666"
GONE, FULL, UNWANTED = (
    f"{name}@simulator.amazonses.com" for name in ("bounce+gone", "suppressionlist+full", "complaint+unwanted")
)
REACHED = "success+reached@simulator.amazonses.com"


def provide(hub: Hub, *emails: str) -> None:
    contacts = tuple(Contact(name=f"Contact {email.partition('@')[0]}", email=email) for email in emails)
    hub.stores.providers.put([Provider(provider_id=PROVIDER_ID, name="Imaginary Society", contacts=contacts)])


def told(hub: Hub, folder: Path, content: str, mails: int) -> list[SentMail]:
    """Send a file that nobody can read, and return the mails about it once there are so many."""
    file = folder / "notes.txt"
    file.write_text(content)
    submission_id = send(hub.stores, file, PROVIDER_ID).submission_id
    hub.wait_for(f"{mails} mails about the file", lambda: len(hub.mails_about(submission_id)) >= mails)
    hub.wait_until_idle()
    return hub.mails_about(submission_id)


def tell_again(hub: Hub, mail: SentMail, email: str) -> None:
    """Tell the topic once more of a bounce, as a configuration set's events have it on AWS."""
    event = {
        "eventType": "Bounce",
        "bounce": {
            "feedbackId": "0100017c",
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": [{"emailAddress": email}],
            "timestamp": dt.datetime.now(dt.UTC).isoformat(),
        },
        "mail": {"messageId": mail.message_id, "destination": [email], "headers": [], "tags": {}},
    }
    connection = hub.stores.connection
    topics = connection.session.client("sns", endpoint_url=connection.endpoint)
    topics.publish(TopicArn=connection.mail_feedback_topic, Message=json.dumps(event))


def recipients(hub: Hub, key: str) -> list[dict[str, Any]]:
    answer = urllib3.request(
        "GET",
        f"{hub.stores.connection.api_url}/v1/mail-recipients",
        headers={"Authorization": f"Bearer {key}"},
        retries=False,
        timeout=SECONDS,
    )
    assert answer.status == 200, answer.data
    return list(answer.json())


def test_a_mail_goes_on_to_whom_it_reaches_once_and_the_next_goes_there_at_once(hub: Hub, tmp_path: Path) -> None:
    provide(hub, GONE, FULL, REACHED)

    first = told(hub, tmp_path, "first", 3)
    assert [mail.recipients for mail in first] == [(GONE,), (FULL,), (REACHED,)]

    for mail, email in ((first[1], FULL), (first[0], GONE), (first[0], GONE)):
        tell_again(hub, mail, email)
    hub.wait_until_idle()
    assert len(hub.mails_about(first[0].text.rpartition("Submission ")[2].strip())) == len(first)

    assert [mail.recipients for mail in told(hub, tmp_path, "second", 1)] == [(REACHED,)]

    key = hub.command("keys", "create", PROVIDER_ID, "--scope", "read").stdout.strip()
    shown = recipients(hub, key)
    assert [(person["email"], person["gets_mails"]) for person in shown] == [
        (GONE, False),
        (FULL, False),
        (REACHED, True),
    ]
    assert [bool(person["bounced_at"]) for person in shown] == [True, True, False]

    listed = json.loads(hub.command("people", "addresses", "list", "--json").stdout)
    assert {known["email"] for known in listed} >= {GONE, FULL}
    hub.stores.mail_feedback.mend(GONE, dt.datetime.now(dt.UTC))
    assert [mail.recipients for mail in told(hub, tmp_path, "third", 2)] == [(GONE,), (REACHED,)]


def test_a_complaint_is_noted_and_ends_no_mail_that_is_needed(hub: Hub, tmp_path: Path) -> None:
    provide(hub, UNWANTED, REACHED)

    for content in ("fourth", "fifth"):
        assert [mail.recipients for mail in told(hub, tmp_path, content, 1)] == [(UNWANTED,)]

    known = hub.stores.mail_feedback.of_addresses([UNWANTED])[UNWANTED]
    assert (known.takes_mail, known.takes_optional_mail) == (True, False)
