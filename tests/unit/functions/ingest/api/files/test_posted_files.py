"""Files that are answered with their report."""

import datetime as dt
import hashlib
import re
from urllib.parse import parse_qsl

import pytest

from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import submission_id
from functions.ingest.api.files import submission_routes
from functions.ingest.api.files.posted_files import AT_ONCE_LIMIT, WAIT
from local.in_memory.hub import NOW, MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import Answer, ApiHub, called, called_json
from tests.sample_hub import PROVIDER_ID, copy_of

PATH = "/v1/submissions"
LEARNERS = (SAMPLES / "learners.xml").read_bytes()
MISTAKES = (SAMPLES / "learners-mistakes.xlsx").read_bytes()
TAKEN = submission_id(PROVIDER_ID, hashlib.sha256(LEARNERS).hexdigest())


def next_query(answer: Answer, path: str = "") -> dict[str, str]:
    """Return what the answer's Link asks for, which is relative to the address that was called."""
    found = re.fullmatch(rf'<{path}\?(.+)>; rel="next"', answer.headers.get("Link", ""))
    return dict(parse_qsl(found[1])) if found else {}


def test_a_small_file_is_answered_with_its_report_and_what_follows_finds_it_done(
    api: ApiHub, stocked: MemoryHub
) -> None:
    key = api.key()

    answer = api.send(LEARNERS, key)

    assert (answer.status, answer.headers["Location"]) == (200, f"submissions/{TAKEN}")
    assert {"Link", "Preference-Applied"}.isdisjoint(answer.headers)
    report = SubmissionReport.model_validate_json(answer.text)
    assert report == api.hub.report(TAKEN)
    assert (report.submission_id, report.status, report.rows) == (TAKEN, "awaiting boards", 29)
    assert (report.duplicate_of, report.counts.pending > 0, report.counts.refused > 0) == (None, True, True)
    api.read_all()
    assert api.hub.report(TAKEN) == copy_of(stocked).submit(SAMPLES / "learners.xml", PROVIDER_ID)


def test_the_names_of_records_lead_to_them(api: ApiHub) -> None:
    key = api.key()

    rows = [record for record in api.send(LEARNERS, key).document["records"] if record["record"]]

    assert rows
    for row in rows:
        told = called_json("GET", f"/v1/learner-records/{row['record']}", key)
        assert (told.status, told.document["activity_id"]) == (200, row["activity_id"])


def test_a_small_file_that_is_sent_again_is_answered_as_it_stands_now(api: ApiHub) -> None:
    key = api.key()
    api.send(LEARNERS, key)
    api.read_all()
    before = api.hub.report(TAKEN)

    answer = api.send(LEARNERS, key)

    assert answer.status == 200
    assert SubmissionReport.model_validate_json(answer.text) == before.model_copy(update={"duplicate_of": TAKEN})
    assert before.status == "finished"


@pytest.mark.parametrize(("query", "is_dry"), [("dry_run", True), ("again", False)])
def test_a_small_file_that_is_meant_anew_is_answered_with_a_report_of_its_own(
    api: ApiHub, query: str, is_dry: bool
) -> None:
    key = api.key()
    api.send(LEARNERS, key)
    stored = len([*api.hub.records.all()])

    first, second = (api.send(LEARNERS, key, **{query: "true"}).document for _ in range(2))

    assert len({TAKEN, first["submission_id"], second["submission_id"]}) == 3
    for submission in (first, second):
        assert (submission["dry_run"], submission["duplicate_of"], submission["rows"]) == (is_dry, None, 29)
    assert len([*api.hub.records.all()]) == stored


def test_a_dry_run_stores_nothing_that_a_report_could_lead_to(api: ApiHub) -> None:
    answer = api.send(LEARNERS, api.key(), dry_run="true")

    assert (answer.status, answer.document["dry_run"]) == (200, True)
    assert {record["record"] for record in answer.document["records"]} == {None}
    assert [*api.hub.records.all()] == []


def test_a_file_that_nobody_can_read_is_answered_with_what_is_wrong_with_it(api: ApiHub) -> None:
    answer = api.send(b"Dear hub, please find enclosed our learners.", api.key())

    assert (answer.status, answer.document["status"], answer.document["rows"]) == (200, "finished", 0)
    assert [issue["code"] for issue in answer.document["issues"]] == ["FILE_FORMAT_UNKNOWN"]


def test_only_a_file_up_to_the_limit_is_waited_for(api: ApiHub) -> None:
    key = api.key()
    comment = b"<!--" + b"x" * (AT_ONCE_LIMIT - len(LEARNERS) - 7) + b"-->"

    small, large = api.send(LEARNERS + comment, key), api.send(LEARNERS + comment + b" ", key)

    assert (small.status, small.document["rows"]) == (200, 29)
    assert (large.status, large.document["status"]) == (202, "reading")
    assert "Preference-Applied" not in large.headers


@pytest.mark.parametrize(
    ("prefer", "is_later"),
    [
        ("respond-async", True),
        ("wait=5, Respond-Async; why=batch", True),
        ("wait=5", False),
        ("respond-async-please", False),
        ("", False),
    ],
)
def test_who_prefers_not_to_wait_gets_a_receipt(api: ApiHub, prefer: str, is_later: bool) -> None:
    headers = {"X-File-Name": "a.xml", "Prefer": prefer}

    answer = called("POST", PATH, api.key(), body=LEARNERS, headers=headers)

    assert answer.status == (202 if is_later else 200)
    assert answer.headers.get("Preference-Applied") == ("respond-async" if is_later else None)
    assert (api.hub.submissions.find(TAKEN) is None) == is_later


def test_a_file_that_takes_too_long_is_answered_with_a_receipt(api: ApiHub) -> None:
    key = api.key()
    api.is_stuck = True

    answer = api.send(LEARNERS, key)

    assert (answer.status, answer.headers["Location"]) == (202, f"submissions/{TAKEN}")
    assert answer.document == {"submission_id": TAKEN, "status": "validating", "duplicate": False}
    assert dt.timedelta(0) <= api.hub.now - NOW - WAIT < dt.timedelta(seconds=1)
    api.read_all()
    assert called("GET", f"{PATH}/{TAKEN}", key).document["status"] == "finished"


def test_a_report_that_is_longer_than_a_page_says_where_it_goes_on(
    api: ApiHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submission_routes, "MOST_ROWS", 10)
    key = api.key()

    first = api.send(LEARNERS, key)
    query = next_query(first, f"submissions/{TAKEN}/report")
    second = called("GET", f"{PATH}/{TAKEN}/report", key, query=query)

    assert query["limit"] == "10"
    rows = [record["row"] for page in (first, second) for record in page.document["records"]]
    assert rows == [record.row for record in api.hub.report(TAKEN).records][:20]
