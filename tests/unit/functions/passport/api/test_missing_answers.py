"""The page behind the links in mails about missing credits."""

import datetime as dt

import pytest

from cmehub.passport.missing_credits import LINK_LIFE
from functions.notify.mail.notices import NoticeOutcome
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate
from tests.missing_api import CLAIM, MissingApi


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> MissingApi:
    api = MissingApi(monkeypatch)
    api.miss(words="<b>Look</b> at 4711")
    assert api.deliver() == [NoticeOutcome.SENT]
    return api


def test_the_page_tells_what_is_missed_and_no_number_of_the_physician(api: MissingApi) -> None:
    page = api.page()

    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Zoe Garcia Lopez misses a credit" in page.text
    assert "&lt;b&gt;Look&lt;/b&gt; at 4711" in page.text
    assert "7 December 2026" in page.text
    assert not {"123456", "35900001", "1234567893"} & {*page.text.replace("<", " ").split()}


def test_nothing_may_run_frame_or_keep_the_page(api: MissingApi) -> None:
    headers = api.page().headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_to_look_changes_nothing_even_when_the_record_is_here(api: MissingApi) -> None:
    before = api.hub.missing_credits.of_account(api.zoe)
    api.report()
    assert "The record has arrived" in api.page().text
    assert "<form" not in api.page().text
    assert api.hub.missing_credits.of_account(api.zoe) == before


@pytest.mark.parametrize(
    ("kind", "status", "can_do"),
    [("reported_now", "open", False), ("not_completed", "not_completed", True), ("wrong_person", "wrong_person", True)],
)
def test_an_answer_reaches_the_physician_with_its_words(api: MissingApi, kind: str, status: str, can_do: bool) -> None:
    page = api.page({"answer": kind, "words": "We looked.\r\nTwice."})

    assert page.status == 200
    (told,) = api.missing()
    assert (told["status"], bool(told["can_do"])) == (status, can_do)
    assert (told["answer"]["kind"], told["answer"]["words"]) == (kind, "We looked.\nTwice.")
    assert "<form" not in page.text if can_do else "You have answered" in page.text


def test_reported_now_can_be_taken_back_and_what_is_settled_cannot(api: MissingApi) -> None:
    api.page({"answer": "reported_now"})
    api.page({"answer": "not_completed"})
    api.page({"answer": "wrong_person"})
    assert [told["status"] for told in api.missing()] == ["not_completed"]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"words": "?"}, "Choose one of the three answers."),
        ({"answer": "arrived"}, "Choose one of the three answers."),
        ({"answer": "wrong_person", "words": "x" * 501}, "Write at most 500 characters."),
        ({f"field{number}": "" for number in range(11)}, "Choose one of the three answers."),
    ],
)
def test_an_answer_that_cannot_be_read_changes_nothing(api: MissingApi, form: dict[str, str], says: str) -> None:
    page = api.page(form)
    assert page.status == 422
    assert says in page.text
    assert [told["answer"] for told in api.missing()] == [None]


def test_any_other_token_or_request_leads_nowhere(api: MissingApi) -> None:
    path, query = api.link()
    pages = [
        api.page(token="token-2"),
        api.page({"answer": "wrong_person"}, token=""),
        api.at("/v1/missing-credits/another", None, query),
        api.at(path, None, {}),
    ]
    assert {page.status for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    assert [told["status"] for told in api.missing()] == ["open"]


def test_a_link_ends(api: MissingApi) -> None:
    api.hub.now += LINK_LIFE - dt.timedelta(minutes=1)
    assert api.page().status == 200
    api.hub.now += dt.timedelta(minutes=1)
    assert api.page().status == 404


def test_the_token_itself_is_not_kept(api: MissingApi) -> None:
    assert "token-1" not in api.hub.missing_credits._links


def test_a_withdrawn_request_shows_no_form(api: MissingApi) -> None:
    api.call("DELETE", f"/v1/me/missing-credits/{api.missing()[0]['missing_credit']}")
    assert "doesn&#39;t ask any more" in api.page().text


def test_an_answer_does_not_undo_that_the_record_is_here(api: MissingApi) -> None:
    api.report()
    assert "The record has arrived" in api.page({"answer": "not_completed"}).text
    assert [told["status"] for told in api.missing()] == ["arrived"]


def test_nobody_else_is_named_after_the_account_has_become_another_physician(api: MissingApi) -> None:
    mina = a_diplomate(entry_id="654321", given_name="Mina", family_name="Ito")
    put_on_rosters(api.hub.rosters, [mina])
    claim = api.call("GET", "/v1/me")[1]["claims"][0]["claim"]
    api.call("DELETE", f"/v1/me/claims/{claim}")
    proof = CLAIM | {"given_name": "Mina", "family_name": "Ito", "number": "654321"}
    assert api.call("POST", "/v1/me/claims", proof)[0] == 201

    page = api.page().text
    assert "A physician misses a credit" in page
    assert "<form" not in page
