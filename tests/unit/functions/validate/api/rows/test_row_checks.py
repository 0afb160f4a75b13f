"""Rows with other values, as the hub would judge them if they were sent."""

from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from cmehub.accounts.providers import Provider
from cmehub.people.match_budgets import TRIES_PER_NUMBER
from tests.api_hub import Answer, ApiHub, called, called_json, is_problem
from tests.contact_api import REPORTER, VIEWER, ContactApi
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID
from tests.unit.functions.ingest.api.files.test_corrections import AMOUNT, NAMELESS, corrected, to_mend
from tests.unit.functions.ingest.api.files.test_posted_files import MISTAKES, PATH

MISSPELT = 55
"""A row of the sample whose learner has another name with its board."""


@pytest.fixture
def mistakes(api: ApiHub) -> str:
    sent = api.send(MISTAKES, api.key(), "mistakes.xlsx").document["submission_id"]
    api.hub.deliver_all()
    return str(sent)


def checked(api: ApiHub, submission: str, rows: dict[int, dict[str, str]], key: str = "") -> Answer:
    return called_json("POST", f"{PATH}/{submission}/checks", key or api.key(Scope.LEARNERS_WRITE), {"rows": rows})


def problems(answer: Answer) -> dict[int, list[Any]]:
    assert answer.status == 200, answer.text
    return {row["row"]: row["problems"] for row in answer.document["rows"]}


def test_a_row_as_it_was_sent_has_the_problems_that_it_is_told_with(api: ApiHub, mistakes: str) -> None:
    refused = {number: row for number, row in to_mend(api, mistakes).items() if row["status"] == "refused"}
    assert len(refused) > 5
    for number, row in refused.items():
        beside = {"DUPLICATE_ROW"}
        expected = [problem for problem in row["problems"] if problem["code"] not in beside]
        found = problems(checked(api, mistakes, {number: {}}))
        assert [p["code"] for p in found[number]] == [p["code"] for p in expected]
        assert [p["headings"] for p in found[number]] == [p["headings"] for p in expected]
        assert all({*p} == {"headings", "code", "message", "fix", "suggestion"} for p in found[number])


def test_a_mended_row_has_none_and_what_is_wrong_with_others_is_told_beside_it(api: ApiHub, mistakes: str) -> None:
    suggested = {
        heading: problem["suggestion"]
        for problem in to_mend(api, mistakes)[AMOUNT]["problems"]
        for heading in problem["headings"]
        if problem["suggestion"]
    }
    values = {NAMELESS: {"First Name": ""}, AMOUNT: suggested | {"Total Board Credits": ""}}

    found = problems(checked(api, mistakes, values))

    assert found[AMOUNT] == []
    assert ["First Name" in problem["headings"] for problem in found[NAMELESS]] == [True]


def test_a_check_says_what_corrections_would_come_to(api: ApiHub, mistakes: str) -> None:
    values: dict[int, dict[str, str]] = {number: {} for number in to_mend(api, mistakes)}
    found = {number: {p["code"] for p in told} for number, told in problems(checked(api, mistakes, values)).items()}
    tried = corrected(api, mistakes, values, dry_run="true").document
    line = {row["sent_as"]: row["row"] for row in tried["rows"]}
    told: dict[int, set[str]] = {number: set() for number in values}
    for issue in tried["report"]["issues"]:
        if issue["severity"] == "error":
            told[line[issue["row"]]].add(issue["code"])
    assert found == told
    assert any(told.values())


