"""The requests of a fixture."""

import base64
import json
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["problem", "issue", "reason"]
"""Whether a code is a problem of a call, an issue of a row or file, or a reason that boards give."""


class Shown(StrEnum):
    """Where a fixture's code shows: in the last step's answer, or in the report of the submission that it makes."""

    ANSWER = "answer"
    REPORT = "report"


class Step(BaseModel):
    """
    One request.

    Attributes
    ----------
    path
        What follows the API's address. In the place of a name in braces stands what the answer to the step before has
        under it.
    with_key
        Whether your key goes with it; if not, ``headers`` have all that tells who calls.
    document
        What to send as JSON.
    content
        What to send as it is, here in base64. A step has a document, or content, or neither.
    waits
        Whether to wait, before the next step, until the submission that it makes is finished.
    """

    model_config = ConfigDict(frozen=True)

    method: Literal["GET", "POST", "PUT", "DELETE"] = "POST"
    path: str
    headers: dict[str, str] = {}
    with_key: bool = True
    document: Any = None
    content: str | None = None
    waits: bool = False

    @property
    def body(self) -> bytes:
        """What to send."""
        if self.content is not None:
            return base64.b64decode(self.content)
        return b"" if self.document is None else json.dumps(self.document).encode()


class Fixture(BaseModel):
    """
    What brings about a code.

    Attributes
    ----------
    steps
        The requests, to be sent one after the other.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    title: str
    kind: Kind
    shown: Shown
    steps: tuple[Step, ...]
