"""Sharing transcripts: making and ending shares, and having their links mailed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.accounts.claiming import new_id
from cmehub.accounts.claims import Sureness
from cmehub.api.problems import ProblemError
from cmehub.passport.issuing_prints import IssuingPrints
from cmehub.passport.making_transcripts import MadeTranscript, MakingTranscripts
from cmehub.passport.share_mails import LINKS_OF_DAY, LINKS_OF_SHARE, ShareMail, ShareMailKind
from cmehub.passport.shares import (
    MOST_SHARES,
    KnownPasscode,
    Share,
    ShareState,
    WantedShare,
    named_reader,
    new_token,
)
from cmehub.runtime.queues import Queue
from cmehub.stores.shares import ShareStore
from cmehub.stores.tries import TryStore
from cmehub.submissions.fix_it_links import token_digest
from cmehub.submissions.messages import ShareMailMessage

JSON, PDF = "json", "pdf"
"""Under which names the files of a fixed share are kept."""


class MadeShare(NamedTuple):
    """A share, and the token of its link, which nobody can be told again."""

    share: Share
    token: str


@dataclass(frozen=True)
class Sharing:
    """
    Everything that making shares needs.

    Attributes
    ----------
    needs_confirmed
        Whether only claims that are confirmed make shares.
    """

    shares: ShareStore
    making: MakingTranscripts
    prints: IssuingPrints
    tries: TryStore
    notices: Queue
    needs_confirmed: bool
    clock: Callable[[], dt.datetime]
    new_id: Callable[[], str] = new_id
    new_token: Callable[[], str] = new_token

    def make(self, sub: str, wanted: WantedShare) -> MadeShare:
        """
        Make a share.

        Raises
        ------
        ProblemError
            If the account has claimed nobody, or not surely enough, or has too many shares.
        """
        claims = self.making.accounts.claims(sub)
        if not claims:
            raise ProblemError("CLAIM_NEEDED")
        if self.needs_confirmed and any(claim.sureness is not Sureness.CONFIRMED for claim in claims):
            raise ProblemError("CLAIM_NOT_CONFIRMED")
        now, token = self.clock(), self.new_token()
        share = Share(
            share_id=self.new_id(),
            sub=sub,
            reader=named_reader(wanted.reader),
            email=wanted.email,
            choice=wanted.choice,
            is_fixed=wanted.is_fixed,
            made_at=now,
            ends_at=None if wanted.days is None else now + dt.timedelta(days=wanted.days),
            digest=token_digest(token),
            passcode=KnownPasscode.of(wanted.passcode) if wanted.passcode else None,
        )
        files = {}
        if wanted.is_fixed:
            made = self.making.of_account(sub, wanted.choice)
            files = {JSON: made.told.model_dump_json().encode(), PDF: printed(self.prints, share, made)}
        if not self.shares.add(share, files, most=MOST_SHARES):
            raise ProblemError(
                "SHARES_TOO_MANY",
                f"{MOST_SHARES} are kept; one that is over or ended leaves the list 30 days later.",
            )
        return MadeShare(share, token)

    def revoke(self, sub: str, share_id: str) -> Share:
        """
        End a share at once.

        Raises
        ------
        ProblemError
            If the account has no such share.
        """
        share = self._found(sub, share_id)
        self.shares.revoke(share, self.clock())
        return share

    def mail(self, sub: str, share_id: str) -> None:
        """
        Have a link of a share mailed to its reader, who is then asked for a code there.

        Raises
        ------
        ProblemError
            If the account has no such share, if it is over or has no address, or if enough links were mailed.
        """
        share, now = self._found(sub, share_id), self.clock()
        if share.state(now) is not ShareState.OPEN:
            raise ProblemError("SHARE_OVER", "Make another one.")
        if share.email is None:
            raise ProblemError("REQUEST_INVALID", "share: it has no address that its link could be mailed to")
        mail = ShareMail(code_id=self.new_id(), asked_at=now, kind=ShareMailKind.LINK)
        is_full = len(share.mailed) >= LINKS_OF_SHARE
        if is_full or not self.tries.admit(f"share-links-of#{sub}", mail.code_id, now.date(), most=LINKS_OF_DAY):
            raise ProblemError("SHARE_MAILS_SPENT")
        self.shares.put_mail(share, mail)
        self.notices.send([ShareMailMessage(sub=sub, share_id=share.share_id, mail_id=mail.code_id)])

    def _found(self, sub: str, share_id: str) -> Share:
        share = self.shares.find(sub, share_id)
        if share is None:
            raise ProblemError("NOT_FOUND")
        return share


def printed(prints: IssuingPrints, share: Share, made: MadeTranscript) -> bytes:
    """Return what a share tells as PDF; its prints of the day are counted for it alone."""
    return prints.printed(share.sub, made, counted_for=f"share-prints#{share.share_id}")
