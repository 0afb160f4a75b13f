"""Tokens of uploads in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.api.problems import ProblemError
from functions.ingest.api.files.signed_uploads import OpenUpload
from tests.examples import PROVIDER_ID


@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=255),
    upload_id=st.text(st.characters(codec="ascii"), min_size=1, max_size=200),
    parts=st.integers(1, 30),
)
def test_a_token_names_its_upload_to_its_provider_alone(name: str, upload_id: str, parts: int) -> None:
    upload = OpenUpload(f"{PROVIDER_ID}/{name}", upload_id, "0" * 64, parts)

    assert OpenUpload.read(upload.token, PROVIDER_ID) == upload
    for other in ("0000001", PROVIDER_ID[:-1]):
        with pytest.raises(ProblemError, match="NOT_FOUND"):
            OpenUpload.read(upload.token, other)


@given(st.text())
def test_any_other_text_names_none(text: str) -> None:
    with pytest.raises(ProblemError, match="NOT_FOUND"):
        OpenUpload.read(text, PROVIDER_ID)


def test_an_upload_without_an_id_is_none() -> None:
    with pytest.raises(ProblemError, match="NOT_FOUND"):
        OpenUpload.read(OpenUpload(f"{PROVIDER_ID}/a.xml", "", "0" * 64, 1).token, PROVIDER_ID)
