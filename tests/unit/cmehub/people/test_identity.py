import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.people.identity import LICENSING_IDENTITY, Likeness, Person, agreeing, disagreements, likeness, most_alike
from cmehub.people.rosters import RosterEntry
from tests.examples import a_diplomate

DAY = "02-29"
EQUAL, VARIANT, PART, SLIP, NONE = Likeness.EQUAL, Likeness.VARIANT, Likeness.PART, Likeness.SLIP, Likeness.NONE
NAMES = st.one_of(
    st.sampled_from(["William", "Bill", "Zoë", "Mary-Jane", "Jane", "García", "García-López", "de la Cruz", "Cruz"]),
    st.text(max_size=12),
)


def entry(given_name: str, family_name: str, *former_names: str, day: str = DAY) -> RosterEntry:
    return a_diplomate(given_name=given_name, family_name=family_name, former_names=former_names, birth_month_day=day)


def alike(name: tuple[str, str], other: tuple[str, str], *former_names: str) -> Likeness:
    return likeness(Person(*name, DAY), entry(*other, *former_names))


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        (("Zoë", "García-López"), ("ZOE", "Garcia Lopez"), EQUAL),
        (("Sean", "O'Malley"), ("Seán", "O\u2019Malley"), EQUAL),
        (("Ada", "Whitfield"), ("Ada", "Whitfield Jr."), EQUAL),
        (("Bill", "Osei"), ("William", "Osei"), VARIANT),
        (("Kate", "Osei"), ("Katherine", "Osei"), VARIANT),
        (("Mary", "Osei"), ("Mary-Jane", "Osei"), VARIANT),
        (("John A.", "Osei"), ("John", "Osei"), VARIANT),
        (("Zoe", "García"), ("Zoe", "García-López"), PART),
        (("Zoe", "López"), ("Zoe", "García-López"), PART),
        (("Zoe", "Cruz"), ("Zoe", "de la Cruz"), PART),
        (("Bill", "García"), ("William", "García-López"), PART),
        (("García-López", "Zoë"), ("Zoe", "Garcia Lopez"), VARIANT),
        (("Stephen", "Osei"), ("Steven", "Osei"), VARIANT),
        (("Mohamed A.", "Osei"), ("Muhammad", "Osei"), VARIANT),
        (("Paco", "Osei"), ("Francisco", "Osei"), VARIANT),
        (("Dr. Zoë", "Osei, MD, FACP"), ("Zoe", "Osei"), EQUAL),
        (("Lan", "Do, DO"), ("Lan", "Do"), EQUAL),
        (("FNU", "Suresh"), ("Suresh", "LNU"), VARIANT),
        (("FNU", "Suresh"), ("Suresh", "Suresh"), VARIANT),
        (("FNU", "Suresh"), ("Suresh", "Kumar"), NONE),
        (("Suresh", "FNU"), ("Ramana", "FNU"), NONE),
        (("Van An", "Nguyen"), ("An", "Nguyen"), VARIANT),
        (("Thi Lan", "Tran"), ("Lan Thi", "Tran"), VARIANT),
        (("Lan", "Nguyen Thi"), ("Thi Lan", "Nguyen"), VARIANT),
        (("An", "Nguyen Van"), ("Nguyen", "Van An"), VARIANT),
        (("Juan García", "López"), ("Juan", "García López"), VARIANT),
        (("Zoe", "López García"), ("Zoe", "García López"), VARIANT),
        (("Van", "Osei"), ("Thi", "Osei"), NONE),
        (("Pemberten", "Zoe"), ("Zoe", "Pemberton"), SLIP),
        (("Osei", "Gabirel"), ("Gabriel", "Osei"), SLIP),
        (("Pemberten", "Gabirel"), ("Gabriel", "Pemberton"), NONE),
        (("Osei", "Bill"), ("William", "Osei"), VARIANT),
        (("Juan López", "García"), ("Ana", "García López"), NONE),
        (("Brian", "Osei"), ("Bryan", "Osei"), NONE),
        (("Mary-Jane", "Osei"), ("Mary-Ann", "Osei"), NONE),
        (("Stephen Paul", "Osei"), ("Steven John", "Osei"), NONE),
        (("Steve Paul", "Osei"), ("Stephen Paul", "Osei"), VARIANT),
        (("Andrea", "Osei"), ("Andrew", "Osei"), NONE),
        (("Frances", "Osei"), ("Francis", "Osei"), NONE),
        (("Marian", "Osei"), ("Marion", "Osei"), NONE),
        (("Erin", "Osei"), ("Aaron", "Osei"), NONE),
        (("Zoe", "Pemberten"), ("Zoe", "Pemberton"), SLIP),
        (("Zoe", "Pembertno"), ("Zoe", "Pemberton"), SLIP),
        (("Zoe", "Mueller"), ("Zoe", "Müller"), SLIP),
        (("Gabirel", "Osei"), ("Gabriel", "Osei"), SLIP),
        (("Bill", "Pemberten"), ("William", "Pemberton"), NONE),
        (("Gabirel", "Pemberten"), ("Gabriel", "Pemberton"), NONE),
        (("Zoe", "Pembretno"), ("Zoe", "Pemberton"), NONE),
        (("Maria", "Osei"), ("Mario", "Osei"), NONE),
        (("Daniel", "Osei"), ("Daniela", "Osei"), NONE),
        (("Eric", "Osei"), ("Erica", "Osei"), NONE),
        (("Zoe", "Chan"), ("Zoe", "Chen"), NONE),
        (("Z.", "Osei"), ("Zoe", "Osei"), NONE),
        (("Zoe", "de"), ("Zoe", "de la Cruz"), NONE),
        (("Ana", "García-López"), ("Zoe", "García-López"), NONE),
        (("", ""), ("Zoe", "Osei"), NONE),
        (("Zoe", "王"), ("Zoe", "李"), NONE),
    ],
)
def test_how_much_names_are_alike(name: tuple[str, str], other: tuple[str, str], expected: Likeness) -> None:
    assert alike(name, other) is expected
    assert alike(other, name) is expected


