"""What becomes of activity rows against what is stored."""

from typing import Any

import pytest

from cmehub.activities.activity import Activity
from cmehub.chunks import activities as activity_chunk
from cmehub.chunks.activities import ActivityChunks
from cmehub.chunks.learners import StagedRow
from cmehub.formats.activities.xml import ACTIVITY_XML
from cmehub.stores.memory_registers import MemoryActivityStore
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import RowResult
from tests.examples import PROVIDER_ID, a_submission

FIELDS: dict[str, Any] = {
    "action": "Add",
    "provider_activity_id": "EX-1",
    "title": "An example",
    "activity_format": "Enduring Material",
    "start_date": "2026-01-01",
    "end_date": "2026-12-31",
    "description": "All about it.",
    "credits": "5",
    "providership": "direct",
    "deliveries": ["Online"],
    "listed": "false",
}


class Hub:
    def __init__(self) -> None:
        self.activities = MemoryActivityStore()
        self._files = 0

    def send(self, provider_id: Any = PROVIDER_ID, repeats: Any = None, **changes: Any) -> RowResult:
        self._files += 1
        submission = a_submission(submission_id=f"file-{self._files}", provider_id=provider_id, format="activity-xml")
        fields = {name: field for name, field in (FIELDS | changes).items() if field is not None}
        outcome = ActivityChunks(self.activities).take(submission, [StagedRow(Row(7, fields), repeats)], ACTIVITY_XML)
        assert outcome.requests == {}
        (result,) = outcome.results
        return result

    def added(self) -> str:
        result = self.send()
        assert (result.issues, result.activity_id is None) == ((), False)
        return str(result.activity_id)

    def stored(self, activity_id: str | None) -> Activity:
        return self.activities.find([str(activity_id)])[str(activity_id)]


@pytest.fixture
def hub_of_one() -> Hub:
    hub = Hub()
    hub.added()
    return hub


def codes(result: RowResult) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.field) for issue in result.issues]


def test_a_new_activity_is_stored_under_an_id_of_its_own() -> None:
    hub = Hub()
    first = hub.added()

    other = hub.send(provider_activity_id="EX-2").activity_id

    assert first != other
    assert hub.stored(first).title == "An example"


def test_an_activity_added_again_keeps_its_id() -> None:
    hub = Hub()
    first = hub.added()

    assert hub.send(title="Another title").activity_id == first
    assert hub.stored(first).title == "Another title"


def test_a_providers_own_id_is_the_same_in_any_case(hub_of_one: Hub) -> None:
    (stored,) = hub_of_one.activities.all()

    result = hub_of_one.send(provider_activity_id="ex-1", title="Another title")

    assert (result.activity_id, result.issues) == (stored.activity_id, ())
    assert hub_of_one.stored(result.activity_id).provider_activity_id == "ex-1"
    assert hub_of_one.send(title="A third title").activity_id == stored.activity_id


@pytest.mark.parametrize("changes", [{"start_date": "2026-02-01"}, {"activity_format": "Journal-based CME"}])
def test_a_second_activity_of_the_same_own_id_names_the_first(hub_of_one: Hub, changes: dict[str, Any]) -> None:
    (stored,) = hub_of_one.activities.all()

    result = hub_of_one.send(**changes)

    assert codes(result) == [("ACTIVITY_BESIDE", "identifier (Provider Activity ID)")]
    (note,) = result.issues
    assert stored.activity_id in note.message
    assert f"ACCME Activity ID {stored.activity_id}" in note.fix
    assert hub_of_one.send(**changes, title="Again").issues == ()


def test_a_deleted_activity_is_no_first_one(hub_of_one: Hub) -> None:
    (stored,) = hub_of_one.activities.all()
    hub_of_one.send(action="Delete", activity_id=stored.activity_id)

    assert hub_of_one.send(start_date="2026-02-01").issues == ()


def test_an_activity_whose_id_is_taken_gets_the_next(monkeypatch: Any) -> None:
    monkeypatch.setattr(activity_chunk, "activity_id_candidate", lambda *name: str(300_000_000 + name[-1]))
    hub = Hub()

    ids = [hub.send(provider_activity_id=name).activity_id for name in ("EX-1", "EX-2", "EX-3")]

    assert ids == ["300000000", "300000001", "300000002"]


def test_an_activity_that_lacks_something_is_kept_as_a_draft_with_a_warning() -> None:
    hub = Hub()

    result = hub.send(description=None, credits=None)

    (issue,) = result.issues
    assert (issue.code, issue.severity, issue.value) == ("ACTIVITY_INCOMPLETE", "warning", result.activity_id)
    assert "no description, AMA PRA Category 1 credit amount" in issue.message
    assert hub.stored(result.activity_id).title == "An example"


