import pytest

from cmehub.people.names import folded
from cmehub.people.rosters import BirthKey, EntryKey, NameKey, RosterEntry
from cmehub.stores import RosterChangedError, RosterStore
from local.in_memory.rosters import a_load, put_on_rosters
from tests.contract.conftest import Stores
from tests.examples import a_diplomate

NPI, OTHER_NPI = "1234567893", "1245319599"
KEY = EntryKey("ABIM", "123456")
DAY = BirthKey("ABIM", "02-29")


def a_licensee(**changes: object) -> RosterEntry:
    return a_diplomate(**{"authority": "OH", "entry_id": "35900001"} | changes)


def load(rosters: RosterStore, *entries: RosterEntry, authority: str = "ABIM") -> int:
    number = rosters.begin(authority)
    rosters.put(number, entries)
    rosters.finish(a_load(number, authority=authority, entries=len(entries)))
    return number


def change(rosters: RosterStore, *entries: RosterEntry, removed: tuple[EntryKey, ...] = ()) -> None:
    number = rosters.begin("ABIM")
    rosters.change(number, entries, removed)
    rosters.finish(a_load(number, full=False, entries=len(entries), removed=len(removed)))


def found(rosters: RosterStore, key: BirthKey = DAY) -> list[RosterEntry]:
    return rosters.born([key])[key]


def test_an_entry_is_found_by_id_on_its_own_roster(stores: Stores) -> None:
    entries = [a_diplomate(), a_diplomate(authority="ABP", entry_id="7"), a_licensee()]
    put_on_rosters(stores.rosters, entries)

    keys = {KEY, EntryKey("ABIM", "7"), EntryKey("OH", "35900001"), EntryKey("ABA", "123456")}
    assert stores.rosters.find(keys) == {KEY: entries[0], EntryKey("OH", "35900001"): entries[2]}
    assert stores.rosters.find(set()) == {}


def test_an_entry_keeps_all_that_its_roster_tells(stores: Stores) -> None:
    whole = a_diplomate(npi=NPI, state="OH", former_names=("Osei", "Brandt"))
    load(stores.rosters, whole)

    assert stores.rosters.find([KEY]) == {KEY: whole}
    assert found(stores.rosters) == [whole]
    assert stores.rosters.with_npis([NPI]) == {NPI: [whole]}


def test_entries_are_found_by_birth_day_and_by_family_name_too(stores: Stores) -> None:
    namesake, other = a_diplomate(entry_id="9", given_name="Anna"), a_diplomate(entry_id="10", family_name="Osei")
    later = a_diplomate(entry_id="8", birth_month_day="03-01")
    put_on_rosters(stores.rosters, [namesake, other, a_diplomate(), later, a_licensee()])

    named, prefix = DAY._replace(family_name="garcialopez"), DAY._replace(family_name="garcia")
    elsewhere = DAY._replace(authority="ABP")
    assert stores.rosters.born([DAY, named, prefix, elsewhere]) == {
        DAY: [other, a_diplomate(), namesake],
        named: [a_diplomate(), namesake],
        prefix: [],
        elsewhere: [],
    }


def test_many_family_names_of_one_day_are_found_as_few_are(stores: Stores) -> None:
    names = [f"Osei{letter}" for letter in "abcdefghijklm"]
    born = [a_diplomate(entry_id=str(number), family_name=name) for number, name in enumerate(names, start=100)]
    namesake, later = a_diplomate(entry_id="99", family_name="Oseia"), a_diplomate(birth_month_day="03-01")
    put_on_rosters(stores.rosters, [*born, namesake, later, a_licensee()])
    keys = [DAY._replace(family_name=folded(name)) for name in names]
    nobody = DAY._replace(family_name="osein")

    by_key = stores.rosters.born([*keys, nobody, DAY])

    assert by_key.pop(DAY) == [*born, namesake]
    assert by_key.pop(nobody) == []
    assert by_key.pop(keys[0]) == [born[0], namesake]
    assert by_key == {key: [entry] for key, entry in zip(keys[1:], born[1:], strict=True)}


