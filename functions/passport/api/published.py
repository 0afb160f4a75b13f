"""The routes with which anybody verifies a credential: the keys, and the lists of what is revoked or superseded."""

import json
from collections.abc import Callable
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.api.contract import open_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.credentials.making import Issuer
from cmehub.credentials.published import PublishedLists

_TAGS = ["Verifying"]
_KEYS_TYPE, _LIST_TYPE = "application/jwk-set+json", "application/vc+jwt"
# Verifiers run in browsers too, on pages of anybody's.
_FOR_ALL = {"Access-Control-Allow-Origin": "*"}


def add_published_routes(app: HubApi, issuer: Callable[[], Issuer], lists: Callable[[], PublishedLists]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/.well-known/jwks.json",
        summary="Read the keys",
        responses=_text(_KEYS_TYPE, "The keys, as RFC 7517 writes them; the first signs, all verify."),
        tags=_TAGS,
        operation_id="readKeys",
    )
    def read_keys() -> Response[str]:
        """Return the public keys with which credentials are verified, each known by its thumbprint (RFC 7638)."""
        keys = json.dumps({"keys": issuer().signing.public_keys})
        return Response(200, _KEYS_TYPE, keys, headers={**_FOR_ALL, "Cache-Control": "public, max-age=300"})

    @app.get(
        "/v1/status-lists/<name>",
        summary="Read a status list",
        responses=_text(_LIST_TYPE, "The list, signed, as Bitstring Status List 1.0 has it.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="readStatusList",
    )
    def read_list(
        name: Annotated[str, Path(description="As a credential tells it, such as `revocation-0`.", max_length=64)],
    ) -> Response[str]:
        """Return which credentials of a list are revoked, or superseded; it is a minute old at most."""
        token = lists().token(name)
        if token is None:
            raise ProblemError("NOT_FOUND")
        return Response(200, _LIST_TYPE, token, headers={**_FOR_ALL, "Cache-Control": "public, max-age=60"})


def _text(media_type: str, description: str, *problems: str) -> dict[int, Any]:
    content = {"content": {media_type: {"schema": {"type": "string"}}}}
    return open_answers(200, "", *problems) | {200: {"description": description, **content}}
