"""Who calls the functions that answer at once."""

import os
from functools import cache

from cmehub.api.access import Access
from cmehub.api.tokens import CognitoTokens
from cmehub.runtime.clients import dynamo_client
from cmehub.runtime.settings import Settings
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_keys import DynamoKeyStore
from functions.validate.chunks.handler import validation


class CallSettings(Settings):
    """Where these functions find callers, beside what validating needs."""

    providers_table: str
    token_pool_id: str
    aws_region: str


@cache
def settings() -> CallSettings:
    """Return the settings, read once per process."""
    return CallSettings.of(os.environ)


@cache
def access() -> Access:
    """Return who admits callers, made once per process."""
    given = settings()
    keys = DynamoKeyStore(DynamoTable(dynamo_client(), given.providers_table))
    return Access(keys, validation().clock, CognitoTokens.of_pool(given.token_pool_id, given.aws_region, os.environ))
