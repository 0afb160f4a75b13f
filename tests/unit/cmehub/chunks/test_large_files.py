"""Files of several chunks: validated while they are read, and reported while they are on their way."""

from pathlib import Path

import pytest

from cmehub.submissions.messages import ChunkMessage
from cmehub.submissions.submission import SubmissionStatus
from local.sample_data.sample_files import SAMPLES
from local.sample_data.volume import write_volume
from tests.sample_hub import PROVIDER_ID, notice_count, stocked_hub
from tests.workbooks import HEADINGS, learner_cells, save_workbook


def test_a_large_file_is_several_chunks(tmp_path: Path) -> None:
    hub = stocked_hub()
    path = tmp_path / "volume.xml"
    write_volume(path, "xml", 1_200)

    taken = hub.upload(path, PROVIDER_ID)
    chunks = [message for message in hub.line if isinstance(message, ChunkMessage)]
    hub.deliver_all()
    report = hub.report(taken)

    assert [message.chunk for message in chunks] == [1, 2, 3]
    assert [record.row for record in report.records] == [*range(1, 1_201)]
    assert (report.status, report.counts.refused) == (SubmissionStatus.FINISHED, 24)


def test_rows_that_repeat_rows_of_other_chunks_are_told(tmp_path: Path) -> None:
    hub = stocked_hub()
    activity_id = hub.submit(SAMPLES / "activities.xml", PROVIDER_ID).records[2].activity_id
    cells = [learner_cells(ACCME_Activity_ID=activity_id, Certifying_Board_ID=str(place)) for place in range(1, 1_101)]
    cells[600], cells[1_050] = cells[7], cells[7]
    path = save_workbook(tmp_path / "repeated.xlsx", [["Guidance"], HEADINGS, *cells])

    report = hub.submit(path, PROVIDER_ID)

    told = [(issue.row, issue.message) for issue in report.issues if issue.code == "DUPLICATE_ROW"]
    assert told == [(row, "This row repeats row 10, which was sent with it.") for row in (603, 1_053)]


def test_a_file_whose_chunks_are_done_before_it_is_read_finishes_once_it_is(tmp_path: Path) -> None:
    hub = stocked_hub()
    path = tmp_path / "volume.xml"
    write_volume(path, "xml", 700)
    undisturbed = stocked_hub().submit(path, PROVIDER_ID)
    add_staged = hub.submissions.add_staged

    def deliver_first(of: str, **staged: object) -> None:
        hub.deliver_all()
        assert hub.report(of).status is SubmissionStatus.READING
        assert notice_count(hub, of) == 0
        add_staged(of, **staged)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hub.submissions, "add_staged", deliver_first)
        taken = hub.upload(path, PROVIDER_ID)
    hub.deliver_all()

    assert hub.report(taken) == undisturbed
    assert notice_count(hub, taken) == 1


def test_a_report_on_the_way_counts_what_is_not_decided_as_pending(tmp_path: Path) -> None:
    hub = stocked_hub()
    path = tmp_path / "volume.xml"
    write_volume(path, "xml", 1_200, mistake_every=0)
    taken = hub.upload(path, PROVIDER_ID)
    assert hub.report(taken).counts.model_dump() == {"accepted": 0, "rejected": 0, "refused": 0, "pending": 1_200}

    seen = []
    while hub.line:
        hub.deliver(hub.line.popleft())
        report = hub.report(taken)
        assert sum(report.counts.model_dump().values()) == 1_200
        seen.append((report.status, report.counts.pending))

    assert [pending for _, pending in seen] == sorted((pending for _, pending in seen), reverse=True)
    assert {SubmissionStatus.VALIDATING, SubmissionStatus.AWAITING_BOARDS} <= {status for status, _ in seen}
    assert seen[-1] == (SubmissionStatus.FINISHED, 0)
