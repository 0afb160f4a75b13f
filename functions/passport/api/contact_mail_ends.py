"""The page behind the links in optional mails to providers' contacts, on which such mails are ended."""

from dataclasses import dataclass
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from cmehub.accounts.contact_mails import ContactMailKind
from cmehub.stores.physician_mails import PhysicianMailStore
from functions.passport.api.mailed_pages import mailed_page

_KINDS = {
    ContactMailKind.TAKEN_WHOLE: "files that were taken whole",
    ContactMailKind.TO_MEND: "files that need mending",
}


@dataclass(frozen=True)
class ContactMailEnds:
    """Everything that ending a contact's mails needs."""

    mails: PhysicianMailStore

    def show(self, kind: ContactMailKind) -> Response[str]:
        """Show what would be ended; that changes nothing, whoever follows a link in a mail."""
        return self._page(kind, is_ended=False)

    def end(self, sub: str, kind: ContactMailKind) -> Response[str]:
        """End mails of a kind, of whichever provider; the next are those that the console is asked for."""
        self.mails.end_contact_mails(sub, kind)
        return self._page(kind, is_ended=True)

    @staticmethod
    def _page(kind: ContactMailKind, *, is_ended: bool) -> Response[str]:
        return mailed_page("contact-mails.html", HTTPStatus.OK, {"kind": _KINDS[kind], "is_ended": is_ended})
