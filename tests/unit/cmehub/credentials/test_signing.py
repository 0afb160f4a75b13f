import base64
import json
from typing import Any, cast

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key
from joserfc import jwk, jws

from cmehub.credentials.signing import KmsKey, Signing
from tests.signing_keys import LocalKey


class DocumentedKms:
    """
    KMS as its documentation has it: what is no digest is hashed, and may have 4,096 bytes.

    Moto hashes a digest once more. The local stack's KMS doesn't: `tests/pipeline/test_credentials.py` signs there.
    """

    def __init__(self) -> None:
        self.key = LocalKey()

    def get_public_key(self, **_given: str) -> dict[str, Any]:
        return {"PublicKey": self.key.public_half()}

    def sign(self, *, Message: bytes, MessageType: str, SigningAlgorithm: str, **_given: str) -> dict[str, Any]:  # noqa: N803
        assert (MessageType, len(Message), SigningAlgorithm) == ("DIGEST", 32, "ECDSA_SHA_256")
        return {"Signature": self.key.sign_digest(Message)}


def test_a_token_signed_by_kms_is_verified_by_other_libraries() -> None:
    signing = Signing([KmsKey(cast("Any", DocumentedKms()), "arn:aws:kms:us-east-1:1:key/1")])
    payload = {"name": "Zoë 漢字", "long": "x" * 5000}
    token = signing.token(payload, {"typ": "vc+jwt", "kid": signing.key_id})

    (key,) = signing.public_keys
    assert jwt.decode(token, jwt.PyJWK(key), algorithms=["ES256"]) == payload
    found = jws.deserialize_compact(token, jwk.import_key({**key}), algorithms=["ES256"])
    assert json.loads(found.payload) == payload
    assert found.headers() == {"alg": "ES256", "typ": "vc+jwt", "kid": key["kid"]}
    assert len(base64.urlsafe_b64decode(token.rpartition(".")[2] + "==")) == 64


def test_keys_are_known_by_their_thumbprints_and_tell_no_private_half() -> None:
    keys = [LocalKey(), LocalKey()]
    told = Signing(keys).public_keys
    assert [{*key} for key in told] == [{"kty", "crv", "x", "y", "kid", "alg", "use"}] * 2
    for key, told_key in zip(keys, told, strict=True):
        assert (
            told_key["kid"] == jwk.import_key({name: told_key[name] for name in ("kty", "crv", "x", "y")}).thumbprint()
        )
        assert load_der_public_key(key.public_half()) == jwt.PyJWK(told_key).key


def test_a_new_key_in_front_signs_and_the_old_one_verifies_what_it_signed() -> None:
    old, new = LocalKey(), LocalKey()
    before = Signing([old])
    token = before.token({"sub": "a"}, {"kid": before.key_id})

    after = Signing([new, old])

    keys = {key["kid"]: key for key in after.public_keys}
    assert jwt.decode(token, jwt.PyJWK(keys[jwt.get_unverified_header(token)["kid"]]), algorithms=["ES256"])
    newer = after.token({"sub": "a"}, {"kid": after.key_id})
    assert jwt.get_unverified_header(newer)["kid"] == after.key_id != before.key_id
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(newer, jwt.PyJWK(keys[before.key_id]), algorithms=["ES256"])
