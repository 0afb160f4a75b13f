"""Shares for one reader: a code that is mailed lets in who reads the mails, and nobody else."""

import datetime as dt
import json
from typing import Any

import pytest

from cmehub.accounts.mailed_codes import CODE_LIFE, TRIES_OF_CODE
from cmehub.passport.share_mails import CODES_OF_DAY, CODES_OF_HOUR, LINKS_OF_DAY, LINKS_OF_SHARE, READS_FOR
from cmehub.submissions.messages import ShareMailMessage
from functions.notify.mail.notices import NoticeOutcome
from tests.examples import a_cme_line
from tests.notify_hub import html_of, text_of
from tests.people_access import SITE
from tests.share_api import PASSCODE, ShareApi, code_of

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
EMAIL = "credentialing@mercy.example.org"
NEEDED, WRONG, SPENT = (422, "SHARE_CODE_NEEDED"), (422, "CODE_WRONG"), (429, "SHARE_CODES_SPENT")


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> ShareApi:
    return ShareApi(monkeypatch)


def ticket_of(api: ShareApi, token: str, **given: str) -> str:
    answer = api.ask_for_code(token, **given)
    assert answer.status == 202, answer.text
    return str(answer.document["ticket"])


def test_a_code_that_was_mailed_lets_its_asker_read_for_half_an_hour(api: ShareApi) -> None:
    token, told = api.share(email=EMAIL)
    assert told["email"] == EMAIL
    assert code_of(api.read(token)) == NEEDED
    ticket = ticket_of(api, token)
    assert code_of(api.read(token, ticket=ticket)) == NEEDED
    assert api.read(token, ticket=ticket, code=api.code()).status == 200
    assert api.read(token, ticket=ticket).status == 200
    assert api.download(token, "pdf", ticket=ticket).startswith(b"%PDF-")

    assert [(look["who"], look["reader"]) for look in api.looked()] == [("Mercy Hospital", "addressee")] * 3
    assert "a code that was mailed" in api.looked()[0]["by_right"]
    api.hub.now += READS_FOR - dt.timedelta(seconds=1)
    assert api.read(token, ticket=ticket).status == 200
    api.hub.now += dt.timedelta(seconds=1)
    assert code_of(api.read(token, ticket=ticket)) == NEEDED


def test_a_code_counts_with_the_ticket_of_its_asker_alone(api: ShareApi) -> None:
    token, _ = api.share(email=EMAIL)
    stranger = ticket_of(api, token)
    api.mailed()
    reader = ticket_of(api, token)
    code = api.code()
    later = ticket_of(api, token)

    for ticket in (stranger, later, "invented"):
        assert api.read(token, ticket=ticket, code=code).status == 422
    assert api.read(token, code=code).status == 422
    assert api.read(token, ticket=reader, code=code).status == 200, "who asks after the reader spoils nothing"
    other, _ = api.share(email=EMAIL)
    assert code_of(api.read(other, ticket=reader)) == NEEDED, "a ticket is one share's"


def test_a_code_has_few_tries_and_little_time(api: ShareApi) -> None:
    token, _ = api.share(email=EMAIL)
    ticket = ticket_of(api, token)
    code = api.code()
    for number in range(TRIES_OF_CODE):
        assert code_of(api.read(token, ticket=ticket, code=f"0000 000{number}")) == WRONG
    assert code_of(api.read(token, ticket=ticket, code=code)) == WRONG, "the tries are spent"

    ticket = ticket_of(api, token)
    assert code_of(api.read(token, ticket=ticket, code="None")) == WRONG, "the mail isn't out yet"
    code = api.code()
    api.hub.now += CODE_LIFE
    assert code_of(api.read(token, ticket=ticket, code=code)) == WRONG
    assert api.looked() == []


