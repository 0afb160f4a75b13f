"""In memory, whether mails are being sent, or were."""

import datetime as dt

from cmehub.stores.addresses import MailClaim


class MemoryMails:
    """Mails by the ID of what they are about; see `cmehub.stores.dynamo_mails`."""

    def __init__(self) -> None:
        self._mails: dict[str, tuple[str | None, dt.datetime]] = {}

    def claim(self, about: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        message_id, until = self._mails.get(about, (None, at))
        if message_id is not None:
            return MailClaim.SENT
        if until > at:
            return MailClaim.BUSY
        self._mails[about] = (None, at + lease)
        return MailClaim.CLAIMED

    def add(self, about: str, *, message_id: str, at: dt.datetime) -> None:
        self._mails[about] = (message_id, at)
