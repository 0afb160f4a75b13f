"""Which mails a physician gets: the routes for who signed in, and the page behind the links in the mails."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import ValidationError

from cmehub.accounts.contact_mails import ContactMailKind
from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.resolver import HubApi, content
from cmehub.passport.mail_preferences import NO_MAILS, MailKind, MailPreferences, Rhythm
from cmehub.passport.mailings import AnyMailKind
from cmehub.stores.physician_mails import PhysicianMailStore
from cmehub.submissions.fix_it_links import token_digest
from functions.passport.api.contact_mail_ends import ContactMailEnds
from functions.passport.api.mailed_pages import form_fields, mailed_page

_TAGS = ["Mails"]
_ONE_CLICK = b"One-Click"
KINDS = {
    MailKind.ACCEPTED: "A credit was accepted",
    MailKind.REJECTED: "A board rejected a report",
    MailKind.DELETED: "A credit was deleted",
    MailKind.ANSWERED: "A missing credit was answered",
    MailKind.ACCESS: "Your credits were read",
}
_RHYTHMS = {
    Rhythm.NEVER: "Never",
    Rhythm.AT_ONCE: "At once",
    Rhythm.DAILY: "Daily",
    Rhythm.WEEKLY: "Weekly, on Mondays",
}


@dataclass(frozen=True)
class MailChoices:
    """Everything that reading and changing preferences needs."""

    mails: PhysicianMailStore
    clock: Callable[[], dt.datetime]

    def tell(self, sub: str) -> MailPreferences:
        """Return what an account wants; by default nothing."""
        return self.mails.preferences([sub]).get(sub, NO_MAILS)

    def show(self, token: str) -> Response[str]:
        """Show the page; that changes nothing, whoever follows a link in a mail."""
        match self._of_link(token):
            case _, ContactMailKind() as kind:
                return ContactMailEnds(self.mails).show(kind)
            case sub, MailKind() as kind:
                return self._page(sub, kind)
        return _unknown()

    def take(self, token: str, form: bytes) -> Response[str]:
        """
        Take what a form says, or what a mail program posts when its user wants no more such mails.

        The latter is a field of RFC 8058, in whichever of two encodings of forms.
        """
        found = self._of_link(token)
        if found is None:
            return _unknown()
        sub, kind = found
        if isinstance(kind, ContactMailKind):
            ends = ContactMailEnds(self.mails)
            return ends.end(sub, kind) if _ONE_CLICK in form else ends.show(kind)
        if _ONE_CLICK in form:
            self.mails.put_preferences(sub, self.tell(sub).without(kind))
            return self._page(sub, kind, said=f"You get no more mails of this kind: {KINDS[kind].lower()}.")
        try:
            fields = form_fields(form)
            wanted = MailPreferences.model_validate({name: fields[name] for name in MailKind})
        except (KeyError, ValidationError, ValueError):
            return self._page(sub, kind, problem="Nothing was saved. Choose for each kind when you want mails.")
        self.mails.put_preferences(sub, wanted)
        return self._page(sub, kind, said="Saved.")

    def _of_link(self, token: str) -> tuple[str, AnyMailKind] | None:
        return self.mails.of_link(token_digest(token), self.clock())

    def _page(self, sub: str, kind: MailKind, said: str = "", problem: str = "") -> Response[str]:
        wanted = self.tell(sub)
        seen = {
            "kinds": [(name.value, told, wanted.rhythm(name).value) for name, told in KINDS.items()],
            "rhythms": [(rhythm.value, told) for rhythm, told in _RHYTHMS.items()],
            "this": "" if wanted.rhythm(kind) is Rhythm.NEVER else KINDS[kind],
            "said": said,
            "problem": problem,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        return mailed_page("mail-preferences.html", status, seen)


def add_mail_preference_routes(app: HubApi, choices: Callable[[], MailChoices]) -> None:
    """Add the routes and the page to the API of a function."""

    @app.get(
        "/v1/me/mail-preferences",
        summary="Which mails do I get",
        responses=person_answers(200, "When you are told of each kind by mail."),
        tags=_TAGS,
        operation_id="tellMailPreferences",
        security=SIGNED_IN,
    )
    def tell() -> MailPreferences:
        """Tell when you are told of each kind by mail: at once, daily, weekly or never, which is the default."""
        return choices().tell(app.person.sub)

    @app.put(
        "/v1/me/mail-preferences",
        summary="Choose my mails",
        responses=person_answers(200, "What is stored now."),
        tags=_TAGS,
        operation_id="chooseMails",
        security=SIGNED_IN,
    )
    def choose(wanted: MailPreferences) -> MailPreferences:
        """
        Choose when you are told of each kind by mail; what isn't named is never told.

        What is told at once is gathered for a few minutes. A day's mails go out at 12:00 UTC, a week's on Mondays.
        """
        choices().mails.put_preferences(app.person.sub, wanted)
        return wanted

    @app.get("/v1/mail-preferences", include_in_schema=False)
    def show(token: Annotated[str, Query()] = "") -> Response[str]:
        """Show the choice to whoever has a link from a mail."""
        return choices().show(token)

    @app.post("/v1/mail-preferences", include_in_schema=False)
    def take(token: Annotated[str, Query()] = "") -> Response[str]:
        """Take the choice."""
        return choices().take(token, content(app.current_event.raw_event))


def _unknown() -> Response[str]:
    return mailed_page("mail-preferences.html", HTTPStatus.NOT_FOUND, {"kinds": None})
