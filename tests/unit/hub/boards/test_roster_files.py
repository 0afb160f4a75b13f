import datetime as dt
from pathlib import Path

import pytest

from cmehub.learners.waiting_records import WaitingRecords
from cmehub.people.rosters import BirthKey, EntryKey, RosterEntry, RosterLoad
from cmehub.stores import RosterStore
from cmehub.stores.memory_records import MemoryRecordStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from hub.boards.roster_files import load_roster, read_roster, take_home
from hub.errors import UserError
from local.sample_data.sample_files import SAMPLES
from tests.examples import NOW, a_record, a_row

HEADER = "board_id,given_name,family_name,birth_month_day\n"
GOOD = "123456,Ada,Example,02-29\n"
DELTA = "action," + HEADER
KEY, OTHER = EntryKey("ABIM", "123456"), EntryKey("ABIM", "234567")
NPI = "1234567893"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def load(
    rosters: RosterStore, file: Path, text: str, authority: str = "ABIM", *, delta: bool = False, at: dt.datetime = NOW
) -> RosterLoad:
    file.write_text(text)
    return load_roster(rosters, file, authority, delta=delta, at=at, progress=lambda _: None)


def entries(file: Path, authority: str = "ABIM") -> list[RosterEntry | None]:
    return [key.entry for key in read_roster(file, authority)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("ABC,Ada,Example,02-29\n", "line 3: board_id is not"),
        ("123456,Ada,Example,02-30\n", "line 3: birth_month_day is not a month and a day"),
        ("123456,,Example,02-29\n", "line 3: given_name is empty. Fill it in"),
        (GOOD + "12 34-56,Bo,Else,01-01\n", "line 4: board_id stands on line 3 already"),
    ],
)
def test_a_roster_with_a_wrong_line_stores_nothing(file: Path, lines: str, said: str) -> None:
    rosters = MemoryRosterStore()
    with pytest.raises(UserError) as raised:
        load(rosters, file, HEADER + "234567,Cy,Right,03-03\n" + lines)
    assert str(raised.value).startswith(f"{file}, {said}")
    assert (rosters.find([OTHER]), rosters.loads("ABIM")) == ({}, [])


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("npi", "1234567890", "line 2: npi is not an NPI, 10 digits"),
        ("state", "Ohaio", "line 2: state is not a state, by its name or its two letters"),
        ("email", "ada at x.example", "line 2: email is not one mail address"),
        ("action", "change", "line 2: action is not add or remove"),
    ],
)
def test_a_wrong_field_of_an_optional_column_is_named(file: Path, column: str, text: str, said: str) -> None:
    file.write_text(f"{column},{HEADER}{text},{GOOD}")
    with pytest.raises(UserError) as raised:
        [*read_roster(file, "ABIM", delta=column == "action")]
    assert str(raised.value).startswith(f"{file}, {said}")


def test_errors_never_quote_a_name_or_a_birth_day(file: Path) -> None:
    file.write_text(HEADER + "123456,Ada,Example,13-13\n")
    with pytest.raises(UserError) as raised:
        entries(file)
    for secret in ("Ada", "Example", "13-13"):
        assert secret not in str(raised.value)


@pytest.mark.parametrize(("authority", "first"), [("ABIM", "board_id"), ("OH", "licence_id")])
def test_a_missing_column_is_named_with_the_line_that_is_expected(file: Path, authority: str, first: str) -> None:
    file.write_text(f"{first},given_name,family_name\n123456,Ada,Example\n")
    with pytest.raises(UserError, match="line 1: the column birth_month_day is missing") as raised:
        entries(file, authority)
    assert HEADER.strip().replace("board_id", first) in str(raised.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "There is no file"), (HEADER.encode() + b"123456,Andr\xe9,Example,02-29\n", "is not in UTF-8")],
)
def test_a_file_that_cannot_be_read_is_named(file: Path, content: bytes | None, said: str) -> None:
    if content:
        file.write_bytes(content)
    with pytest.raises(UserError, match=said):
        entries(file)


