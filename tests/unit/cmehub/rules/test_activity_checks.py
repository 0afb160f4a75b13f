import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from cmehub.activities.activity import ActivityStatus
from cmehub.activities.activity_ids import activity_id_candidate
from cmehub.activities.choices import activity_format
from cmehub.activities.rows import ActivityRow, ParticipantsRow
from cmehub.formats.activities.cells import activity_cells
from cmehub.formats.activities.xml import field_name
from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue
from cmehub.rules.activity_checks import check_activity, completeness
from tests.examples import PROVIDER_ID, TODAY, an_activity

FIELDS: dict[str, Any] = {
    "action": "Add",
    "provider_activity_id": "EX-1",
    "title": "An example",
    "activity_format": "Enduring Material",
    "start_date": "2026-01-01",
    "end_date": "2026-12-31",
    "credits": "5",
    "registrations": [{"board": "ABIM", "points": "5", "credit_types": ["medical knowledge"]}],
}


def checked(**changes: Any) -> tuple[ActivityRow, list[Issue]]:
    row = ActivityRow.model_validate({key: field for key, field in (FIELDS | changes).items() if field is not None})
    return check_activity(7, row, PROVIDER_ID, lambda at: field_name(at, {}))


def registered(**changes: Any) -> dict[str, Any]:
    return {"registrations": [FIELDS["registrations"][0] | changes]}


def test_a_good_activity_gets_the_boards_own_names_of_credit_types() -> None:
    row, issues = checked(**registered(credit_types=["medical knowledge", "Medical Knowledge (MOC)", "patient safety"]))

    assert issues == []
    assert row.registrations[0].credit_types == ("Medical Knowledge", "Patient Safety")


@pytest.mark.parametrize(
    ("changes", "code", "field", "value"),
    [
        ({"provider_id": "0000001"}, "PROVIDER_MISMATCH", "ProviderID", "0000001"),
        ({"provider_activity_id": None}, "FIELD_MISSING", "identifier (Provider Activity ID)", None),
        ({"end_date": "2025-12-31"}, "ACTIVITY_DATES", "endDateTime", "2025-12-31"),
        ({"end_date": "2029-01-04"}, "ACTIVITY_DATES", "endDateTime", "2029-01-04"),
        ({"activity_format": "RSS", "end_date": "2027-01-04"}, "ACTIVITY_DATES", "endDateTime", "2027-01-04"),
        ({"activity_format": "Live Course", "end_date": "2027-01-03"}, "ACTIVITY_DATES", "endDateTime", "2027-01-03"),
        ({"credits": "0", "registrations": []}, "CREDIT_NOT_POSITIVE", "numberOfCredits", "0"),
        ({"credits": "5.1"}, "CREDIT_INCREMENT", "numberOfCredits", "5.1"),
        (registered(points="-1"), "CREDIT_NOT_POSITIVE", "mocPoints", "-1"),
        (registered(points="1.1"), "CREDIT_INCREMENT", "mocPoints", "1.1"),
        (registered(credit_types=["Knitting"]), "CREDIT_TYPE_UNKNOWN", "MOCCreditType", "Knitting"),
    ],
)
def test_a_rule_that_an_activity_breaks(changes: dict[str, Any], code: str, field: str, value: str | None) -> None:
    _, (issue,) = checked(**changes)

    assert (issue.code, issue.row, issue.field, issue.value) == (code, 7, field, value)
    assert issue.severity is Severity.ERROR


def test_an_activity_may_come_before_its_credits_are_known() -> None:
    assert checked(credits=None)[1] == []


def test_more_points_than_credits_are_let_in_with_a_warning() -> None:
    _, (issue,) = checked(**registered(points="5.25"))

    assert (issue.code, issue.field, issue.value) == ("MOC_POINTS_OVER_CREDITS", "mocPoints", "5.25")
    assert issue.severity is Severity.WARNING


def test_a_registration_before_the_board_took_any() -> None:
    dates = {"start_date": "2020-06-01", "end_date": "2021-02-28"}
    abs_only = registered(board="ABS", credit_types=["Accredited CME"])

    _, (issue,) = checked(**dates, **abs_only)

    assert (issue.code, issue.field, issue.value) == ("BEFORE_BOARD_START", "endDateTime", "2021-02-28")
    assert checked(**dates | {"end_date": "2021-03-01"}, **abs_only)[1] == []


@pytest.mark.parametrize(
    ("activity_format", "end_date"),
    [
        ("Enduring Material", "2029-01-03"),
        ("Regularly Scheduled Series", "2027-01-02"),
        ("Live Course", "2027-01-02"),
        ("Live Course", "2026-01-01"),
    ],
)
def test_how_long_an_activity_may_run(activity_format: str, end_date: str) -> None:
    assert checked(activity_format=activity_format, end_date=end_date)[1] == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"description": None}, ["description"]),
        ({"providership": None}, ["providership"]),
        ({"credits": None}, ["AMA PRA Category 1 credit amount"]),
        ({"listed": None, "fee": None}, ["answer to the public listing"]),
        ({"listed": False, "fee": None, "registration": None, "url": None}, []),
        ({"fee": None}, ["fee"]),
        ({"registration": None}, ["registration"]),
        ({"url": None}, ["activity URL"]),
        ({"deliveries": ()}, ["delivery method"]),
        ({"deliveries": (), "activity_format": "Journal-based CME"}, []),
        ({"deliveries": ("In-Person",)}, ["city", "country"]),
        ({"deliveries": ("In-Person",), "city": "Tulsa", "country": "USA"}, ["state"]),
        ({"deliveries": ("In-Person",), "city": "Lyon", "country": "FRA"}, []),
    ],
)
def test_what_an_active_activity_needs(changes: dict[str, Any], missing: list[str]) -> None:
    activity = an_activity(**changes)

    assert activity.missing_for_active() == missing
    assert (activity.status(TODAY) is ActivityStatus.DRAFT) == bool(missing)
    assert [issue.code for issue in completeness(7, activity, [])] == ["ACTIVITY_INCOMPLETE"] * bool(missing)


