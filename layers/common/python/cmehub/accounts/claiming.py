"""Claiming: an account proves which physician its holder is, and gives that back."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.claims import TRIES_ABOUT_PERSON, TRIES_OF_ACCOUNT, Claim, ClaimTry, TryOutcome, person_hash
from cmehub.accounts.proofs import Proof, Proved, prove
from cmehub.learners.waiting_records import WaitingRecords
from cmehub.people.identity import IDENTITY_FIELDS, agreeing
from cmehub.people.physicians import linked
from cmehub.people.rosters import EntryKey, RosterEntry
from cmehub.runtime.queues import Queue
from cmehub.stores import AccountStore, RecordStore, RosterStore
from cmehub.stores.tries import TryStore
from cmehub.submissions.messages import ClaimTriedMessage

LINKS_LIFE = dt.timedelta(days=1)
"""After so long it is looked again which entries are the physician."""


class ClaimRefusedError(Exception):
    """Nobody is claimed; why is told to nobody who tries, since it would tell who is on a roster or signed in."""


class TriesSpentError(Exception):
    """The account has tried enough on this day, or so much was tried about the person, who may not even exist."""


def new_id() -> str:
    """Return what names a claim or a try."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Claiming:
    """Everything that claiming a physician needs."""

    accounts: AccountStore
    rosters: RosterStore
    records: RecordStore
    tries: TryStore
    notices: Queue
    clock: Callable[[], dt.datetime]
    new_id: Callable[[], str] = new_id

    def claim(self, sub: str, proof: Proof) -> Claim:
        """
        Let an account hold the physician whom a proof is about, with all linked entries, or nobody.

        Who holds the physician already gets the claim as it is. Refusals take the same reads and writes each, so that
        neither the answer nor its time tells them apart.

        Raises
        ------
        TriesSpentError
            If there were too many tries.
        ClaimRefusedError
            If nobody has the number, if it is somebody else's, if somebody else holds the physician, or if the account
            holds another physician.
        """
        tried = ClaimTry(
            try_id=self.new_id(),
            sub=sub,
            at=self.clock(),
            authority=proof.authority,
            person=person_hash(*proof.key),
            outcome=TryOutcome.CLAIMED,
        )
        self._count(tried)
        own = self.accounts.claims(sub)
        proved = prove(self.rosters, proof)
        entry = proved.entry
        holder = self.accounts.holders([entry.key if entry else proof.key])
        if entry and holder.get(entry.key) == sub:
            self.accounts.add_try(tried)
            claim = next(claim for claim in self.accounts.claims(sub) if entry.key in claim.linked)
            self._take_home(claim)  # a stop right after the claim was made may have left that undone
            return claim
        outcome = self._outcome(proof, proved, own, is_held=bool(holder))
        if entry and outcome is TryOutcome.CLAIMED:
            claim = self._made(entry, own, tried.at)
            if self.accounts.change(sub, None, claim):
                self.accounts.add_try(tried)
                self._take_home(claim)
                return claim
            outcome = TryOutcome.HELD
        held = entry.key if entry and outcome is TryOutcome.HELD else None
        self.accounts.add_try(tried.model_copy(update={"outcome": outcome, "held": held}))
        self.notices.send([ClaimTriedMessage(sub=sub, try_id=tried.try_id)])
        raise ClaimRefusedError

    def claims(self, sub: str) -> list[Claim]:
        """
        Return an account's claims.

        Once a day it is looked which entries the rosters have of the physician by now, and what waits under their IDs.
        """
        now = self.clock()
        return [self._renewed(sub, claim, now) for claim in self.accounts.claims(sub)]

    def give_back(self, sub: str, claim_id: str) -> bool:
        """Let nobody hold the physician any more; False if the account has no such claim."""
        while claim := self.find(sub, claim_id):
            if self.accounts.change(sub, claim, None):
                return True
        return False

    def find(self, sub: str, claim_id: str) -> Claim | None:
        """Return a claim of an account."""
        return next((claim for claim in self.accounts.claims(sub) if claim.claim_id == claim_id), None)

    def _count(self, tried: ClaimTry) -> None:
        subjects = {f"claims-of#{tried.sub}": TRIES_OF_ACCOUNT, f"claims#{tried.person}": TRIES_ABOUT_PERSON}
        for subject, most in subjects.items():
            if not self.tries.admit(subject, tried.try_id, tried.at.date(), most=most):
                raise TriesSpentError

    def _outcome(self, proof: Proof, proved: Proved, own: list[Claim], *, is_held: bool) -> TryOutcome:
        """Return what is to come of a proof; an account is one physician."""
        known = self.rosters.find([claim.key for claim in own]).values() if own else ()
        if proved.entry is None:
            return proved.outcome
        if any(_is_other(proof, proved.entry, entry) for entry in known):
            return TryOutcome.SOMEBODY_ELSE
        return TryOutcome.HELD if is_held else TryOutcome.CLAIMED

    def _made(self, entry: RosterEntry, own: list[Claim], now: dt.datetime) -> Claim:
        held = {key for claim in own for key in claim.linked}
        return Claim(
            claim_id=self.new_id(),
            authority=entry.authority,
            entry_id=entry.entry_id,
            linked=tuple(key for key in self._linked(entry.key) if key not in held),
            since=now,
            linked_at=now,
        )

    def _linked(self, key: EntryKey) -> list[EntryKey]:
        return [entry.key for entry in linked(self.rosters, *key)]

    def _renewed(self, sub: str, claim: Claim, now: dt.datetime) -> Claim:
        if now - claim.linked_at < LINKS_LIFE:
            return claim
        found = self._linked(claim.key)
        elsewhere = self.accounts.holders([key for key in found if key not in claim.linked])
        new = tuple(key for key in found if key not in claim.linked and key not in elsewhere)
        renewed = claim.model_copy(update={"linked": claim.linked + new, "linked_at": now})
        if not self.accounts.change(sub, claim, renewed):
            return claim
        self._take_home(renewed)
        return renewed

    def _take_home(self, claim: Claim) -> None:
        entries = self.rosters.find(claim.linked).values()
        WaitingRecords(self.records, self.rosters).take_home(entries)


def _is_other(proof: Proof, entry: RosterEntry, known: RosterEntry) -> bool:
    """Tell whether a proof and its entry are about somebody else than an entry that the account holds."""
    differ = bool(entry.npi and known.npi) and entry.npi != known.npi
    return differ or agreeing(proof.person, known) != IDENTITY_FIELDS
