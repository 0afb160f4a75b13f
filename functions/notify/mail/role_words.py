"""What the mail says that tells somebody of the staff what they are from now on."""

from typing import NamedTuple

from cmehub.accounts.standing import Role, RoleKind
from cmehub.submissions.messages import RoleChangedMessage
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.wording import moment, shown


class _Told(NamedTuple):
    name: str
    may: str


_ROLES = {
    RoleKind.PRIMARY: _Told(
        "a primary contact",
        "You can send files, mend rows, answer physicians, and look after contacts, keys and the report of the year.",
    ),
    RoleKind.REPORTER: _Told("a reporter", "You can send files, mend rows, change activities and answer physicians."),
    RoleKind.VIEWER: _Told("a viewer", "You can see files, activities, learners and figures, and change nothing."),
    RoleKind.OFFICER: _Told("an officer", "You can look up the credits of the licensees on its roster."),
    RoleKind.ACCREDITOR: _Told("a reader", "You can read the reports of the years of the providers that it accredits."),
    RoleKind.OPERATOR: _Told("an operator", "You can look after the hub by its command line."),
}


def role_words(message: RoleChangedMessage, place: str, addresses: Addresses) -> Words:
    """
    Compose what somebody is told; the same input gives the same words.

    Parameters
    ----------
    place
        The name of the provider, licensing board or accreditor, or of the hub.
    """
    name, may = _ROLES[message.role.kind]
    headline = f"You are {'no longer ' if message.is_taken else ''}{name} of {shown(place)}"
    seen = {
        "headline": headline,
        "preview": "Nothing else has changed." if message.is_taken else may,
        "place": shown(place),
        "changed": moment(message.changed_at),
        "is_taken": message.is_taken,
        "may": may,
        "address": "" if message.is_taken else _address(message.role, addresses),
    }
    about = f"{message.role.at or 'hub'}-{message.changed_at:%Y%m%dT%H%M%S%f}"
    return Words(NoticeKind.ROLE, about, headline, seen)


def _address(role: Role, addresses: Addresses) -> str:
    """Return where they begin, once signed in; operators have no page."""
    match role.kind:
        case RoleKind.OPERATOR:
            return ""
        case RoleKind.OFFICER:
            return f"{addresses.site}/licensing/"
        case RoleKind.ACCREDITOR:
            return f"{addresses.site}/console/accreditor"
        case _:
            return addresses.console(role.at)
