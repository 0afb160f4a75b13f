from pathlib import Path

import pytest

from cmehub.providers import Provider
from cmehub.stores.memory import MemoryProviderStore, MemoryRosterStore
from hub.errors import UserError
from hub.registers import load_roster, put_providers, read_providers, read_roster, set_learner_columns
from local.sample_data.sample_files import SAMPLES

PROVIDERS = "provider_id,name,contact_name,contact_email,is_primary\n"
ROSTER = "board_id,given_name,family_name,birth_month_day\n"
GOOD = "123456,Ada,Example,02-29\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def test_the_lines_of_a_provider_become_its_contacts(file: Path) -> None:
    file.write_text(
        PROVIDERS
        + '0000001,"One, Inc.",Ada,ada@one.example,no\n'
        + "0000002,Two,Cy,cy@two.example,yes\n"
        + '0000001,"One, Inc.",Bo,bo@one.example,YES\n'
    )
    one, two = read_providers(file)
    assert (one.provider_id, one.name, two.name) == ("0000001", "One, Inc.", "Two")
    assert [(contact.name, contact.email, contact.is_primary) for contact in one.contacts] == [
        ("Ada", "ada@one.example", False),
        ("Bo", "bo@one.example", True),
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("1,One,Ada,ada@one.example,yes\n", "line 2: provider_id is not 7 digits, leading zeroes kept"),
        ("0000001,,Ada,ada@one.example,yes\n", "line 2: name is empty. Fill it in."),
        ("0000001,One,Ada,nowhere,yes\n", "line 2: contact_email is not one mail address"),
        ("0000001,One,Ada,ada@one.example,perhaps\n", "line 2: is_primary is not yes or no"),
        ("0000001,One,Ada,ada@one.example\n", "line 2: it has not as many fields as the first line"),
        ("0000001,One, Inc.,Ada,ada@one.example,yes\n", "line 2: it has not as many fields as the first line"),
        (
            "0000001,One,Ada,ada@one.example,yes\n0000001,Eno,Bo,bo@one.example,no\n",
            "line 3: provider 0000001 has another name above",
        ),
        (
            "0000001,One,Ada,ada@one.example,yes\n0000001,One,Bo,bo@one.example,yes\n",
            "line 3: provider 0000001 has a primary contact above",
        ),
    ],
)
def test_a_line_that_is_wrong_is_named_with_its_mend(file: Path, lines: str, said: str) -> None:
    file.write_text(PROVIDERS + lines)
    with pytest.raises(UserError) as raised:
        read_providers(file)
    assert str(raised.value).startswith(f"{file}, {said}")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("ABC,Ada,Example,02-29\n", "line 3: board_id is not"),
        ("123456,Ada,Example,02-30\n", "line 3: birth_month_day is not a month and a day"),
        (GOOD + "12 34-56,Bo,Else,01-01\n", "line 4: board_id stands on line 3 already"),
    ],
)
def test_a_roster_with_a_wrong_line_stores_nothing(file: Path, lines: str, said: str) -> None:
    file.write_text(ROSTER + "234567,Cy,Right,03-03\n" + lines)
    rosters = MemoryRosterStore()
    with pytest.raises(UserError) as raised:
        load_roster(rosters, file, "ABIM", lambda _: None)
    assert str(raised.value).startswith(f"{file}, {said}")
    assert rosters.with_ids("ABIM", ["234567"]) == {}


def test_errors_never_quote_a_name_or_a_birth_day(file: Path) -> None:
    file.write_text(ROSTER + "123456,Ada,Example,13-13\n")
    with pytest.raises(UserError) as raised:
        [*read_roster(file, "ABIM")]
    for secret in ("Ada", "Example", "13-13"):
        assert secret not in str(raised.value)


def test_a_missing_column_is_named_with_the_line_that_is_expected(file: Path) -> None:
    file.write_text("board_id,given_name,family_name\n123456,Ada,Example\n")
    with pytest.raises(UserError, match="line 1: the column birth_month_day is missing") as raised:
        [*read_roster(file, "ABIM")]
    assert ROSTER.strip() in str(raised.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "There is no file"), (ROSTER.encode() + b"123456,Andr\xe9,Example,02-29\n", "is not in UTF-8")],
)
def test_a_file_that_cannot_be_read_is_named(file: Path, content: bytes | None, said: str) -> None:
    if content:
        file.write_bytes(content)
    with pytest.raises(UserError, match=said):
        [*read_roster(file, "ABIM")]


def test_a_roster_saved_by_a_spreadsheet_is_read(file: Path) -> None:
    file.write_bytes(("\ufeff" + ROSTER + "12-34 56, Ada ,Example,2/9\n").replace("\n", "\r\n").encode())
    (one,) = read_roster(file, "ABIM")
    assert (one.authority, one.entry_id, one.given_name, one.birth_month_day) == ("ABIM", "123456", "Ada", "02-09")


def test_loading_tells_how_far_it_is_and_how_many_there_were() -> None:
    said: list[str] = []
    rosters = MemoryRosterStore()
    assert load_roster(rosters, SAMPLES / "roster-ABIM.csv", "ABIM", said.append) == 192
    assert said == ["Loading ABIM: 192 of 192"]
    assert rosters.with_ids("ABIM", ["10003"])["10003"].birth_month_day == "12-30"


def test_columns_of_a_providers_files_are_kept_when_providers_are_loaded_again(tmp_path: Path) -> None:
    store = MemoryProviderStore()
    provider = Provider(provider_id="0009999", name="Example Medical Society")
    columns = ("", "Record Action", "ACCME Activity ID", "Completion Date", "Last Name")
    put_providers(store, [provider])

    set_learner_columns(store, "0009999", columns)
    put_providers(store, [provider.model_copy(update={"name": "Renamed"})])

    found = store.find("0009999")
    assert found is not None
    assert (found.name, found.learner_columns) == ("Renamed", columns)
    set_learner_columns(store, "0009999", ())
    assert store.find("0009999") == provider.model_copy(update={"name": "Renamed"})


@pytest.mark.parametrize(
    ("provider", "columns", "told"),
    [("0000001", (), "No provider has the ID"), ("0009999", ("Surname",), "must hold Record Action")],
)
def test_columns_that_cannot_be_used(provider: str, columns: tuple[str, ...], told: str) -> None:
    store = MemoryProviderStore()
    store.put([Provider(provider_id="0009999", name="Example Medical Society")])

    with pytest.raises(UserError, match=told):
        set_learner_columns(store, provider, columns)
