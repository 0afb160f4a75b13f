"""A call of each route of the passport function, as somebody makes it whose names and numbers are odd."""

import json
from typing import Any, NamedTuple

from tests.examples import ACTIVITY_ID
from tests.needs_api import ABIM
from tests.own_credit_api import ROUNDS
from tests.site_server import REPOSITORY

SIGNED_IN_PATHS = "/v1/me"
DESCRIBED = json.loads((REPOSITORY / "docs" / "openapi-passport.json").read_text())["paths"]
ROUTES = sorted((method.upper(), path) for path, methods in DESCRIBED.items() for method in methods)
PUBLISHED = ("/.well-known/jwks.json", "/v1/status-lists/{name}")
"""What anybody may keep for a while."""
PERSONS_ROUTES = [route for route in ROUTES if route[1].startswith(SIGNED_IN_PATHS)]


class OddPerson(NamedTuple):
    """Texts that stand nowhere else by chance."""

    email: str = "zuzanna.quxwort@odd.example.org"
    given_name: str = "Zuzanna"
    family_name: str = "Quxwort"
    birth_month_day: str = "12-31"
    number: str = "987654"
    licence: str = "35987654"
    npi: str = "1245319599"
    words: str = "Wombatquokka certificate"
    code: str = "918273"

    def is_named_in(self, text: str) -> list[str]:
        """Return what of the person a text tells; the birth day in each of the ways in which it is written."""
        days = ("12-31", "12/31", "December 31")
        parts = ("zuzanna", "quxwort", self.number, self.npi, "wombatquokka", self.code, *days)
        return [part for part in parts if part.casefold() in text.casefold()]


ODD = OddPerson()
BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/v1/sign-ups"): {"email": ODD.email},
    ("POST", "/v1/me/claims"): {
        "given_name": ODD.given_name,
        "family_name": ODD.family_name,
        "birth_month_day": ODD.birth_month_day,
        "authority": "ABIM",
        "number": ODD.number,
    },
    ("POST", "/v1/me/claims/{claim_id}/confirm"): {"code": ODD.code},
    ("POST", "/v1/me/missing-credits"): {
        "activity_id": ACTIVITY_ID,
        "completed_on": "2026-10-03",
        "words": ODD.words,
    },
    ("POST", "/v1/me/needs"): ABIM,
    ("PUT", "/v1/me/needs/{need}"): ABIM | {"amount": 7},
    ("POST", "/v1/me/own-credits"): ROUNDS | {"title": ODD.words, "words": ODD.words},
    ("PUT", "/v1/me/own-credits/{own_credit}"): ROUNDS | {"title": f"{ODD.words}, changed"},
    ("POST", "/v1/me/credentials"): {},
    ("POST", "/v1/me/shares"): {"reader": ODD.words, "passcode": ODD.code + ODD.words, "email": ODD.email},
    ("POST", "/v1/shares/code"): {"token": ODD.words, "passcode": ODD.code},
    ("POST", "/v1/shares/read"): {"token": ODD.words, "passcode": ODD.code},
    ("POST", "/v1/shares/file"): {"token": ODD.words, "passcode": ODD.code, "format": "pdf"},
    ("PUT", "/v1/me/mail-preferences"): {"accepted": "at_once"},
    ("PUT", "/v1/me/audits/{audit}/answer"): {"words": ODD.words},
}


def body_of(method: str, path: str) -> bytes:
    """Return the body of a call of a route."""
    body = BODIES.get((method, path))
    return b"" if body is None else json.dumps(body).encode()
