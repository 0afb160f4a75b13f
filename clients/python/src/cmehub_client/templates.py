"""Workbooks to fill in."""

from typing import Literal

from cmehub_client.calls import Calls, address

Template = Literal["learners", "activities", "activities-moc", "matches"]


class Templates:
    """The calls about templates."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def get(self, template: Template) -> bytes:
        """Return an Excel workbook with lists of today's codes and of the provider's activities."""
        return self._calls.call("GET", address("v1/templates", template)).content
