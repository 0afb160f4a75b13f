import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from cmehub.formats import open_file
from cmehub.formats.learners.xml import LEARNER_XML
from cmehub.issues.field_errors import field_issues
from cmehub.learners.records import LINES_LIMIT, LearnerRecord, LearnerRow
from local.sample_data.completions import Completion
from local.sample_data.learner_workbook import write_workbook
from local.sample_data.learner_xml import write_reports
from tests.examples import a_cme_line, a_line, a_record, a_row

LINE: dict[str, Any] = {
    "board": "ABA",
    "learner_id": "30000001",
    "credit_type": "Lifelong Learning",
    "amount": "1.5",
}
FIELDS: dict[str, Any] = {
    "action": "Add",
    "activity_id": "202612345",
    "completion_date": "2026-05-31",
    "given_name": "Zoë",
    "family_name": "García-López",
    "birth_month_day": "02/29",
    "board_total": "1.5",
    "lines": [LINE, LINE | {"credit_type": "Patient Safety", "amount": "0.5"}],
}


def row(**changes: Any) -> LearnerRow:
    return LearnerRow.model_validate(FIELDS | changes)


def line(**changes: Any) -> list[dict[str, Any]]:
    return [LINE | changes, *FIELDS["lines"][1:]]


SPELLINGS = {
    "action": {"action": " ADD "},
    "activity": {"activity_id": "2026-12345"},
    "date": {"completion_date": "5/31/2026"},
    "given name": {"given_name": "ZOE"},
    "family name": {"family_name": "Garcia  Lopez, Jr."},
    "birth day": {"birth_month_day": "1980-02-29"},
    "total": {"board_total": "1.50"},
    "board": {"lines": line(board="aba")},
    "board id": {"lines": line(learner_id="3000-0001")},
    "credit type": {"lines": line(credit_type="LIFELONG LEARNING")},
    "amount": {"lines": line(amount="1.500")},
    "order of lines": {"lines": FIELDS["lines"][::-1]},
}
OTHER_LEARNERS = {
    "given name": {"given_name": "Zora"},
    "family name": {"family_name": "García"},
    "birth day": {"birth_month_day": "03/01"},
    "board id": {"lines": line(learner_id="30000002")},
}
DIFFERENCES = {
    "activity": {"activity_id": "202612346"},
    "date": {"completion_date": "2026-06-01"},
    "total": {"board_total": "2"},
    "board": {"lines": line(board="ABIM")},
    "credit type": {"lines": line(credit_type="Patient Safety")},
    "amount": {"lines": line(amount="1.25")},
    "fewer lines": {"lines": FIELDS["lines"][:1]},
    "more lines": {"lines": [*FIELDS["lines"], LINE]},
}


