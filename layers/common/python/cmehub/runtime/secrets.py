"""The secrets that sign what the hub and a board say to each other."""

from functools import cache

from aws_lambda_powertools.utilities.parameters import SecretsProvider

from cmehub.runtime.clients import secrets_client

_SECONDS = 300


def board_secret(name: str) -> str:
    """Return a secret from Secrets Manager; one that was changed is used five minutes later."""
    return str(_provider().get(name, max_age=_SECONDS))


@cache
def _provider() -> SecretsProvider:
    return SecretsProvider(boto3_client=secrets_client())
