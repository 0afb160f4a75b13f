"""What of an activity can be changed once learners are reported."""

import datetime as dt
from typing import Any

import pytest

from cmehub.issues.catalogue import Severity
from tests.unit.cmehub.activities.test_lifecycle import FIELDS, REGISTRATION, Hub


@pytest.fixture
def hub() -> Hub:
    return Hub()


LOCKED = [
    ({"activity_format": "Course"}, "Live Course", "it was Enduring Material"),
    ({"start_date": "2026-01-02"}, "2026-01-02", "it was 2026-01-01, and may only become earlier"),
    ({"end_date": "2026-10-31"}, "2026-10-31", "it was 2026-11-01, and may only become later"),
    ({"credits": "4.75", "registrations": [REGISTRATION]}, "4.75", "it was 5, and may only be raised"),
    ({"credits": None}, "nothing", "it was 5, and may only be raised"),
    ({"registrations": []}, "nothing", "the activity is registered for ABIM"),
    ({"registrations": [REGISTRATION | {"points": "3"}]}, "3", "it was 4 for ABIM, and may only be raised"),
    (
        {"registrations": [REGISTRATION | {"credit_types": ["Medical Knowledge"]}]},
        "Medical Knowledge",
        "ABIM credit may have been given as Patient Safety",
    ),
]


@pytest.mark.parametrize(("changes", "value", "why"), LOCKED)
def test_what_was_registered_is_locked_once_learners_are_reported(
    hub: Hub, changes: dict[str, Any], value: str, why: str
) -> None:
    hub.send()
    hub.report_learners()
    before = hub.stored

    issues = hub.send(action="Update", activity_id=hub.activity_id, **changes)

    assert [(issue.code, issue.value) for issue in issues] == [("ACTIVITY_FIELD_LOCKED", value)]
    assert why in issues[0].message
    assert hub.stored == before


@pytest.mark.parametrize("changes", [changes for changes, _, _ in LOCKED])
def test_without_learners_everything_can_be_changed(hub: Hub, changes: dict[str, Any]) -> None:
    hub.send()

    issues = hub.send(action="Update", activity_id=hub.activity_id, **changes)

    assert not [issue for issue in issues if issue.severity is Severity.ERROR]
    assert {name: getattr(hub.stored, name) for name in ("start_date", "end_date")} == {
        name: dt.date.fromisoformat((FIELDS | changes)[name]) for name in ("start_date", "end_date")
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"start_date": "2025-12-31"},
        {"end_date": "2026-11-02"},
        {"credits": "5.25"},
        {"title": "Another title"},
        {"registrations": [REGISTRATION | {"points": "5"}]},
        {"registrations": [REGISTRATION, REGISTRATION | {"board": "ABS", "credit_types": ["Accredited CME"]}]},
    ],
)
def test_what_takes_nothing_from_a_learner_can_be_changed(hub: Hub, changes: dict[str, Any]) -> None:
    hub.send()
    hub.report_learners()
    before = hub.stored

    assert hub.send(action="Update", activity_id=hub.activity_id, **changes) == []

    assert hub.stored != before


@pytest.mark.parametrize("activity_format", ["Enduring Material", "Course"])
def test_participants_never_become_fewer_unnoticed(hub: Hub, activity_format: str) -> None:
    hub.send(activity_format=activity_format)
    fewer = [{"category": "Physician", "count": "19"}, {"category": "non-physician", "count": "4"}]

    (issue,) = hub.send(activity_format=activity_format, participants=fewer)

    assert (issue.code, issue.severity, issue.value) == ("PARTICIPANTS_LOWERED", Severity.WARNING, "19")
    assert "less than the 20 that" in issue.message
    assert hub.stored.participants == {"physician": 19, "non-physician": 4}


def test_participants_that_are_no_longer_told_are_noticed(hub: Hub) -> None:
    hub.send()

    issues = hub.send(participants=[{"category": "Physician", "count": "20"}])

    assert [(issue.code, issue.value) for issue in issues] == [("PARTICIPANTS_LOWERED", "blank")]
    assert "blank, less than the 3 that" in issues[0].message
