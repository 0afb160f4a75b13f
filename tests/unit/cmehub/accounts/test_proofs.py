import pytest

from cmehub.accounts.proofs import Proof

PROOF = {
    "given_name": "Zoë",
    "family_name": "García-López",
    "birth_month_day": "2/29/1970",
    "authority": "ABIM",
    "number": "12-3456",
}


def test_a_proof_is_read_as_a_row_is() -> None:
    proof = Proof.model_validate(PROOF)

    assert (proof.birth_month_day, proof.key) == ("02-29", ("ABIM", "123456"))
    assert Proof.model_validate(PROOF | {"authority": "ohio", "number": "35.9-a"}).key == ("OH", "359A")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"authority": "NPI", "number": "1234567890"}, "an NPI, 10 digits of which the last is a check digit"),
        ({"number": "12A34"}, "up to 6 digits"),
    ],
)
def test_a_number_that_nobody_can_have_is_told(changes: dict[str, str], expected: str) -> None:
    with pytest.raises(ValueError, match="not as expected") as caught:
        Proof.model_validate(PROOF | changes)

    (error,) = caught.value.errors()  # type: ignore[attr-defined]
    assert error["loc"] == ("number",)
    assert error["ctx"]["expected"].startswith(expected)
