"""A key on this machine that signs as KMS's do."""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class LocalKey:
    """See `cmehub.credentials.signing.SigningKey`."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())

    def public_half(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign_digest(self, digest: bytes) -> bytes:
        return self.private.sign(digest, ec.ECDSA(Prehashed(SHA256())))
