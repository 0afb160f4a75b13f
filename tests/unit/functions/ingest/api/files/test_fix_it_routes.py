"""The links of mails: who has one gets the workbook for a while, and nobody else."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.submissions.fix_it_links import LINK_LIFE, FixItLink, new_token, token_digest
from local.in_memory.hub import MemoryHub
from tests.api_hub import Answer, ApiHub, called
from tests.examples import a_submission
from tests.sample_hub import PROVIDER_ID

TOKEN = "3dW9-a_token"
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    api = ApiHub(MemoryHub(), tmp_path, monkeypatch)
    for submission_id in ("sub", "other"):
        api.hub.submissions.open(a_submission(submission_id=submission_id, provider_id=PROVIDER_ID))
    api.hub.submissions.add_link("sub", FixItLink.of(TOKEN, api.hub.now))
    return api


def followed(token: str = TOKEN, submission_id: str = "sub") -> Answer:
    return called("GET", f"/v1/fix-it/{submission_id}", None, query={"token": token})


def test_a_link_leads_to_a_fresh_address_however_often_it_is_followed(api: ApiHub) -> None:
    for after in (dt.timedelta(0), LINK_LIFE - SECOND):
        api.hub.now += after
        answer = followed()
        assert answer.status == 302
        assert answer.headers["Location"] == f"https://work.example.org/fix-it/{PROVIDER_ID}/sub.xlsx?as=fix-it.xlsx"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_link_ends(api: ApiHub) -> None:
    api.hub.now += LINK_LIFE

    answer = followed()

    assert (answer.status, answer.headers["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert answer.text.startswith("This link to a fix-it workbook has ended.")
    assert "Location" not in answer.headers


def test_links_are_revoked_together(api: ApiHub) -> None:
    api.hub.submissions.add_link("sub", FixItLink.of("another", api.hub.now))
    api.hub.submissions.add_link("other", FixItLink.of("of another", api.hub.now))

    assert api.hub.submissions.revoke_links("sub", at=api.hub.now) == 2

    assert [followed(token).status for token in (TOKEN, "another")] == [410, 410]
    assert followed("of another", "other").status == 302


@pytest.mark.parametrize(
    ("token", "submission_id"),
    [("", "sub"), (TOKEN[:-1], "sub"), (TOKEN, "other"), (TOKEN, "nobody"), (token_digest(TOKEN), "sub")],
)
def test_what_is_no_token_of_the_submission_leads_nowhere(api: ApiHub, token: str, submission_id: str) -> None:
    answer = followed(token, submission_id)

    assert answer.status == 404
    assert answer.text == "CME Hub knows no such link. Copy its whole address from the mail.\n"
    assert "Location" not in answer.headers


@pytest.mark.usefixtures("api")
def test_without_a_token_nothing_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert called("GET", "/v1/fix-it/sub", None).status == 404
    assert called("POST", "/v1/fix-it/sub", None).status == 405
    assert called("GET", "/v1/fix-it/sub/more", None).status == 404
    followed()
    followed("unknown-token")
    logged = capsys.readouterr()
    assert TOKEN not in logged.out + logged.err
    assert "unknown-token" not in logged.out + logged.err


def test_tokens_are_long_and_differ() -> None:
    assert len({new_token() for _ in range(100)}) == 100
    assert len(new_token()) == 43
