import datetime as dt

from cmehub.activity_rows import ActivityName
from cmehub.providers import Contact, Provider
from tests.contract.conftest import Stores
from tests.examples import ACTIVITY_ID, PROVIDER_ID, an_activity

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
    changed = an_activity(title="Another", deleted_by="sub#1")
    stores.activities.add(an_activity(), NAME)

    stores.activities.replace(changed, OTHER_NAME)

    assert stores.activities.find([ACTIVITY_ID]) == {ACTIVITY_ID: changed}
    assert stores.activities.id_of(NAME) == ACTIVITY_ID
    assert stores.activities.id_of(OTHER_NAME) == ACTIVITY_ID

    for _ in range(2):
        stores.activities.forget(NAME)
    assert stores.activities.id_of(NAME) is None
    assert stores.activities.id_of(OTHER_NAME) == ACTIVITY_ID


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

    assert all(stores.activities.has_learners(one) for one in ids)


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


def test_a_provider_listed_twice_in_one_put(stores: Stores) -> None:
    listed = [Provider(provider_id=PROVIDER_ID, name=name) for name in ("First", "Second")]

    assert stores.providers.put(listed) == 2

    assert stores.providers.find(PROVIDER_ID) == listed[1]
