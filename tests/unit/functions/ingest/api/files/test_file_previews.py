"""What the hub sees in a file before it is sent: the same as its report tells, and nothing is stored."""

import datetime as dt
import gzip
import io
import zipfile
from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from functions.ingest.api.files import file_previews
from functions.ingest.api.files.posted_files import POST_LIMIT
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import Answer, ApiHub, called, is_problem
from tests.tables import ROW, table
from tests.unit.functions.ingest.api.files.test_posted_files import PATH

FILES = (
    "activities.xml",
    "learners.xml",
    "learners-mistakes.xlsx",
    "learners-delete.xlsx",
    "learners-clean-libreoffice.xlsx",
)


def looked(api: ApiHub, content: bytes, key: str | None = None) -> Answer:
    return called("POST", "/v1/previews", key or api.key(), body=content)


@pytest.mark.parametrize("name", FILES)
def test_it_tells_what_the_report_tells_of_the_file(api: ApiHub, name: str) -> None:
    content = (SAMPLES / name).read_bytes()

    seen = looked(api, content).document
    report = api.send(content, api.key(), name, dry_run="true").document

    assert seen["issues"] == [issue for issue in report["issues"] if issue["scope"] == "file"]
    assert [seen[told] for told in ("kind", "format", "rows")] == [report[told] for told in ("kind", "format", "rows")]
    assert (seen["is_whole"], bool(seen["read"])) == (True, name.endswith(".xlsx"))


def test_it_stores_nothing_and_tells_no_other_providers_rows(api: ApiHub) -> None:
    before = called("GET", PATH, api.key()).document

    own = looked(api, (SAMPLES / "activities.xml").read_bytes())
    of_another = looked(api, (SAMPLES / "activities-other-provider.xml").read_bytes()).document

    assert own.status == 200
    assert [issue["code"] for issue in of_another["issues"]] == ["FILE_OF_ANOTHER_PROVIDER"]
    assert api.arrivals.arrived == []
    assert called("GET", PATH, api.key()).document == before


def test_each_heading_is_told_with_its_column_or_with_what_it_may_mean(api: ApiHub) -> None:
    cells = {**ROW}
    cells["GIVEN NAMES"] = cells.pop("First Name")
    content = "\n".join([",".join([*cells, "Shoe Size", "Licensng Statte"]), ",".join([*cells.values(), "9", "OH"])])

    seen = looked(api, content.encode()).document

    assert {"heading": "GIVEN NAMES", "read_as": "First Name"} in seen["read"]
    assert seen["not_read"] == [
        {"heading": "Shoe Size", "suggestions": []},
        {"heading": "Licensng Statte", "suggestions": ["Licensing State"]},
    ]
    assert (seen["unread_headings"], seen["missing"]) == (2, [])


def test_columns_that_are_needed_and_lacking_are_named_with_what_was_read(api: ApiHub) -> None:
    cells = {
        "Family": "Osei",
        **{name: cell for name, cell in ROW.items() if name not in ("Last Name", "Date of Birth")},
    }
    content = "\n".join([",".join(cells), ",".join(cells.values())]).replace("Family", "Shoe Size").encode()

    seen = looked(api, content).document

    assert (seen["kind"], seen["format"], seen["rows"], seen["is_whole"]) == ("learners", None, 0, False)
    assert seen["missing"] == ["Last Name", "Date of Birth"]
    assert [issue["code"] for issue in seen["issues"]] == ["HEADINGS_MISSING"]
    assert seen["not_read"] == [{"heading": "Shoe Size", "suggestions": []}]
    assert len(seen["read"]) == len(cells) - 1


@pytest.mark.parametrize("headings", [50, 1_000])
def test_many_headings_that_are_not_read_are_counted_and_told_within_bounds(api: ApiHub, headings: int) -> None:
    seen = looked(api, table(*(f"Blank {'x' * (number + 3)}" for number in range(headings)))).document

    assert seen["unread_headings"] == headings
    assert len(seen["not_read"]) == min(headings, file_previews.MOST_HEADINGS)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\x1f\x8b\x08half", "FILE_BROKEN"),
        (b"PK\x03\x04half", "FILE_BROKEN"),
        (b"<html><body>signed out</body></html>", "FILE_WEB_PAGE"),
        (b"a picture \x00\x01", "FILE_FORMAT_UNKNOWN"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_as_its_report_tells_it(api: ApiHub, content: bytes, code: str) -> None:
    seen = looked(api, content).document
    report = api.send(content, api.key(), "file").document

    assert [issue["code"] for issue in seen["issues"]] == [code]
    assert seen["issues"] == report["issues"]
    assert (seen["kind"], seen["rows"], seen["is_whole"]) == (None, 0, False)


def test_a_file_that_breaks_off_is_counted_up_to_there(api: ApiHub) -> None:
    content = (SAMPLES / "learners.xml").read_bytes()

    seen = looked(api, content[: len(content) // 2]).document

    assert [issue["code"] for issue in seen["issues"]] == ["FILE_BROKEN"]
    assert (seen["kind"], seen["is_whole"]) == ("learners", False)
    assert 0 < seen["rows"] < 29


def packed_workbook(size: int) -> bytes:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * size)
    return book.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"x" * (POST_LIMIT + 1),
        gzip.compress(b" " * (file_previews.UNPACKED_LIMIT + 1), 1),
        packed_workbook(file_previews.UNPACKED_LIMIT + 1),
    ],
    ids=["bytes", "gzip", "workbook"],
)
def test_a_file_that_is_too_large_to_be_looked_at_is_told_what_to_do(api: ApiHub, content: bytes) -> None:
    answer = looked(api, content)

    assert is_problem(answer, 413, "CONTENT_TOO_LARGE")
    assert "Send it as a dry run" in answer.document["detail"]


def test_rows_that_take_too_long_are_not_counted_to_the_end(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([api.hub.now, api.hub.now, api.hub.now + dt.timedelta(seconds=10)])
    previews = file_previews.FilePreviews(api.hub.providers, lambda: next(moments))

    seen: Any = previews.look("0009999", table(rows=2_500))

    assert (seen.rows, seen.is_whole, seen.issues) == (2_000, False, ())


def test_who_only_reads_may_not_look(api: ApiHub) -> None:
    assert is_problem(looked(api, table(), api.key(Scope.READ)), 403, "SCOPE_MISSING")