def test_an_update_replaces_everything() -> None:
    hub = Hub()
    activity_id = hub.added()

    result = hub.send(action="Update", activity_id=activity_id, provider_activity_id=None, title="New", url=None)

    assert result.activity_id == activity_id
    assert (hub.stored(activity_id).title, hub.stored(activity_id).url) == ("New", None)


def test_an_update_of_an_activity_that_nobody_has() -> None:
    hub = Hub()

    by_id = hub.send(action="Update", activity_id="999999999")
    by_name = hub.send(action="Update", provider_activity_id="EX-9")

    assert codes(by_id) == [("ACTIVITY_NOT_FOUND", "identifier (ACCME Activity ID)")]
    assert codes(by_name) == [("ACTIVITY_NAME_UNKNOWN", "identifier (Provider Activity ID)")]
    assert [issue.value for issue in (*by_id.issues, *by_name.issues)] == ["999999999", "EX-9"]


def test_an_update_by_another_start_date_names_the_activity_that_there_is(hub_of_one: Hub) -> None:
    (stored,) = hub_of_one.activities.all()

    (issue,) = hub_of_one.send(action="Update", start_date="2026-01-02").issues

    assert issue.code == "ACTIVITY_NAME_UNKNOWN"
    assert issue.message.endswith(f"those of this ID are {stored.activity_id}, Enduring Material from 2026-01-01 on.")


def test_an_id_that_the_hub_does_not_know_gives_way_to_the_name() -> None:
    hub = Hub()
    activity_id = hub.added()

    result = hub.send(action="Update", activity_id="201577374", title="New")

    assert (result.activity_id, hub.stored(activity_id).title) == (activity_id, "New")
    (note,) = result.issues
    assert (note.code, note.severity, note.value, note.suggestion) == (
        *("FIELD_REPAIRED", "note"),
        *("201577374", activity_id),
    )


def test_an_activity_that_was_moved_leaves_its_old_name_to_another() -> None:
    hub = Hub()
    moved = hub.added()
    hub.send(action="Update", activity_id=moved, start_date="2026-02-01", title="Moved")

    other = hub.send(title="On the old date").activity_id

    assert other != moved
    assert (hub.stored(moved).title, hub.stored(other).title) == ("Moved", "On the old date")
    assert hub.send(start_date="2026-02-01", title="Moved again").activity_id == moved


def test_an_id_goes_before_a_name() -> None:
    hub = Hub()
    first, second = hub.added(), str(hub.send(provider_activity_id="EX-2").activity_id)

    result = hub.send(action="Update", activity_id=first, provider_activity_id="EX-2", title="New")

    assert (codes(result), result.activity_id) == ([], first)
    assert (hub.stored(first).title, hub.stored(second).title) == ("New", "An example")


def test_an_activity_of_another_provider_is_left_alone() -> None:
    hub = Hub()
    activity_id = hub.added()
    before = hub.stored(activity_id)

    result = hub.send(provider_id="0000001", action="Delete", activity_id=activity_id)

    assert codes(result) == [("NOT_YOUR_ACTIVITY", "identifier (ACCME Activity ID)")]
    assert hub.stored(activity_id) == before


def test_an_activity_is_deleted() -> None:
    hub = Hub()
    activity_id = hub.added()

    assert hub.send(action="Delete", activity_id=activity_id).issues == ()

    assert hub.stored(activity_id).deleted_by == "file-2#7"
    assert codes(hub.send(action="Update", activity_id=activity_id)) == [
        ("ACTIVITY_DELETED", "identifier (ACCME Activity ID)")
    ]
    (issue,) = hub.send(action="Delete", activity_id=activity_id).issues
    assert issue.message == f"Activity {activity_id} was deleted on 2026-11-20 by row 7 of submission file-2."


def test_a_deleted_activity_comes_back_when_it_is_added_again() -> None:
    hub = Hub()
    activity_id = hub.added()
    hub.send(action="Delete", activity_id=activity_id)

    assert hub.added() == activity_id
    assert hub.stored(activity_id).deleted_by is None


def test_an_activity_with_learners_is_not_deleted() -> None:
    hub = Hub()
    activity_id = hub.added()
    hub.activities.note_learners("sub", 1, {activity_id})

    result = hub.send(action="Delete", activity_id=activity_id)

    assert codes(result) == [("ACTIVITY_HAS_LEARNERS", "identifier (ACCME Activity ID)")]
    assert hub.stored(activity_id).deleted_by is None


def test_a_row_that_breaks_a_rule_or_cannot_be_read_is_not_stored() -> None:
    hub = Hub()

    assert codes(hub.send(end_date="2025-01-01")) == [("ACTIVITY_DATES", "endDateTime")]
    assert codes(hub.send(title=None)) == [("FIELD_MISSING", "title")]
    assert codes(hub.send(repeats=3)) == [("DUPLICATE_ROW", None)]
    assert vars(hub.activities) == vars(MemoryActivityStore())
