"""Reading what was shared: who is let in, and what they are told."""

import datetime as dt
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.accounts.accesses import Access, Reader
from cmehub.accounts.claiming import new_id
from cmehub.accounts.claims import Claim
from cmehub.accounts.mailed_codes import TRIES_OF_CODE
from cmehub.api.problems import ProblemError
from cmehub.passport.issuing_prints import IssuingPrints
from cmehub.passport.making_transcripts import MadeTranscript, MakingTranscripts
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.passport.share_mails import CODES_OF_DAY, CODES_OF_HOUR, ShareMail, ShareMailKind, mail_of_ticket
from cmehub.passport.shares import TRIES_OF_PASSCODE, KnownPasscode, Share, ShareState, new_token, trial_of
from cmehub.passport.sharing import JSON, PDF, printed
from cmehub.passport.transcripts import PhysicianTranscript
from cmehub.runtime.queues import Queue
from cmehub.stores.shares import ShareStore
from cmehub.stores.tries import TryStore
from cmehub.submissions.fix_it_links import token_digest
from cmehub.submissions.messages import ShareMailMessage


class Asked(NamedTuple):
    """
    Who wants to read.

    Attributes
    ----------
    token, passcode
        The link's token, and the passcode if one was given.
    ticket, code
        What was answered when a code was asked for, and the code that was mailed.
    place
        From which country and region, if the edge told.
    """

    token: str
    passcode: str | None = None
    ticket: str | None = None
    code: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class ReadingShares:
    """Everything that reading what was shared needs."""

    shares: ShareStore
    making: MakingTranscripts
    prints: IssuingPrints
    accesses: NotedAccesses
    tries: TryStore
    notices: Queue
    clock: Callable[[], dt.datetime]
    new_id: Callable[[], str] = new_id
    new_token: Callable[[], str] = new_token

    def ask_for_code(self, asked: Asked) -> str:
        """
        Have a code mailed to the one reader of a share, and return the ticket with which it counts.

        Raises
        ------
        ProblemError
            As `opened`, if the share isn't for one reader, or if enough codes were mailed.
        """
        share, now = self._found(asked), self.clock()
        if share.email is None:
            raise ProblemError("REQUEST_INVALID", "token: this share is read without a code")
        ticket = self.new_token()
        mail = ShareMail(code_id=mail_of_ticket(ticket), asked_at=now, kind=ShareMailKind.CODE)
        self._admit(f"share-codes#{share.share_id}#{now:%H}", mail, CODES_OF_HOUR)
        self._admit(f"share-codes-of#{share.sub}", mail, CODES_OF_DAY)
        self.shares.put_mail(share, mail)
        self.notices.send([ShareMailMessage(sub=share.sub, share_id=share.share_id, mail_id=mail.code_id)])
        return ticket

    def opened(self, asked: Asked) -> Share:
        """
        Return the share that somebody may read.

        Raises
        ------
        ProblemError
            If there is none with such a link, if it is over, or if the passcode or the code is missing, wrong or was
            tried too often.
        """
        share = self._found(asked)
        if share.email:
            self._check_code(share, asked)
        return share

    def told(self, share: Share, place: str | None) -> PhysicianTranscript:
        """Return what a share tells now, and write down that it was read."""
        content = self.shares.file(share, JSON) if share.is_fixed else None
        told = PhysicianTranscript.model_validate_json(content) if content else self._now(share).told
        self._note(share, place)
        return told

    def printed(self, share: Share, place: str | None) -> bytes:
        """Return a share as PDF, and write down that it was read."""
        content = self.shares.file(share, PDF) if share.is_fixed else None
        content = content or printed(self.prints, share, self._now(share))
        self._note(share, place)
        return content

    def _found(self, asked: Asked) -> Share:
        """Return the share that somebody has the link of, and its passcode if it has one."""
        share = self.shares.of_link(token_digest(asked.token))
        if share is None:
            raise ProblemError("NOT_FOUND", "Compare the link with the one that you were given.")
        # Who has given the claim back shares nothing of it any more.
        if share.state(self.clock()) is not ShareState.OPEN or not self._claims(share.sub):
            raise ProblemError("SHARE_OVER")
        if share.passcode:
            self._check_passcode(share, share.passcode, asked)
        return share

    def _check_passcode(self, share: Share, known: KnownPasscode, asked: Asked) -> None:
        if not asked.passcode:
            raise ProblemError("PASSCODE_NEEDED")
        trial, today = trial_of(asked.token, asked.passcode), self.clock().date()
        if not self.tries.admit(f"share#{share.share_id}", trial, today, most=TRIES_OF_PASSCODE):
            raise ProblemError("PASSCODE_TRIES_SPENT")
        if not known.is_of(asked.passcode):
            raise ProblemError("PASSCODE_WRONG")

    def _check_code(self, share: Share, asked: Asked) -> None:
        now = self.clock()
        mail = self.shares.find_mail(share, mail_of_ticket(asked.ticket)) if asked.ticket else None
        if mail and mail.reads(now):
            return
        if mail is None or mail.entered_at or not asked.code:
            raise ProblemError("SHARE_CODE_NEEDED")
        trial = trial_of(asked.token, asked.code)
        is_admitted = self.tries.admit(f"share-code#{mail.code_id}", trial, mail.asked_at.date(), most=TRIES_OF_CODE)
        is_right = hmac.compare_digest(str(mail.digest), mail.digest_of(asked.code))
        if not (is_admitted and mail.is_good(now) and is_right):
            raise ProblemError("CODE_WRONG")
        self.shares.note_entered(share, mail, now)

    def _admit(self, subject: str, mail: ShareMail, most: int) -> None:
        if not self.tries.admit(subject, mail.code_id, mail.asked_at.date(), most=most):
            raise ProblemError("SHARE_CODES_SPENT")

    def _now(self, share: Share) -> MadeTranscript:
        if share.is_fixed:
            raise ProblemError("SHARE_OVER")  # it was revoked a moment ago, and its files are gone
        return self.making.of_account(share.sub, share.choice)

    def _note(self, share: Share, place: str | None) -> None:
        """Write a reading down before anything is told; a share that was revoked meanwhile tells nothing."""
        now = self.clock()
        if not self.shares.note_view(share, now):
            raise ProblemError("SHARE_OVER")
        access = Access(
            access_id=self.new_id(),
            at=now,
            reader=Reader.ADDRESSEE if share.email else Reader.SHARE,
            who=share.reader,
            what="A transcript that you shared",
            since=share.choice.since,
            until=share.choice.until,
            place=place,
        )
        entries = list(dict.fromkeys(key for claim in self._claims(share.sub) for key in claim.linked))
        self.accesses.add(entries, access)

    def _claims(self, sub: str) -> list[Claim]:
        return self.making.accounts.claims(sub)
