"""Which stored record a row speaks of: the physician's, however the row spells who that is."""

from typing import Any

import pytest

from cmehub.stores import RecordKey
from local.in_memory.rosters import put_on_rosters
from tests.chunk_hub import CME, DELETE, LINE, ChunkHub, asked, told, with_id
from tests.examples import ACTIVITY_ID, COMPLETED_ON, a_diplomate, an_activity

NPI = "1234567893"


def codes(outcome: Any) -> list[list[str]]:
    return [[code for code, _ in row] for row in told(outcome)]


@pytest.mark.parametrize(
    "changes",
    [
        {"family_name": "Garc?a-L?pez"},
        {"family_name": "Garcia"},
        {"given_name": "Zoe", "family_name": "LOPEZ"},
        {"lines": [LINE | {"learner_id": "123-456"}]},
        {"board_total": "1.5"},
    ],
)
def test_an_equal_report_of_one_physician_is_one_record(changes: dict[str, Any]) -> None:
    hub = ChunkHub()
    hub.report({})

    outcome = hub.validate(changes)

    assert [row[-1:] for row in codes(outcome)] == [["ALREADY_REPORTED"]]
    assert len(hub.of_learner()) == 1
    assert [credit.amount for credit in hub.credits() if not credit.derived] == [1.5]


def test_two_spellings_in_one_file_are_one_record() -> None:
    hub = ChunkHub()

    assert codes(hub.validate({}, {"family_name": "Garcia"})) == [[], ["ALREADY_REPORTED"]]
    assert len(hub.of_learner()) == 1


def test_cme_is_the_physicians_under_whichever_number() -> None:
    hub = ChunkHub()
    put_on_rosters(hub.rosters, [a_diplomate(authority="OH", entry_id="MD1", npi=NPI)])
    hub.report({"lines": [CME]})

    assert codes(hub.validate({"lines": [CME | {"board": "NPI", "learner_id": NPI}]})) == [["ALREADY_REPORTED"]]


def test_an_equal_report_without_a_credit_id_is_the_one_that_has_one() -> None:
    hub = ChunkHub()
    hub.report(with_id("ccid:a:1"))

    assert codes(hub.validate({})) == [["ALREADY_REPORTED"]]
    assert codes(hub.validate(with_id("ccid:a:2"))) == [[]]
    assert len(hub.of_learner()) == 2


def test_another_amount_of_the_day_is_taken_and_told() -> None:
    hub = ChunkHub()
    hub.report({})

    outcome = hub.validate({"lines": [LINE | {"amount": "2"}]})

    (issue,) = outcome.results[0].issues
    assert (issue.code, issue.severity) == ("ANOTHER_SAME_DAY", "note")
    assert issue.message == (
        "Another record of this learner, activity and day holds ABIM Medical Knowledge 1.5; both count."
    )
    assert len(hub.of_learner()) == 2


def test_of_what_is_rejected_or_deleted_no_other_record_is_told() -> None:
    hub = ChunkHub()
    hub.report({"lines": [LINE | {"amount": "4"}]})
    assert [decision.accepted for decision in hub.report({"lines": [LINE | {"amount": "3"}]})] == [False]
    hub.report(DELETE | {"lines": [LINE | {"amount": "4"}]})

    assert codes(hub.validate({"lines": [LINE | {"amount": "2"}]})) == [[]]


def test_two_amounts_in_one_file_are_both_meant() -> None:
    assert codes(ChunkHub().validate({}, {"lines": [LINE | {"amount": "2"}]})) == [[], []]


def test_a_corrected_name_replaces_what_the_board_rejected() -> None:
    hub = ChunkHub()
    wrong = {"family_name": "Osei"}
    assert [decision.reason_code for decision in hub.report(wrong)] == ["IDENTITY_MISMATCH"]

    assert [decision.accepted for decision in hub.report({})] == [True]


@pytest.mark.parametrize(
    ("activity_format", "told_of"),
    [("Journal-based CME", ["EQUAL_ROW", "ALREADY_REPORTED"]), ("Live Course", ["DUPLICATE_ROW"])],
)
def test_equal_rows_of_a_file_are_asked_about_where_a_day_may_have_several(
    activity_format: str, told_of: list[str]
) -> None:
    hub = ChunkHub()
    hub.activities.put([an_activity(activity_format=activity_format)])

    assert codes(hub.validate({}, {})) == [[], told_of]
    assert len(hub.of_learner()) == 1
    assert codes(hub.validate(with_id("ccid:a:1"), with_id("ccid:a:2"))) == [[], []]


def unmatched_hub(*rows: dict[str, Any]) -> ChunkHub:
    """Return a hub that took rows before a roster knew their learner."""
    hub = ChunkHub(entries=[])
    hub.report(*rows)
    return hub


def put_licensee(hub: ChunkHub) -> None:
    put_on_rosters(hub.rosters, [a_diplomate(authority="OH", entry_id="MD1")])


def keys(hub: ChunkHub) -> list[str]:
    return sorted(RecordKey.of(record).learner_key for record in hub.records.all())


def test_what_was_reported_before_a_roster_came_is_the_same_record() -> None:
    hub = unmatched_hub({"lines": [CME]})
    put_licensee(hub)

    assert codes(hub.validate({"lines": [CME]})) == [["ALREADY_REPORTED"]]

    assert keys(hub) == ["OH-MD1"]
    (record,) = hub.records.all()
    assert record.origin.submission_id == "file-1"


