from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from cmehub.credentials.issued import DocumentState
from cmehub.credentials.status_lists import LIST_SIZE, encoded, list_address, list_place, read_list_name, status_entry

SITE = "https://passport.example.org"


@given(st.sets(st.integers(0, LIST_SIZE - 1), max_size=50))
def test_the_bits_that_are_set_are_those_that_another_library_reads(indexes: set[int]) -> None:
    bits = decode_encoded_list(encoded(indexes))
    assert len(bits) * 8 == LIST_SIZE == 131_072
    assert set_indices(bits) == indexes


@given(place=st.integers(0, 10 * LIST_SIZE), state=st.sampled_from([DocumentState.REVOKED, DocumentState.SUPERSEDED]))
def test_a_list_is_found_by_its_address(place: int, state: DocumentState) -> None:
    number, index = list_place(place)
    entry = status_entry(SITE, state, place)
    assert entry["statusListCredential"] == list_address(SITE, state, number)
    assert int(entry["statusListIndex"]) == index < LIST_SIZE
    assert read_list_name(entry["statusListCredential"].rpartition("/")[2]) == (state, number)


@given(st.text(max_size=30))
def test_no_other_name_is_one_of_a_list(name: str) -> None:
    read = read_list_name(name)
    assert read is None or list_address("", *read) == f"/v1/status-lists/{name}"
