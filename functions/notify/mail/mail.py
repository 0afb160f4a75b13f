"""Composing mails, as text and HTML: what all of them have in common."""

import datetime as dt
from collections.abc import Mapping, Sequence
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from mjml import mjml2html

from cmehub.accounts.providers import Contact, Provider
from functions.notify.mail.wording import shown

_TEMPLATES = Path(__file__).parent / "templates"


class _AddressHeader(UnstructuredHeader, BaseHeader):
    """A header with an address: the library would fold a long one into encoded words, which no mail program follows."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_REGISTRY = HeaderRegistry()
_REGISTRY.map_to_type("List-Unsubscribe", _AddressHeader)
_POLICY = SMTP.clone(header_factory=_REGISTRY)


class NoticeKind(StrEnum):
    """What mails can be about; each kind has two templates of its name."""

    SUBMISSION = "submission"
    CALLS = "calls"
    WEBHOOK = "webhook"
    REVIEW = "review"
    CLAIM = "claim"
    CODE = "code"
    MISSING = "missing"
    PHYSICIAN = "physician"
    SHARE = "share"
    CONTACT = "contact"
    REMINDERS = "reminders"
    ROLE = "role"
    AUDIT = "audit"

    @property
    def header(self) -> str:
        """The header of a mail that has the ID of what it is about."""
        return f"X-CME-Hub-{self.title()}"


class Words(NamedTuple):
    """
    What a mail says: the ID of what it is about, its subject, and what its kind's templates are filled with.

    Attributes
    ----------
    unsubscribe
        The address to which a mail program posts when its user wants no more such mails (RFC 8058).
    """

    kind: NoticeKind
    about: str
    subject: str
    seen: Mapping[str, object]
    unsubscribe: str | None = None


class Mail(NamedTuple):
    """A composed mail: the addresses of its envelope, its bytes, and its HTML once more for whoever wants to look."""

    sender: str
    recipient: str
    raw: bytes
    html: str
    copies: tuple[str, ...] = ()


def compose_mail(
    words: Words,
    provider: Provider | None,
    contact: Contact,
    *,
    sender: str,
    at: dt.datetime,
    copies: Sequence[str] = (),
) -> Mail:
    """
    Compose a mail; the same input gives the same bytes.

    Parameters
    ----------
    words
        What it says.
    provider, contact
        Which provider is told, and who is written to; without a provider, somebody who signs in.
    sender, at
        The address in From, and when the mail is sent.
    copies
        The addresses in Cc.
    """
    of_provider = {"provider_name": shown(provider.name), "provider_id": provider.provider_id} if provider else {}
    seen = {**words.seen, **of_provider, "contact_name": shown(contact.name)}
    html = _html_template(words.kind).render(seen)
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address("CME Hub", addr_spec=sender)
    message["To"] = Address(shown(contact.name), addr_spec=contact.email)
    if copies:
        message["Cc"] = [Address(addr_spec=email) for email in copies]
    message["Subject"] = words.subject
    message["Date"] = at
    message["Auto-Submitted"] = "auto-generated"
    message[words.kind.header] = words.about
    if words.unsubscribe:
        message["List-Unsubscribe"] = f"<{words.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(_environment().get_template(f"{words.kind}.txt").render(seen))
    message.add_alternative(html, subtype="html")
    message.set_boundary(f"=_{words.about}")
    return Mail(sender, contact.email, message.as_bytes(), html, tuple(copies))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(default_for_string=True, default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _html_template(name: str) -> Template:
    """Return the MJML as a template of HTML: what senders write is filled in afterwards and never read as MJML."""
    return _environment().from_string(mjml2html(_mjml(f"{name}.mjml"), include_loader=_mjml))


def _mjml(path: str) -> str:
    return (_TEMPLATES / path).read_text(encoding="utf-8")
