"""Rows of a file that are sent once more with other values."""

from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import Answer, ApiHub, called, called_json, is_problem
from tests.contact_api import REPORTER, VIEWER, ContactApi
from tests.sample_hub import OTHER_PROVIDER_ID
from tests.unit.functions.ingest.api.files.test_posted_files import MISTAKES, PATH
from tests.unit.functions.ingest.api.files.test_sent_rows import paged

NAMELESS, AMOUNT = 9, 32
"""Rows of the sample whose first name is empty, and whose amount is no multiple of a quarter."""


@pytest.fixture
def mistakes(api: ApiHub) -> str:
    sent = api.send(MISTAKES, api.key(), "mistakes.xlsx").document["submission_id"]
    api.hub.deliver_all()
    return str(sent)


def corrected(api: ApiHub, submission: str, rows: dict[int, dict[str, str]], key: str = "", **query: str) -> Answer:
    path = f"{PATH}/{submission}/corrections"
    return called_json("POST", path, key or api.key(Scope.LEARNERS_WRITE), {"rows": rows}, query=query)


def to_mend(api: ApiHub, submission: str) -> dict[int, Any]:
    """The faulty rows that other values can mend."""
    return {row["row"]: row for row in paged(api, submission, faulty="true") if row["in_cells"]}


def test_a_mended_row_goes_the_whole_way_and_what_was_sent_stays_as_it_was(api: ApiHub, mistakes: str) -> None:
    before = called("GET", f"{PATH}/{mistakes}/report", api.key()).document

    answer = corrected(api, mistakes, {NAMELESS: {"First Name": "Nobody"}, AMOUNT: {}})

    told = answer.document
    assert (answer.status, told["mends"], told["duplicate"]) == (200, mistakes, False)
    assert answer.headers["Location"] == f"../{told['submission_id']}"
    assert told["rows"] == [{"row": NAMELESS, "sent_as": 2}, {"row": AMOUNT, "sent_as": 3}]
    assert (told["report"]["format"], told["report"]["rows"]) == ("learner-csv", 2)
    issues = {(issue["row"], issue["code"]) for issue in told["report"]["issues"] if issue["severity"] == "error"}
    before_codes = {
        row: {problem["code"] for problem in to_mend(api, mistakes)[row]["problems"]} for row in (NAMELESS, AMOUNT)
    }
    assert {code for row, code in issues if row == 3} == before_codes[AMOUNT]
    assert not before_codes[NAMELESS] & {code for row, code in issues if row == 2}, "the name is there now"
    api.hub.deliver_all()
    state = called("GET", f"{PATH}/{told['submission_id']}", api.key()).document
    assert (state["mends"], state["status"], state["file_name"]) == (mistakes, "finished", "corrections.csv")
    assert called("GET", f"{PATH}/{mistakes}/report", api.key()).document == before
    assert called("GET", f"{PATH}/{mistakes}", api.key()).document["mends"] is None


def test_rows_without_other_values_have_the_same_problems_again(api: ApiHub, mistakes: str) -> None:
    faulty = to_mend(api, mistakes)
    refused = {number: row for number, row in faulty.items() if row["status"] == "refused"}

    told = corrected(api, mistakes, {number: {} for number in refused}).document

    original = {row["sent_as"]: row["row"] for row in told["rows"]}
    assert sorted(original.values()) == sorted(refused)
    again: dict[int, set[str]] = {number: set() for number in refused}
    for issue in told["report"]["issues"]:
        if issue["severity"] == "error" and issue["row"]:
            again[original[issue["row"]]].add(issue["code"])
    before = {number: {problem["code"] for problem in row["problems"]} for number, row in refused.items()}
    others = {"DUPLICATE_ROW", "RECORD_REPEATED", "CREDIT_ID_REPEATED"}
    """What depends on the rows beside it."""
    assert {number: codes - others for number, codes in again.items()} == {
        number: codes - others for number, codes in before.items()
    }


def test_a_suggestion_that_is_taken_is_taken(api: ApiHub, mistakes: str) -> None:
    row = to_mend(api, mistakes)[AMOUNT]
    values = {
        heading: problem["suggestion"]
        for problem in row["problems"]
        for heading in problem["headings"]
        if problem["suggestion"]
    }
    told = corrected(api, mistakes, {AMOUNT: values | {"Total Board Credits": ""}}).document
    codes = {problem["code"] for problem in row["problems"]}
    assert not codes & {issue["code"] for issue in told["report"]["issues"] if issue["severity"] == "error"}