@pytest.mark.parametrize(
    ("family_name", "expected"),
    [("Brandt", VARIANT), ("Brandt-Osei", PART), ("Osei", EQUAL), ("Brant", NONE), ("Petrov", NONE)],
)
def test_a_former_name_counts_as_a_variant(family_name: str, expected: Likeness) -> None:
    assert alike(("Zoe", family_name), ("Zoe", "Osei"), "Kaplan", "Brandt") is expected


def test_nobody_with_another_birth_day_is_alike() -> None:
    assert likeness(Person("Zoe", "Osei", "03-01"), entry("Zoe", "Osei")) is NONE


def found(person: tuple[str, str], *entries: RosterEntry, least: Likeness = SLIP) -> list[RosterEntry]:
    return most_alike(Person(*person, DAY), entries, least)


def test_a_closer_likeness_hides_looser_ones() -> None:
    close, loose = entry("Alexander", "Osei"), entry("Alex", "Osei")

    assert found(("Alex", "Osei"), close, loose) == [loose]
    assert found(("Alexander", "Osei"), close, loose) == [close]


def test_several_that_are_equally_alike_are_all_returned() -> None:
    twins = [entry("Alexander", "Osei"), entry("Alexandra", "Osei")]

    assert found(("Alex", "Osei"), *twins) == twins
    assert found(("Alexandra", "Osei"), *twins) == twins[1:]


def test_who_is_less_alike_than_asked_for_is_left_out() -> None:
    assert found(("Bill", "Osei"), entry("William", "Osei"), least=EQUAL) == []
    assert found(("Bill", "Osei"), entry("William", "Osei"), least=VARIANT) != []
    assert found(("Ana", "Osei"), entry("William", "Osei")) == []
    assert found(("Ana", "Osei")) == []


LOOSELY_ALIKE = [
    (("Rajesh", "Quesada"), ("Ramesh", "Quesada")),
    (("Zoe", "Fernandez"), ("Zoe", "Hernandez")),
    (("Zoe", "de Castellanos"), ("Zoe", "de Castellanos-Petrov")),
    (("Zoe", "Silva-Moreau"), ("Zoe", "Silva")),
]


@pytest.mark.parametrize(("name", "known"), LOOSELY_ALIKE)
def test_a_slip_or_a_part_of_a_rare_name_is_proof(name: tuple[str, str], known: tuple[str, str]) -> None:
    meant = entry(*known)

    assert found(name, meant) == [meant]
    assert found(name, meant, entry("Ana", "de Brandt"), entry("Kwame", "Osei")) == [meant]


@pytest.mark.parametrize(("name", "known"), LOOSELY_ALIKE)
def test_a_slip_or_a_part_is_no_proof_if_others_bear_a_part_of_the_names(
    name: tuple[str, str], known: tuple[str, str]
) -> None:
    others = [
        entry(f"{name[0]} Kwame", "Osei"),
        entry(f"{known[0]} Kwame", "Osei"),
        entry("Kwame", f"{name[1]}-Osei"),
        entry("Kwame", f"{known[1]}-Osei"),
    ]

    for other in others:
        assert found(name, entry(*known), other) == []


def test_a_variant_is_proof_however_frequent_the_names_are() -> None:
    meant = entry("William", "Osei")

    assert found(("Bill", "Osei"), meant, entry("Ana", "Osei"), entry("William", "Brandt")) == [meant]


@pytest.mark.parametrize(
    ("person", "fields"),
    [
        (("Zoe", "Osei", DAY), ("given name", "family name", "birth day")),
        (("Osei", "Zoe", DAY), ("given name", "family name", "birth day")),
        (("Zoe", "Brandt", "03-01"), ("given name",)),
        (("Ana", "Osei", DAY), ("family name", "birth day")),
    ],
)
def test_agreeing_fields(person: tuple[str, str, str], fields: tuple[str, ...]) -> None:
    assert agreeing(Person(*person), entry("Zoe", "Osei")) == fields


@pytest.mark.parametrize(
    ("person", "fields"),
    [
        (("Zoe", "Brandt", DAY), ()),
        (("Ana", "Osei", DAY), ()),
        (("Ana", "Brandt", DAY), ("given name", "family name")),
        (("Zoe", "Osei", "03-01"), ("birth day",)),
    ],
)
def test_a_licence_needs_the_birth_day_and_one_of_the_names(
    person: tuple[str, str, str], fields: tuple[str, ...]
) -> None:
    assert disagreements(LICENSING_IDENTITY, entry("Zoe", "Osei"), Person(*person)) == fields


@given(NAMES, NAMES, NAMES, NAMES)
def test_likeness_is_symmetric(given_name: str, family_name: str, other_given: str, other_family: str) -> None:
    name, other = (given_name, family_name), (other_given, other_family)

    assert alike(name, other) is alike(other, name)


@given(NAMES, NAMES)
def test_everybody_is_equal_to_themselves(given_name: str, family_name: str) -> None:
    assert alike((given_name, family_name), (given_name, family_name)) is EQUAL


@given(NAMES, NAMES, NAMES, NAMES)
def test_who_is_alike_agrees_in_everything(
    given_name: str, family_name: str, other_given: str, other_family: str
) -> None:
    person, other = Person(given_name, family_name, DAY), entry(other_given, other_family)

    if likeness(person, other) is not NONE:
        assert agreeing(person, other) == ("given name", "family name", "birth day")
