"""Activities, learner records, matches and codes, by the client."""

import datetime as dt

import pytest
from cmehub.api.activity_documents import EXAMPLE

from clients.python.tests.memory_transport import MemoryTransport
from cmehub_client import CmeHub, HubProblem
from cmehub_client.models import ActivityInput, LearnerInput, LineInput, RecordInput
from tests.sample_hub import PROVIDER_ID, sample_entries

ABIM = next(entry for entry in sample_entries() if entry.authority == "ABIM" and not entry.former_names)
ACTIVITY = ActivityInput.model_validate(EXAMPLE | {"provider_activity_id": "CLIENT-1"})


@pytest.fixture
def record(transport: MemoryTransport) -> RecordInput:
    """A record that ABIM will accept."""
    hub = transport.api.hub
    places = hub.activities.of_provider(PROVIDER_ID, dt.date(2026, 1, 1), dt.date(2026, 9, 1), limit=100)
    found = hub.activities.find([place.activity_id for place in places]).values()
    activity = max(
        (activity for activity in found if activity.registration_for("ABIM") and not activity.missing_for_active()),
        key=lambda activity: activity.end_date,
    )
    registration = activity.registration_for("ABIM")
    assert registration
    line = LineInput(
        board="ABIM",
        learner_id=ABIM.entry_id,
        credit_type=registration.credit_types[0],
        amount=1,
        credit_id="ccid:lms.example.org:1",
    )
    return RecordInput(
        activity_id=activity.activity_id,
        completion_date=min(activity.end_date, hub.now.date()).isoformat(),
        given_name=ABIM.given_name,
        family_name=ABIM.family_name,
        birth_month_day=ABIM.birth_month_day,
        credit_lines=[line],
    )


def test_a_record_is_saved_read_and_deleted(hub: CmeHub, transport: MemoryTransport, record: RecordInput) -> None:
    (saved,) = hub.records.save([record])
    assert (saved.position, saved.status, saved.issues) == (1, "submitted", [])
    assert saved.record
    transport.api.hub.deliver_all()

    read = hub.records.get(saved.record)
    assert (read.family_name, read.credit_lines[0].status) == (ABIM.family_name, "accepted")
    for listed in (
        hub.records.list(credit_id="ccid:lms.example.org:1"),
        hub.records.list(learner_id=ABIM.entry_id, board="ABIM"),
        hub.records.list(activity_id=read.activity_id, name=ABIM.family_name, until=read.completion_date),
    ):
        assert [told.record for told in listed] == [saved.record]

    deleted = hub.records.delete(saved.record)
    transport.api.hub.deliver_all()
    assert deleted.issues == []
    assert hub.records.get(saved.record).credit_lines[0].status == "deleted"


def test_a_dry_run_of_records_stores_nothing(hub: CmeHub, transport: MemoryTransport, record: RecordInput) -> None:
    (judged,) = hub.records.save([record], dry_run=True)

    assert judged.issues == []
    assert [*transport.api.hub.records.all()] == []


def test_good_records_are_taken_beside_bad_ones(hub: CmeHub, record: RecordInput) -> None:
    bad = record.model_copy(update={"birth_month_day": "13-40", "credit_lines": []})

    good, refused = hub.records.save([record, bad])

    assert (good.status, refused.status, refused.record) == ("submitted", "refused", None)
    assert "birth_month_day" in {issue.field for issue in refused.issues}


def test_the_records_of_an_activity_are_read_over_all_pages(
    hub: CmeHub, transport: MemoryTransport, record: RecordInput
) -> None:
    days = [f"{month:02}-11" for month in range(1, 6)]
    line = LineInput(board="WY", learner_id="77", credit_type="AMA PRA Category 1", amount="1")
    hub.records.save([record.model_copy(update={"birth_month_day": day, "credit_lines": [line]}) for day in days])
    transport.page_size = 2

    assert record.activity_id
    assert sorted(record.birth_month_day for record in hub.records.list(activity_id=record.activity_id)) == days


def test_learners_are_matched(hub: CmeHub) -> None:
    known = LearnerInput(
        given_name=ABIM.given_name,
        family_name=ABIM.family_name,
        birth_month_day=ABIM.birth_month_day,
        board="ABIM",
        board_id=ABIM.entry_id,
    )
    unknown = known.model_copy(update={"board_id": "999999", "family_name": "Nobody", "given_name": "Nemo"})

    assert [match.result for match in hub.matches.find([known, unknown])] == ["match", "no_match"]


def test_an_activity_is_saved_changed_and_deleted(hub: CmeHub) -> None:
    saved = hub.activities.save(ACTIVITY)
    activity_id = saved.activity.activity_id
    assert hub.activities.get(activity_id) == saved

    changed = hub.activities.change(
        activity_id, ACTIVITY.model_copy(update={"title": "Another title"}), if_match=saved.etag
    )

    assert (changed.activity.title, changed.etag != saved.etag) == ("Another title", True)
    with pytest.raises(HubProblem, match="ACTIVITY_CHANGED"):
        hub.activities.change(activity_id, ACTIVITY, if_match=saved.etag)
    with pytest.raises(HubProblem, match="ACTIVITY_CHANGED"):
        hub.activities.delete(activity_id, if_match=saved.etag)
    assert hub.activities.change(activity_id, ACTIVITY, dry_run=True).activity.title == ACTIVITY.title
    assert hub.activities.get(activity_id) == changed
    hub.activities.delete(activity_id, if_match=changed.etag)
    with pytest.raises(HubProblem, match="NOT_FOUND"):
        hub.activities.get(activity_id)


def test_activities_are_listed_over_all_pages(hub: CmeHub, transport: MemoryTransport) -> None:
    since, until = dt.date(2025, 12, 1), dt.date(2026, 8, 1)
    whole = [*hub.activities.list(since=since, until=until)]
    transport.page_size = 3

    assert [*hub.activities.list(since=since, until=until)] == whole
    starts = [activity.activity.start_date for activity in whole]
    assert len(starts) > 3
    assert starts == sorted(starts)
    assert (starts[0] >= since, starts[-1] <= until) == (True, True)
    formats = {activity.activity.activity_format for activity in hub.activities.list(activity_format="Live Course")}
    assert formats == {"Live Course"}


def test_codes_are_explained(hub: CmeHub) -> None:
    problem = hub.codes.explain("ROWS_REFUSED")

    assert (problem.kind, problem.status) == ("problem", 422)
    assert problem in hub.codes.list()
    with pytest.raises(HubProblem, match="NOT_FOUND"):
        hub.codes.explain("NO_SUCH_CODE")
