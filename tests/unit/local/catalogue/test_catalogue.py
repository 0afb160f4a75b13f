"""The catalogue of invented activities."""

import datetime as dt

from cmehub.activities.activity import ActivityStatus
from cmehub.rules.packs import rule_pack
from cmehub.search.documents import is_public
from cmehub.search.places import town_point
from local.catalogue.catalogue_activities import AROUND, catalogue, catalogue_activity, place_in_catalogue
from local.catalogue.catalogue_providers import PROVIDERS, catalogue_providers

SIZE = 2_000


def test_a_small_catalogue_is_the_beginning_of_a_large_one() -> None:
    large = [*catalogue(SIZE)]
    assert [*catalogue(100)] == large[:100]
    assert [*catalogue(50, first=100)] == large[100:150]


def test_ids_are_different_and_lead_back() -> None:
    ids = [activity.activity_id for activity in catalogue(SIZE)]
    assert len(set(ids)) == SIZE
    assert all(len(activity_id) == 9 for activity_id in ids)
    for place in (0, 1, 77, 999_999):
        assert place_in_catalogue(catalogue_activity(place).activity_id) == place


def test_every_activity_can_be_found_and_is_what_the_boards_take() -> None:
    for activity in catalogue(SIZE):
        assert is_public(activity)
        for row in activity.registrations:
            pack = rule_pack(row.board, AROUND)
            assert set(row.credit_types) <= set(pack.types_on(AROUND))
            assert any(pack.practice_area(area) for area in activity.specialties)


def test_it_lies_around_a_day() -> None:
    today = dt.date(2030, 5, 5)
    statuses = [activity.status(today) for activity in catalogue(SIZE, today)]
    assert 0.3 < statuses.count(ActivityStatus.ACTIVE) / SIZE < 0.8


def test_providers_have_names_and_ids_of_their_own_and_towns_lie_somewhere() -> None:
    providers = catalogue_providers()
    assert (
        len({provider.provider_id for provider in providers})
        == len({provider.name for provider in providers})
        == PROVIDERS
    )
    in_person = [activity for activity in catalogue(SIZE) if activity.country == "USA"]
    assert all(town_point(activity.city, activity.state, activity.country) for activity in in_person)
    assert len({activity.city for activity in in_person}) > 100


def test_titles_are_words_not_salad() -> None:
    titles = {activity.title for activity in catalogue(SIZE)}
    assert len(titles) > 0.95 * SIZE
    assert not any("{" in title or "unspecified" in title.casefold() for title in titles)