def test_a_roster_is_gone_through_by_birth_day(stores: Stores) -> None:
    first, second = a_diplomate(entry_id="9", birth_month_day="01-31"), a_diplomate()
    load(stores.rosters, a_diplomate(entry_id="7"))
    put_on_rosters(stores.rosters, [second, first, a_licensee()])
    assert [*stores.rosters.of("ABIM")] == [first, second]
    assert [*stores.rosters.of("PA")] == []


def test_entries_of_all_rosters_are_found_by_npi(stores: Stores) -> None:
    diplomate, licensee = a_diplomate(npi=NPI), a_licensee(npi=NPI)
    second = a_licensee(entry_id="35900002", npi=NPI)
    put_on_rosters(stores.rosters, [diplomate, licensee, second, a_licensee(authority="ME", npi=None)])

    assert stores.rosters.with_npis([OTHER_NPI, NPI]) == {NPI: [diplomate, licensee, second]}
    assert stores.rosters.with_npis([]) == {}


def test_any_entry_with_an_npi_is_found_as_long_as_there_is_one(stores: Stores) -> None:
    diplomate, licensee = a_diplomate(npi=NPI), a_licensee(npi=NPI)
    put_on_rosters(stores.rosters, [diplomate, licensee])
    assert stores.rosters.any_with_npis([OTHER_NPI, NPI])[NPI] in (diplomate, licensee)
    assert stores.rosters.any_with_npis([OTHER_NPI]) == stores.rosters.any_with_npis([]) == {}

    load(stores.rosters, a_licensee(npi=OTHER_NPI), authority="OH")
    assert stores.rosters.any_with_npis([NPI, OTHER_NPI]) == {NPI: diplomate, OTHER_NPI: a_licensee(npi=OTHER_NPI)}

    put_on_rosters(stores.rosters, [licensee])
    change(stores.rosters, removed=(diplomate.key,))
    assert stores.rosters.any_with_npis([NPI, OTHER_NPI]) == {NPI: licensee}

    load(stores.rosters, a_licensee(), authority="OH")
    assert stores.rosters.any_with_npis([NPI]) == {}


def bearers(rosters: RosterStore, authority: str = "ABIM", family_name: str = "garcialopez") -> int:
    name = NameKey(authority, "zoe", family_name)
    return rosters.bearers([name])[name]


def test_those_who_bear_a_name_are_counted_whatever_their_birth_days(stores: Stores) -> None:
    namesakes = [
        a_diplomate(entry_id="8", birth_month_day="03-01"),
        a_diplomate(entry_id="9", given_name="Zoe", family_name="GARCIA LOPEZ"),
    ]
    others = [a_diplomate(entry_id="10", given_name="Ana"), a_diplomate(entry_id="11", family_name="Osei")]
    put_on_rosters(stores.rosters, [a_diplomate(), *namesakes, *others, a_licensee()])

    of_board, of_state = NameKey.of("ABIM", "Zoë", "García-López"), NameKey.of("OH", "Zoë", "García-López")
    nobody = NameKey.of("ABIM", "Ana", "Osei")
    assert stores.rosters.bearers([of_board, of_state, nobody]) == {of_board: 3, of_state: 1, nobody: 0}
    assert stores.rosters.bearers([]) == {}


def test_the_bearers_of_a_name_are_those_of_the_roster_that_counts(stores: Stores) -> None:
    load(stores.rosters, a_diplomate(), a_diplomate(entry_id="8"), a_diplomate(entry_id="9"))
    change(
        stores.rosters, a_diplomate(family_name="Osei"), a_diplomate(entry_id="10"), removed=(EntryKey("ABIM", "8"),)
    )
    assert (bearers(stores.rosters), bearers(stores.rosters, family_name="osei")) == (2, 1)

    load(stores.rosters, a_diplomate(), a_diplomate(entry_id="11", family_name="Osei"))
    assert (bearers(stores.rosters), bearers(stores.rosters, family_name="osei")) == (1, 1)


