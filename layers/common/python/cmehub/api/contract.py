"""What the routes have in common in the API's description: problems, headers and paging."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Header, Query
from pydantic import BaseModel, BeforeValidator

from cmehub.accounts.keys import Scope, StateScope
from cmehub.api.problems import MEDIA_TYPE, PROBLEMS, ProblemDocument

_ANY_CALL = ("REQUEST_INVALID", "CONTENT_TYPE_UNSUPPORTED", "VERSION_UNKNOWN", "HUB_FAULT")

SECURITY: dict[str, dict[str, Any]] = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "cmeh_<provider>-<8 digits>_<secret>",
        "description": "A provider's key, from whoever runs the hub.",
    },
    "password": {
        "type": "http",
        "scheme": "basic",
        "description": "The same key for clients made for PARS: its ID as user, its secret as password.",
    },
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token of OAuth 2, for a client that whoever runs the hub has made.",
    },
}
"""The ways in which systems prove who calls."""
CONTACT_SECURITY: dict[str, dict[str, Any]] = {
    "contact": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of a provider's contact who signed in on the console. Their role says which "
        "scopes they have. A contact of several providers says for which one to call in the header ProviderID.",
    }
}
"""How their contacts do."""
STATE_SECURITY: dict[str, dict[str, Any]] = {
    "stateKey": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "cmeh_<state>-<8 digits>_<secret>",
        "description": "A key of a state's licensing board for its own system, from whoever runs the hub.",
    }
}
"""How licensing boards' own systems do."""
OF_STATE_KEYS = ("KEY_UNKNOWN", "SCOPE_MISSING", "RATE_EXCEEDED")
"""Codes of problems that any call with a state's key can meet."""
OF_STAFF: list[dict[str, list[str]]] = [{"contact": []}]
"""For the API's description: the caller has to be somebody of the staff who is signed in."""
PERSON_SECURITY: dict[str, dict[str, Any]] = {
    "person": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of somebody who signed in on the Passport site.",
    }
}
SIGNED_IN: list[dict[str, list[str]]] = [{"person": []}]
"""For the API's description: the caller has to be signed in."""

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[!-~]+$",
        description="What only repetitions of this call have: they are answered as it was, and nothing happens twice.",
    ),
]
DryRun = Annotated[
    bool, Query(description="Only judge: no activity or record is stored, and boards say what they would decide.")
]


def _day(text: object) -> object:
    """Refuse what pydantic would take for a date beside one that is written as such."""
    if isinstance(text, str) and len(text) == len("2026-11-26"):
        return text
    raise ValueError("give a date such as 2026-11-26")


Day = Annotated[dt.date, BeforeValidator(_day)]
Cursor = Annotated[str | None, Query(description="Where the page begins: taken from the Link of the page before.")]
PageSize = Annotated[int, Query(ge=1, le=100, description="How many at most.")]


def needs(scopes: Collection[Scope]) -> list[dict[str, list[str]]]:
    """Return, for the API's description, the ways to prove that one may do what any of the scopes allows."""
    return [{way: [*scopes]} for way in (*SECURITY, *CONTACT_SECURITY)]


def needs_state_key(scope: StateScope) -> list[dict[str, list[str]]]:
    """Return the same of a route of licensing boards' own systems."""
    return [{way: [scope] for way in STATE_SECURITY}]


def needs_contact(scopes: Collection[Scope]) -> list[dict[str, list[str]]]:
    """Return the same of a route that only a contact whose role allows it may call, and no system."""
    return [{way: [*scopes]} for way in CONTACT_SECURITY]


def answers(
    status: int,
    description: str,
    *problems: str,
    headers: Mapping[str, str] | None = None,
    model: type[BaseModel] | None = None,
) -> dict[int, Any]:
    """
    Return what a route answers, for the API's description.

    Parameters
    ----------
    status, description
        Of the answer when all goes well.
    problems
        Codes of problems beside those that any call can meet.
    headers
        What the answer's own headers tell, by their names.
    model
        The document that is answered, of a route that answers one of several.
    """
    of_callers = ("KEY_MISSING", "SCOPE_MISSING", "ROLE_TOO_LOW", "RATE_EXCEEDED")
    return open_answers(status, description, *of_callers, *problems, headers=headers, model=model)


def open_answers(
    status: int,
    description: str,
    *problems: str,
    headers: Mapping[str, str] | None = None,
    model: type[BaseModel] | None = None,
) -> dict[int, Any]:
    """Return the same of a route that needs no key."""
    told = {name: {"description": said, "schema": {"type": "string"}} for name, said in (headers or {}).items()}
    found: dict[int, list[str]] = {}
    for code in (*_ANY_CALL, *problems):
        found.setdefault(int(PROBLEMS[code].status), []).append(code)
    of_problems = {
        number: {"description": ", ".join(codes), "content": {MEDIA_TYPE: {"model": ProblemDocument}}}
        for number, codes in sorted(found.items())
    }
    document = {"content": {"application/json": {"model": model}}} if model else {}
    return {status: {"description": description, **({"headers": told} if told else {}), **document}, **of_problems}


def person_answers(
    status: int, description: str, *problems: str, headers: Mapping[str, str] | None = None
) -> dict[int, Any]:
    """Return the same of a route that people call who signed in."""
    return open_answers(status, description, "SIGN_IN_MISSING", "SIGN_IN_OVER", *problems, headers=headers)
