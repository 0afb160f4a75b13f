"""Mails to physicians and contacts: which they want, what waits for one, and the links in them."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from cmehub.accounts.contact_mails import ContactMailKind, ContactMailPreferences
from cmehub.passport.mail_preferences import MailPreferences
from cmehub.passport.mailings import AnyMailKind, MailedNotice, Mailing
from cmehub.stores.addresses import MailClaim


class PhysicianMailStore(Protocol):
    """Preferences, notices that wait for a mailing, and links, all of them of an account."""

    def preferences(self, subs: Collection[str]) -> dict[str, MailPreferences]:
        """Return what those of the accounts want that ever said so."""

    def put_preferences(self, sub: str, preferences: MailPreferences) -> None:
        """Store what an account wants, in the place of what it wanted before."""

    def contact_preferences(self, subs: Collection[str], provider_id: str) -> dict[str, ContactMailPreferences]:
        """Return what those of a provider's contacts want that ever said so."""

    def put_contact_preferences(self, sub: str, provider_id: str, preferences: ContactMailPreferences) -> None:
        """Store what a provider's contact wants, in the place of what they wanted before."""

    def end_contact_mails(self, sub: str, kind: ContactMailKind) -> None:
        """Let a contact want no mails of a kind any more, of whichever provider."""

    def known(self, sub: str, notice_ids: Collection[str]) -> dict[str, Mailing]:
        """Return those of the notices that were added within `KNOWN_LIFE`, with the mailing that they are in."""

    def newest(self, sub: str, kind: AnyMailKind) -> Mailing | None:
        """Return the mailing of a kind that was begun last."""

    def add(self, mailing: Mailing, notices: Sequence[MailedNotice], newest: Mailing | None, at: dt.datetime) -> bool:
        """
        Let notices wait for a mailing, which is begun if it isn't the newest; all of them or none.

        Parameters
        ----------
        mailing, notices
            At most `MOST_AT_ONCE` notices of its kind.
        newest
            As it was read.

        Returns
        -------
        bool
            False if the mailing is closed, another was begun since, or one of the notices was added before.
        """

    def due(self, until: dt.datetime) -> Iterator[Mailing]:
        """Yield the mailings that are due by a moment and weren't removed."""

    def claim(self, mailing: Mailing, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Close a mailing and ask to send it; a claim that isn't fulfilled within the lease can be made again."""

    def notices(self, mailing: Mailing) -> list[MailedNotice]:
        """Return the notices of a mailing, by their IDs."""

    def note_sent(self, mailing: Mailing) -> None:
        """Note that a mailing was sent, or that there is nothing to send any more."""

    def remove(self, mailing: Mailing) -> None:
        """Take a mailing that was sent out, with its notices."""

    def add_link(self, sub: str, kind: AnyMailKind, digest: str, at: dt.datetime) -> None:
        """Let what a token is known by lead to an account's preferences and a kind, for `MAIL_LINK_LIFE`."""

    def of_link(self, digest: str, at: dt.datetime) -> tuple[str, AnyMailKind] | None:
        """Return the account and the kind to which a token leads at that moment."""

    def forget(self, sub: str) -> None:
        """Take out everything of an account: what it wants, what waits, and every link."""