@pytest.mark.parametrize("changes", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_another_spelling_is_the_same_record(changes: dict[str, Any]) -> None:
    assert row(**changes).content_hash == row().content_hash
    assert row(**changes).record_id == row().record_id


@pytest.mark.parametrize("changes", OTHER_LEARNERS.values(), ids=OTHER_LEARNERS.keys())
def test_who_the_learner_is_makes_no_other_report(changes: dict[str, Any]) -> None:
    assert row(**changes).content_hash != row().content_hash
    assert row(**changes).learner_hash != row().learner_hash or "lines" in changes
    assert row(**changes).record_id == row().record_id


def test_a_total_that_is_the_largest_line_says_nothing_more() -> None:
    largest = max(line["amount"] for line in FIELDS["lines"])

    assert row(board_total=largest).record_id == row(board_total=None).record_id


@pytest.mark.parametrize("changes", DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_anything_else_that_is_reported_makes_another_record(changes: dict[str, Any]) -> None:
    assert row(**changes).content_hash != row().content_hash
    assert row(**changes).record_id != row().record_id


def test_with_credit_ids_the_record_follows_them() -> None:
    named = a_row(a_line(credit_id="ccid:a:1"))

    assert named.record_id != a_row(a_line()).record_id
    assert named.record_id == a_row(a_line(credit_id="ccid:a:1", amount="2"), given_name="Ana").record_id
    assert named.record_id != a_row(a_line(credit_id="ccid:a:2")).record_id
    assert named.record_id != a_row(a_line(credit_id="ccid:a:1"), activity_id="202612346").record_id
    assert named.content_hash == a_row(a_line()).content_hash


def test_a_delete_meets_the_record_that_the_same_row_added() -> None:
    assert a_row(action="Delete").record_id == a_row(action="Add").record_id


def test_boards_are_those_that_certify_each_once() -> None:
    both = a_row(a_cme_line(), a_line(board="ABP", learner_id="1"), a_line(), a_line(credit_type="Patient Safety"))

    assert both.boards() == ["ABP", "ABIM"]


@pytest.mark.parametrize(("total", "points"), [(None, 1.5), ("3", 3), ("1", 1.5)])
def test_points_are_the_total_or_the_largest_line(total: str | None, points: float) -> None:
    both = a_row(a_cme_line(), a_line(amount="1.5"), a_line(amount="0.5"), board_total=total)

    assert both.points("ABIM") == points


names = st.sampled_from(["Zoë", "Mary-Jane", "O'Malley", "García-López", "Nguyễn", "van der Berg"])
amounts = st.integers(1, 80).map(lambda quarters: quarters / 4)
completions = st.builds(
    Completion,
    activity_id=st.integers(200_000_000, 999_999_999).map(str),
    completed_on=st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    given_name=names,
    family_name=names,
    birth_day=st.dates(dt.date(2000, 1, 1), dt.date(2000, 12, 31)).map(lambda day: day.strftime("%m/%d")),
    state=st.just("OH"),
    licence=st.sampled_from(["MD1", "00123"]),
    cme_credits=st.none() | amounts,
    board=st.just("ABA"),
    board_id=st.integers(30_000_000, 39_999_999).map(str),
    lines=st.lists(
        st.tuples(st.sampled_from(["Lifelong Learning", "Patient Safety"]), amounts), min_size=1, max_size=3
    ).map(tuple),
    action=st.sampled_from(["Add", "Delete"]),
)


@settings(max_examples=20)
@given(st.lists(completions, min_size=1, max_size=4))
def test_rows_written_as_workbook_and_as_xml_are_the_same_records(written: list[Completion]) -> None:
    with TemporaryDirectory() as folder:
        workbook, xml = Path(folder, "workbook"), Path(folder, "xml")
        write_workbook(workbook, written, compressed=True)
        write_reports(xml, written)
        rows = [[LearnerRow.model_validate(row.fields) for row in open_file(path).rows] for path in (workbook, xml)]

    from_workbook, from_xml = rows
    assert [row.content_hash for row in from_workbook] == [row.content_hash for row in from_xml]
    for row, completion in zip(from_workbook, written, strict=True):
        assert row.completion_date == completion.completed_on
        assert [line.amount for line in row.lines if line.is_moc] == [amount for _, amount in completion.lines]


@given(st.sampled_from([*SPELLINGS.values(), *DIFFERENCES.values()]))
def test_a_stored_record_is_read_as_it_was(changes: dict[str, Any]) -> None:
    record = a_record(row(**changes))

    read = LearnerRecord.model_validate_json(record.model_dump_json(exclude_defaults=True))

    assert read == record
    assert (read.row.record_id, read.row.content_hash) == (record.row.record_id, record.row.content_hash)


def test_a_row_has_so_many_lines_that_its_record_fits_an_item() -> None:
    fields = FIELDS | {"lines": [LINE | {"credit_id": f"ccid:example.org:{place}"} for place in range(LINES_LIMIT + 1)]}

    with pytest.raises(ValidationError) as caught:
        LearnerRow.model_validate(fields)
    (issue,) = field_issues(caught.value, 7, fields, lambda at: LEARNER_XML.field_name(at, fields))

    assert (issue.code, issue.field, issue.value) == ("FIELD_FORMAT", "CreditCertificate", f"{LINES_LIMIT + 1} times")
    assert LearnerRow.model_validate(fields | {"lines": fields["lines"][1:]})
