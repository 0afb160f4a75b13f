"""What is open until a last day that is near."""

from cmehub_client.calls import Calls
from cmehub_client.models import ReminderList, ReminderView


class Reminders:
    """The call about what is open."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(self) -> tuple[ReminderView, ...]:
        """Return what is open until a last day of the next 60, the first one first."""
        return tuple(ReminderList.model_validate(self._calls.call("GET", "v1/reminders").json()).reminders)
