"""Mails to physicians and contacts in memory, for tests."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

from cmehub.accounts.contact_mails import ContactMailKind, ContactMailPreferences
from cmehub.passport.mail_preferences import MailPreferences
from cmehub.passport.mailings import MAIL_LINK_LIFE, AnyMailKind, MailedNotice, Mailing
from cmehub.stores.addresses import MailClaim


@dataclass
class _Waiting:
    notices: dict[str, MailedNotice] = field(default_factory=dict)
    closed: dt.datetime | None = None
    sent: bool = False


class MemoryPhysicianMailStore:
    """See `cmehub.stores.physician_mails.PhysicianMailStore`."""

    def __init__(self) -> None:
        self._preferences: dict[str, MailPreferences] = {}
        self._of_contacts: dict[tuple[str, str], ContactMailPreferences] = {}
        self._known: dict[tuple[str, str], Mailing] = {}
        self._newest: dict[tuple[str, AnyMailKind], Mailing] = {}
        self._mailings: dict[Mailing, _Waiting] = {}
        self._links: dict[str, tuple[str, AnyMailKind, dt.datetime]] = {}
        self._changing = Lock()

    def preferences(self, subs: Collection[str]) -> dict[str, MailPreferences]:
        return {sub: self._preferences[sub] for sub in subs if sub in self._preferences}

    def put_preferences(self, sub: str, preferences: MailPreferences) -> None:
        self._preferences[sub] = preferences

    def contact_preferences(self, subs: Collection[str], provider_id: str) -> dict[str, ContactMailPreferences]:
        return {sub: self._of_contacts[sub, provider_id] for sub in subs if (sub, provider_id) in self._of_contacts}

    def put_contact_preferences(self, sub: str, provider_id: str, preferences: ContactMailPreferences) -> None:
        self._of_contacts[sub, provider_id] = preferences

    def end_contact_mails(self, sub: str, kind: ContactMailKind) -> None:
        for key, wanted in self._of_contacts.items():
            if key[0] == sub:
                self._of_contacts[key] = wanted.without(kind)

    def known(self, sub: str, notice_ids: Collection[str]) -> dict[str, Mailing]:
        return {notice_id: self._known[sub, notice_id] for notice_id in notice_ids if (sub, notice_id) in self._known}

    def newest(self, sub: str, kind: AnyMailKind) -> Mailing | None:
        return self._newest.get((sub, kind))

    def add(
        self,
        mailing: Mailing,
        notices: Sequence[MailedNotice],
        newest: Mailing | None,
        at: dt.datetime,  # noqa: ARG002 - nothing is taken out of memory
    ) -> bool:
        ids = [notice.notice_id for notice in notices]
        with self._changing:
            waiting = self._mailings.get(mailing, _Waiting())
            if waiting.closed or self.known(mailing.sub, ids):
                return False
            if mailing != newest and self._newest.get(mailing[:2]) != newest:
                return False
            self._newest[mailing[:2]] = mailing
            self._known |= {(mailing.sub, notice_id): mailing for notice_id in ids}
            waiting.notices |= dict(zip(ids, notices, strict=True))
            self._mailings[mailing] = waiting
        return True

    def due(self, until: dt.datetime) -> Iterator[Mailing]:
        yield from [mailing for mailing in self._mailings if mailing.due_at <= until]

    def claim(self, mailing: Mailing, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        with self._changing:
            waiting = self._mailings.get(mailing)
            if waiting is None or waiting.sent:
                return MailClaim.SENT
            if waiting.closed and at < waiting.closed + lease:
                return MailClaim.BUSY
            waiting.closed = at
        return MailClaim.CLAIMED

    def notices(self, mailing: Mailing) -> list[MailedNotice]:
        waiting = self._mailings.get(mailing, _Waiting())
        return [notice for _, notice in sorted(waiting.notices.items())]

    def note_sent(self, mailing: Mailing) -> None:
        if mailing in self._mailings:
            self._mailings[mailing].sent = True

    def remove(self, mailing: Mailing) -> None:
        self._mailings.pop(mailing, None)

    def add_link(self, sub: str, kind: AnyMailKind, digest: str, at: dt.datetime) -> None:
        self._links[digest] = sub, kind, at + MAIL_LINK_LIFE

    def of_link(self, digest: str, at: dt.datetime) -> tuple[str, AnyMailKind] | None:
        found = self._links.get(digest)
        return found[:2] if found and at < found[2] else None

    def forget(self, sub: str) -> None:
        self._preferences.pop(sub, None)
        self._of_contacts = {key: wanted for key, wanted in self._of_contacts.items() if key[0] != sub}
        self._known = {key: mailing for key, mailing in self._known.items() if mailing.sub != sub}
        self._newest = {key: mailing for key, mailing in self._newest.items() if mailing.sub != sub}
        self._mailings = {mailing: waiting for mailing, waiting in self._mailings.items() if mailing.sub != sub}
        self._links = {digest: link for digest, link in self._links.items() if link[0] != sub}
