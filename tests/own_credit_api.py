"""Physicians who enter credits of their own, and the files that they put."""

import json
from typing import Any

from tests.api_hub import Answer
from tests.missing_api import MissingApi

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\xff\xd9"
ROUNDS = {"title": "Grand rounds: sepsis", "completed_on": "2026-10-03", "amount": 1.5, "kind": "AMA PRA Category 2"}


class OwnCreditApi(MissingApi):
    def enter(self, *, sub: str | None = None, **changes: Any) -> tuple[int, Any]:
        return self.call("POST", "/v1/me/own-credits", ROUNDS | changes, sub=sub)

    def entered(self, **changes: Any) -> str:
        """Enter a credit and return what it is called."""
        return str(self.enter(**changes)[1]["own_credit"])

    def own(self, sub: str | None = None) -> list[Any]:
        return list(self.call("GET", "/v1/me/own-credits", sub=sub)[1]["own_credits"])

    def put(self, own_id: str, content: bytes) -> tuple[int, Any]:
        """Put a file as a browser does, and confirm it."""
        place = self.call("POST", f"/v1/me/own-credits/{own_id}/file/place")[1]
        _, sub, key = place["fields"]["key"].split("/")
        self.hub.own_files.put(sub, key, content)
        return self.call("PUT", f"/v1/me/own-credits/{own_id}/file")

    def file(self, own_id: str, part: int = 1, sub: str | None = None) -> Answer:
        return self.ask("GET", f"/v1/me/own-credits/{own_id}/file", sub=sub or self.zoe, query={"part": str(part)})

    def credits(self, **query: str) -> Any:
        return json.loads(self.ask("GET", "/v1/me/credits", sub=self.zoe, query=query).text)
