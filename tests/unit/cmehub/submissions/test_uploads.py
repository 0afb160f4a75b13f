"""What an event of the uploads bucket announces, and which folder a file was put into."""

from typing import Any

import pytest

from cmehub.submissions.submission import submission_id
from cmehub.submissions.upload_folders import AGAIN, DRY_RUN, stated_permission, upload_folder
from cmehub.submissions.uploads import uploads_in


def event(*objects: dict[str, Any]) -> dict[str, Any]:
    return {"Records": [{"eventTime": "2026-11-20T12:00:00Z", "s3": {"object": found}} for found in objects]}


@pytest.mark.parametrize("key", ["0009999/", "0009999/dry-run/", "0009999/Dry+Run/", "0009999/again_%24folder%24"])
def test_a_folder_that_was_made_is_no_upload(key: str) -> None:
    assert [*uploads_in(event({"key": key, "size": 0}))] == []


@pytest.mark.parametrize(("key", "size"), [("0009999/empty.csv", 0), ("0009999/odd/", 12)])
def test_any_file_is_an_upload(key: str, size: int) -> None:
    (upload,) = uploads_in(event({"key": key, "size": size}))

    assert (upload.key, upload.size) == (key, size)


@pytest.mark.parametrize("folder", ["dry-run", "Dry-Run", "DRY-RUN", "dry_run", "Dry Run", "DryRun"])
def test_a_dry_run_in_any_case_is_one(folder: str) -> None:
    assert upload_folder(f"0009999/{folder}/x.csv") == DRY_RUN


def test_other_folders_stay_as_they_are() -> None:
    assert upload_folder("0009999/Again/x.csv") == AGAIN
    assert upload_folder("0009999/Dry goods/x.csv") == "Dry goods"
    assert upload_folder("0009999/x.csv") is None


@pytest.mark.parametrize(
    ("folders", "stated", "folder"),
    [
        ("permission-denied/", False, None),
        ("Permission_Given/", True, None),
        ("dry-run/permission-denied/", False, DRY_RUN),
        ("permission-denied/dry run/", False, DRY_RUN),
        ("2026/permission-given/", True, "2026"),
        ("permission-given/permission-denied/", False, None),
        ("", None, None),
        ("again/", None, AGAIN),
    ],
)
def test_a_folder_states_the_permission_of_its_files(folders: str, stated: bool | None, folder: str | None) -> None:
    key = f"0009999/{folders}permission-given.csv"

    assert stated_permission(key) is stated
    assert upload_folder(key) == folder


def test_the_same_bytes_with_another_statement_are_another_submission() -> None:
    keys = [f"0009999/{folder}x.csv" for folder in ("", "permission-given/", "permission-denied/")]
    plain, *stated = (submission_id("0009999", "a" * 64, key, "v1") for key in keys)

    assert plain == submission_id("0009999", "a" * 64)
    assert len({plain, *stated}) == 3
    assert stated[0] == submission_id("0009999", "a" * 64, "0009999/Permission Given/other.csv", "v2")
