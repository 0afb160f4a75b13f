"""Signing what the hub issues, as JSON Web Signatures (RFC 7515) by ES256, with keys that never leave their vault."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from mypy_boto3_kms import KMSClient

_ES256 = "ES256"


class SigningKey(Protocol):
    """An EC key on the curve P-256 whose private half somebody else keeps."""

    def public_half(self) -> bytes:
        """Return the public half, as DER of its SubjectPublicKeyInfo."""

    def sign_digest(self, digest: bytes) -> bytes:
        """Return the ECDSA signature of what has this SHA-256, as DER."""


class KmsKey:
    """A key in AWS KMS, of the kind ``ECC_NIST_P256`` for ``SIGN_VERIFY``; see `SigningKey`."""

    def __init__(self, kms: "KMSClient", key_id: str) -> None:
        self._kms = kms
        self._key_id = key_id

    def public_half(self) -> bytes:  # noqa: D102 - the protocol says it
        return self._kms.get_public_key(KeyId=self._key_id)["PublicKey"]

    def sign_digest(self, digest: bytes) -> bytes:  # noqa: D102
        # KMS takes 4,096 bytes at most of what isn't a digest yet.
        return self._kms.sign(
            KeyId=self._key_id, Message=digest, MessageType="DIGEST", SigningAlgorithm="ECDSA_SHA_256"
        )["Signature"]


class Signing:
    """
    What signs, and what tells everybody the keys.

    Parameters
    ----------
    keys
        The first one signs. The others signed before it: what they signed is still good, and they sign nothing more.
    """

    def __init__(self, keys: Sequence[SigningKey]) -> None:
        self._keys = keys

    @cached_property
    def public_keys(self) -> list[dict[str, str]]:
        """The public halves as JSON Web Keys (RFC 7517), each known by its thumbprint (RFC 7638)."""
        return [_json_web_key(key) for key in self._keys]

    @property
    def key_id(self) -> str:
        """What the key that signs is known by."""
        return self.public_keys[0]["kid"]

    def signature(self, content: bytes) -> bytes:
        """Return the ECDSA signature of a content and its SHA-256, as DER: what ``openssl dgst -verify`` takes."""
        return self._keys[0].sign_digest(hashlib.sha256(content).digest())

    def token(self, payload: Mapping[str, Any], headers: Mapping[str, Any]) -> str:
        """
        Return a payload as a signed token, in the compact form.

        Parameters
        ----------
        payload
            What is signed, as JSON.
        headers
            Of the token, beside ``alg``: ``typ`` and ``kid``.
        """
        from jwt.api_jws import PyJWS

        jws = PyJWS(algorithms=[])
        jws.register_algorithm(_ES256, _es256())
        content = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()
        # PyJWT passes whatever key it is given on to the algorithm.
        return jws.encode(content, self._keys[0], _ES256, dict(headers))  # type: ignore[arg-type]


def _json_web_key(key: SigningKey) -> dict[str, str]:
    from cryptography.hazmat.primitives.serialization import load_der_public_key
    from jwt.algorithms import ECAlgorithm

    public: EllipticCurvePublicKey = load_der_public_key(key.public_half())  # type: ignore[assignment]
    told = ECAlgorithm.to_jwk(public, as_dict=True)
    members = {name: str(told[name]) for name in ("crv", "kty", "x", "y")}  # in the order of RFC 7638
    digest = hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest()
    thumbprint = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return {**members, "kid": thumbprint, "alg": _ES256, "use": "sig"}


def _es256() -> Any:
    """Return PyJWT's ES256, but for the signature itself, which the key's vault makes."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
    from jwt.algorithms import ECAlgorithm
    from jwt.utils import der_to_raw_signature

    class _Remote(ECAlgorithm):
        def prepare_key(self, key: Any) -> Any:
            return key

        def check_key_length(self, key: Any) -> str | None:  # noqa: ARG002
            return None

        def sign(self, msg: bytes, key: Any) -> bytes:
            return der_to_raw_signature(key.sign_digest(hashlib.sha256(msg).digest()), SECP256R1())

    return _Remote(ECAlgorithm.SHA256, SECP256R1)
