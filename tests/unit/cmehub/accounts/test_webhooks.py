import base64
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError
from time_machine import travel

from cmehub.accounts.webhooks import (
    MOST_TRIES,
    PAUSES,
    WebhookTarget,
    WebhookUrlError,
    make_secret,
    make_webhook,
    read_url,
)
from cmehub.submissions.events import EventType, event_id, happened_at, payload

AT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
BODY = b'{"type":"webhook.test"}'


def verifies(secret: str, headers: dict[str, str], body: bytes = BODY) -> bool:
    try:
        Verifier(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


def test_a_secret_is_written_as_the_standard_says() -> None:
    secret = make_secret()

    kind, _, encoded = secret.partition("_")
    assert kind == "whsec"
    assert len(base64.b64decode(encoded, validate=True)) == 32
    assert make_secret() != secret


def test_a_delivery_is_signed_so_that_the_standards_own_library_verifies_it() -> None:
    webhook = make_webhook("0009999", "https://lms.example.org", (EventType.FINISHED,), AT)
    with travel(AT, tick=False):
        headers = webhook.headers("evt_1", BODY, AT)

        assert headers["webhook-id"] == "evt_1"
        assert verifies(webhook.secret, headers)
        assert not verifies(make_secret(), headers)
        assert not verifies(webhook.secret, headers, BODY + b" ")
        assert not verifies(webhook.secret, headers | {"webhook-id": "evt_2"})


@pytest.mark.parametrize(("later", "old_verifies"), [(23 * HOUR, True), (24 * HOUR, False)])
def test_for_a_day_the_old_secret_signs_beside_the_new(later: dt.timedelta, old_verifies: bool) -> None:
    before = make_webhook("0009999", "https://lms.example.org", (EventType.FINISHED,), AT)
    after = before.with_new_secret(AT)
    with travel(AT + later, tick=False):
        headers = after.headers("evt_1", BODY, AT + later)

        assert verifies(after.secret, headers)
        assert verifies(before.secret, headers) is old_verifies
        assert len(headers["webhook-signature"].split()) == 1 + old_verifies


def test_the_tries_go_on_for_more_than_a_day_and_no_pause_is_longer_than_a_queue_can_hold_back() -> None:
    assert MOST_TRIES == 8
    assert sum(PAUSES, dt.timedelta(0)) > 24 * HOUR
    assert max(PAUSES) * 1.1 < 12 * HOUR
    assert [*PAUSES] == sorted(PAUSES)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://lms.example.org", WebhookTarget("https", "lms.example.org", 443, "/")),
        ("https://LMS.example.org:8443/a/b?c=d&e", WebhookTarget("https", "lms.example.org", 8443, "/a/b?c=d&e")),
        ("https://8.8.8.8/hook", WebhookTarget("https", "8.8.8.8", 443, "/hook")),
    ],
)
def test_public_addresses(url: str, target: WebhookTarget) -> None:
    assert read_url(url, may_be_local=False) == target
    assert read_url(url, may_be_local=True) == target


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://lms.example.org/", "https://"),
        ("ftp://lms.example.org/", "https://"),
        ("lms.example.org", "https://"),
        ("https://", "name of a host"),
        ("https://user:word@lms.example.org/", "user name"),
        ("https://lms.example.org/#part", "fragment"),
        ("https://lms.example.org:99999/", "no address"),
        ("https://lms.example.org:port/", "no address"),
        ("https://[::1]/", "name of a host"),
        ("https://[::ffff:10.0.0.1]/", "name of a host"),
        ("https://lms.example.org/ x", "spaces"),
        ("https://lms.example.org/\r\nHost: other", "spaces"),
        ("https://bücher.example.org/", "ASCII"),
        ("https://lms.example.org/" + "a" * 2000, "2,000 characters"),
        ("https://lms/", "public"),
        ("https://10.0.0.1/", "public"),
        ("https://192.168.1.1/", "public"),
        ("https://172.16.0.1/", "public"),
        ("https://100.64.0.1/", "public"),
        ("https://169.254.169.254/latest/meta-data", "public"),
        ("https://169.254.170.2/v2/credentials", "public"),
        ("https://224.0.0.1/", "public"),
        ("https://0.0.0.0/", "public"),
        ("https://hub.internal/", "public"),
    ],
)
@pytest.mark.parametrize("may_be_local", [False, True])
def test_addresses_that_are_not_posted_to_anywhere(url: str, said: str, may_be_local: bool) -> None:
    with pytest.raises(WebhookUrlError, match=said):
        read_url(url, may_be_local=may_be_local)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost"])
def test_the_machine_itself_is_posted_to_on_a_local_stack_alone(host: str) -> None:
    assert read_url(f"http://{host}:8080/hook", may_be_local=True) == WebhookTarget("http", host, 8080, "/hook")
    for scheme in ("http", "https"):
        with pytest.raises(WebhookUrlError):
            read_url(f"{scheme}://{host}:8080/hook", may_be_local=False)


@given(st.text() | st.text().map("https://{}".format))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    try:
        target = read_url(text, may_be_local=False)
    except WebhookUrlError:
        return
    assert target.scheme == "https"
    assert target.path.startswith(("/", "?"))


def test_an_event_says_its_type_its_time_and_its_data() -> None:
    said = payload(EventType.FINISHED, AT, {"rows": 3})

    assert json.loads(said) == {
        "type": "submission.finished",
        "timestamp": "2026-11-20T12:00:00+00:00",
        "data": {"rows": 3},
    }
    assert happened_at(said) == AT


def test_the_id_of_an_event_follows_from_what_happened() -> None:
    ids = [
        event_id(*parts)
        for parts in [
            ("0009999", EventType.DECIDED, "sub", 1, "ABA"),
            ("0009998", EventType.DECIDED, "sub", 1, "ABA"),
            ("0009999", EventType.VALIDATED, "sub", 1, "ABA"),
            ("0009999", EventType.DECIDED, "sub", 1, "ABP"),
            ("0009999", EventType.DECIDED, "sub", 11, "ABA"),
        ]
    ]
    assert len(set(ids)) == len(ids)
    assert event_id("0009999", EventType.DECIDED, "sub", 1, "ABA") == ids[0]
