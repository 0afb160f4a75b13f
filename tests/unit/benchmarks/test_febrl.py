"""FEBRL's sets are read as they are published."""

from pathlib import Path

from benchmarks.febrl import febrl_sets

NAMES = "rec_id, given_name, surname"
HEAD = f"{NAMES}, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id"


def record(rec_id: str, names: str = "ada, example", born: str = "19560409", number: str = "1804974") -> str:
    return f"{rec_id}, {names}, 7, some street, , some town, 2119, sa, {born}, {number}"


def test_half_of_the_people_are_listed_and_all_records_ask_with_and_without_a_number(tmp_path: Path) -> None:
    originals = [record("rec-2-org"), record("rec-3-org", "bo, else", "19010229", "2"), record("rec-4-org", ", lund")]
    duplicates = [record("rec-2-dup-0", "ada, exmaple"), record("rec-3-dup-0", born="19569999"), record("rec-4-dup-0")]
    for name in ("dataset1", "dataset2", "dataset3", "dataset4a"):
        (tmp_path / f"{name}.csv").write_text("\n".join([HEAD, *originals]) + "\n")
    (tmp_path / "dataset4b.csv").write_text("\n".join([HEAD, *duplicates]) + "\n")

    *_, last = febrl_sets(tmp_path)

    (entry,) = last.roster
    assert (entry.entry_id, entry.given_name, entry.family_name, entry.birth_month_day) == (
        "1804974",
        "ada",
        "example",
        "04-09",
    )
    asked = [(learner.person.given_name, learner.person.family_name, learner.meant) for learner in last.learners]
    people = [("ada", "example", entry), ("bo", "else", None), ("ada", "exmaple", entry), ("ada", "example", None)]
    assert asked == [person for person in people for _ in range(2)]
    assert [learner.number for learner in last.learners[:4]] == [None, "1804974", None, "2"]
