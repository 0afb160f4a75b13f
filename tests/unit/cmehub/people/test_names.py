import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.people.names import folded, folded_parts, is_listed, may_be_called, sole_name
from cmehub.people.npi import is_npi
from cmehub.people.spellings import NO_NICKNAMES, SPANISH_NICKNAMES, SPELLINGS
from cmehub.people.states import STATES, state_letters


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("García-López", "GARCIA LOPEZ"),
        ("O'Malley", "O\u2019Malley"),
        ("Whitfield Jr.", "whitfield"),
        ("Pemberton III", "Pemberton, III"),
        ("van der Berg", "VanDerBerg"),
        ("Nguyễn", "Nguyen"),
        ("Straße", "Strasse"),
        ("Bjørnstad", "Bjornstad"),
        ("Łukasz", "Lukasz"),
        ("Ægir", "Aegir"),
        ("  Zoë ", "ZOE"),
        ("e\u0301", "\u00e9"),
        ("Mbeki MD", "Mbeki"),
        ("Mbeki, M.D., FACP", "Mbeki"),
        ("Dr. Ada", "Ada"),
        ("DR ADA L., PA-C", "Ada L"),
        ("Prof. Dr. Mbeki Jr., Ph.D.", "Mbeki"),
        ("Pemberton DO", "Pemberton"),
        ("Do, D.O.", "Do"),
        ("Dr. Do", "Do"),
        ("Nguyen Do", "NguyenDo"),
        ("Mai Pa", "MaiPa"),
    ],
)
def test_spellings_of_one_name_meet(name: str, other: str) -> None:
    assert folded(name) == folded(other) != ""


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Osei", "Oseii"),
        ("Li", "Lu"),
        ("王", "李"),
        ("Jr", "Sr"),
        ("Oda", "O"),
        ("Do", "MD"),
        ("Nguyen Do", "Nguyen"),
        ("Drake", "Ake"),
        ("Md Karim", "Karim"),
        ("Masri", "Sri"),
    ],
)
def test_different_names_do_not_meet(name: str, other: str) -> None:
    assert folded(name) != folded(other)


@given(st.text())
def test_folding_a_folded_name_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(st.text())
def test_the_parts_of_a_name_make_it_whole(name: str) -> None:
    assert "".join(folded_parts(name)) == folded(name)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("García-López", ("garcia", "lopez")),
        ("van der Berg Jr.", ("van", "der", "berg")),
        ("O'Neill", ("oneill",)),
        ("St. Clair", ("st", "clair")),
        ("- -", ("- -",)),
    ],
)
def test_parts_of_names(name: str, parts: tuple[str, ...]) -> None:
    assert folded_parts(name) == parts


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("william", "bill"),
        ("katherine", "kate"),
        ("alexander", "alex"),
        ("geoffrey", "jeff"),
        ("kathryn", "kate"),
        ("stephen", "steven"),
        ("catherine", "katherine"),
        ("geoffrey", "jeffrey"),
        ("marc", "mark"),
        ("muhammad", "mohamed"),
        ("mohammad", "mohammed"),
        ("francisco", "paco"),
        ("guadalupe", "lupe"),
        ("roberto", "beto"),
        ("louise", "lou"),
        ("patrick", "pat"),
        ("andrew", "andy"),
        ("andrea", "andy"),
    ],
)
def test_nicknames(name: str, other: str) -> None:
    assert may_be_called(name, other)
    assert may_be_called(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("william", "bob"),
        ("patrick", "patricia"),
        ("zoe", "ana"),
        ("", ""),
        ("andrea", "andrew"),
        ("louise", "louis"),
        ("erin", "aaron"),
        ("patrick", "peter"),
        ("brian", "bryan"),
        ("edwina", "edwin"),
        ("helena", "eileen"),
        ("george", "georgine"),
        ("alexandria", "alexander"),
        ("frederica", "frederick"),
        ("ernestine", "ernest"),
        ("john", "ian"),
        ("elizabeth", "lisa"),
        ("alberto", "roberto"),
    ],
)
def test_no_nicknames(name: str, other: str) -> None:
    assert not may_be_called(name, other)


def test_no_name_has_two_rows_of_spellings() -> None:
    names = [name for spellings in SPELLINGS for name in spellings]

    assert len(names) == len(set(names))
    assert all(folded(name) == name for name in (*names, *NO_NICKNAMES, *SPANISH_NICKNAMES))


def test_which_given_names_are_listed() -> None:
    assert [name for name in ("brian", "bryan", "mohamed", "gabirel", "") if is_listed(name)] == [
        "brian",
        "bryan",
        "mohamed",
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("FNU", "Suresh"), "suresh"),
        (("Suresh", "LNU"), "suresh"),
        (("Suresh", "SURESH"), "suresh"),
        (("Suresh", "Kumar"), None),
        (("FNU", "LNU"), None),
    ],
)
def test_the_name_of_who_has_only_one(names: tuple[str, str], expected: str | None) -> None:
    assert sole_name(*names) == expected


@given(st.text(min_size=1).filter(lambda name: bool(name.strip())))
def test_case_does_not_matter(name: str) -> None:
    assert folded(name.upper().lower()) == folded(name.lower().upper().lower())


@pytest.mark.parametrize("number", ["1234567893", "1245319599"])
def test_numbers_with_a_good_check_digit_are_npis(number: str) -> None:
    assert is_npi(number)


@given(st.integers(0, 999_999_999), st.integers(1, 9))
def test_of_ten_check_digits_one_is_good(number: int, more: int) -> None:
    assert sum(is_npi(f"{number:09}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize("text", ["", "123456789", "12345678930", "123456789O", "\u0661234567893", "1234567890"])
def test_other_texts_are_no_npis(text: str) -> None:
    assert not is_npi(text)


@pytest.mark.parametrize("name", ["OH", "oh", "Ohio", " OHIO ", "ohio"])
def test_a_state_by_letters_or_name(name: str) -> None:
    assert state_letters(name) == "OH"


@pytest.mark.parametrize("name", ["", "Ohaio", "O H", "XX"])
def test_no_state(name: str) -> None:
    assert state_letters(name) is None


def test_every_state_is_found_by_its_name() -> None:
    assert {state_letters(f" {name.upper().replace(' ', '  ')}") for name in STATES.values()} == set(STATES)
