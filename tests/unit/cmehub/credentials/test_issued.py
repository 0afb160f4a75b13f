import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from cmehub.credentials.issued import (
    GOOD_FOR,
    DocumentState,
    digest_of_said,
    new_code,
    read_code,
    verify_address,
    written_code,
)
from tests.examples import NOW as AT
from tests.examples import a_document

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_has_a_hundred_random_bits_and_stands_in_its_address() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(rf"([{LETTERS}]{{5}}-){{3}}[{LETTERS}]{{5}}", code) for code in codes)
    assert len(LETTERS) ** 20 == 2**100
    assert verify_address("https://passport.example.org", "AAAAA") == "https://passport.example.org/verify/?code=AAAAA"


@given(letters=st.text(LETTERS, min_size=20, max_size=20), gaps=st.sampled_from(["", " ", "-", " - "]))
def test_a_code_is_read_however_it_is_typed(letters: str, gaps: str) -> None:
    typed = gaps.join(letters).lower().replace("0", "o").replace("1", "l")
    assert read_code(typed) == written_code(letters)


@given(st.text(max_size=40))
def test_what_is_no_code_is_none(text: str) -> None:
    read = read_code(text)
    assert read is None or re.fullmatch(rf"([{LETTERS}]{{5}}-){{3}}[{LETTERS}]{{5}}", read)


def test_the_gravest_state_counts() -> None:
    document = a_document()
    late = AT + GOOD_FOR
    superseded = document.model_copy(update={"superseded_at": AT})
    revoked = superseded.model_copy(update={"revoked_at": AT})

    assert [document.state(at) for at in (AT, late - dt.timedelta(seconds=1), late)] == ["good", "good", "expired"]
    assert [superseded.state(at) for at in (AT, late)] == [DocumentState.SUPERSEDED, DocumentState.EXPIRED]
    assert [revoked.state(at) for at in (AT, late)] == [DocumentState.REVOKED, DocumentState.REVOKED]


def test_what_is_said_alike_has_one_digest_whatever_its_order() -> None:
    assert digest_of_said({"a": 1, "b": [1, 2]}) == digest_of_said({"b": [1, 2], "a": 1})
    assert digest_of_said({"a": 1}) != digest_of_said({"a": 2})
