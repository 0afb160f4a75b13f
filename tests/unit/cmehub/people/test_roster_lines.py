from cmehub.people.roster_lines import RosterFault, RosterLine, needed_roster_columns, roster_lines
from cmehub.people.rosters import EntryKey

GOOD = {"licence_id": "35.1", "given_name": "Zoe", "family_name": "Garcia", "birth_month_day": "05-24"}


def told(*rows: dict[str, str], authority: str = "OH", delta: bool = False) -> list[RosterLine | RosterFault]:
    return [*roster_lines(enumerate(rows, start=2), authority, delta=delta)]


def faults(*rows: dict[str, str], authority: str = "OH", delta: bool = False) -> list[tuple[int, str, str, str]]:
    found = told(*rows, authority=authority, delta=delta)
    return [(fault.line, fault.column, fault.value, fault.what) for fault in found if isinstance(fault, RosterFault)]


def test_a_good_line_is_an_entry() -> None:
    (line,) = told(GOOD | {"npi": "1234567893", "former_names": "Lopez; Ruiz"})

    assert isinstance(line, RosterLine)
    assert line.entry
    assert (line.key, line.entry.npi, line.entry.former_names) == (
        EntryKey("OH", "351"),
        "1234567893",
        ("Lopez", "Ruiz"),
    )


def test_all_faults_of_a_line_are_told_at_once() -> None:
    row = GOOD | {"given_name": "", "birth_month_day": "24/05", "npi": "123", "email": "none"}

    assert faults(row) == [
        (2, "given_name", "", "is empty. Fill it in"),
        (2, "birth_month_day", "24/05", "is not a month and a day with the month first. Correct it"),
        (2, "npi", "123", "is not an NPI, 10 digits of which the last is a check digit. Correct it"),
        (2, "email", "none", "is not one mail address. Correct it"),
    ]


def test_of_a_long_field_its_beginning_is_told() -> None:
    ((*_, value, _),) = faults(GOOD | {"email": "x" * 100_000})

    assert value == "x" * 200


def test_lines_after_a_faulty_one_are_read() -> None:
    first, second = told(GOOD | {"npi": "1"}, GOOD | {"licence_id": "35.2"})

    assert isinstance(first, RosterFault)
    assert isinstance(second, RosterLine)


def test_an_id_that_stands_twice_is_told_however_it_is_written() -> None:
    assert faults(GOOD, GOOD | {"licence_id": "35-1"}) == [
        (3, "licence_id", "35-1", "stands on line 2 already. Leave one of the two lines out")
    ]


def test_an_id_of_a_board_has_its_form() -> None:
    row = {"board_id": "none", "given_name": "Zoe", "family_name": "Garcia", "birth_month_day": "05-24"}

    ((_, column, value, what),) = faults(row, authority="ABIM")

    assert (column, value) == ("board_id", "none")
    assert what.endswith("Write the ID as ABIM does")


def test_who_is_removed_needs_an_id_alone() -> None:
    blank = dict.fromkeys(GOOD, "")
    (line,) = told(blank | {"licence_id": "35.1", "action": "Remove"}, delta=True)

    assert line == RosterLine(EntryKey("OH", "351"), None)


def test_an_unknown_action_is_told_with_what_else_is_wrong() -> None:
    assert [column for _, column, *_ in faults(GOOD | {"action": "drop", "npi": "1"}, delta=True)] == ["action", "npi"]


def test_the_needed_columns_are_those_that_have_to_be_filled() -> None:
    assert needed_roster_columns("OH") == ["licence_id", "given_name", "family_name", "birth_month_day"]
    assert needed_roster_columns("ABIM", delta=True)[:2] == ["action", "board_id"]
