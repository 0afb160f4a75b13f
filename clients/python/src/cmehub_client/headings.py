"""What a provider's own headings of columns mean."""

from collections.abc import Mapping

from cmehub_client.calls import Calls
from cmehub_client.models import HeadingsView


class Headings:
    """The calls about headings."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(self) -> Mapping[str, str]:
        """Return by own heading that of a template, or nothing if the column isn't read."""
        return HeadingsView.model_validate_json(self._calls.call("GET", "v1/headings").content).headings

    def change(self, headings: Mapping[str, str | None]) -> Mapping[str, str]:
        """Say what headings mean from now on, None to forget it, and return what they all mean."""
        answer = self._calls.call("PATCH", "v1/headings", document={"headings": dict(headings)})
        return HeadingsView.model_validate_json(answer.content).headings
