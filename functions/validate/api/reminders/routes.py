"""The route ``/v1/reminders``."""

from collections.abc import Callable

from cmehub.api.access import ADMINISTERING, READING
from cmehub.api.contract import answers, needs
from cmehub.api.resolver import HubApi
from functions.validate.api.reminders.provider_reminders import ProviderReminders, ReminderList


def add_reminder_routes(app: HubApi, reminders: Callable[[], ProviderReminders]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.get(
        "/v1/reminders",
        summary="List what is open",
        responses=answers(200, "What is open until a day that is near, the first last day first."),
        tags=["Reminders"],
        operation_id="listReminders",
        security=needs(READING),
    )
    def list_reminders() -> ReminderList:
        """
        Tell what is open until a last day of the next 60, of each kind and day the first 50 matters.

        It is what the mails of reminders tell, as it stands now. Keys are told to whoever may see them.
        """
        provider_id = app.caller.may(READING)
        with_keys = not app.caller.scopes.isdisjoint(ADMINISTERING)
        return ReminderList(reminders=tuple(reminders().told(provider_id, with_keys=with_keys)))
