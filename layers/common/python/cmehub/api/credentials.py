"""What a caller presents to be known by: an API key, a token of OAuth 2, or the three parts that PARS asks for."""

import base64
import binascii
from collections.abc import Mapping
from typing import NamedTuple

from cmehub.accounts.keys import WrittenKey


class Token(NamedTuple):
    """An access token of OAuth 2 as it was sent, and for which provider the caller says to call, if it says so."""

    text: str
    provider_id: str | None = None


class Presented(NamedTuple):
    """
    An API key, and the provider that the caller says to be, if it says so.

    ``key`` is None where what was sent isn't written like a key.
    """

    key: WrittenKey | None
    provider_id: str | None = None


Credentials = Token | Presented


def credentials_in(headers: Mapping[str, str]) -> Credentials | None:
    """
    Return what the headers present, whose names are in lower case; None if they present nothing.

    ``Authorization`` holds ``Bearer`` and a key or a token, or ``Basic`` with the key's ID as user and its secret as
    password. PARS's clients have a ``ProviderId``, ``User`` and ``Password``, and may send headers of these names.
    """
    kind, _, sent = headers.get("authorization", "").partition(" ")
    sent = sent.strip()
    provider_id = headers.get("providerid")
    match kind.lower():
        case "bearer":
            return Token(sent, provider_id) if sent.count(".") == 2 else Presented(WrittenKey.read(sent), provider_id)  # noqa: PLR2004 - of a JWT
        case "basic":
            user, _, password = _decoded(sent).partition(":")
            return parts(provider_id, user, password)
        case "":
            given = headers.get("user"), headers.get("password")
            return parts(provider_id, *given) if any(given) else None
        case _:
            return Presented(None)


def parts(provider_id: str | None, user: str | None, password: str | None) -> Presented:
    """Return the key that is told as a user, its ID, and a password: its secret, or the key as a whole."""
    whole = WrittenKey.read(password or "")
    if whole and user in {whole.key_id, "", None}:
        return Presented(whole, provider_id)
    return Presented(WrittenKey.read(f"cmeh_{user}_{password}"), provider_id)


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
