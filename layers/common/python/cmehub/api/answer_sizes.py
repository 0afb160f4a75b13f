"""How large an answer may be, and how it is packed."""

import base64
import gzip
import json
from typing import Any

PDF = "application/pdf"
MOST_BYTES = 6_291_456
"""Of an answer as Lambda passes it on, whole: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
_LOOKED_AT_FROM = 1_000_000
"""Characters of a body: a shorter one fits, however each of them is written."""
_PACKED_FROM = 1_000
"""Characters of an answer; to pack a shorter one saves next to nothing."""


def fits(answer: dict[str, Any]) -> bool:
    """Tell whether Lambda passes an answer on: as JSON, in which quotation marks and line ends of the body are two."""
    if len(answer.get("body") or "") < _LOOKED_AT_FROM:
        return True
    return len(json.dumps(answer, ensure_ascii=False).encode()) <= MOST_BYTES


def packed(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer packed where that is worth it; of binary ones it is a PDF's, whose tags aren't packed."""
    body, is_binary = answer.get("body") or "", answer.get("isBase64Encoded")
    if len(body) < _PACKED_FROM or (is_binary and answer["headers"].get("Content-Type") != PDF):
        return answer
    told = base64.b64decode(body) if is_binary else body.encode()
    content = base64.b64encode(gzip.compress(told, mtime=0)).decode()
    headers = {**answer["headers"], "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return {**answer, "headers": headers, "body": content, "isBase64Encoded": True}
