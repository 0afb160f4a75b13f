import pytest

from cmehub.people.physicians import linked, linked_to_each
from cmehub.people.rosters import RosterEntry
from cmehub.stores.memory_rosters import MemoryRosterStore
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate

NPI, OTHER_NPI = "1234567893", "1245319599"
INTERNIST = a_diplomate(state="OH")
PEDIATRICIAN = a_diplomate(authority="ABP", entry_id="77", state="OH")
LICENSEE = a_diplomate(authority="OH", entry_id="35900001")


def keys(*entries: RosterEntry, of: RosterEntry = INTERNIST) -> list[str]:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, entries)
    return [entry.learner_key for entry in linked(rosters, of.authority, of.entry_id)]


def with_npi(npi: str | None, *entries: RosterEntry) -> list[RosterEntry]:
    return [entry.model_copy(update={"npi": npi}) for entry in entries]


def test_nobody_has_no_entries() -> None:
    assert keys(PEDIATRICIAN) == []


def test_one_npi_is_one_physician_under_whatever_name() -> None:
    renamed = LICENSEE.model_copy(update={"family_name": "Osei"})
    entries = with_npi(NPI, INTERNIST.model_copy(update={"state": None}), PEDIATRICIAN, renamed)

    for first in entries:
        found = keys(*entries, of=first)
        assert found[0] == first.learner_key
        assert set(found) == {"ABIM-123456", "ABP-77", "OH-35900001"}


@pytest.mark.parametrize("first", [INTERNIST, PEDIATRICIAN, LICENSEE])
def test_a_licensee_and_the_diplomates_of_that_state_with_the_same_name_and_day(first: RosterEntry) -> None:
    found = keys(INTERNIST, PEDIATRICIAN, LICENSEE, of=first)

    assert found[0] == first.learner_key
    assert set(found) == {"ABIM-123456", "ABP-77", "OH-35900001"}


def test_links_lead_on_to_further_ones() -> None:
    (surgeon,) = with_npi(NPI, a_diplomate(authority="ABS", entry_id="S1", family_name="Osei"))
    (licensee,) = with_npi(NPI, LICENSEE)

    assert set(keys(INTERNIST, licensee, surgeon)) == {"ABIM-123456", "OH-35900001", "ABS-S1"}


@pytest.mark.parametrize(
    "other",
    [
        a_diplomate(authority="OH", entry_id="35900001", given_name="Ana"),
        a_diplomate(authority="OH", entry_id="35900001", family_name="Osei"),
        a_diplomate(authority="OH", entry_id="35900001", birth_month_day="03-01"),
        a_diplomate(authority="ME", entry_id="35900001"),
        a_diplomate(authority="ABP", entry_id="77"),
        PEDIATRICIAN,
    ],
    ids=["given-name", "family-name", "birth-day", "other-state", "diplomate-without-state", "diplomate"],
)
def test_no_link_without_a_licence_in_the_state_under_the_same_name_and_day(other: RosterEntry) -> None:
    assert keys(INTERNIST, other) == ["ABIM-123456"]


def test_no_link_where_the_diplomates_state_is_not_known() -> None:
    stateless = INTERNIST.model_copy(update={"state": None})

    assert keys(stateless, LICENSEE, of=LICENSEE) == ["OH-35900001"]
    assert keys(stateless, LICENSEE, of=stateless) == ["ABIM-123456"]


@pytest.mark.parametrize(
    "twin", [LICENSEE.model_copy(update={"entry_id": "2"}), INTERNIST.model_copy(update={"entry_id": "2"})]
)
def test_no_link_where_a_roster_has_a_second_such_person(twin: RosterEntry) -> None:
    assert keys(INTERNIST, LICENSEE, twin) == ["ABIM-123456"]
    assert keys(INTERNIST, LICENSEE, twin, of=LICENSEE) == ["OH-35900001"]


def test_different_npis_are_different_people() -> None:
    (licensee,), (diplomate,) = with_npi(NPI, LICENSEE), with_npi(OTHER_NPI, INTERNIST)

    assert keys(diplomate, licensee) == ["ABIM-123456"]
    assert set(keys(INTERNIST, licensee)) == {"ABIM-123456", "OH-35900001"}


def test_physicians_who_are_looked_up_together_are_found_as_each_alone() -> None:
    entries = [
        person.model_copy(update={"entry_id": f"{person.entry_id}{place}", "family_name": name, "npi": npi})
        for place, (name, npi) in enumerate([("Osei", NPI), ("Brandt", None), ("Ruiz", OTHER_NPI), ("Abara", NPI)])
        for person in (INTERNIST, PEDIATRICIAN, LICENSEE)
    ]
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, entries)

    together = linked_to_each(rosters, entries)

    assert together == {entry.key: linked(rosters, *entry.key) for entry in entries}
    assert sorted(len(found) for found in together.values()) == [3] * 6 + [6] * 6
