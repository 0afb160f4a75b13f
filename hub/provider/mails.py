"""The mails that the hub sent, as they lie in the work bucket."""

import datetime as dt
from email import message_from_bytes, policy
from pathlib import PurePosixPath

from pydantic import BaseModel, ConfigDict, TypeAdapter

from hub.errors import UserError
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
