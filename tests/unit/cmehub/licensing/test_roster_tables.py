"""What is told of sent rosters as tables."""

from cmehub.licensing.roster_tables import changes_table, faults_table
from cmehub.people.roster_lines import RosterFault
from tests.examples import a_licensee


def rows(table: bytes) -> list[str]:
    return table.decode("utf-8-sig").splitlines()


def test_every_fault_is_a_row_that_a_spreadsheet_takes_for_a_text() -> None:
    fault = RosterFault(line=3, column="npi", value="=1+1", what="is not an NPI. Correct it")

    assert rows(faults_table([fault])) == [
        "Line,Column,What Stands There,What Is Wrong",
        "3,npi,'=1+1,It is not an NPI. Correct it.",
    ]


def test_who_changes_is_told_with_the_columns_and_nothing_of_what_stands_there() -> None:
    before = {number: a_licensee(entry_id=number) for number in ("1", "2", "3")}
    renamed = a_licensee(entry_id="3", given_name="Maud", birth_month_day="12-31")
    after = {"2": before["2"], "3": renamed, "4": a_licensee(entry_id="4")}

    assert rows(changes_table(before, after)) == [
        "Licence Number,Change,Columns",
        "1,taken out,",
        '3,changed,"given_name, birth_month_day"',
        "4,added,",
    ]