def test_a_roster_saved_by_a_spreadsheet_is_read(file: Path) -> None:
    file.write_bytes(("\ufeff" + HEADER + "12-34 56, Ada ,Example,2/9\n").replace("\n", "\r\n").encode())
    (entry,) = entries(file)
    assert entry is not None
    assert (entry.authority, entry.entry_id, entry.given_name, entry.birth_month_day) == (
        "ABIM",
        "123456",
        "Ada",
        "02-09",
    )


def test_all_that_a_roster_may_tell_is_read(file: Path) -> None:
    second = GOOD.replace("1", "2")
    file.write_text(
        f"former_names,state,npi,note,email,{HEADER}Osei; Brandt ;,ohio,{NPI},x,ada@x.example,{GOOD},,,,,{second}"
    )
    told, silent = entries(file)
    assert told is not None
    assert silent is not None
    assert (told.npi, told.state, told.former_names) == (NPI, "OH", ("Osei", "Brandt"))
    assert (silent.npi, silent.state, silent.former_names) == (None, None, ())
    assert (told.email, silent.email) == ("ada@x.example", None)


def test_a_state_may_tell_the_days_of_a_licence_and_the_degree(file: Path) -> None:
    header = "issued,expires,degree," + HEADER.replace("board_id", "licence_id")
    file.write_text(f"{header}1/31/2020,2027-03-31,d.o.,{GOOD},,,{GOOD.replace('1', '2')}")
    told, silent = entries(file, "OH")
    assert told
    assert silent
    assert (told.issued, told.expires, told.degree) == (dt.date(2020, 1, 31), dt.date(2027, 3, 31), "DO")
    assert (silent.issued, silent.expires, silent.degree) == (None, None, None)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("31/1/2020,,", "line 2: issued is not a date"),
        (",31.13.2026,", "line 2: expires is not a date"),
        ("2020-02-02,2020-02-01,", "line 2: expires is not the day of issue or a later one"),
        (",,MBBS", "line 2: degree is not MD or DO"),
    ],
)
def test_what_a_state_tells_wrongly_of_a_licence_is_named(file: Path, fields: str, said: str) -> None:
    file.write_text(f"issued,expires,degree,{HEADER.replace('board_id', 'licence_id')}{fields},{GOOD}")
    with pytest.raises(UserError) as raised:
        entries(file, "OH")
    assert str(raised.value).startswith(f"{file}, {said}")


@pytest.mark.parametrize("written", ["35.090001", "35 090001", "35-09-0001"])
def test_spellings_of_a_licence_number_meet(file: Path, written: str) -> None:
    file.write_text(HEADER.replace("board_id", "licence_id") + f"{written},Ada,Example,02-29\nmd-7a,Bo,Else,01-01\n")
    assert [entry.entry_id for entry in entries(file, "OH") if entry] == ["35090001", "MD7A"]


def test_loading_tells_how_far_it_is_and_how_many_there_were() -> None:
    said: list[str] = []
    rosters = MemoryRosterStore()
    path = SAMPLES / "roster-ABIM.csv"

    done = load_roster(rosters, path, "ABIM", at=NOW, progress=said.append)

    assert (done.entries, done.removed, done.full, done.at) == (192, 0, True, NOW)
    assert said == ["Loading ABIM: 192 of 192"]
    assert rosters.find([EntryKey("ABIM", "10003")])[EntryKey("ABIM", "10003")].birth_month_day == "12-30"
    assert rosters.rosters(["ABIM"]) == {"ABIM": done}


def test_the_same_file_has_the_same_digest_and_another_number(file: Path) -> None:
    rosters = MemoryRosterStore()
    first, again = (load(rosters, file, HEADER + GOOD) for _ in range(2))
    other = load(rosters, file, HEADER + GOOD + "234567,Cy,Right,03-03\n")
    assert first.digest == again.digest != other.digest
    assert [load.number for load in rosters.loads("ABIM")] == [3, 2, 1]


def test_who_is_not_in_a_whole_roster_is_no_longer_there(file: Path) -> None:
    rosters = MemoryRosterStore()
    load(rosters, file, HEADER + GOOD + "234567,Cy,Right,03-03\n")
    load(rosters, file, HEADER + GOOD)
    assert rosters.find([KEY, OTHER]).keys() == {KEY}