def test_few_codes_are_mailed_in_an_hour_and_on_a_day(api: ShareApi) -> None:
    api.hub.now = api.hub.now.replace(hour=1)
    tokens = [api.share(email=EMAIL)[0] for _ in range(CODES_OF_DAY // CODES_OF_HOUR + 1)]
    for token in tokens[:-1]:
        for _ in range(CODES_OF_HOUR):
            ticket_of(api, token)
    assert code_of(api.ask_for_code(tokens[0])) == SPENT
    assert code_of(api.ask_for_code(tokens[-1])) == SPENT, "those of the account's day are spent"
    assert len(api.mailed()) == CODES_OF_DAY
    api.hub.now += HOUR
    assert code_of(api.ask_for_code(tokens[0])) == SPENT
    api.hub.now += DAY
    ticket_of(api, tokens[0])


def test_who_has_the_link_alone_learns_nothing_of_the_address(api: ShareApi) -> None:
    token, _ = api.share(email=EMAIL, passcode=PASSCODE)
    ticket = ticket_of(api, token, passcode=PASSCODE)
    said = [
        api.read(token),
        api.ask_for_code(token),
        api.read(token, passcode=PASSCODE),
        api.read(token, passcode=PASSCODE, ticket=ticket, code="1"),
        api.read(token, passcode=PASSCODE, ticket=ticket, code=api.code()),
    ]
    assert [answer.status for answer in said] == [422, 422, 422, 422, 200]
    for answer in said:
        assert "mercy.example.org" not in answer.text
        assert "credentialing" not in answer.text
    assert [message for message in api.hub.line if isinstance(message, ShareMailMessage)] == []


def test_without_the_passcode_nobody_has_a_code_mailed(api: ShareApi) -> None:
    token, _ = api.share(email=EMAIL, passcode=PASSCODE)
    assert code_of(api.ask_for_code(token)) == (422, "PASSCODE_NEEDED")
    assert code_of(api.ask_for_code(token, passcode="wrong-one")) == (422, "PASSCODE_WRONG")
    assert api.mailed() == []


def test_codes_are_for_shares_that_are_open_and_for_one_reader(api: ShareApi) -> None:
    token, _ = api.share()
    assert code_of(api.ask_for_code(token)) == (422, "REQUEST_INVALID")
    assert code_of(api.ask_for_code("nothing")) == (404, "NOT_FOUND")
    token, told = api.share(email=EMAIL)
    ticket_of(api, token)
    api.call("DELETE", f"/v1/me/shares/{told['share']}")
    assert code_of(api.ask_for_code(token)) == (410, "SHARE_OVER")
    assert api.mailed() == []
    assert api.outcomes == [NoticeOutcome.SHARE_OVER], "one that waited isn't sent any more"


def test_what_is_revoked_is_over_for_who_is_reading(api: ShareApi) -> None:
    token, told = api.share(email=EMAIL, days=None)
    ticket = ticket_of(api, token)
    assert api.read(token, ticket=ticket, code=api.code()).status == 200
    api.call("DELETE", f"/v1/me/shares/{told['share']}")
    assert code_of(api.read(token, ticket=ticket)) == (410, "SHARE_OVER")


def test_the_hub_mails_a_link_that_leads_to_the_share(api: ShareApi) -> None:
    _, told = api.share(email=EMAIL, passcode=PASSCODE)
    assert api.call("POST", f"/v1/me/shares/{told['share']}/mail")[0] == 202
    (mail,) = api.mailed()

    assert (mail["To"], mail["Subject"]) == (EMAIL, "A physician shares a transcript with you")
    for body in (text_of(mail), html_of(mail)):
        assert "Zoe Garcia Lopez" in body
        assert "until 20 December 2026, 12:00 UTC" in " ".join(body.split())
        assert "asks for a passcode" in " ".join(body.split())
        assert PASSCODE not in body
        assert "Mercy" not in body, "what the physician typed is in no mail to whomever they name"
        (address,) = {word for word in body.replace('"', " ").split() if word.startswith(f"{SITE}/shared#")}
        token = address.partition("#")[2]
        assert code_of(api.read(token)) == (422, "PASSCODE_NEEDED")
    ticket = ticket_of(api, token, passcode=PASSCODE)
    assert api.read(token, passcode=PASSCODE, ticket=ticket, code=api.code()).status == 200
    kept = repr(api.hub.shares.of_account(api.zoe)) + repr(vars(api.hub.shares))
    assert token not in kept
    api.call("DELETE", f"/v1/me/shares/{told['share']}")
    assert code_of(api.read(token)) == (410, "SHARE_OVER")


def test_few_links_are_mailed_and_none_without_an_address(api: ShareApi) -> None:
    _, told = api.share(email=EMAIL)
    path = f"/v1/me/shares/{told['share']}/mail"
    for _ in range(LINKS_OF_SHARE // LINKS_OF_DAY):
        assert [api.call("POST", path)[0] for _ in range(LINKS_OF_DAY)] == [202] * LINKS_OF_DAY
        assert api.call("POST", path)[1]["code"] == "SHARE_MAILS_SPENT"
        assert len(api.mailed()) == LINKS_OF_DAY
        api.hub.now += DAY
    assert api.call("POST", path)[1]["code"] == "SHARE_MAILS_SPENT", "a share has so many"
    _, other = api.share()
    assert api.call("POST", f"/v1/me/shares/{other['share']}/mail")[1]["code"] == "REQUEST_INVALID"
    assert api.call("POST", path, sub=api.other)[0] == 404


def test_one_without_an_end_stands_until_it_is_revoked_and_is_listed_for_30_days_more(api: ShareApi) -> None:
    token, told = api.share(email=EMAIL, days=None)
    assert told["ends_at"] is None
    api.hub.now += 3 * 365 * DAY
    api.earn(a_cme_line(), on="2026-03-03")
    ticket = ticket_of(api, token)
    answer = api.read(token, ticket=ticket, code=api.code())
    assert answer.status == 200
    assert answer.document["ends_at"] is None
    assert "2026-03-03" in {activity["completed_on"] for activity in answer.document["transcript"]["activities"]}
    assert api.shares()[0]["state"] == "open"
    (share,) = api.hub.shares.of_account(api.zoe)
    assert share.kept_until is None
    api.call("DELETE", f"/v1/me/shares/{told['share']}")
    (share,) = api.hub.shares.of_account(api.zoe)
    assert share.kept_until == api.hub.now + 30 * DAY


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "nobody"}, "give one mail address"),
        ({"email": "a..b@c.example"}, "give one mail address"),
        ({"email": "zoë@c.example"}, "give one mail address"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "give one mail address"),
        ({"days": None}, "days: give a number"),
        ({"days": None, "email": EMAIL, "is_fixed": True}, "days: give a number"),
    ],
    ids=str,
)
def test_what_cannot_be_is_named(api: ShareApi, given: dict[str, Any], field: str) -> None:
    status, told = api.call("POST", "/v1/me/shares", {"reader": "Mercy Hospital"} | given)
    assert (status, told["code"]) == (422, "REQUEST_INVALID")
    assert field in told["detail"]
    assert api.shares() == []


@pytest.mark.parametrize(
    ("country", "region", "place"),
    [("US", "OH", "US-OH"), ("CH", None, "CH"), ("DE", "by", "DE"), ("<b>", "OH", None), (None, "OH", None)],
)
def test_a_reading_has_the_place_that_the_edge_told(
    api: ShareApi, country: str | None, region: str | None, place: str | None
) -> None:
    token, _ = api.share()
    told = {"CloudFront-Viewer-Country": country, "CloudFront-Viewer-Country-Region": region}
    api.read(token, {name: value for name, value in told.items() if value})
    (look,) = api.looked()
    assert look["place"] == place
    assert json.dumps(look).count("OH") == (place == "US-OH")
