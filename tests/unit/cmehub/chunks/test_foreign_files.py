"""A file of another provider is told once; a row of another provider among others is refused alone."""

from pathlib import Path

import pytest

from cmehub.chunks.foreign_files import own_rows
from cmehub.chunks.staging import CHUNK_ROWS
from cmehub.issues.issue import FileError
from cmehub.submissions.rows import Row
from local.sample_data.sample_files import SAMPLES
from tests.examples import PROVIDER_ID
from tests.sample_hub import outcomes_of, stocked_hub

OTHER = "0008888"


def rows(*provider_ids: str | None) -> list[Row]:
    return [
        Row(place, {"provider_id": provider_id} if provider_id else {})
        for place, provider_id in enumerate(provider_ids, start=1)
    ]


@pytest.mark.parametrize(
    "provider_ids",
    [
        (),
        (None,),
        (PROVIDER_ID,),
        (PROVIDER_ID.lstrip("0"),),
        (OTHER, PROVIDER_ID),
        (*[OTHER] * (CHUNK_ROWS - 1), None, OTHER),
        (None, *[OTHER] * CHUNK_ROWS),
    ],
)
def test_rows_of_which_one_at_least_is_the_senders_are_left_as_they_are(provider_ids: tuple[str | None, ...]) -> None:
    sent = rows(*provider_ids)

    assert [*own_rows(sent, PROVIDER_ID)] == sent


@pytest.mark.parametrize("count", [1, 2, CHUNK_ROWS, CHUNK_ROWS + 1])
def test_rows_of_another_provider_only(count: int) -> None:
    with pytest.raises(FileError) as caught:
        next(own_rows(rows(*[OTHER] * count), PROVIDER_ID))

    assert (caught.value.issue.code, caught.value.issue.value) == ("FILE_OF_ANOTHER_PROVIDER", OTHER)


def test_a_files_first_rows_tell_for_all_of_it() -> None:
    remaining = iter([*rows(*[OTHER] * CHUNK_ROWS, PROVIDER_ID, None)])

    with pytest.raises(FileError):
        next(own_rows(remaining, PROVIDER_ID))

    assert [row.number for row in remaining] == [CHUNK_ROWS + 1, CHUNK_ROWS + 2]


@pytest.mark.parametrize("sample", ["learners.xml", "activities.xml"])
def test_the_whole_file_gets_one_issue_and_a_mail_is_asked_for(tmp_path: Path, sample: str) -> None:
    hub = stocked_hub()
    content = (SAMPLES / sample).read_bytes()
    (tmp_path / "foreign").write_bytes(content.replace(PROVIDER_ID.encode(), OTHER.encode()))

    report = hub.submit(tmp_path / "foreign", PROVIDER_ID)

    assert [issue.code for issue in report.issues] == ["FILE_OF_ANOTHER_PROVIDER"]
    assert outcomes_of(report) == []
    assert [notice.submission_id for notice in hub.notices] == [report.submission_id]


def test_one_foreign_row_among_others(tmp_path: Path) -> None:
    content = (SAMPLES / "learners.xml").read_bytes()
    named = "ProviderOrganization>{}".format
    (tmp_path / "mixed").write_bytes(content.replace(named(PROVIDER_ID).encode(), named(OTHER).encode(), 1))

    report = stocked_hub().submit(tmp_path / "mixed", PROVIDER_ID)

    assert [issue.row for issue in report.issues if issue.code == "PROVIDER_MISMATCH"] == [1]
    assert report.counts.accepted > 10
