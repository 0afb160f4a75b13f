"""Files that the client sends, and what it reads of what became of them."""

import datetime as dt
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from clients.python.tests.memory_transport import MemoryTransport, busy, lost_answer
from cmehub_client import CmeHub, HubProblem, Uploaded, submissions, uploads
from cmehub_client.models import PartPlaces, Receipt, SubmissionReport, UploadRequest
from cmehub_client.uploads import PART_SIZE, Digests
from functions.ingest.api.files import upload_documents
from functions.ingest.api.files.posted_files import POST_LIMIT
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import PROVIDER_ID

LEARNERS = SAMPLES / "learners.xml"
CONTENT = LEARNERS.read_bytes()
SIZE = len(CONTENT)


def test_the_client_knows_the_limits_of_the_hub() -> None:
    assert (submissions.POST_LIMIT, PART_SIZE) == (POST_LIMIT, upload_documents.PART_SIZE)


def test_a_file_is_answered_with_its_report(hub: CmeHub) -> None:
    report = hub.submissions.send(LEARNERS)

    assert isinstance(report, SubmissionReport)
    assert (report.rows, len(report.records), report.dry_run) == (29, 29, False)


def test_a_file_keeps_a_name_that_is_not_ascii(hub: CmeHub) -> None:
    receipt = hub.submissions.send(CONTENT, name="Ärzte 1.xml", wait=False)

    assert isinstance(receipt, Receipt)
    assert hub.submissions.get(receipt.submission_id).file_name == "Ärzte 1.xml"


def test_a_dry_run_is_one(hub: CmeHub) -> None:
    report = hub.submissions.send(CONTENT, name="learners.xml", dry_run=True)

    assert isinstance(report, SubmissionReport)
    assert report.dry_run is True


