import datetime as dt

import pytest

from cmehub.accounts.providers import Contact, Provider
from cmehub.activities.rows import ActivityName
from cmehub.learners.traces import joined, trace
from cmehub.stores import ActivityChangedError
from tests.contract.conftest import Stores
from tests.examples import ACTIVITY_ID, COMPLETED_ON, PROVIDER_ID, an_activity

NAME = ActivityName(
    provider_id=PROVIDER_ID,
    provider_activity_id="EX-1",
    start_date=dt.date(2026, 1, 1),
    activity_format="Enduring Material",
)
OTHER_NAME = NAME.model_copy(update={"provider_activity_id": "EX-2"})


def test_an_activity_is_found_by_id_and_by_name(stores: Stores) -> None:
    assert stores.activities.add(an_activity(), NAME)

    assert stores.activities.find([ACTIVITY_ID, "999999999"]) == {ACTIVITY_ID: an_activity()}
    assert stores.activities.id_of(NAME) == ACTIVITY_ID
    assert stores.activities.id_of(OTHER_NAME) is None


def test_an_activity_under_a_taken_id_is_not_added(stores: Stores) -> None:
    stores.activities.add(an_activity(), NAME)

    assert not stores.activities.add(an_activity(title="Another"), OTHER_NAME)

    assert stores.activities.find([ACTIVITY_ID]) == {ACTIVITY_ID: an_activity()}
    assert stores.activities.id_of(OTHER_NAME) is None


def test_an_activity_under_a_taken_name_is_not_added(stores: Stores) -> None:
    stores.activities.add(an_activity(), NAME)

    assert not stores.activities.add(an_activity(activity_id="300000000"), NAME)

    assert stores.activities.find(["300000000"]) == {}
    assert stores.activities.id_of(NAME) == ACTIVITY_ID


def test_activities_without_a_name(stores: Stores) -> None:
    assert stores.activities.add(an_activity(), None)
    assert stores.activities.add(an_activity(activity_id="300000000"), None)

    assert len(stores.activities.find([ACTIVITY_ID, "300000000"])) == 2


def test_a_replaced_activity_goes_by_its_old_and_its_new_name(stores: Stores) -> None:
    changed = an_activity(title="Another", deleted_by="sub#1", revision=2)
    stores.activities.add(an_activity(), NAME)

    stores.activities.replace(changed, OTHER_NAME)

    assert stores.activities.find([ACTIVITY_ID]) == {ACTIVITY_ID: changed}
    assert stores.activities.id_of(NAME) == ACTIVITY_ID
    assert stores.activities.id_of(OTHER_NAME) == ACTIVITY_ID

    for _ in range(2):
        stores.activities.forget(NAME)
    assert stores.activities.id_of(NAME) is None
    assert stores.activities.id_of(OTHER_NAME) == ACTIVITY_ID


def test_an_activity_is_replaced_by_its_next_revision_alone(stores: Stores) -> None:
    stores.activities.add(an_activity(), NAME)
    second = an_activity(title="Second").after(an_activity())
    stores.activities.replace(second, NAME)

    for late in (an_activity(title="Late"), an_activity(title="Late", revision=2), an_activity(revision=4)):
        with pytest.raises(ActivityChangedError):
            stores.activities.replace(late, OTHER_NAME)
    with pytest.raises(ActivityChangedError):
        stores.activities.replace(an_activity(activity_id="300000000", revision=2), None)

    assert stores.activities.find([ACTIVITY_ID, "300000000"]) == {ACTIVITY_ID: second}
    assert stores.activities.id_of(OTHER_NAME) is None


def test_a_providers_own_ids_are_the_same_in_any_case(stores: Stores) -> None:
    written = NAME.model_copy(update={"provider_activity_id": "ex-1"})
    stores.activities.add(an_activity(), NAME)

    assert stores.activities.id_of(written) == ACTIVITY_ID
    assert not stores.activities.add(an_activity(activity_id="300000000"), written)
    assert stores.activities.named(PROVIDER_ID, "eX-1") == [ACTIVITY_ID]
    stores.activities.replace(an_activity(title="Another").after(an_activity()), written)
    assert stores.activities.named(PROVIDER_ID, "EX-1") == [ACTIVITY_ID]
    stores.activities.forget(written)
    assert stores.activities.id_of(NAME) is None


def test_activities_that_a_provider_calls_the_same(stores: Stores) -> None:
    later = NAME.model_copy(update={"start_date": dt.date(2026, 2, 1)})
    stores.activities.add(an_activity(activity_id="300000000"), later)
    stores.activities.add(an_activity(), NAME)
    stores.activities.add(an_activity(activity_id="400000000"), OTHER_NAME)

    assert stores.activities.named(PROVIDER_ID, "EX-1") == [ACTIVITY_ID, "300000000"]
    assert stores.activities.named("0000001", "EX-1") == []