def test_changes_leave_the_rest_of_the_roster(file: Path) -> None:
    rosters = MemoryRosterStore()
    load(rosters, file, HEADER + GOOD + "234567,Cy,Right,03-03\n345678,Di,Kept,03-03\n")

    done = load(rosters, file, DELTA + "Add,123456,Ada,Newly-Wed,02-29\nremove,234567,,,\n", delta=True)

    assert (done.full, done.entries, done.removed) == (False, 1, 1)
    found = rosters.find([KEY, OTHER, EntryKey("ABIM", "345678")])
    assert {key.entry_id: entry.family_name for key, entry in found.items()} == {
        "123456": "Newly-Wed",
        "345678": "Kept",
    }
    day = BirthKey("ABIM", "02-29")
    assert [entry.family_name for entry in rosters.born([day])[day]] == ["Newly-Wed"]


def test_changes_need_a_roster(file: Path) -> None:
    with pytest.raises(UserError, match="No roster of ABIM is loaded yet"):
        load(MemoryRosterStore(), file, DELTA + "add," + GOOD, delta=True)


def test_an_empty_file_does_not_empty_a_roster(file: Path) -> None:
    rosters = MemoryRosterStore()
    load(rosters, file, HEADER + GOOD)
    with pytest.raises(UserError, match="has no entries"):
        load(rosters, file, HEADER)
    assert rosters.find([KEY])


class _StoppingStore(MemoryRosterStore):
    """A store whose process ends once, before the second thousand entries."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 1

    def put(self, load: int, entries: object) -> None:
        if load == 2:
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
        super().put(load, entries)  # type: ignore[arg-type]


def test_a_load_that_ended_half_way_is_done_again(file: Path) -> None:
    rosters = _StoppingStore()
    old = "".join(f"{place},Ada,Old{place},02-29\n" for place in range(1, 1501))
    new = "".join(f"{place},Ada,New{place},02-29\n" for place in range(2, 2502))
    load(rosters, file, HEADER + old)
    with pytest.raises(KeyboardInterrupt):
        load(rosters, file, HEADER + new)
    keys = [EntryKey("ABIM", str(place)) for place in range(1, 2502)]
    assert rosters.find(keys).keys() >= {*keys[:1500]}

    load(rosters, file, HEADER + new)

    found = rosters.find(keys)
    assert found.keys() == {*keys[1:]}
    assert all(entry.family_name.startswith("New") for entry in found.values())


def test_two_loads_at_once_are_told(file: Path) -> None:
    rosters = MemoryRosterStore()
    file.write_text(HEADER + GOOD)

    def begin_another(_: str) -> None:
        rosters.begin("ABIM")

    with pytest.raises(UserError, match="Another load of ABIM was begun meanwhile"):
        load_roster(rosters, file, "ABIM", at=NOW, progress=begin_another)


@pytest.mark.parametrize("delta", [False, True])
def test_what_waited_for_the_people_of_a_roster_is_moved_to_them(file: Path, *, delta: bool) -> None:
    records, rosters = MemoryRecordStore(), MemoryRosterStore()
    of_ada, of_cy = a_row(given_name="Ada", family_name="Example"), a_row(birth_month_day="03/03")
    records.put([a_record(row, learner_key=row.learner_hash) for row in (of_ada, of_cy)])
    load(rosters, file, HEADER + "234567,Bo,Else,01-01\n")
    text = f"{DELTA}add,{GOOD}remove,234567,,,\n" if delta else HEADER + GOOD
    load(rosters, file, text, delta=delta)
    said: list[str] = []

    moved = take_home(WaitingRecords(records, rosters), file, "ABIM", delta=delta, progress=said.append)

    assert moved == 1
    assert [record.row for record in records.of_learner("ABIM-123456")] == [of_ada]
    assert len(records.of_learner(of_cy.learner_hash)) == 1
    assert said[-1].startswith("Looking what waits for them: ")
