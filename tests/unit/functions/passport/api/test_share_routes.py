"""Shares: what a reader gets by a link, for how long, and what the physician sees of it."""

import datetime as dt
import hashlib
import json
from typing import Any

import pytest

from cmehub.passport.shares import LONGEST_DAYS, MOST_SHARES, TRIES_OF_PASSCODE
from cmehub.submissions.messages import CreditsReadMessage
from tests.examples import a_cme_line
from tests.people_access import asked
from tests.share_api import MERCY, PASSCODE, ShareApi, code_of
from tests.transcript_api import TranscriptApi, rows_of, rows_of_csv, rows_of_workbook

DAY = dt.timedelta(days=1)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> ShareApi:
    return ShareApi(monkeypatch)


def test_a_reader_gets_what_was_chosen_in_every_form_and_nothing_else(api: ShareApi) -> None:
    token, _ = api.share(choice={"since": "2026-01-01", "pending": True, "kinds": ["MOC"]})
    told = api.read(token)

    assert told.headers["Cache-Control"] == "no-store"
    wanted = api.transcript(since="2026-01-01", pending="true", kind="MOC")
    assert told.document["transcript"] == wanted
    rows = [*rows_of(wanted)]
    assert [*rows_of(json.loads(api.download(token, "json")))] == rows
    assert [*rows_of_csv(api.download(token, "csv"))] == rows
    assert [*rows_of_workbook(api.download(token, "xlsx"))] == rows
    assert api.download(token, "pdf").startswith(b"%PDF-")
    for path in ("/v1/me/credits", "/v1/me/shares", "/v1/me"):
        assert asked("GET", path, token).status == 401


def test_one_that_is_fixed_stays_and_one_as_of_now_follows(api: ShareApi) -> None:
    fixed, _ = api.share(is_fixed=True)
    current, _ = api.share()
    printed = api.download(fixed, "pdf")
    before = api.read(fixed).document["transcript"]
    api.earn(a_cme_line(), on="2026-03-03")
    api.hub.now += DAY

    assert api.read(fixed).document["transcript"] == before
    assert api.download(fixed, "pdf") == printed
    assert len(api.read(current).document["transcript"]["activities"]) == len(before["activities"]) + 1


def test_each_reading_is_counted_and_is_among_those_who_have_looked(api: ShareApi) -> None:
    token, _ = api.share(choice={"since": "2026-01-01"})
    api.read(token)
    api.hub.now += DAY
    api.download(token, "csv")

    (share,) = api.shares()
    assert (share["views"], share["viewed_at"], share["state"]) == (
        2,
        api.hub.now.isoformat().replace("+00:00", "Z"),
        "open",
    )
    looks = api.looked()
    assert [(look["who"], look["reader"], look["since"]) for look in looks] == [
        ("Mercy Hospital", "share", "2026-01-01")
    ] * 2
    assert looks[0]["by_right"] == "They had the link of a share of yours."
    assert len([message for message in api.hub.line if isinstance(message, CreditsReadMessage)]) == 2


def test_one_that_is_revoked_is_over_at_once(api: ShareApi) -> None:
    token, told = api.share(is_fixed=True)
    other, _ = api.share()
    assert api.call("DELETE", f"/v1/me/shares/{told['share']}")[0] == 204
    assert api.call("DELETE", f"/v1/me/shares/{told['share']}")[0] == 204, "again, nothing changes"

    assert code_of(api.read(token)) == (410, "SHARE_OVER")
    assert api.read(other).status == 200
    found = {share["state"]: share["views"] for share in api.shares()}
    assert found == {"open": 1, "revoked": 0}


@pytest.mark.parametrize(("days", "good"), [(1, 0), (30, 29), (LONGEST_DAYS, 364)])
def test_one_ends_after_its_days(api: ShareApi, days: int, good: int) -> None:
    token, _ = api.share(days=days)
    api.hub.now += good * DAY
    assert api.read(token).status == 200
    api.hub.now += DAY
    assert code_of(api.read(token)) == (410, "SHARE_OVER")
    assert api.shares()[0]["state"] == "expired"


def test_the_usual_one_ends_after_30_days(api: ShareApi) -> None:
    _, told = api.share()
    assert dt.datetime.fromisoformat(told["ends_at"]) - dt.datetime.fromisoformat(told["made_at"]) == 30 * DAY


