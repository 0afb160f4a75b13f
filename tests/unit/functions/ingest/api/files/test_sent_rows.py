"""The rows of a file as they were sent, with what is wrong by column."""

import datetime as dt
from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from cmehub.api import sent_rows
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub, called, called_json, is_problem
from tests.sample_hub import OTHER_PROVIDER_ID
from tests.unit.functions.ingest.api.files.test_posted_files import LEARNERS, MISTAKES, PATH, next_query


@pytest.fixture
def mistakes(api: ApiHub) -> str:
    """The submission of a file with rows that are refused and rejected, all decided."""
    sent = api.send(MISTAKES, api.key(), "mistakes.xlsx").document["submission_id"]
    api.hub.deliver_all()
    return str(sent)


def paged(api: ApiHub, submission_id: str, **query: str) -> list[Any]:
    """The rows, page by page."""
    rows: list[Any] = []
    while True:
        answer = called("GET", f"{PATH}/{submission_id}/rows", api.key(Scope.READ), query=query)
        assert answer.status == 200, answer.text
        rows += answer.document["rows"]
        if not (query := next_query(answer)):
            return rows


def test_the_faulty_rows_are_those_of_the_report_and_each_problem_names_a_column(api: ApiHub, mistakes: str) -> None:
    report = called("GET", f"{PATH}/{mistakes}", api.key()).document

    page = called("GET", f"{PATH}/{mistakes}/rows", api.key(), query={"faulty": "true", "limit": "500"}).document

    numbers = {row["row"] for row in page["rows"]}
    assert len(numbers) == report["counts"]["refused"] + report["counts"]["rejected"] > 0
    assert {row["status"] for row in page["rows"]} == {"refused", "rejected"}
    assert [row["row"] for row in page["rows"]] == sorted(row["row"] for row in page["rows"])
    columns = [column["heading"] for column in page["columns"]]
    assert len(columns) == len({*columns}), "each once"
    for row in page["rows"]:
        assert {*row["cells"]} <= {*columns}
        assert row["problems"], row
        assert all({*problem["headings"]} <= {*row["cells"]} for problem in row["problems"])
    assert any(problem["headings"] for row in page["rows"] for problem in row["problems"] if row["in_cells"])
    values = {column["heading"]: column["values"] for column in page["columns"]}
    assert "ABIM" in values["Certifying Board"]
    assert values["First Name"] is None


def test_the_others_have_nothing_to_mend_and_all_are_both(api: ApiHub, mistakes: str) -> None:
    faulty, others, rows = (paged(api, mistakes, **query) for query in ({"faulty": "true"}, {"faulty": "false"}, {}))

    assert all((row["problems"], row["in_cells"]) == ([], None) for row in others)
    assert {row["status"] for row in others} <= {"accepted", "submitted"}
    assert sorted(map(str, faulty + others)) == sorted(map(str, rows))
    report = called("GET", f"{PATH}/{mistakes}/report", api.key()).document["records"]
    assert {row["row"] for row in rows} == {row["row"] for row in report}


@pytest.mark.parametrize("limit", ["1", "3"])
def test_pages_are_together_what_one_is_and_no_row_is_cut_in_two(api: ApiHub, mistakes: str, limit: str) -> None:
    whole = paged(api, mistakes, faulty="true", limit="500")
    assert paged(api, mistakes, faulty="true", limit=limit) == whole


def test_a_page_ends_where_it_would_be_too_large(api: ApiHub, mistakes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = paged(api, mistakes)
    monkeypatch.setattr(sent_rows, "_MOST_CHARACTERS", 300)
    first = called("GET", f"{PATH}/{mistakes}/rows", api.key()).document["rows"]
    assert 0 < len(first) < len(whole)
    assert paged(api, mistakes) == whole


def test_a_row_of_another_format_stands_under_the_headings_of_the_template(api: ApiHub) -> None:
    sent = api.send(LEARNERS, api.key()).document["submission_id"]
    api.hub.deliver_all()
    rows = paged(api, sent)
    assert rows
    assert all({"First Name", "Last Name", "Completion Date"} <= {*row["cells"]} for row in rows)
    activities = api.send((SAMPLES / "activities.xml").read_bytes(), api.key(), "a.xml", again="true")
    assert "Activity Title" in paged(api, activities.document["submission_id"])[0]["cells"]


def test_nothing_is_told_of_what_isnt_the_providers_was_no_file_or_isnt_read(api: ApiHub, mistakes: str) -> None:
    other = called("GET", f"{PATH}/{mistakes}/rows", api.key(provider_id=OTHER_PROVIDER_ID))
    nobodys = called("GET", f"{PATH}/{'0' * 32}/rows", api.key())
    assert is_problem(other, 404, "NOT_FOUND")
    assert {**other.document, "instance": ""} == {**nobodys.document, "instance": ""}

    called_json("POST", "/v1/learner-records", api.key(), {"records": [{}]}, headers={"Idempotency-Key": "one"})
    unread = api.post(b"Dear hub", api.key(), "unread.txt").document["submission_id"]
    assert is_problem(called("GET", f"{PATH}/{unread}/rows", api.key()), 404, "NOT_FOUND")
    api.hub.now += dt.timedelta(minutes=1)
    api.read_all()
    answer = called("GET", f"{PATH}/{unread}/rows", api.key()).document
    assert (answer["columns"], answer["rows"]) == ([], [])
    for query in ({"limit": "501"}, {"after": "-1"}, {"faulty": "perhaps"}):
        assert is_problem(called("GET", f"{PATH}/{mistakes}/rows", api.key(), query=query), 422, "REQUEST_INVALID")
