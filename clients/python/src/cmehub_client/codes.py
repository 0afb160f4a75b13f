"""What codes mean."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from cmehub_client.calls import Calls, address
from cmehub_client.models import Code

_CODES = TypeAdapter(list[Code])


class Codes:
    """The calls about codes of problems, issues and boards' reasons."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def explain(self, code: str) -> Code:
        """Return what a code means and how to mend it."""
        return Code.model_validate_json(self._calls.call("GET", address("v1/codes", code)).content)

    def list(self) -> Sequence[Code]:
        """Return every code, those of problems first."""
        return _CODES.validate_json(self._calls.call("GET", "v1/codes").content)