def test_a_passcode_is_asked_for_and_few_can_be_tried_on_a_day(api: ShareApi) -> None:
    token, told = api.share(passcode=PASSCODE)
    assert told["has_passcode"] is True
    assert code_of(api.read(token)) == (422, "PASSCODE_NEEDED")
    for _ in range(TRIES_OF_PASSCODE + 1):
        assert api.read(token, passcode=PASSCODE).status == 200, "who knows it may read as often as they like"
    for number in range(TRIES_OF_PASSCODE - 1):
        assert code_of(api.read(token, passcode=f"guess {number}")) == (422, "PASSCODE_WRONG")
    assert code_of(api.read(token, passcode="one more")) == (429, "PASSCODE_TRIES_SPENT")
    assert api.read(token, passcode=PASSCODE).status == 200, "it was tried before, and is no other try"

    other, _ = api.share(passcode=PASSCODE)
    for number in range(TRIES_OF_PASSCODE):
        api.read(other, passcode=f"guess {number}")
    assert code_of(api.read(other, passcode=PASSCODE)) == (429, "PASSCODE_TRIES_SPENT")
    api.hub.now += DAY
    assert api.read(other, passcode=PASSCODE).status == 200


def test_neither_the_token_nor_the_passcode_is_kept(api: ShareApi) -> None:
    token, _ = api.share(passcode=PASSCODE)
    api.read(token, passcode=PASSCODE)
    (share,) = api.hub.shares.of_account(api.zoe)
    kept = share.model_dump_json() + repr(vars(api.hub.tries))
    for secret in (token, PASSCODE):
        assert secret not in kept
        assert hashlib.sha256(secret.encode()).hexdigest() not in kept.replace(share.digest, "")
    assert token not in json.dumps(api.shares()), "the link is told once"


def test_no_link_leads_anywhere_that_was_not_given_out(api: ShareApi) -> None:
    api.share()
    for token in ("x", "A" * 43, "💩"):
        assert code_of(api.read(token)) == (404, "NOT_FOUND")


def test_what_is_only_stated_is_not_shared_unless_the_operator_takes_that(monkeypatch: pytest.MonkeyPatch) -> None:
    api = TranscriptApi(monkeypatch)
    assert api.call("POST", "/v1/me/shares", MERCY)[1]["code"] == "CLAIM_NOT_CONFIRMED"
    assert api.call("POST", "/v1/me/shares", MERCY, sub=api.other)[1]["code"] == "CLAIM_NEEDED"
    api.settings.credentials_need_confirmed = False
    assert api.call("POST", "/v1/me/shares", MERCY)[0] == 201


def test_who_gives_the_claim_back_shares_nothing_any_more(api: ShareApi) -> None:
    tokens = [api.share(is_fixed=is_fixed)[0] for is_fixed in (True, False)]
    claim = api.call("GET", "/v1/me")[1]["claims"][0]["claim"]
    assert api.call("DELETE", f"/v1/me/claims/{claim}")[0] == 204
    assert [code_of(api.read(token)) for token in tokens] == [(410, "SHARE_OVER")] * 2


def test_50_shares_are_kept(api: ShareApi) -> None:
    for _ in range(MOST_SHARES):
        api.share()
    assert api.call("POST", "/v1/me/shares", MERCY)[1]["code"] == "SHARES_TOO_MANY"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reader": " "}, "reader"),
        ({"days": 0}, "days"),
        ({"days": LONGEST_DAYS + 1}, "days"),
        ({"passcode": "short"}, "passcode"),
        ({"choice": {"kinds": []}}, "kinds"),
        ({"choice": {"boards": ["XX"]}}, "choice.board: XX is no board's code"),
        ({"choice": {"since": "2026-02-01", "until": "2026-01-01"}}, "choice.until"),
    ],
    ids=str,
)
def test_what_cannot_be_shared_is_named(api: ShareApi, given: dict[str, Any], field: str) -> None:
    status, told = api.call("POST", "/v1/me/shares", MERCY | given)
    assert (status, told["code"]) == (422, "REQUEST_INVALID")
    assert field in told["detail"]
    assert PASSCODE not in told["detail"]
    assert api.shares() == []