def test_a_file_whose_answer_was_lost_is_one_submission(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.lost = [lost_answer()]

    report = hub.submissions.send(LEARNERS)

    assert isinstance(report, SubmissionReport)
    assert [summary.submission_id for summary in hub.submissions.list(kind="learners")] == [report.submission_id]


def test_a_file_is_waited_for(hub: CmeHub, transport: MemoryTransport) -> None:
    sent = hub.submissions.upload(LEARNERS)

    state = hub.submissions.wait(sent.submission_id)

    assert (state.status, state.rows, state.counts.pending) == ("finished", 29, 0)
    assert len(transport.pauses) == 1


@pytest.mark.parametrize("submission_id", ["0" * 32, None])
def test_waiting_has_an_end(hub: CmeHub, submission_id: str | None) -> None:
    sent = submission_id or hub.submissions.upload(LEARNERS).submission_id

    with pytest.raises(TimeoutError, match=sent):
        hub.submissions.wait(sent, timeout=0)


def test_waiting_goes_on_over_no_other_problem(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.instead = [busy(500)]

    with pytest.raises(HubProblem, match="HTTP_500"):
        hub.submissions.wait("0" * 32)


def test_the_report_and_the_issues_are_read_over_all_pages(hub: CmeHub, transport: MemoryTransport) -> None:
    whole = hub.submissions.send(LEARNERS)
    assert isinstance(whole, SubmissionReport)
    issues = [*hub.submissions.issues(whole.submission_id)]
    transport.page_size = 4
    transport.requests.clear()

    rows = [*hub.submissions.report(whole.submission_id)]

    assert [row.row for row in rows] == [record.row for record in whole.records]
    assert len(transport.requests) == 8
    assert [*hub.submissions.issues(whole.submission_id)] == issues
    errors = [*hub.submissions.issues(whole.submission_id, severity="error")]
    assert errors == [issue for issue in issues if issue.severity == "error"]
    assert 0 < len(errors) < len(issues)
    codes = {issue.code for issue in hub.submissions.issues(whole.submission_id, code=errors[0].code)}
    assert codes == {errors[0].code}


def test_files_are_listed_over_all_pages(hub: CmeHub, transport: MemoryTransport) -> None:
    for number in range(5):
        hub.submissions.send(CONTENT + b"<!-- %d -->" % number, name=f"{number}.xml")
        transport.api.hub.now += dt.timedelta(minutes=1)
    transport.api.hub.deliver_all()
    transport.page_size = 2
    since = dt.datetime(2026, 11, 20, 12, 1, tzinfo=dt.UTC)

    names = [summary.file_name for summary in hub.submissions.list(kind="learners", status="finished", since=since)]

    assert names == ["4.xml", "3.xml", "2.xml", "1.xml"]


@pytest.fixture
def small_posts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are too large to be posted."""
    monkeypatch.setattr(submissions, "POST_LIMIT", 0)


@pytest.fixture
def small_parts(small_posts: None, monkeypatch: pytest.MonkeyPatch) -> int:
    """The sample file has three parts."""
    size = SIZE // 3 + 1
    monkeypatch.setattr("functions.ingest.api.files.upload_places.PART_SIZE", size)
    monkeypatch.setattr(uploads, "PART_SIZE", size)
    monkeypatch.setattr(submissions, "PART_SIZE", size)
    monkeypatch.setattr(uploads, "_BLOCK", 1000)
    return size


def kept(transport: MemoryTransport) -> tuple[str, bytes]:
    """Return the one file that arrived: where, and its content."""
    (upload,) = transport.api.arrivals.arrived
    return upload.key, transport.api.hub.uploads.files[upload.key].read_bytes()


def test_a_small_file_is_posted(hub: CmeHub, transport: MemoryTransport) -> None:
    told: list[tuple[int, int]] = []

    first = hub.submissions.upload(LEARNERS, progress=lambda *sent: told.append(sent))
    transport.api.read_all()
    again = hub.submissions.upload(LEARNERS)

    assert (first, told) == (Uploaded(first.submission_id, duplicate=False), [(SIZE, SIZE)])
    assert again == Uploaded(first.submission_id, duplicate=True)
    assert [request.url.path for request in transport.requests] == ["/stage/v1/submissions"] * 2


def test_a_larger_file_is_put_whole(small_posts: None, hub: CmeHub, transport: MemoryTransport) -> None:
    told: list[tuple[int, int]] = []

    sent = hub.submissions.upload(str(LEARNERS), progress=lambda *sent: told.append(sent))

    assert kept(transport) == (f"{PROVIDER_ID}/learners.xml", CONTENT)
    assert [request.method for request in transport.requests] == ["POST", "PUT"]
    assert told[-1] == (SIZE, SIZE)
    transport.api.read_all()
    assert hub.submissions.get(sent.submission_id).status == "finished"
    assert hub.submissions.upload(LEARNERS) == Uploaded(sent.submission_id, duplicate=True)
    assert len(transport.api.arrivals.arrived) == 1


def test_a_put_is_tried_again_from_its_beginning(small_posts: None, hub: CmeHub, transport: MemoryTransport) -> None:
    transport.instead = [None, busy(), lost_answer()]

    hub.submissions.upload(LEARNERS)

    assert [request.method for request in transport.requests] == ["POST", "PUT", "PUT", "PUT"]
    assert kept(transport)[1] == CONTENT


def test_a_put_that_is_refused_is_a_problem(small_posts: None, hub: CmeHub, transport: MemoryTransport) -> None:
    transport.instead = [None, httpx.Response(403, text="<Code>AccessDenied</Code>")]

    with pytest.raises(HubProblem, match="HTTP_403") as caught:
        hub.submissions.upload(LEARNERS)

    assert "AccessDenied" in caught.value.detail


@pytest.mark.parametrize(
    ("flags", "folder"),
    [
        ({}, ""),
        ({"dry_run": True}, "dry-run/"),
        ({"again": True}, "again/"),
        ({"permission_to_share": False}, "permission-denied/"),
    ],
)
def test_a_large_file_is_put_in_parts(
    small_parts: int, hub: CmeHub, transport: MemoryTransport, flags: dict[str, bool], folder: str
) -> None:
    told: list[tuple[int, int]] = []
    transport.instead = [None, None, busy()]

    sent = hub.submissions.upload(LEARNERS, progress=lambda *sent: told.append(sent), **flags)

    assert kept(transport) == (f"{PROVIDER_ID}/{folder}learners.xml", CONTENT)
    assert [request.method for request in transport.requests] == ["POST", "PUT", "PUT", "PUT", "PUT", "POST"]
    done = [number for number, _ in told]
    assert (done[-1], {size for _, size in told}) == (SIZE, {SIZE})
    assert max(later - earlier for earlier, later in pairwise(done)) <= 1000
    transport.api.read_all()
    assert hub.submissions.get(sent.submission_id).dry_run is flags.get("dry_run", False)


@pytest.mark.parametrize(("flags", "folder"), [({"dry_run": True}, "dry-run/"), ({"again": True}, "again/")])
def test_one_part_does_where_a_file_can_not_be_put_whole(
    small_posts: None, hub: CmeHub, transport: MemoryTransport, flags: dict[str, bool], folder: str
) -> None:
    hub.submissions.upload(LEARNERS, **flags)  # type: ignore[arg-type]

    assert kept(transport) == (f"{PROVIDER_ID}/{folder}learners.xml", CONTENT)


def test_parts_of_a_known_file_are_not_put(small_parts: int, hub: CmeHub, transport: MemoryTransport) -> None:
    first = hub.submissions.upload(LEARNERS)
    transport.api.read_all()
    transport.requests.clear()

    assert hub.submissions.upload(LEARNERS) == Uploaded(first.submission_id, duplicate=True)

    assert [request.method for request in transport.requests] == ["POST", "DELETE"]
    assert transport.api.signed.parts == {}


def test_a_place_can_be_asked_for_by_itself(hub: CmeHub, transport: MemoryTransport) -> None:
    digests = Digests.of(LEARNERS)
    wanted = UploadRequest(file_name="a.xml", size=digests.size, sha256=digests.sha256, parts=digests.parts)

    places = hub.uploads.place(wanted)

    assert isinstance(places, PartPlaces)
    with pytest.raises(HubProblem, match="UPLOAD_INCOMPLETE"):
        hub.uploads.complete(places.token)
    hub.uploads.give_up(places.token)
    assert transport.api.signed.parts == {}


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 200, 250])
def test_a_file_is_hashed_as_a_whole_and_by_parts(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PART_SIZE", 100)
    monkeypatch.setattr(uploads, "_BLOCK", 30)
    content = bytes(range(256))[:size]
    (tmp_path / "file").write_bytes(content)

    parts = [sha256(content[start : start + 100]).hexdigest() for start in range(0, size, 100)]
    assert Digests.of(tmp_path / "file") == (size, sha256(content).hexdigest(), parts)
