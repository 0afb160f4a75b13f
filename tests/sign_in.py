"""Signing in as a browser does, without one: authorization code with PKCE, through the pages of the emulator."""

import base64
import hashlib
import json
import re
import secrets
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cmehub.accounts.pools import ACCOUNT_SCOPE, Pool
from cmehub.api.tokens import RESOURCE_SERVER
from hub.stack import StackConnection

PAGES = {Pool.PHYSICIANS: "account", Pool.STAFF: "console"}


@dataclass(frozen=True)
class Page:
    status: int
    headers: Message
    body: str

    @property
    def document(self) -> Any:
        return json.loads(self.body)

    def field(self, name: str) -> str:
        """The value of a hidden field of a form."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.body)
        assert found is not None, self.body
        return found[1]


_opener = urllib.request.OpenerDirector()
"""Follows no redirect, and takes every status for an answer."""
_opener.add_handler(urllib.request.HTTPHandler())


def fetched(url: str, form: dict[str, str] | None = None, method: str | None = None, **headers: str) -> Page:
    """Ask, or send a form, as a browser does, but go nowhere else."""
    body = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(url, body, headers, method=method)
    with _opener.open(request, timeout=60) as answer:
        return Page(answer.status, answer.headers, answer.read().decode())


class SignIn:
    """Somebody's way through the sign-in of a pool."""

    def __init__(self, connection: StackConnection, pool: Pool) -> None:
        self.url = connection.sign_in_url(pool)
        self.verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(self.verifier.encode()).digest()
        self.client_id = connection.client(pool)
        self.asked = {
            "client_id": self.client_id,
            "redirect_uri": f"{connection.site_url}/{PAGES[pool]}/",
            "response_type": "code",
            "scope": f"{RESOURCE_SERVER}/{ACCOUNT_SCOPE}",
            "state": secrets.token_hex(8),
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }

    def page(self) -> Page:
        return fetched(f"{self.url}/oauth2/authorize?{urlencode(self.asked)}")

    def by_email_code(self, email: str, code: str) -> Page:
        """Ask for a code by mail, and type one."""
        chosen = self._chosen(email, "EMAIL_OTP")
        return fetched(f"{self.url}/login", {"ua_token": chosen, "code": code})

    def by_password(self, email: str, password: str) -> Page:
        """Choose the password where there is a choice, and type one."""
        if "USER_AUTH" not in self.page().body:
            return fetched(f"{self.url}/login", {**self.asked, "username": email, "password": password})
        chosen = self._chosen(email, "PASSWORD")
        return fetched(f"{self.url}/login", {"ua_token": chosen, "password": password})

    def tokens(self, came_back: Page, verifier: str | None = None) -> Page:
        """Get tokens for the code with which the sign-in sent the browser back."""
        assert came_back.status == 302, came_back.body
        told = parse_qs(urlsplit(came_back.headers["Location"]).query)
        assert told["state"] == [self.asked["state"]]
        return self._token(
            grant_type="authorization_code",
            code=told["code"][0],
            redirect_uri=self.asked["redirect_uri"],
            code_verifier=verifier or self.verifier,
        )

    def renewed(self, refresh_token: str) -> Page:
        return self._token(grant_type="refresh_token", refresh_token=refresh_token)

    def _token(self, **form: str) -> Page:
        return fetched(f"{self.url}/oauth2/token", {"client_id": self.client_id, **form})

    def _chosen(self, email: str, way: str) -> str:
        first = fetched(f"{self.url}/login", {**self.asked, "auth_flow": "USER_AUTH", "username": email})
        token = first.field("ua_token")
        fetched(f"{self.url}/login", {"ua_token": token, "challenge": way})
        return token
