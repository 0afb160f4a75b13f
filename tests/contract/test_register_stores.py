import datetime as dt

from cmehub.activity_rows import ActivityName
from cmehub.providers import Contact, Provider
from tests.contract.conftest import Stores
from tests.examples import ACTIVITY_ID, PROVIDER_ID, a_diplomate, an_activity

NAME = ActivityName(
    provider_id=PROVIDER_ID,
    provider_activity_id="EX-1",
    start_date=dt.date(2026, 1, 1),
    activity_format="Enduring Material",
)
OTHER_NAME = NAME.model_copy(update={"provider_activity_id": "EX-2"})


def test_a_diplomate_is_found_by_id_at_its_own_board(stores: Stores) -> None:
    stores.rosters.put([a_diplomate(), a_diplomate(authority="ABP", entry_id="7")])

    assert stores.rosters.with_ids("ABIM", {"123456", "7"}) == {"123456": a_diplomate()}
    assert stores.rosters.with_ids("ABIM", set()) == {}


def test_a_diplomate_is_found_by_name_and_birth_day(stores: Stores) -> None:
    namesake = a_diplomate(entry_id="9", given_name="Anna")
    stores.rosters.put([namesake, a_diplomate(), a_diplomate(entry_id="8", birth_month_day="03-01")])

    assert stores.rosters.named("ABIM", "02-29", "garcialopez") == [a_diplomate(), namesake]
    assert stores.rosters.named("ABIM", "02-29", "garcia") == []
    assert stores.rosters.named("ABP", "02-29", "garcialopez") == []


def test_a_diplomate_who_took_another_name_is_found_by_that_alone(stores: Stores) -> None:
    renamed = a_diplomate(family_name="Osei")
    stores.rosters.put([a_diplomate()])

    stores.rosters.put([renamed])

    assert stores.rosters.with_ids("ABIM", ["123456"]) == {"123456": renamed}
    assert stores.rosters.named("ABIM", "02-29", "osei") == [renamed]
    assert stores.rosters.named("ABIM", "02-29", "garcialopez") == []


def test_a_roster_that_lists_somebody_twice(stores: Stores) -> None:
    lines = [a_diplomate(), a_diplomate(given_name="Zoé"), a_diplomate(entry_id="9")]

    assert stores.rosters.put(lines) == 3
    assert stores.rosters.with_ids("ABIM", ["123456"])["123456"].given_name == "Zoé"


def test_a_roster_larger_than_a_batch(stores: Stores) -> None:
    many = [a_diplomate(entry_id=str(place), family_name=f"Name{place}") for place in range(230)]

    assert stores.rosters.put(iter(many)) == 230
    assert stores.rosters.with_ids("ABIM", [one.entry_id for one in many]) == {one.entry_id: one for one in many}


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
