"""Access tokens of OAuth 2 that a user pool of Cognito gave: to a client of its own, or to a person who signed in."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from cmehub.accounts.keys import Scope
from cmehub.api.access import Grant, SignIn

if TYPE_CHECKING:
    from jwt import PyJWKClient

RESOURCE_SERVER = "cme-hub"
"""What the names of our scopes begin with in a token: ``cme-hub/read``."""
_KINDS = ["RS256"]
_KEYS_KEPT_SECONDS = 3600
_KEYS_TIMEOUT_SECONDS = 5


class CognitoTokens:
    """
    Who can tell whether a token is good: it is signed by the pool, its time isn't over, and it is one for access.

    Parameters
    ----------
    issuer
        The pool's address, as its tokens name it.
    keys_url
        Where the pool's public keys are; they are fetched once an hour at most.
    """

    def __init__(self, issuer: str, keys_url: str) -> None:
        self._issuer = issuer
        self._keys_url = keys_url

    @classmethod
    def of_pool(cls, pool_id: str, region: str, environment: Mapping[str, str]) -> Self:
        """Return the same for a pool; where ``AWS_ENDPOINT_URL`` names an emulator, its keys are there."""
        issuer = f"https://cognito-idp.{region}.amazonaws.com/{pool_id}"
        emulator = environment.get("AWS_ENDPOINT_URL")
        base = f"{emulator.rstrip('/')}/{pool_id}" if emulator else issuer
        return cls(issuer, f"{base}/.well-known/jwks.json")

    def grant(self, token: str) -> Grant | None:
        """Return which client a token was given to, and for what; None if it isn't good."""
        claims = self._claims(token, "client_id")
        if claims is None:
            return None
        names = {name.removeprefix(f"{RESOURCE_SERVER}/") for name in str(claims.get("scope", "")).split()}
        return Grant(str(claims["client_id"]), frozenset(scope for scope in Scope if scope in names))

    def issued(self, token: str) -> bool:
        """Tell whether a token says that it is this pool's; only then is it worth to fetch the pool's keys."""
        import jwt

        try:
            said = jwt.decode(token, options={"verify_signature": False}).get("iss")
        except jwt.PyJWTError:
            return False
        return bool(said == self._issuer)

    def sign_in(self, token: str) -> SignIn | None:
        """Return who signed in with which client; None if the token isn't good."""
        claims = self._claims(token, "client_id", "sub", "iat")
        if claims is None:
            return None
        return SignIn(str(claims["sub"]), str(claims["client_id"]), dt.datetime.fromtimestamp(claims["iat"], dt.UTC))

    def _claims(self, token: str, *required: str) -> Mapping[str, Any] | None:
        """Return what a token for access says; None if it isn't good, or lacks one of these claims."""
        import jwt

        if not self.issued(token):
            return None
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims: Mapping[str, Any] = jwt.decode(
                token, key, algorithms=_KINDS, issuer=self._issuer, options={"require": ["exp", "iss", *required]}
            )
        except jwt.PyJWKClientConnectionError:  # says nothing of the token, which may be good
            raise
        except jwt.PyJWTError:
            return None
        return claims if claims.get("token_use") == "access" else None

    @cached_property
    def _keys(self) -> "PyJWKClient":
        from jwt import PyJWKClient

        return PyJWKClient(self._keys_url, lifespan=_KEYS_KEPT_SECONDS, timeout=_KEYS_TIMEOUT_SECONDS)
