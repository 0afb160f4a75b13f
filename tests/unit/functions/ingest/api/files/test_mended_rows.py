"""The way of a row that was mended: sent, refused, sent once more, and what it came to there."""

from typing import Any

import pytest

from tests.api_hub import ApiHub, called, is_problem
from tests.unit.functions.ingest.api.files.test_corrections import AMOUNT, NAMELESS, corrected
from tests.unit.functions.ingest.api.files.test_posted_files import MISTAKES, PATH
from tests.unit.functions.ingest.api.files.test_sent_rows import paged


@pytest.fixture
def mistakes(api: ApiHub) -> str:
    sent = api.send(MISTAKES, api.key(), "mistakes.xlsx").document["submission_id"]
    api.hub.deliver_all()
    return str(sent)


def ways(api: ApiHub, submission: str) -> dict[int, list[Any]]:
    return {row["row"]: row["mended_by"] for row in paged(api, submission, faulty="true") if row["mended_by"]}


def test_a_row_tells_where_it_was_sent_once_more_and_what_it_came_to(api: ApiHub, mistakes: str) -> None:
    assert ways(api, mistakes) == {}
    at = api.hub.now.isoformat().replace("+00:00", "Z")

    made = corrected(api, mistakes, {NAMELESS: {"First Name": "Nobody"}, AMOUNT: {}}).document

    def way(line: int, status: str) -> list[Any]:
        return [{"submission_id": made["submission_id"], "row": line, "at": at, "status": status}]

    assert made["left_out"] == []
    assert ways(api, mistakes) == {NAMELESS: way(2, "submitted"), AMOUNT: way(3, "refused")}
    api.hub.deliver_all()
    (mended,) = ways(api, mistakes)[NAMELESS]
    report = called("GET", f"{PATH}/{made['submission_id']}/report", api.key()).document["records"]
    assert mended["status"] == {line["status"] for line in report[0]["credit_lines"]}.pop() != "submitted"


def test_a_row_is_mended_again_where_it_stands_now(api: ApiHub, mistakes: str) -> None:
    made = corrected(api, mistakes, {AMOUNT: {}}).document["submission_id"]

    again = corrected(api, made, {2: {"First Name": "Zoe"}}).document

    assert (again["mends"], again["rows"]) == (made, [{"row": 2, "sent_as": 2}])
    assert [way["submission_id"] for way in ways(api, made)[2]] == [again["submission_id"]]
    assert [way["submission_id"] for way in ways(api, mistakes)[AMOUNT]] == [made]


def test_who_mends_a_row_that_somebody_mended_meanwhile_is_told_and_doubles_nothing(api: ApiHub, mistakes: str) -> None:
    made = corrected(api, mistakes, {NAMELESS: {"First Name": "Zoe"}}).document["submission_id"]
    arrived = len(api.arrivals.arrived)

    nothing = corrected(api, mistakes, {NAMELESS: {"First Name": "Ann"}})

    assert is_problem(nothing, 409, "ROWS_CONFLICT")
    assert f"row {NAMELESS} by row 2 of {made}" in nothing.document["detail"]
    assert len(api.arrivals.arrived) == arrived
    for dry_run in ("true", "false"):
        other = corrected(api, mistakes, {NAMELESS: {"First Name": "Ann"}, AMOUNT: {}}, dry_run=dry_run).document
        assert [row["row"] for row in other["rows"]] == [AMOUNT]
        assert [(row["row"], row["mended_by"]["submission_id"]) for row in other["left_out"]] == [(NAMELESS, made)]


def test_a_dry_run_mends_nothing(api: ApiHub, mistakes: str) -> None:
    corrected(api, mistakes, {AMOUNT: {}}, dry_run="true")
    assert ways(api, mistakes) == {}


def test_a_row_whose_corrections_never_arrived_or_could_not_be_read_is_mended_here(api: ApiHub, mistakes: str) -> None:
    api.arrivals.faults.append(OSError("the bucket is away"))
    assert corrected(api, mistakes, {AMOUNT: {"First Name": "Zoe"}}).status == 500
    assert ways(api, mistakes) == {}
    provider = api.hub.providers.find("0009999")
    assert provider
    api.hub.providers.put([provider.model_copy(update={"headings": {"Completion Date": "", "Record Action": ""}})])
    unread = corrected(api, mistakes, {AMOUNT: {"First Name": "Zoe"}}).document
    assert unread["report"]["rows"] == 0, unread
    api.hub.providers.put([provider])
    assert ways(api, mistakes) == {}
    assert corrected(api, mistakes, {AMOUNT: {"First Name": "Zoë"}}).status == 200
