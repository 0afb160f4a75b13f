"""Where the published index lies: each test runs on a folder and on a bucket in moto."""

import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from cmehub.stores.published_files import FolderPublishedFiles, PublishedFiles, S3PublishedFiles


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PublishedFiles]:
    if request.param == "folder":
        yield FolderPublishedFiles(tmp_path)
        return
    with mock_aws():
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="index")
        yield S3PublishedFiles(s3, "index")


def test_a_file_and_parts_of_it(files: PublishedFiles) -> None:
    files.put("cards/abc", b"0123456789")

    assert files.get("cards/abc") == b"0123456789"
    assert files.part("cards/abc", 3, 4) == b"3456"


def test_a_file_that_is_not_there(files: PublishedFiles) -> None:
    with pytest.raises(KeyError):
        files.get("cards/abc")
    with pytest.raises(KeyError):
        files.part("cards/abc", 0, 1)


def test_there_is_no_pointer_at_first(files: PublishedFiles) -> None:
    assert files.pointer() is None


def test_the_pointer_is_told_only_to_those_who_do_not_know_it(files: PublishedFiles) -> None:
    assert files.move_pointer("one", None)
    pointer = files.pointer()
    assert pointer is not None
    assert pointer.content == "one"
    assert files.pointer(pointer.tag) is None

    assert files.move_pointer("two", pointer.tag)

    moved = files.pointer(pointer.tag)
    assert moved is not None
    assert moved.content == "two"
    assert files.pointer(moved.tag) is None


def test_the_pointer_moves_only_from_where_it_was_seen(files: PublishedFiles) -> None:
    files.move_pointer("one", None)
    pointer = files.pointer()
    assert pointer is not None
    files.move_pointer("two", pointer.tag)

    assert not files.move_pointer("three", pointer.tag)
    assert not files.move_pointer("three", None)

    assert files.pointer().content == "two"  # type: ignore[union-attr]


def test_a_pointer_that_is_not_there_moves_from_nowhere(files: PublishedFiles) -> None:
    assert not files.move_pointer("one", '"d41d8cd98f00b204e9800998ecf8427e"')
    assert files.pointer() is None


def test_names_of_files_by_age_without_the_pointer(files: PublishedFiles) -> None:
    files.put("index/b", b"")
    files.put("index/a", b"")
    files.move_pointer("one", None)

    assert sorted(files.names(time.time() + 60)) == ["index/a", "index/b"]
    assert files.names(time.time() - 3600) == []


def test_a_deleted_file_is_gone(files: PublishedFiles) -> None:
    files.put("index/a", b"")

    files.delete("index/a")

    assert files.names(float("inf")) == []