def test_a_providers_activities_are_told_in_order_and_from_behind_a_place_on(stores: Stores) -> None:
    days = {"300000003": 1, "300000001": 2, "300000002": 2, "300000004": 3, "300000005": 9}
    for activity_id, day in days.items():
        stores.activities.add(an_activity(activity_id=activity_id, start_date=dt.date(2026, 3, day)), None)
    stores.activities.add(an_activity(activity_id="300000009", provider_id="0000001"), None)
    since, until = dt.date(2026, 3, 1), dt.date(2026, 3, 3)

    first = stores.activities.of_provider(PROVIDER_ID, since, until, limit=2)
    rest = stores.activities.of_provider(PROVIDER_ID, since, until, after=first[-1], limit=9)

    assert [place.activity_id for place in first + rest] == ["300000003", "300000001", "300000002", "300000004"]
    assert first[0].start_date == since
    assert len(stores.activities.of_provider(PROVIDER_ID, dt.date.min, dt.date.max, limit=9)) == len(days)
    assert stores.activities.of_provider(PROVIDER_ID, until, since, limit=9) == []


def test_the_chunks_that_reported_learners_are_told_in_order(stores: Stores) -> None:
    noted = [("sub-b", 2), ("sub-a", 11), ("sub-b", 1), ("sub-a", 2)]
    for submission, chunk in noted:
        stores.activities.note_learners(submission, chunk, {ACTIVITY_ID})
    stores.activities.note_learners("sub-c", 1, {"300000000"})

    first = stores.activities.learner_chunks(ACTIVITY_ID, limit=3)

    assert first == [("sub-a", 2), ("sub-a", 11), ("sub-b", 1)]
    assert stores.activities.learner_chunks(ACTIVITY_ID, after=first[-1], limit=3) == [("sub-b", 2)]


def test_an_activity_has_learners_once_a_chunk_noted_them(stores: Stores) -> None:
    stores.activities.note_learners("sub", 1, {"300000000"})
    stores.activities.note_learners("sub", 2, set())
    assert not stores.activities.has_learners(ACTIVITY_ID)

    for _ in range(2):
        stores.activities.note_learners("sub", 1, {ACTIVITY_ID, "300000000"})

    assert stores.activities.has_learners(ACTIVITY_ID)
    assert stores.activities.find([ACTIVITY_ID]) == {}


def test_learners_of_more_activities_than_a_batch_holds(stores: Stores) -> None:
    ids = {str(200_000_000 + place) for place in range(60)}

    stores.activities.note_learners("sub", 1, ids)

    assert all(stores.activities.has_learners(activity_id) for activity_id in ids)


def test_a_provider_is_found_as_it_was_put_last(stores: Stores) -> None:
    provider = Provider(
        provider_id=PROVIDER_ID,
        name="Old name",
        contacts=(Contact(name="A B", email="a@example.org", is_primary=True),),
    )
    stores.providers.put([provider])

    assert stores.providers.put([provider.model_copy(update={"name": "New name"})]) == 1

    assert stores.providers.find(PROVIDER_ID) == provider.model_copy(update={"name": "New name"})
    assert stores.providers.find("0000001") is None


def test_all_providers_are_told_in_order_each_once(stores: Stores) -> None:
    assert [*stores.providers.ids()] == []
    given = [Provider(provider_id=f"{number:07}", name="Example") for number in range(30, 0, -1)]
    stores.providers.put(given)
    stores.providers.put(given[:3])
    assert [*stores.providers.ids()] == sorted(provider.provider_id for provider in given)


def test_a_provider_listed_twice_in_one_put(stores: Stores) -> None:
    listed = [Provider(provider_id=PROVIDER_ID, name=name) for name in ("First", "Second")]

    assert stores.providers.put(listed) == 2

    assert stores.providers.find(PROVIDER_ID) == listed[1]


def test_all_activities_and_nothing_else_of_the_table(stores: Stores) -> None:
    stores.activities.add(an_activity(), NAME)
    stores.activities.note_learners("sub", 1, [ACTIVITY_ID])

    assert stores.activities.put([an_activity(activity_id="300000000"), an_activity(title="Put over it")]) == 2

    found = {activity.activity_id: activity.title for activity in stores.activities.all()}
    assert found == {ACTIVITY_ID: "Put over it", "300000000": "An example"}


def test_traces_are_those_of_all_chunks_and_none_if_they_may_not_be_whole(stores: Stores) -> None:
    first, second, other = (trace(learner, COMPLETED_ON) for learner in ("ABIM-1", "ABIM-2", "ABIM-3"))
    assert stores.activities.traces(ACTIVITY_ID, most=9) == set()

    stores.activities.note_learners("sub", 1, {ACTIVITY_ID}, {ACTIVITY_ID: joined([second, first, first])})
    stores.activities.note_learners(
        "sub", 2, {ACTIVITY_ID}, {ACTIVITY_ID: joined([first]), "300000000": joined([other])}
    )
    assert stores.activities.traces(ACTIVITY_ID, most=2) == {first, second}
    assert stores.activities.traces("300000000", most=9) == set()
    assert stores.activities.traces(ACTIVITY_ID, most=1) is None

    stores.activities.note_learners("before traces", 1, {ACTIVITY_ID})
    assert stores.activities.traces(ACTIVITY_ID, most=9) is None


def test_a_provider_is_replaced_as_long_as_it_is_what_was_read(stores: Stores) -> None:
    known = Provider(provider_id=PROVIDER_ID, name="One")
    changed = known.model_copy(update={"headings": {"Vorname": "First Name"}})
    assert not stores.providers.replace(changed, known), "there is none"
    stores.providers.put([known])

    assert stores.providers.replace(changed, known)
    assert not stores.providers.replace(known.model_copy(update={"name": "Two"}), known)
    assert stores.providers.find(PROVIDER_ID) == changed
