"""Requests that bring about a code on purpose, in a sandbox."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from cmehub_client.calls import Calls, address
from cmehub_client.models import Fixture, FixtureName

_NAMES = TypeAdapter(list[FixtureName])


class Sandbox:
    """The calls that only a sandbox answers."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def fixtures(self) -> Sequence[FixtureName]:
        """Return every code that can be tried."""
        return _NAMES.validate_json(self._calls.call("GET", "v1/sandbox/fixtures").content)

    def fixture(self, code: str) -> Fixture:
        """Return the requests that bring about a code, ready to be sent."""
        return Fixture.model_validate_json(self._calls.call("GET", address("v1/sandbox/fixtures", code)).content)
