"""An activity from its first report to its close: attestation, and what a close needs."""

import datetime as dt
from typing import Any

import pytest

from cmehub.activities.activity import Activity, ActivityStatus
from cmehub.chunks.activities import ActivityChunks
from cmehub.chunks.learners import StagedRow
from cmehub.formats.activities.xml import ACTIVITY_XML
from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue
from cmehub.rules.packs import rule_pack
from cmehub.rules.packs.attestations import text_digest
from cmehub.stores.memory_registers import MemoryActivityStore
from cmehub.submissions.rows import Row
from tests.examples import NOW, PROVIDER_ID, TODAY, a_submission

REGISTRATION = {
    "board": "ABIM",
    "points": "4",
    "credit_types": ["Medical Knowledge", "Patient Safety"],
    "claim_date": "2026-12-31",
    "evaluation": "A test of ten questions after the last session.",
    "threshold": "75%",
    "feedback": "Each answer is explained at once.",
}
OF_ABA = REGISTRATION | {"board": "ABA", "credit_types": ["Patient Safety"]}
FIELDS: dict[str, Any] = {
    "action": "Add",
    "provider_activity_id": "EX-1",
    "title": "An example",
    "activity_format": "Enduring Material",
    "start_date": "2026-01-01",
    "end_date": "2026-11-01",
    "description": "All about it.",
    "credits": "5",
    "providership": "joint",
    "joint_providers": ["The other provider"],
    "deliveries": ["Online"],
    "listed": "true",
    "fee": "Variable",
    "registration": "Open to all",
    "url": "https://cme.example.org/ex-1",
    "specialties": ["Internal Medicine"],
    "registrations": [REGISTRATION],
    "outcomes": [{"outcome": "Learner Competence", "measured": ["Subjective"]}],
    "commercial_support": "true",
    "supports": [{"source": "Example Pharma", "amount": "5000"}],
    "participants": [{"category": "Physician", "count": "20"}, {"category": "non-physician", "count": "3"}],
}


class Hub:
    def __init__(self) -> None:
        self.activities = MemoryActivityStore()
        self.activity_id = ""
        self._files = 0

    def send(self, at: dt.datetime = NOW, **changes: Any) -> list[Issue]:
        self._files += 1
        submission = a_submission(
            submission_id=f"file-{self._files}", provider_id=PROVIDER_ID, format="activity-xml", received_at=at
        )
        fields = {name: field for name, field in (FIELDS | changes).items() if field is not None}
        outcome = ActivityChunks(self.activities).take(submission, [StagedRow(Row(7, fields), None)], ACTIVITY_XML)
        (result,) = outcome.results
        self.activity_id = result.activity_id or self.activity_id
        return [*result.issues]

    def report_learners(self) -> None:
        self.activities.note_learners("sub", 1, {self.activity_id})

    @property
    def stored(self) -> Activity:
        return self.activities.find([self.activity_id])[self.activity_id]


@pytest.fixture
def hub() -> Hub:
    return Hub()


def test_an_activity_is_ready_to_close_after_its_last_day_and_closed_when_asked(hub: Hub) -> None:
    assert hub.send() == []
    assert hub.stored.status(TODAY) is ActivityStatus.READY_TO_CLOSE

    assert hub.send(close_requested="true") == []

    assert hub.stored.status(TODAY) is ActivityStatus.CLOSED
    assert (hub.stored.closed_by, hub.stored.closed_at) == ("file-2#7", NOW)


def test_a_closed_activity_sent_again_without_the_request_stays_closed_and_says_so(hub: Hub) -> None:
    hub.send(close_requested="true")
    closed = hub.stored

    issues = hub.send()

    assert [issue.code for issue in issues] == ["ACTIVITY_STAYS_CLOSED"]
    assert hub.send(close_requested="true") == []
    assert hub.stored == closed


@pytest.mark.parametrize("close_requested", ["true", None])
def test_a_closed_activity_is_neither_changed_nor_deleted(hub: Hub, close_requested: str | None) -> None:
    hub.send(close_requested="true")
    closed = hub.stored

    for changes in ({"title": "Another"}, {"participants": FIELDS["participants"][:1]}, {"action": "delete"}):
        issues = hub.send(close_requested=close_requested, **changes)
        assert [issue.code for issue in issues] == ["CLOSED_ACTIVITY_LOCKED"], changes

    assert hub.stored == closed


def test_what_else_is_wrong_with_a_change_of_a_closed_activity_is_told_with_its_lock(hub: Hub) -> None:
    hub.send(close_requested="true")

    issues = hub.send(credits="0.3", title="Another")

    assert {issue.code for issue in issues} >= {"CREDIT_INCREMENT", "CLOSED_ACTIVITY_LOCKED"}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"end_date": TODAY.isoformat()}, "end date in the past"),
        ({"joint_providers": None}, "joint provider"),
        ({"outcomes": None}, "measured outcome"),
        ({"commercial_support": None, "supports": None}, "answer to commercial support"),
        ({"supports": None}, "commercial supporter"),
        ({"participants": FIELDS["participants"][1:]}, "number of physicians"),
        ({"participants": FIELDS["participants"][:1]}, "number of other learners"),
        ({"registrations": [REGISTRATION | {"claim_date": None}]}, "credit claim date for ABIM"),
        ({"registrations": [REGISTRATION | {"credit_types": []}]}, "credit type for ABIM"),
    ],
)
def test_what_a_close_needs_beyond_an_active_activity(hub: Hub, changes: dict[str, Any], missing: str) -> None:
    (issue,) = hub.send(close_requested="true", **changes)

    assert (issue.code, issue.severity) == ("ACTIVITY_NOT_CLOSED", Severity.WARNING)
    assert f"it has no {missing}." in issue.message
    assert hub.stored.closed_by is None


