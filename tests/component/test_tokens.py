"""Tokens of OAuth 2, signed by a pool whose public keys are served over HTTP."""

import datetime as dt
import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from cmehub.accounts.keys import Scope
from cmehub.api.access import Grant, SignIn
from cmehub.api.tokens import CognitoTokens

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "exp": int(time.time()) + 3600,
    "token_use": "access",
    "client_id": "client",
    "sub": "f1deb11a-74ed-4216-bccd-a9bc63c22b72",
    "iat": int(time.time()),
    "scope": "cme-hub/read cme-hub/learners:write cme-hub/of-tomorrow openid",
}


class PublicKeys(BaseHTTPRequestHandler):
    """The address of the pool's public keys."""

    def do_GET(self) -> None:
        public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
        body = json.dumps({"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def tokens() -> Iterator[CognitoTokens]:
    server = HTTPServer(("127.0.0.1", 0), PublicKeys)
    Thread(target=server.serve_forever, daemon=True).start()
    yield CognitoTokens(ISSUER, f"http://127.0.0.1:{server.server_port}/keys")
    server.shutdown()
    server.server_close()


def token(key: rsa.RSAPrivateKey | str = KEY, kid: str = "one", algorithm: str = "RS256", **changes: object) -> str:
    claims = {name: value for name, value in (CLAIMS | changes).items() if value is not None}
    return jwt.encode(claims, key, algorithm, headers={"kid": kid})


def test_a_token_that_says_it_is_another_pools_has_no_keys_fetched() -> None:
    nowhere = CognitoTokens(ISSUER, "http://127.0.0.1:1/keys")
    for text in (token(iss=ISSUER + "x"), token(iss=None), "a.b.c"):
        assert not nowhere.issued(text)
        assert nowhere.sign_in(text) is None
        assert nowhere.grant(text) is None
    assert nowhere.issued(token(OTHER_KEY, exp=0)), "it says so, be it good or not"


def test_a_good_token_proves_its_client_and_the_scopes_that_the_hub_knows(tokens: CognitoTokens) -> None:
    granted = tokens.grant(token())

    assert granted == Grant("client", frozenset({Scope.READ, Scope.LEARNERS_WRITE}))
    assert tokens.grant(token(scope=None)) == Grant("client", frozenset())


@pytest.mark.parametrize(
    "bad",
    [
        token(OTHER_KEY),
        token(kid="two"),
        token("x" * 32, algorithm="HS256"),
        token(exp=int(time.time()) - 10),
        token(exp=None),
        token(iss=ISSUER + "x"),
        token(iss=None),
        token(client_id=None),
        token(token_use="id"),
        token(token_use=None),
        token()[:-4],
        "a.b.c",
    ],
)
def test_any_other_token_proves_nothing(tokens: CognitoTokens, bad: str) -> None:
    assert tokens.grant(bad) is None


def test_a_persons_token_proves_who_signed_in_by_which_client_and_when(tokens: CognitoTokens) -> None:
    assert tokens.sign_in(token(iat=1795176000)) == SignIn(
        CLAIMS["sub"], "client", dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
    )
    for bad in (
        token(sub=None),
        token(iat=None),
        token(client_id=None),
        token(token_use="id"),
        token(exp=int(time.time()) - 10),
        token(iss=ISSUER + "x"),
        token(OTHER_KEY),
    ):
        assert tokens.sign_in(bad) is None


def test_a_pool_that_does_not_answer_is_a_fault_and_no_refusal() -> None:
    with pytest.raises(jwt.PyJWKClientConnectionError):
        CognitoTokens(ISSUER, "http://127.0.0.1:9/keys").grant(token())


def test_the_keys_of_a_pool_are_at_its_issuer_or_at_the_emulators() -> None:
    on_aws = CognitoTokens.of_pool("us-east-1_pool", "us-east-1", {})
    local = CognitoTokens.of_pool("us-east-1_pool", "us-east-1", {"AWS_ENDPOINT_URL": "http://127.0.0.1:4566/"})

    assert vars(on_aws) == {"_issuer": ISSUER, "_keys_url": f"{ISSUER}/.well-known/jwks.json"}
    keys_url = "http://127.0.0.1:4566/us-east-1_pool/.well-known/jwks.json"
    assert vars(local) == {"_issuer": ISSUER, "_keys_url": keys_url}