def test_earlier_records_are_laid_under_the_physician_once_a_later_one_is_matched() -> None:
    hub = unmatched_hub({"lines": [CME | {"credit_id": "ccid:a:1"}]})
    put_licensee(hub)

    hub.report({"lines": [CME], "completion_date": "2026-10-30"})
    hub.report({"lines": [CME], "completion_date": "2026-10-29"})

    assert keys(hub) == ["OH-MD1"] * 3
    assert len({record.record_id for record in hub.records.all()}) == 3
    found = hub.records.of_credit_id("0009999", "CCID:a:1")
    assert found is not None
    assert found.learner_key == "OH-MD1"


def test_without_an_id_only_the_very_report_is_laid_under_the_physician() -> None:
    nameless = CME | {"learner_id": None}
    hub = unmatched_hub({"lines": [nameless]}, {"lines": [nameless], "completion_date": "2026-10-30"})
    put_licensee(hub)

    assert codes(hub.validate({"lines": [nameless]})) == [["ALREADY_REPORTED"]]

    (unknown,) = {key for key in keys(hub) if key != "OH-MD1"}
    assert keys(hub) == sorted(["OH-MD1", unknown])


def test_a_dry_run_moves_nothing() -> None:
    hub = unmatched_hub({"lines": [CME]})
    put_licensee(hub)
    before = keys(hub)

    assert codes(hub.dry_run({"lines": [CME]})) == [["ALREADY_REPORTED"]]
    assert keys(hub) == before


@pytest.mark.parametrize("changes", [{"completion_date": "2026-10-30"}, {"given_name": "Mira", "family_name": "Osei"}])
def test_a_credit_id_is_no_other_learners_or_days(changes: dict[str, Any]) -> None:
    hub = ChunkHub(entries=[a_diplomate(), a_diplomate(entry_id="7", given_name="Mira", family_name="Osei")])
    hub.report(with_id("ccid:a:1"))
    other = with_id("ccid:a:1", learner_id="7" if "family_name" in changes else "123456")

    assert codes(hub.validate(changes | other)) == [["CREDIT_ID_TAKEN"]]


def test_a_credit_id_is_the_same_in_any_case() -> None:
    hub = ChunkHub()
    hub.report(with_id("ccid:a:X-1"))

    assert codes(hub.validate(with_id("CCID:A:x-1"))) == [["ALREADY_REPORTED"]]
    assert codes(hub.validate(with_id("CCID:A:x-1", amount="2"))) == [["CREDIT_ID_TAKEN"]]


def test_a_credit_id_leads_to_the_record_under_another_id_of_the_physician() -> None:
    hub = ChunkHub(entries=[a_diplomate(npi=NPI), a_diplomate(authority="OH", entry_id="MD1", npi=NPI)])
    hub.report({"lines": [CME | {"credit_id": "ccid:a:1"}]})
    by_board = CME | {"board": "NPI", "learner_id": NPI, "credit_id": "ccid:a:1"}

    assert codes(hub.validate({"lines": [by_board]})) == [["ALREADY_REPORTED"]]
    assert len([*hub.records.all()]) == 1


def test_a_delete_whose_credits_differ_says_what_differs() -> None:
    hub = ChunkHub()
    hub.report({})
    before = hub.of_learner()

    outcome = hub.validate(DELETE | {"lines": [LINE | {"amount": "2"}]})

    (issue,) = outcome.results[0].issues
    assert issue.message == (
        "The record of this learner, activity and day holds ABIM Medical Knowledge 1.5; "
        "the row says ABIM Medical Knowledge 2."
    )
    assert (issue.code, hub.of_learner(), asked(outcome)) == ("DELETE_DIFFERS", before, [])


def test_a_delete_under_the_credit_id_whose_credits_differ() -> None:
    hub = ChunkHub()
    hub.report(with_id("ccid:a:1"))

    assert codes(hub.validate(DELETE | with_id("ccid:a:1", amount="2"))) == [["DELETE_DIFFERS"]]
    assert codes(hub.validate(DELETE | with_id("ccid:a:1"))) == [[]]


WHOSE = {"board": "ABIM", "learner_id": "123456"}


def test_a_delete_needs_only_what_tells_the_record() -> None:
    hub = ChunkHub()
    hub.report({"lines": [LINE, CME]})

    outcome = hub.validate(DELETE | {"lines": [WHOSE]})

    assert codes(outcome) == [[]]
    assert [line.board for line in outcome.results[0].credit_lines] == ["ABIM", "OH"]
    assert [decision.accepted for decision in hub.decide(outcome)] == [True]
    (record,) = hub.records.of_completion("ABIM-123456", ACTIVITY_ID, COMPLETED_ON)
    assert record.deleted


def test_of_several_records_the_delete_has_to_tell_the_credits() -> None:
    hub = ChunkHub()
    hub.report({}, {"lines": [LINE | {"amount": "2"}]})

    outcome = hub.validate(DELETE | {"lines": [WHOSE]})

    (issue,) = outcome.results[0].issues
    assert issue.code == "DELETE_AMBIGUOUS"
    assert "ABIM Medical Knowledge 1.5; ABIM Medical Knowledge 2" in issue.message
    assert codes(hub.validate(DELETE)) == [[]]


def test_a_row_that_adds_needs_its_credits() -> None:
    assert codes(ChunkHub().validate({"lines": None})) == [["FIELD_MISSING"]]


def test_a_delete_without_any_credit_of_whom_no_roster_knows() -> None:
    hub = unmatched_hub({"lines": [CME | {"learner_id": None}]})

    assert codes(hub.validate(DELETE | {"lines": None})) == [[]]