@pytest.mark.parametrize(
    ("field", "missing"),
    [
        ("specialties", "practice area for ABIM"),
        ("fee", "fee"),
        ("registration", "registration"),
        ("url", "activity URL"),
    ],
)
def test_a_registered_activity_needs_more_to_be_active_and_so_to_be_closed(hub: Hub, field: str, missing: str) -> None:
    changes: dict[str, Any] = {field: None}
    issues = {issue.code: issue.message for issue in hub.send(close_requested="true", **changes)}

    assert missing in issues["ACTIVITY_NOT_CLOSED"]
    assert hub.stored.closed_by is None


def test_each_board_needs_one_of_its_practice_areas_and_any_will_do_where_they_are_not_known(hub: Hub) -> None:
    boards = {"ABS": "Accredited CME", "ABTS": "Accredited CME"}
    registrations = [REGISTRATION, *(REGISTRATION | {"board": b, "credit_types": [t]} for b, t in boards.items())]

    (issue,) = hub.send(close_requested="true", registrations=registrations)

    assert issue.message.endswith("it has no practice area for ABS.")


def test_a_registration_without_points_gets_the_credits_where_the_board_says_so(hub: Hub) -> None:
    registration = {"board": "ABS", "credit_types": ["Accredited CME"], "claim_date": "2026-12-31"}

    issues = hub.send(registrations=[registration], specialties=["General Surgery"])

    assert [(issue.code, issue.severity, issue.suggestion) for issue in issues] == [
        ("POINTS_DEFAULTED", Severity.NOTE, "5")
    ]
    assert hub.stored.registrations[0].points == 5


def test_a_registration_without_points_is_refused_where_the_board_wants_them_told(hub: Hub) -> None:
    registration = {name: value for name, value in REGISTRATION.items() if name != "points"}

    (issue,) = hub.send(registrations=[registration])

    assert (issue.code, issue.severity, issue.field) == ("FIELD_MISSING", Severity.ERROR, "mocPoints")


def test_a_practice_area_like_one_of_the_boards_is_suggested(hub: Hub) -> None:
    issues = hub.send(specialties=["internal medicine", "Geriatrics Medicine", "Basket Weaving"])

    assert [(issue.code, issue.value, issue.suggestion) for issue in issues] == [
        ("PRACTICE_AREA_UNKNOWN", "Geriatrics Medicine", "Geriatric Medicine"),
        ("PRACTICE_AREA_UNKNOWN", "Basket Weaving", None),
    ]
    assert hub.stored.specialties == ("Internal Medicine", "Geriatrics Medicine", "Basket Weaving")


def test_an_activity_without_boards_is_closed_without_fee_and_practice_area(hub: Hub) -> None:
    nothing: dict[str, Any] = dict.fromkeys(("specialties", "fee", "registration", "url", "registrations"))

    assert hub.send(close_requested="true", **nothing, listed="false") == []

    assert hub.stored.status(TODAY) is ActivityStatus.CLOSED


def test_an_activity_with_a_content_area_is_closed_for_aba(hub: Hub) -> None:
    area = [{"source": "01_ABAMCO", "kind": "Tag ID", "value": "5"}]

    sent: dict[str, Any] = {"registrations": [OF_ABA], "specialties": ["Pain Medicine"], "content_keywords": area}

    assert hub.send(close_requested="true", **sent) == []

    assert hub.stored.status(TODAY) is ActivityStatus.CLOSED


def test_a_draft_is_not_closed(hub: Hub) -> None:
    issues = hub.send(close_requested="true", description=None)

    assert [issue.code for issue in issues] == ["ACTIVITY_INCOMPLETE", "ACTIVITY_NOT_CLOSED"]
    assert hub.stored.status(TODAY) is ActivityStatus.DRAFT


def test_sending_a_registration_attests_to_the_boards_requirements(hub: Hub) -> None:
    hub.send()

    (registration,) = hub.stored.registrations
    assert registration.attestation
    assert (registration.attestation.by, registration.attestation.at) == ("file-1#7", NOW)
    assert registration.attestation.pack_from <= hub.stored.start_date
    assert registration.attestation.version == rule_pack("ABIM", hub.stored.start_date).attestation.version
    assert registration.attestation.text_digest == text_digest(registration.attestation.version, "ABIM")


def test_an_attestation_stays_until_its_registration_changes(hub: Hub) -> None:
    later = NOW + dt.timedelta(days=1)
    hub.send()
    hub.send(at=later, title="Another title")
    kept = hub.stored.registrations[0].attestation

    hub.send(at=later, registrations=[REGISTRATION | {"points": "5"}])
    renewed = hub.stored.registrations[0].attestation

    assert kept
    assert renewed
    assert (kept.by, kept.at) == ("file-1#7", NOW)
    assert (renewed.by, renewed.at) == ("file-3#7", later)