def test_a_dry_run_says_what_would_become_of_them_and_stores_nothing(api: ApiHub, mistakes: str) -> None:
    records = len([*api.hub.records.all()])

    answers = [corrected(api, mistakes, {NAMELESS: {"First Name": ""}}, dry_run="true") for _ in range(2)]

    for answer in answers:
        assert (answer.status, answer.document["report"]["dry_run"]) == (200, True)
        assert answer.document["report"]["counts"]["refused"] == 1
    assert answers[0].document["submission_id"] != answers[1].document["submission_id"]
    api.hub.deliver_all()
    assert len([*api.hub.records.all()]) == records


def test_the_same_corrections_again_are_the_same_submission_and_of_another_file_another(
    api: ApiHub, mistakes: str
) -> None:
    first, again = (corrected(api, mistakes, {NAMELESS: {}}).document for _ in range(2))
    assert (first["submission_id"], again["duplicate"]) == (again["submission_id"], True)

    anew = api.send(MISTAKES, api.key(), "mistakes.xlsx", again="true").document["submission_id"]
    api.hub.deliver_all()
    other = corrected(api, anew, {NAMELESS: {}}).document
    assert (other["mends"], other["duplicate"]) == (anew, False)
    assert other["submission_id"] != first["submission_id"]


def test_a_line_break_in_a_value_stays_in_its_row(api: ApiHub, mistakes: str) -> None:
    told = corrected(api, mistakes, {NAMELESS: {"First Name": 'Zo\n"e", x'}, AMOUNT: {}}).document
    assert told["report"]["rows"] == 2
    row = paged(api, told["submission_id"])[0]
    assert row["cells"]["First Name"] == 'Zo "e", x'


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ({NAMELESS: {"Frist Name": "Zoe"}}, f"rows.{NAMELESS}.Frist Name: "),
        ({NAMELESS: {}, 1_000_000: {}}, "rows.1000000: "),
        ({0: {}}, "rows"),
        ({}, "rows"),
        ({NAMELESS: {"First Name": "x" * 1001}}, "rows"),
    ],
    ids=["heading", "row", "zero", "nothing", "long"],
)
def test_what_cannot_be_corrected_is_named_and_nothing_is_sent(
    api: ApiHub, mistakes: str, rows: dict[int, dict[str, str]], names: str
) -> None:
    arrived = len(api.arrivals.arrived)
    answer = corrected(api, mistakes, rows)
    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert answer.document["detail"].startswith(names)
    assert len(api.arrivals.arrived) == arrived


def test_a_row_that_was_taken_or_that_no_value_can_mend_is_not_corrected(api: ApiHub, mistakes: str) -> None:
    others = {row["row"] for row in paged(api, mistakes) if not row["in_cells"]} - {*to_mend(api, mistakes)}
    assert others
    for number in others:
        assert is_problem(corrected(api, mistakes, {number: {}}), 422, "REQUEST_INVALID")


def test_only_learners_of_the_own_provider_are_corrected(api: ApiHub, mistakes: str) -> None:
    theirs = corrected(api, mistakes, {NAMELESS: {}}, api.key(provider_id=OTHER_PROVIDER_ID))
    assert is_problem(theirs, 404, "NOT_FOUND")
    activities = api.send((SAMPLES / "activities.xml").read_bytes(), api.key(), "a.xml", again="true")
    answer = corrected(api, activities.document["submission_id"], {1: {}})
    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert "only learners" in answer.document["detail"]


def test_a_reporter_corrects_and_a_viewer_doesnt(api: ApiHub, mistakes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    contacts = ContactApi(api, monkeypatch)
    viewer, reporter = (contacts.token(contacts.person(role)) for role in (VIEWER, REPORTER))
    assert is_problem(corrected(api, mistakes, {NAMELESS: {}}, viewer), 404, "ROLE_TOO_LOW")
    assert corrected(api, mistakes, {NAMELESS: {}}, reporter).status == 200
