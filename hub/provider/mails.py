"""The command ``hub mails``: what the hub sent, as it lies in the work bucket."""

import datetime as dt
import json
from email import message_from_bytes, policy
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer
from pydantic import BaseModel, ConfigDict, TypeAdapter

from hub import saved_files, screen
from hub.errors import UserError
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

_FOLDER = "mails"


class KeptMail(BaseModel):
    """A mail to a provider about a file or about calls, of which ``submission_id`` is the first rejected one."""

    model_config = ConfigDict(frozen=True)

    submission_id: str
    provider_id: str
    to: str
    subject: str
    sent_at: dt.datetime
    text: str


app = typer.Typer()
MAILS = TypeAdapter(list[KeptMail])


def mails(stores: HubStores) -> list[KeptMail]:
    """Return all mails, oldest first."""
    keys = [key for key in stores.objects.keys(f"{_FOLDER}/") if key.endswith(".eml")]
    found = (_mail(PurePosixPath(key), stores.objects.get(key)) for key in keys)
    return sorted(found, key=lambda mail: (mail.sent_at, mail.submission_id))


def html(stores: HubStores, mail: KeptMail) -> bytes:
    """
    Return a mail as a web page.

    Raises
    ------
    UserError
        If it has no HTML.
    """
    try:
        return stores.objects.get(f"{_FOLDER}/{mail.provider_id}/{mail.submission_id}.html")
    except KeyError:
        raise UserError(f"The mail about submission {mail.submission_id} has no HTML. Read its text.") from None


@app.command("mails", epilog="Example: hub mails --html mail.html")
def list_mails(
    submission: Annotated[str | None, typer.Option(metavar="ID", help="Show the mail about this submission.")] = None,
    save_html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Save the mail that is shown as a web page.")
    ] = None,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """List the mails that providers were sent, and show the newest."""
    stores = HubStores(StackConnection.named(stack))
    found = mails(stores)
    if submission:
        gathering = stores.gatherings.of_call(submission)
        about = gathering.gathering_id if gathering else submission
        found = [mail for mail in found if mail.submission_id == about]
    if submission and not found:
        raise UserError(f"No mail was sent about submission {submission}. One is sent only if rows were not taken.")
    if save_html and found:
        saved_files.save(save_html, html(stores, found[-1]), "--html")
    if as_json:
        typer.echo(json.dumps(MAILS.dump_python(found, mode="json"), indent=2, ensure_ascii=False))
    else:
        _show(found)


def _mail(key: PurePosixPath, content: bytes) -> KeptMail:
    message = message_from_bytes(content, policy=policy.default)
    body = message.get_body(("plain",))
    return KeptMail(
        submission_id=key.stem,
        provider_id=key.parent.name,
        to=", ".join(address.addr_spec for address in message["To"].addresses),
        subject=str(message["Subject"]),
        sent_at=message["Date"].datetime,
        text=body.get_content().replace("\r\n", "\n") if body else "",
    )


def _show(found: list[KeptMail]) -> None:
    output = screen.output()
    if not found:
        output.print("No mail was sent yet.")
        return
    listing = screen.table("Mails", "sent", "submission", "to", "subject")
    for mail in found:
        listing.add_row(f"{mail.sent_at:%m-%d %H:%M}", mail.submission_id, mail.to, mail.subject)
    listing.columns[1].no_wrap = True
    output.print(listing)
    output.print()
    output.print(found[-1].text)