def test_a_whole_roster_takes_the_place_of_the_one_before(stores: Stores) -> None:
    gone, kept = a_diplomate(npi=NPI), a_diplomate(entry_id="9", npi=OTHER_NPI)
    load(stores.rosters, gone, kept)
    renamed = kept.model_copy(update={"family_name": "Osei"})

    load(stores.rosters, renamed)

    assert stores.rosters.find([gone.key, kept.key]) == {kept.key: renamed}
    assert found(stores.rosters) == [renamed]
    assert found(stores.rosters, DAY._replace(family_name="garcialopez")) == []
    assert stores.rosters.with_npis([NPI, OTHER_NPI]) == {OTHER_NPI: [renamed]}


def test_while_a_whole_roster_is_loaded_the_one_before_counts(stores: Stores) -> None:
    load(stores.rosters, a_diplomate(), a_diplomate(entry_id="9"))

    stores.rosters.put(stores.rosters.begin("ABIM"), [a_diplomate()])

    assert {entry.entry_id for entry in found(stores.rosters)} == {"123456", "9"}
    load(stores.rosters, a_diplomate())
    assert found(stores.rosters) == [a_diplomate()]


def test_a_roster_is_there_once_its_load_is_finished(stores: Stores) -> None:
    number = stores.rosters.begin("ABIM")
    stores.rosters.put(number, [a_diplomate()])
    assert stores.rosters.rosters(["ABIM", "OH"]) == {}

    stores.rosters.finish(a_load(number))

    assert stores.rosters.rosters(["ABIM", "OH"]) == {"ABIM": a_load(number)}


def test_one_load_that_began_after_another_tells_the_other(stores: Stores) -> None:
    first, second = stores.rosters.begin("ABIM"), stores.rosters.begin("ABIM")
    assert second > first
    stores.rosters.finish(a_load(second))

    with pytest.raises(RosterChangedError):
        stores.rosters.finish(a_load(first))

    assert stores.rosters.rosters(["ABIM"]) == {"ABIM": a_load(second)}


def test_rosters_do_not_touch_each_other(stores: Stores) -> None:
    load(stores.rosters, a_diplomate())
    load(stores.rosters, a_licensee(), authority="OH")

    load(stores.rosters, a_licensee(entry_id="2"), authority="OH")

    assert stores.rosters.find([KEY, EntryKey("OH", "2")]).keys() == {KEY, EntryKey("OH", "2")}


def test_changes_add_replace_and_remove(stores: Stores) -> None:
    renamed, gone, new = a_diplomate(npi=NPI), a_diplomate(entry_id="8", npi=OTHER_NPI), a_diplomate(entry_id="9")
    load(stores.rosters, renamed, gone)
    married = renamed.model_copy(update={"family_name": "Osei", "npi": None, "birth_month_day": "03-01"})

    for _ in range(2):
        change(stores.rosters, married, new, removed=(gone.key, EntryKey("ABIM", "404")))

    assert stores.rosters.find([renamed.key, gone.key, new.key]) == {renamed.key: married, new.key: new}
    assert found(stores.rosters) == [new]
    assert found(stores.rosters, DAY._replace(birth_month_day="03-01")) == [married]
    assert stores.rosters.with_npis([NPI, OTHER_NPI]) == {}


def test_every_load_is_kept_the_latest_first(stores: Stores) -> None:
    load(stores.rosters, a_diplomate())
    change(stores.rosters, a_diplomate(entry_id="9"))
    load(stores.rosters, a_diplomate())
    load(stores.rosters, a_licensee(), authority="OH")

    assert stores.rosters.loads("ABIM") == [a_load(3), a_load(2, full=False), a_load(1)]
    assert stores.rosters.rosters(["ABIM"]) == {"ABIM": a_load(3)}
    assert stores.rosters.loads("ABP") == []


def test_a_roster_larger_than_a_batch(stores: Stores) -> None:
    many = [a_diplomate(entry_id=str(place), family_name=f"Name{place}") for place in range(230)]

    load(stores.rosters, *many)

    assert stores.rosters.find([entry.key for entry in many]) == {entry.key: entry for entry in many}
    assert len(found(stores.rosters)) == 230