def test_equal_rows_of_a_call_name_each_other_by_the_numbers_of_the_file(api: ApiHub, mistakes: str) -> None:
    row = to_mend(api, mistakes)[NAMELESS]["cells"] | {"First Name": "Zoe"}
    cells = {heading: value for heading, value in row.items() if value}
    blank = dict.fromkeys(to_mend(api, mistakes)[AMOUNT]["cells"], "")
    headings = {*to_mend(api, mistakes)[AMOUNT]["cells"]}
    same = blank | {heading: value for heading, value in cells.items() if heading in headings}
    found = problems(checked(api, mistakes, {NAMELESS: {"First Name": "Zoe"}, AMOUNT: same}))
    (problem,) = [p for p in found[AMOUNT] if p["code"] == "DUPLICATE_ROW"]
    assert f"row {NAMELESS}" in problem["message"]


def test_nothing_is_stored_however_often_a_row_is_checked(api: ApiHub, mistakes: str) -> None:
    def stored() -> tuple[object, ...]:
        return (
            sorted(map(str, api.hub.records.all())),
            len(api.arrivals.arrived),
            api.hub.objects.keys(""),
            [*api.hub.line],
            called("GET", PATH, api.key()).document,
        )

    before = stored()
    for _ in range(3):
        checked(api, mistakes, {number: {} for number in to_mend(api, mistakes)})
    assert stored() == before


def test_whoever_is_looked_up_in_vain_counts_once_and_beyond_the_budget_nobody_is_told(
    api: ApiHub, mistakes: str
) -> None:
    key = api.key(Scope.LEARNERS_WRITE)

    def tried(family_name: str) -> Answer:
        return checked(api, mistakes, {MISSPELT: {"Last Name": family_name}}, key)

    again = [tried("Nobody").status for _ in range(TRIES_PER_NUMBER + 2)]
    others = [tried(f"Xylander {'abcdefghijkl'[place]}") for place in range(TRIES_PER_NUMBER)]

    assert {*again} == {200}, "it tells nothing new"
    assert [answer.status for answer in others[:-2]] == [200] * (TRIES_PER_NUMBER - 2)
    assert (others[-1].status, others[-1].document["code"]) == (429, "MATCHES_EXHAUSTED")
    assert "Xylander" not in others[-1].text


def test_what_cannot_be_corrected_is_named(api: ApiHub, mistakes: str) -> None:
    mistaken: list[tuple[dict[int, dict[str, str]], str]] = [
        ({NAMELESS: {"Frist Name": "Zoe"}}, f"rows.{NAMELESS}.Frist Name: "),
        ({1_000_000: {}}, "rows.1000000: "),
        ({number: {} for number in range(1, 102)}, "rows"),
        ({}, "rows"),
    ]
    for rows, names in mistaken:
        answer = checked(api, mistakes, rows)
        assert is_problem(answer, 422, "REQUEST_INVALID")
        assert answer.document["detail"].startswith(names)
    theirs = checked(api, mistakes, {NAMELESS: {}}, api.key(provider_id=OTHER_PROVIDER_ID))
    assert is_problem(theirs, 404, "NOT_FOUND")


def test_it_is_read_with_the_headings_that_the_provider_agreed_on(api: ApiHub, mistakes: str) -> None:
    provider = api.hub.providers.find(PROVIDER_ID) or Provider(provider_id=PROVIDER_ID, name="")
    api.hub.providers.put([provider.model_copy(update={"headings": {"First Name": ""}})])
    found = problems(checked(api, mistakes, {NAMELESS: {"First Name": "Zoe"}}))
    tried = corrected(api, mistakes, {NAMELESS: {"First Name": "Zoe"}}, dry_run="true").document["report"]["issues"]
    assert [p["code"] for p in found[NAMELESS]] == [i["code"] for i in tried if i["severity"] == "error"] != []


def test_a_reporter_checks_and_a_viewer_doesnt(api: ApiHub, mistakes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    contacts = ContactApi(api, monkeypatch)
    viewer, reporter = (contacts.token(contacts.person(role)) for role in (VIEWER, REPORTER))
    assert is_problem(checked(api, mistakes, {NAMELESS: {}}, viewer), 404, "ROLE_TOO_LOW")
    assert checked(api, mistakes, {NAMELESS: {}}, reporter).status == 200
