"""A row tells all its faults at once; a row that deletes says no more than which activity."""

from typing import Any

import pytest

from tests.unit.cmehub.chunks.test_activities import FIELDS, Hub, codes


@pytest.fixture
def hub_of_one() -> Hub:
    hub = Hub()
    hub.added()
    return hub


NAMED = ("action", "provider_activity_id", "start_date", "activity_format")


@pytest.mark.parametrize("case", ["EX-1", "ex-1"])
def test_a_delete_needs_no_more_than_what_names_the_activity(hub_of_one: Hub, case: str) -> None:
    (stored,) = hub_of_one.activities.all()
    nothing_else = dict.fromkeys(FIELDS.keys() - {*NAMED})

    assert hub_of_one.send(**nothing_else | {"action": "Delete", "provider_activity_id": case}).issues == ()
    assert hub_of_one.stored(stored.activity_id).deleted_by == "file-2#7"


def test_a_delete_by_id_needs_the_id_alone(hub_of_one: Hub) -> None:
    (stored,) = hub_of_one.activities.all()

    result = hub_of_one.send(**dict.fromkeys(FIELDS) | {"action": " delete ", "activity_id": stored.activity_id})

    assert (result.action, result.activity_id, result.issues) == ("delete", stored.activity_id, ())
    assert hub_of_one.stored(stored.activity_id).deleted_by == "file-2#7"


def test_a_delete_that_names_no_activity_tells_all_that_it_lacks(hub_of_one: Hub) -> None:
    found = codes(hub_of_one.send(**dict.fromkeys(FIELDS) | {"action": "Delete"}))

    assert found == [
        ("FIELD_MISSING", "identifier (Provider Activity ID)"),
        ("FIELD_MISSING", "startDateTime"),
        ("FIELD_MISSING", "activityFormat"),
    ]
    assert all(activity.deleted_by is None for activity in hub_of_one.activities.all())


REGISTRATION = {"board": "ABIM", "points": "5", "credit_types": ["Part IX"]}


def test_all_faults_of_a_row_are_told_at_once() -> None:
    result = Hub().send(
        url="www.example.org",
        country="Narnia",
        credits="1.3",
        end_date="2025-12-31",
        specialties=["Cardiology"],
        registrations=[REGISTRATION, REGISTRATION | {"board": "ABX"}],
    )

    assert {code for code, _ in codes(result)} == {
        *("FIELD_FORMAT", "CREDIT_INCREMENT", "ACTIVITY_DATES", "CREDIT_TYPE_UNKNOWN", "MOC_POINTS_OVER_CREDITS"),
    }
    assert {field for code, field in codes(result) if code == "FIELD_FORMAT"} == {
        "identifier (URL)",
        "CountryCode",
        "boardName",
    }


@pytest.mark.parametrize(
    ("changes", "hidden"),
    [
        ({"start_date": "soon"}, {"ACTIVITY_DATES", "CREDIT_TYPE_UNKNOWN"}),
        ({"activity_format": "Webinar", "end_date": "2028-01-01"}, {"ACTIVITY_DATES"}),
        ({"credits": "many"}, {"MOC_POINTS_OVER_CREDITS", "FIELD_MISSING", "POINTS_DEFAULTED"}),
        ({"registrations": [REGISTRATION | {"points": "many"}]}, {"FIELD_MISSING", "POINTS_DEFAULTED"}),
        ({"registrations": [{"board": "ABIM", "points": "5"}]}, {"CREDIT_TYPE_UNKNOWN"}),
        ({"content_keywords": [{"source": "01_ABAMCO"}]}, {"CONTENT_AREAS_TOO_MANY"}),
    ],
)
def test_what_follows_from_a_field_that_does_not_read_is_not_told(changes: dict[str, Any], hidden: set[str]) -> None:
    result = Hub().send(**{"registrations": [REGISTRATION]} | changes)

    found = {code for code, _ in codes(result)}
    assert found & {"FIELD_FORMAT", "FIELD_MISSING"} - hidden
    assert not found & hidden - {"FIELD_MISSING"}


def test_a_fault_does_not_hide_what_is_wrong_against_the_stored_activity(hub_of_one: Hub) -> None:
    (stored,) = hub_of_one.activities.all()
    hub_of_one.activities.note_learners("sub", 1, {stored.activity_id})

    unknown = hub_of_one.send(action="Update", activity_id="999999999", provider_activity_id=None, url="www")
    locked = hub_of_one.send(credits="1.3", end_date="2026-11-30")

    assert [code for code, _ in codes(unknown)] == ["FIELD_FORMAT", "ACTIVITY_NOT_FOUND"]
    assert [code for code, _ in codes(locked)] == ["CREDIT_INCREMENT", *["ACTIVITY_FIELD_LOCKED"] * 2]
    assert hub_of_one.stored(stored.activity_id) == stored


def test_the_outline_that_a_board_asks_for_is_missed_unless_the_file_has_no_place_for_it() -> None:
    registered = {"registrations": [{"board": "ABA", "points": "5", "credit_types": ["Lifelong Learning"]}]}

    assert codes(Hub().send(**registered)) == [("CONTENT_AREA_MISSING", "keyword")]
    assert codes(Hub().send(**registered, unsaid=["content_keywords"])) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"provider_activity_id": "EX-2"}, "identifier (Provider Activity ID)"),
        ({"start_date": "2026-01-02"}, "startDateTime"),
        ({"activity_format": "Journal-based CME"}, "activityFormat"),
    ],
)
def test_a_delete_by_id_that_names_another_activity_is_refused(
    hub_of_one: Hub, changes: dict[str, Any], field: str
) -> None:
    (stored,) = hub_of_one.activities.all()
    deleting = {"action": "Delete", "activity_id": stored.activity_id, "provider_activity_id": "ex-1"}

    assert codes(hub_of_one.send(**deleting | changes)) == [("ACTIVITY_DELETE_DIFFERS", field)]
    assert hub_of_one.stored(stored.activity_id) == stored
    assert codes(hub_of_one.send(**deleting)) == []


def test_a_faulty_registration_of_an_activity_with_learners_is_told(hub_of_one: Hub) -> None:
    (stored,) = hub_of_one.activities.all()
    hub_of_one.activities.note_learners("sub", 1, {stored.activity_id})
    registered = {"registrations": [{"board": "ABIM", "credit_types": ["Medical Knowledge"]}], "credits": None}

    assert "FIELD_MISSING" in {code for code, _ in codes(hub_of_one.send(**registered))}


def test_a_row_without_any_id_lacks_one_and_is_not_called_unknown(hub_of_one: Hub) -> None:
    found = codes(hub_of_one.send(action="Update", provider_activity_id=None))

    assert found == [("FIELD_MISSING", "identifier (Provider Activity ID)")]
