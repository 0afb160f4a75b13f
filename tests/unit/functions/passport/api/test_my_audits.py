"""What a physician is told of audits, and answers."""

import datetime as dt
from typing import Any

import pytest

from cmehub.accounts.claims import Claim
from cmehub.licensing.audits import Audit, AuditedLicensee
from cmehub.people.rosters import EntryKey
from tests.contract.test_audit_stores import an_audit, an_audited
from tests.needs_api import NeedsApi

PLACE = "/v1/me/audits"
LICENCE = EntryKey("OH", "35900001")


class AuditedApi(NeedsApi):
    """A physician whose confirmed claim has a licence of Ohio, and two audits of it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        self.claim_id = self.hold(self.zoe, confirmed_at=self.hub.now)
        later = an_audit().check.model_copy(update={"check_id": "later"})
        self.draw(an_audit(), an_audited())
        sooner = an_audit(check=later, until=dt.date(2026, 12, 1), words="")
        self.draw(sooner, an_audited(check_id="later", starts=None))

    def hold(self, sub: str, *entries: EntryKey, confirmed_at: dt.datetime | None = None) -> Claim:
        held = entries or (EntryKey("ABIM", "123456"), LICENCE)
        now = self.hub.now
        claim = Claim(
            claim_id=f"c-{sub}",
            authority=held[0].authority,
            entry_id=held[0].entry_id,
            linked=held,
            since=now,
            linked_at=now,
            confirmed_at=confirmed_at,
        )
        assert self.hub.accounts.change(sub, None, claim)
        return claim

    def draw(self, audit: Audit, *licensees: AuditedLicensee) -> None:
        self.hub.audits.open(audit)
        self.hub.audits.put(audit, licensees)

    def audits(self, sub: str | None = None) -> list[Any]:
        return list(self.call("GET", PLACE, sub=sub)[1]["audits"])

    def answer(self, audit: str, words: str = "Ten hours abroad.", sub: str | None = None) -> tuple[int, Any]:
        return self.call("PUT", f"{PLACE}/{audit}/answer", {"words": words}, sub=sub)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> AuditedApi:
    return AuditedApi(monkeypatch)


def test_each_audit_says_who_asks_what_and_until_when(api: AuditedApi) -> None:
    first, second = api.audits()
    assert first == {
        "audit": an_audited().audit_id,
        "state": "OH",
        "name": "Ohio",
        "board": "State Medical Board of Ohio",
        "licence": "35900001",
        "on": "2026-11-20",
        "starts": "2025-01-01",
        "ends": "2026-12-31",
        "told_at": "2026-11-20T12:00:00Z",
        "until": "2027-01-29",
        "is_open": True,
        "words": "Hello",
        "answer": None,
        "answered_at": None,
        "kept_until": "2028-01-30T00:00:00Z",
    }
    assert (second["until"], second["starts"], second["words"]) == ("2026-12-01", None, "")


def test_an_answer_can_be_changed_until_the_end_of_the_last_day_us_eastern(api: AuditedApi) -> None:
    audit = api.audits()[1]["audit"]
    assert api.answer(audit)[1]["answer"] == "Ten hours abroad."
    api.hub.now = dt.datetime(2026, 12, 2, 4, 59, tzinfo=dt.UTC)
    assert api.answer(audit, " Twelve hours.\nTwo of them online. ")[0] == 200
    api.hub.now = dt.datetime(2026, 12, 2, 5, 0, tzinfo=dt.UTC)

    status, problem = api.answer(audit, "Too late.")
    assert (status, problem["code"]) == (409, "AUDIT_OVER")
    told = api.audits()[1]
    assert (told["is_open"], told["answer"], told["answered_at"]) == (
        False, "Twelve hours.\nTwo of them online.", "2026-12-02T04:59:00Z",
    )  # fmt: skip
    assert api.audits()[0]["answer"] is None, "of the other audit"
    progress = api.hub.audits.find("OH", "later")
    assert progress
    assert progress.answered == 1


@pytest.mark.parametrize("words", ["", "  \n ", "w" * 4_001, "a\x07b"])
def test_what_is_no_answer_is_refused_and_nothing_is_stored(api: AuditedApi, words: str) -> None:
    audit = api.audits()[0]["audit"]
    status, problem = api.answer(audit, words)
    assert (status, problem["code"]) == (422, "REQUEST_INVALID")
    assert "words: " in problem["detail"]
    assert api.audits()[0]["answer"] is None


def test_who_only_says_who_they_are_is_told_of_no_audit_and_answers_none(api: AuditedApi) -> None:
    audit = api.audits()[0]["audit"]
    api.hub.accounts.change(api.zoe, api.claim_id, None)
    api.hold(api.other)
    assert api.audits(api.other) == api.audits() == []
    for sub in (api.other, api.zoe):
        assert api.answer(audit, sub=sub)[1]["code"] == "NOT_FOUND"
    assert api.hub.audits.answers([an_audited()]) == {}


def test_a_confirmed_claim_of_another_licence_or_board_leads_to_none(api: AuditedApi) -> None:
    api.hold(api.other, EntryKey("OH", "35900002"), EntryKey("PA", "35900001"), confirmed_at=api.hub.now)
    assert api.audits(api.other) == []
    status, problem = api.answer(an_audited().audit_id, sub=api.other)
    assert (status, problem["code"]) == (404, "NOT_FOUND")


def test_no_address_has_the_number(api: AuditedApi) -> None:
    assert "35900001" not in api.audits()[0]["audit"]
