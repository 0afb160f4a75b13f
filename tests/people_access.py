"""People who are signed in, without a user pool: who holds which token is said by the test."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.accounts.pools import Pool
from cmehub.api.access import PeopleAdmission, SignIn
from cmehub.credentials.signing import Signing
from cmehub.stores.memory_members import MemoryMembers
from functions.passport.api import handler
from local.in_memory.hub import NOW, MemoryHub
from tests.api_hub import Answer
from tests.aws_events import Context, api_event
from tests.signing_keys import LocalKey

CLIENT = "passport-client"
SITE = "https://passport.example.org"


@dataclass
class GivenTokens:
    """A pool that knows the tokens that it gave, and no other's."""

    given: dict[str, SignIn] = field(default_factory=dict)

    def give(self, sub: str, client_id: str, at: dt.datetime) -> str:
        token = f"token.{len(self.given)}.{sub}"
        self.given[token] = SignIn(sub, client_id, at)
        return token

    def issued(self, token: str) -> bool:
        return token in self.given

    def sign_in(self, token: str) -> SignIn | None:
        return self.given.get(token)


class PassportApi:
    """A hub in memory, its routes for physicians who are signed in, and their user pool."""

    def __init__(self, patch: pytest.MonkeyPatch, hub: MemoryHub | None = None) -> None:
        self.hub = hub or MemoryHub()
        self.members = MemoryMembers(self.hub.now)
        self.tokens = GivenTokens()
        access = PeopleAdmission(Pool.PHYSICIANS, CLIENT, self.tokens, self.hub.standings)
        patch.setattr(handler, "hub", lambda: self.hub)
        patch.setattr(handler, "members", lambda: self.members)
        patch.setattr(handler.app, "_access", lambda: access)
        self.settings = SimpleNamespace(site_url=SITE, credentials_need_confirmed=True)
        self.signing = Signing([LocalKey()])
        patch.setattr(handler, "settings", lambda: self.settings)
        patch.setattr(handler, "signing", lambda: self.signing)
        patch.setattr(handler, "signed_lists", {})

    def member(self, email: str) -> str:
        """Let somebody sign up, and return what the pool calls them."""
        return self.members.invite(email).sub

    def token(self, sub: str, at: dt.datetime = NOW) -> str:
        return self.tokens.give(sub, CLIENT, at)

    def ask(
        self, method: str, path: str, *, sub: str, body: bytes = b"", query: dict[str, str] | None = None
    ) -> Answer:
        """Call the handler as somebody who has just signed in."""
        return asked(method, path, self.token(sub, self.hub.now), body, query)


def asked(
    method: str,
    path: str,
    token: str | None,
    body: bytes = b"",
    query: dict[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Call the handler as the gateway does."""
    authorization = {"Authorization": f"Bearer {token}"} if token else {}
    told = {"Content-Type": "application/json", **authorization, **(headers or {})}
    answer = handler.handle(
        api_event(method, path, body=body, headers=told, query=query), cast("LambdaContext", Context())
    )
    return Answer(answer["statusCode"], answer["headers"], answer["body"] or "")
