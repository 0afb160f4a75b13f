from pathlib import Path

import pytest

from cmehub.accounts.providers import Provider
from cmehub.stores.memory_registers import MemoryProviderStore
from hub.errors import UserError
from hub.operator.registers import put_providers, read_providers, set_activities_listed, set_columns

PROVIDERS = "provider_id,name,contact_name,contact_email,is_primary\n"


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
    first, second = read_providers(file)
    assert (first.provider_id, first.name, second.name) == ("0000001", "One, Inc.", "Two")
    assert [(contact.name, contact.email, contact.is_primary) for contact in first.contacts] == [
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


def test_columns_of_a_providers_files_are_kept_when_providers_are_loaded_again(tmp_path: Path) -> None:
    store = MemoryProviderStore()
    provider = Provider(provider_id="0009999", name="Example Medical Society")
    columns = ("", "Record Action", "ACCME Activity ID", "Completion Date", "First Name", "Last Name", "Date of Birth")
    put_providers(store, [provider])

    set_columns(store, "0009999", columns)
    put_providers(store, [provider.model_copy(update={"name": "Renamed"})])

    found = store.find("0009999")
    assert found is not None
    assert (found.name, found.learner_columns) == ("Renamed", columns)
    set_columns(store, "0009999", ())
    assert store.find("0009999") == provider.model_copy(update={"name": "Renamed"})


def test_what_a_providers_own_headings_mean_is_kept_beside_its_columns() -> None:
    store = MemoryProviderStore()
    provider = Provider(provider_id="0009999", name="Example Medical Society")
    store.put([provider])
    columns = ("Record Action", "ACCME Activity ID", "Completion Date", "First Name", "Last Name", "Date of Birth")

    set_columns(store, "0009999", columns)
    said = set_columns(store, "0009999", ("Vorname=First Name", "MOC=Points = MOC 2: Points", "Shoe Size="))
    put_providers(store, [provider])

    assert said == "3 headings and 6 columns without headings are known"
    meanings = {"Vorname": "First Name", "MOC=Points": "MOC 2: Points", "Shoe Size": ""}
    assert store.find("0009999") == provider.model_copy(update={"headings": meanings, "learner_columns": columns})


def test_the_public_listing_of_a_providers_activities_is_kept_when_providers_are_loaded_again() -> None:
    store = MemoryProviderStore()
    provider = Provider(provider_id="0009999", name="Example Medical Society")
    put_providers(store, [provider])

    set_activities_listed(store, "0009999", listed=True)
    put_providers(store, [provider])

    assert store.find("0009999") == provider.model_copy(update={"activities_listed": True})
    with pytest.raises(UserError, match="No provider has the ID"):
        set_activities_listed(store, "0000001", listed=True)


@pytest.mark.parametrize(
    ("provider", "columns", "told"),
    [
        ("0000001", (), "No provider has the ID"),
        ("0009999", ("Surname",), "lack Record Action"),
        ("0009999", ("Vorname=Forenoon",), "“Vorname” can't mean “Forenoon”: no template has that heading"),
        ("0009999", ("Vorname=First Name", "Last Name"), "some lack the ="),
    ],
)
def test_columns_that_cannot_be_used(provider: str, columns: tuple[str, ...], told: str) -> None:
    store = MemoryProviderStore()
    store.put([Provider(provider_id="0009999", name="Example Medical Society")])

    with pytest.raises(UserError, match=told):
        set_columns(store, provider, columns)
