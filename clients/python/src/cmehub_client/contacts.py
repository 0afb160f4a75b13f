"""Who signs in for a provider."""

from collections.abc import Sequence
from typing import Literal

from pydantic import TypeAdapter

from cmehub_client.calls import Calls, address
from cmehub_client.models import ContactView, RecipientView, TeamChangeView

_CONTACTS = TypeAdapter(list[ContactView])
_RECIPIENTS = TypeAdapter(list[RecipientView])
_CHANGES = TypeAdapter(list[TeamChangeView])
ContactRole = Literal["viewer", "reporter", "primary"]


class Contacts:
    """The calls about contacts."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(self) -> Sequence[ContactView]:
        """Return who signs in for the provider, and as what."""
        return _CONTACTS.validate_json(self._calls.call("GET", "v1/contacts").content)

    def changes(self) -> Sequence[TeamChangeView]:
        """Return who made whom what, the newest first."""
        return _CHANGES.validate_json(self._calls.call("GET", "v1/contact-changes").content)

    def mail_recipients(self) -> Sequence[RecipientView]:
        """List whom the hub writes to, in turn, and where mail doesn't arrive."""
        return _RECIPIENTS.validate_json(self._calls.call("GET", "v1/mail-recipients").content)

    def set_mail_copies(self, emails: Sequence[str]) -> Sequence[RecipientView]:
        """Let these addresses get a copy of each mail, and no others."""
        answer = self._calls.call("PUT", "v1/mail-recipients/copies", document={"emails": emails})
        return _RECIPIENTS.validate_json(answer.content)

    def invite(self, email: str, role: ContactRole) -> ContactView:
        """Make somebody a contact; who has no account yet is invited by mail."""
        answer = self._calls.call("POST", "v1/contacts", document={"email": email, "role": role})
        return ContactView.model_validate_json(answer.content)

    def change(self, contact: str, role: ContactRole) -> ContactView:
        """Let a contact be of another kind."""
        answer = self._calls.call("PUT", address("v1/contacts", contact), document={"role": role})
        return ContactView.model_validate_json(answer.content)

    def end(self, contact: str) -> None:
        """Let somebody be a contact no more."""
        self._calls.call("DELETE", address("v1/contacts", contact))
