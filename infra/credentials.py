"""The keys with which the hub signs physicians' credentials, and files for states."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.target import Target


class SigningKeys(Construct):
    """
    A key of KMS for each name in ``credential_keys``: the first signs, the others signed before it and still verify.

    To change the key, put a new name in front. A name is taken out once everything that its key signed has expired.
    """

    def __init__(self, scope: Construct, construct_id: str, *, target: Target) -> None:
        super().__init__(scope, construct_id)
        self._needs_confirmed = target.credentials_need_confirmed
        self._keys = [
            kms.Key(
                self,
                f"Key{name}",
                description=f"Signs credentials of CME Hub: {name}.",
                # KMS turns no key of this kind over by itself.
                key_spec=kms.KeySpec.ECC_NIST_P256,
                key_usage=kms.KeyUsage.SIGN_VERIFY,
                removal_policy=target.removal_policy,
            )
            for name in target.credential_keys
        ]

    @property
    def names(self) -> str:
        """What a function is told that signs: the keys in JSON."""
        return Stack.of(self).to_json_string([key.key_arn for key in self._keys])

    def environment(self, site_url: str) -> dict[str, str]:
        """Return the variables that a function needs that signs as the site at an address."""
        return {
            "SITE_URL": site_url,
            "SIGNING_KEYS": self.names,
            "CREDENTIALS_NEED_CONFIRMED": str(self._needs_confirmed),
        }

    def allow_signing(self, grantee: iam.IGrantable) -> None:
        """Allow to sign with the first key, and to read the public half of each."""
        self._keys[0].grant(grantee, "kms:Sign")
        for key in self._keys:
            key.grant(grantee, "kms:GetPublicKey")
