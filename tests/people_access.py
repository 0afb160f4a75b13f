"""People who are signed in, without a user pool: who holds which token is said by the test."""

import datetime as dt
from dataclasses import dataclass, field

from cmehub.api.access import SignIn


@dataclass
class GivenTokens:
    """A pool that knows the tokens that it gave, and no other's."""

    given: dict[str, SignIn] = field(default_factory=dict)

    def give(self, sub: str, client_id: str, at: dt.datetime) -> str:
        token = f"token.{len(self.given)}.{sub}"
        self.given[token] = SignIn(sub, client_id, at)
        return token

    def sign_in(self, token: str) -> SignIn | None:
        return self.given.get(token)
