"""Answers that Lambda wouldn't pass on: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html."""

import base64
import gzip
import json
from http import HTTPStatus
from typing import Any

import pytest
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response

from cmehub.api.answer_sizes import MOST_BYTES, fits
from cmehub.api.resolver import HubApi
from tests.aws_events import Context, http_event


def answered(body: str, headers: dict[str, str]) -> dict[str, Any]:
    """What a route that tells this is answered with."""
    app = HubApi(Logger("sizes"), None)
    app.get("/v1/told")(lambda: Response(HTTPStatus.OK, "text/plain", body))
    return app.answer(http_event("GET", "/v1/told", "", headers), Context())  # type: ignore[arg-type]


@pytest.mark.parametrize("body", ["x" * MOST_BYTES, '"' * 3_200_000, "é" * 3_200_000])
def test_an_answer_that_lambda_would_not_pass_on_says_how_to_ask(body: str) -> None:
    refused = answered(body, {})
    assert refused["statusCode"] == 422
    told = json.loads(refused["body"])
    assert told["code"] == "ANSWER_TOO_LARGE"
    assert "Accept-Encoding: gzip" in told["detail"]
    assert refused["headers"]["X-Request-Id"] == told["instance"]


def test_packed_the_same_answer_is_passed_on() -> None:
    body = '"' * 3_200_000
    packed = answered(body, {"Accept-Encoding": "gzip"})
    assert packed["statusCode"] == 200
    assert gzip.decompress(base64.b64decode(packed["body"])).decode() == body


def test_the_limit_is_of_the_answer_as_a_whole() -> None:
    answer = {"statusCode": 200, "headers": {}, "body": "", "isBase64Encoded": False}
    left = MOST_BYTES - len(json.dumps(answer))
    assert fits(answer | {"body": left * "x"})
    assert not fits(answer | {"body": (left + 1) * "x"})
    assert answered(5_000_000 * "x", {})["statusCode"] == 200