def test_an_activity_is_active_to_its_last_day() -> None:
    activity = an_activity(end_date=TODAY)

    assert activity.status(TODAY) is ActivityStatus.ACTIVE
    assert activity.status(TODAY + dt.timedelta(days=1)) is ActivityStatus.READY_TO_CLOSE


def test_an_activity_id_follows_from_its_name() -> None:
    name = (PROVIDER_ID, "EX-1", dt.date(2026, 1, 1), "Enduring Material")
    others = [activity_id_candidate(*name[:3], "Live Course"), activity_id_candidate(*name, attempt=1)]

    first = activity_id_candidate(*name)

    assert first == activity_id_candidate(*name)
    assert len(first) == 9
    assert first.isdecimal()
    assert first not in others


@pytest.mark.parametrize(
    ("name", "current"),
    [
        ("C", "Live Course"),
        ("rss", "Regularly Scheduled Series"),
        ("journal\u2010based ce", "Journal-based CME"),
        ("Test Item Writing", "Test-Item Writing"),
        ("Play", None),
    ],
)
def test_names_of_formats(name: str, current: str | None) -> None:
    assert activity_format(name) == current


def test_a_registration_for_a_board() -> None:
    activity = an_activity()

    registration = activity.registration_for("ABP")

    assert registration is not None
    assert registration.board == "ABP"
    assert activity.registration_for("ABXY") is None


@pytest.mark.parametrize(
    ("field", "sent", "taken"),
    [
        ("country", "usa", "USA"),
        ("country", " PRI ", "PRI"),
        ("state", "Oklahoma", "OK"),
        ("state", "ok", "OK"),
        ("url", "HTTPS://cme.example.org/a/8", "HTTPS://cme.example.org/a/8"),
    ],
)
def test_where_an_activity_is_found(field: str, sent: str, taken: str) -> None:
    row, issues = checked(**{"country": "USA", field: sent})

    assert (getattr(row, field), issues) == (taken, [])


def test_a_state_of_another_country_is_taken_as_it_is() -> None:
    row, issues = checked(country="CAN", state="Ontario")

    assert (row.state, issues) == ("Ontario", [])


def test_a_state_that_the_usa_have_not() -> None:
    _, (issue,) = checked(country="USA", state="Ontario")

    assert (issue.code, issue.field, issue.value) == ("FIELD_FORMAT", "StateOrProvince", "Ontario")


@pytest.mark.parametrize(
    ("field", "sent", "suggestion"),
    [
        ("country", "United States", "USA"),
        ("country", "us", "USA"),
        ("country", "ZZZ", None),
        ("country", "", None),
        ("url", "cme.example.org/a/8", None),
        ("url", "javascript:alert(1)", None),
        ("url", "https://", None),
        ("url", "https://cme.example.org/a b", None),
    ],
)
def test_a_country_or_address_that_cannot_be_read(field: str, sent: str, suggestion: str | None) -> None:
    with pytest.raises(ValidationError) as raised:
        ActivityRow.model_validate(FIELDS | {field: sent})

    (error,) = raised.value.errors()
    assert (error["loc"], error["type"]) == ((field,), "FIELD_FORMAT")
    assert error["ctx"]["suggestion"] == suggestion


NURSES = {"category": "Nurse", "count": "4"}
OTHERS = {"category": "other", "count": "3"}
PHYSICIANS = {"category": "Physician", "count": "20"}


def test_learners_counted_by_their_professions_are_added_up() -> None:
    row = ActivityRow.model_validate(FIELDS | {"participants": [NURSES, PHYSICIANS, OTHERS]})

    assert row.activity("202612345", PROVIDER_ID).participants == {"non-physician": 7, "physician": 20}


@pytest.mark.parametrize(
    ("participants", "physicians", "others"),
    [
        ([PHYSICIANS, OTHERS], "20", "3"),
        ([NURSES, PHYSICIANS, OTHERS], "20", "7"),
        ([NURSES | {"count": "few"}, OTHERS], "", "few"),
        ([PHYSICIANS, {"category": "doctors", "count": "9"}], "20", ""),
        ([], "", ""),
    ],
)
def test_head_counts_under_the_templates_headings(
    participants: list[dict[str, str]], physicians: str, others: str
) -> None:
    cells = {cell.heading: cell.text for cell in activity_cells({"participants": participants})}

    assert (cells["Physicians"], cells["Other Learners"]) == (physicians, others)


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("31", 31), ("2500.00", 2500)])
def test_counts(text: str, count: int) -> None:
    assert ParticipantsRow.model_validate(PHYSICIANS | {"count": text}).count == count


@pytest.mark.parametrize("text", ["-1", "2.5", "1e3", "2,500", "", "\u0663", "1" * 10])
def test_what_is_no_count(text: str) -> None:
    with pytest.raises(ValidationError):
        ParticipantsRow.model_validate(PHYSICIANS | {"count": text})
