"""Composing mails, as text and HTML: what all have in common, and the one about a submission."""

import datetime as dt
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from mjml import mjml2html

from cmehub.accounts.providers import Contact, Provider
from cmehub.submissions.submission import Submission
from functions.notify.mail.mail_sections import mail_sections, tallies
from functions.notify.mail.summary import Summary
from functions.notify.mail.wording import FIX_IT_ADVICE, advice, file_name, headline, moment, preview, row_words, shown

SUBMISSION_HEADER = "X-CME-Hub-Submission"

_TEMPLATES = Path(__file__).parent / "templates"


class Mail(NamedTuple):
    """A composed mail: the addresses of its envelope, its bytes, and its HTML once more for whoever wants to look."""

    sender: str
    recipient: str
    raw: bytes
    html: str


def compose_mail(
    summary: Summary,
    submission: Submission,
    provider: Provider,
    contact: Contact,
    *,
    sender: str,
    at: dt.datetime,
    fix_it: str | None,
) -> Mail:
    """
    Compose the mail about a submission; the same input gives the same bytes.

    Parameters
    ----------
    summary, submission
        What came of what.
    provider, contact
        Who sent it, and who is written to.
    sender
        The address in From.
    at
        When the mail is sent.
    fix_it
        A link to the fix-it workbook, if there is one.
    """
    words = row_words(submission)
    name = file_name(submission)
    said = headline(summary, words)
    seen = {
        "headline": said,
        "preview": preview(summary, words),
        "received": moment(submission.received_at),
        "advice": advice(summary, words, has_fix_it=fix_it is not None),
        "tallies": tallies(summary),
        "sections": mail_sections(summary, words),
        "file_name": name,
        "provider_name": shown(provider.name),
        "provider_id": provider.provider_id,
        "contact_name": shown(contact.name),
        "submission": submission,
        "summary": summary,
        "words": words,
        "fix_it": fix_it,
        "fix_it_advice": FIX_IT_ADVICE,
    }
    header = (SUBMISSION_HEADER, submission.submission_id)
    return filled_in("submission", seen, contact, subject=f"{said}: {name}", header=header, sender=sender, at=at)


def filled_in(
    template: str,
    seen: Mapping[str, object],
    contact: Contact,
    *,
    subject: str,
    header: tuple[str, str],
    sender: str,
    at: dt.datetime,
) -> Mail:
    """
    Fill in the two templates of a name; the same input gives the same bytes.

    Parameters
    ----------
    template, seen
        The name of the templates, and what they are filled with.
    contact, subject, sender, at
        Who is written to, about what, by whom and when.
    header
        The header that says what the mail is about: its name and an ID.
    """
    html = _html_template(template).render(seen)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("CME Hub", addr_spec=sender)
    message["To"] = Address(shown(contact.name), addr_spec=contact.email)
    message["Subject"] = subject
    message["Date"] = at
    message["Auto-Submitted"] = "auto-generated"
    message[header[0]] = header[1]
    message.set_content(_environment().get_template(f"{template}.txt").render(seen))
    message.add_alternative(html, subtype="html")
    message.set_boundary(f"=_{header[1]}")
    return Mail(sender, contact.email, message.as_bytes(), html)


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
    return _environment().from_string(mjml2html((_TEMPLATES / f"{name}.mjml").read_text(encoding="utf-8")))
