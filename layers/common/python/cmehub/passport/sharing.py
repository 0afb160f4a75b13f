"""Sharing transcripts: making and ending shares, and reading by their links."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.accounts.accesses import Access, Reader
from cmehub.accounts.claiming import new_id
from cmehub.accounts.claims import Claim, Sureness
from cmehub.api.problems import ProblemError
from cmehub.passport.issuing_prints import IssuingPrints
from cmehub.passport.making_transcripts import MadeTranscript, MakingTranscripts
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.passport.shares import (
    MOST_SHARES,
    TRIES_OF_PASSCODE,
    KnownPasscode,
    Share,
    ShareState,
    WantedShare,
    named_reader,
    new_token,
    trial_of,
)
from cmehub.passport.transcripts import PhysicianTranscript
from cmehub.stores.shares import ShareStore
from cmehub.stores.tries import TryStore
from cmehub.submissions.fix_it_links import token_digest

_JSON, _PDF = "json", "pdf"


class MadeShare(NamedTuple):
    """A share, and the token of its link, which nobody can be told again."""

    share: Share
    token: str


class Asked(NamedTuple):
    """Who wants to read: the link's token, and the passcode if one was given."""

    token: str
    passcode: str | None


@dataclass(frozen=True)
class Sharing:
    """
    Everything that shares need.

    Attributes
    ----------
    needs_confirmed
        Whether only claims that are confirmed make shares.
    """

    shares: ShareStore
    making: MakingTranscripts
    prints: IssuingPrints
    accesses: NotedAccesses
    tries: TryStore
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
        claims = self._claims(sub)
        if not claims:
            raise ProblemError("CLAIM_NEEDED")
        if self.needs_confirmed and any(claim.sureness is not Sureness.CONFIRMED for claim in claims):
            raise ProblemError("CLAIM_NOT_CONFIRMED")
        if len(self.shares.of_account(sub)) >= MOST_SHARES:
            raise ProblemError(
                "SHARES_TOO_MANY",
                f"{MOST_SHARES} are kept; one that is over leaves the list 30 days after its last day.",
            )
        now, token = self.clock(), self.new_token()
        share = Share(
            share_id=self.new_id(),
            sub=sub,
            reader=named_reader(wanted.reader),
            choice=wanted.choice,
            is_fixed=wanted.is_fixed,
            made_at=now,
            ends_at=now + dt.timedelta(days=wanted.days),
            digest=token_digest(token),
            passcode=KnownPasscode.of(wanted.passcode) if wanted.passcode else None,
        )
        files = {}
        if wanted.is_fixed:
            made = self.making.of_account(sub, wanted.choice)
            files = {_JSON: made.told.model_dump_json().encode(), _PDF: self._printed(share, made)}
        self.shares.add(share, files)
        return MadeShare(share, token)

    def revoke(self, sub: str, share_id: str) -> Share:
        """
        End a share at once.

        Raises
        ------
        ProblemError
            If the account has no such share.
        """
        share = next((share for share in self.shares.of_account(sub) if share.share_id == share_id), None)
        if share is None:
            raise ProblemError("NOT_FOUND")
        self.shares.revoke(share, self.clock())
        return share

    def opened(self, asked: Asked) -> Share:
        """
        Return the share that somebody may read.

        Raises
        ------
        ProblemError
            If there is none with such a link, if it is over, or if the passcode is missing, wrong or was tried too
            often.
        """
        share = self.shares.of_link(token_digest(asked.token))
        if share is None:
            raise ProblemError("NOT_FOUND", "Compare the link with the one that you were given.")
        # Who has given the claim back shares nothing of it any more.
        if share.state(self.clock()) is not ShareState.OPEN or not self._claims(share.sub):
            raise ProblemError("SHARE_OVER")
        if share.passcode:
            self._check(share, share.passcode, asked)
        return share

    def told(self, share: Share) -> PhysicianTranscript:
        """Return what a share tells now, and write down that it was read."""
        content = self.shares.file(share, _JSON) if share.is_fixed else None
        told = PhysicianTranscript.model_validate_json(content) if content else self._now(share).told
        self._note(share)
        return told

    def printed(self, share: Share) -> bytes:
        """Return a share as PDF, and write down that it was read."""
        content = self.shares.file(share, _PDF) if share.is_fixed else None
        content = content or self._printed(share, self._now(share))
        self._note(share)
        return content

    def _check(self, share: Share, known: KnownPasscode, asked: Asked) -> None:
        if not asked.passcode:
            raise ProblemError("PASSCODE_NEEDED")
        trial, today = trial_of(asked.token, asked.passcode), self.clock().date()
        if not self.tries.admit(f"share#{share.share_id}", trial, today, most=TRIES_OF_PASSCODE):
            raise ProblemError("PASSCODE_TRIES_SPENT")
        if not known.is_of(asked.passcode):
            raise ProblemError("PASSCODE_WRONG")

    def _now(self, share: Share) -> MadeTranscript:
        if share.is_fixed:
            raise ProblemError("SHARE_OVER")  # it was revoked a moment ago, and its files are gone
        return self.making.of_account(share.sub, share.choice)

    def _printed(self, share: Share, made: MadeTranscript) -> bytes:
        return self.prints.printed(share.sub, made, counted_for=f"share-prints#{share.share_id}")

    def _note(self, share: Share) -> None:
        """Write a reading down before anything is told; a share that was revoked meanwhile tells nothing."""
        now = self.clock()
        if not self.shares.note_view(share, now):
            raise ProblemError("SHARE_OVER")
        access = Access(
            access_id=self.new_id(),
            at=now,
            reader=Reader.SHARE,
            who=share.reader,
            what="A transcript that you shared",
            since=share.choice.since,
            until=share.choice.until,
        )
        entries = list(dict.fromkeys(key for claim in self._claims(share.sub) for key in claim.linked))
        self.accesses.add(entries, access)

    def _claims(self, sub: str) -> list[Claim]:
        return self.making.accounts.claims(sub)
