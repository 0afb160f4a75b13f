"""Events as AWS sends them to functions."""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import quote_plus, urlencode

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse

REGION = "us-east-1"
_NUMBERS = count(1)


@dataclass
class Context:
    """What Lambda tells a function about its call."""

    function_name: str = "function"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = f"arn:aws:lambda:{REGION}:123456789012:function:function"
    aws_request_id: str = "52fdfc07-2182-154f-163f-5f0f9a621d72"

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


def sqs_event(bodies: Iterable[str]) -> dict[str, Any]:
    """Return a batch of messages whose IDs are ``message-0``, ``message-1`` ..."""
    return {"Records": [_sqs_record(f"message-{place}", body) for place, body in enumerate(bodies)]}


def _sqs_record(message_id: str, body: str) -> dict[str, Any]:
    return {
        "messageId": message_id,
        "receiptHandle": f"receipt-of-{message_id}",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": "1795176000000",
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": "1795176000001",
        },
        "messageAttributes": {},
        "md5OfBody": hashlib.md5(body.encode(), usedforsecurity=False).hexdigest(),
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:123456789012:queue",
        "awsRegion": REGION,
    }


def failed_messages(response: PartialItemFailureResponse) -> list[str]:
    return [str(failure["itemIdentifier"]) for failure in response["batchItemFailures"]]


def http_event(method: str, path: str, body: str, headers: dict[str, str]) -> dict[str, Any]:
    """Return a call of an HTTP API."""
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {name.lower(): value for name, value in headers.items()},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "domainName": "api.execute-api.us-east-1.amazonaws.com",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "b"},
            "requestId": f"request-{next(_NUMBERS)}",
            "routeKey": "$default",
            "stage": "$default",
            "time": "20/Nov/2026:12:00:00 +0000",
            "timeEpoch": 1795176000000,
        },
        "body": body,
        "isBase64Encoded": False,
    }


def api_event(
    method: str, path: str, *, body: bytes = b"", headers: dict[str, str], query: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return a call of an HTTP API, its body as API Gateway gives it: as text by some content types, else in base64."""
    kind = {name.lower(): value for name, value in headers.items()}.get("content-type", "")
    is_text = kind.startswith("text/") or kind in {"application/json", "application/xml", "application/javascript"}
    given = body.decode(errors="replace") if is_text else base64.b64encode(body).decode()
    return {
        **http_event(method, path, given, headers),
        "isBase64Encoded": not is_text,
        "rawQueryString": urlencode(query or {}),
        "queryStringParameters": query or {},
    }


def s3_event(*objects: dict[str, Any], bucket: str) -> str:
    """Return the body of a message that announces objects: each a key, a size, an eTag and a version."""
    return json.dumps({"Records": [_s3_record(stored, bucket) for stored in objects]})


def _s3_record(announced: dict[str, Any], bucket: str) -> dict[str, Any]:
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": REGION,
        "eventTime": "2026-11-20T12:00:00.000Z",
        "eventName": "ObjectCreated:Put",
        "userIdentity": {"principalId": "AWS:AIDAINPONIXQXHT3IKHL2"},
        "requestParameters": {"sourceIPAddress": "205.255.255.255"},
        "responseElements": {"x-amz-request-id": "D82B88E5F771F645", "x-amz-id-2": "vlR7PnpV2Ce81l0PRw6jlUpck7Jo"},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "uploads",
            "bucket": {
                "name": bucket,
                "ownerIdentity": {"principalId": "A3I5XTEXAMAI3E"},
                "arn": f"arn:aws:s3:::{bucket}",
            },
            "object": {**announced, "key": quote_plus(announced["key"], safe="/"), "sequencer": "0055AED6DCD90281E5"},
        },
    }


S3_TEST_EVENT = json.dumps(
    {
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": "2026-11-20T12:00:00.000Z",
        "Bucket": "uploads",
        "RequestId": "5582815E1AEA5ADF",
        "HostId": "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR",
    }
)
