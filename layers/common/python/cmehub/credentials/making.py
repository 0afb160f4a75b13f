"""Making signed credentials of a physician's credits."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cmehub.accounts.claims import Claim
from cmehub.api.problems import ProblemError
from cmehub.credentials.issued import IssuedDocument, IssuedKind
from cmehub.credentials.issuing import Draft, Issuing
from cmehub.credentials.payloads import Achieved, Payload, Sheet, badge_payload, transcript_payload
from cmehub.credentials.signing import Signing
from cmehub.learners.credits import COUNTING, Credit, credits_of
from cmehub.learners.transcripts import Span, TranscriptHolder
from cmehub.people.rosters import EntryKey
from cmehub.stores import AccountStore, ActivityStore, ProviderStore, RosterStore
from cmehub.stores.tries import TryStore

MOST_A_DAY = 50


class Issuer(NamedTuple):
    """
    As whom the hub signs.

    Attributes
    ----------
    site_url
        The address of the site, which is the issuer's name in credentials.
    needs_confirmed
        Whether only claims that are confirmed make credentials.
    """

    site_url: str
    signing: Signing
    needs_confirmed: bool


class ChosenCredit(NamedTuple):
    """A credit of the physician: of which record, for which board, state or ``NPI``, and of which type."""

    record: str
    board: str
    credit_type: str

    def is_of(self, credit: Credit) -> bool:
        """Tell whether it is this credit."""
        return self == (credit.record_id, credit.board, credit.credit_type) and not credit.derived


class MadeCredential(NamedTuple):
    """A credential as the physician gets it, of which the hub keeps the document alone."""

    document: IssuedDocument
    token: str


@dataclass(frozen=True)
class MakingCredentials:
    """Everything that making credentials needs."""

    issuing: Issuing
    accounts: AccountStore
    rosters: RosterStore
    activities: ActivityStore
    providers: ProviderStore
    tries: TryStore
    issuer: Issuer
    new_code: Callable[[], str]

    def transcript(self, sub: str, span: Span) -> MadeCredential:
        """
        Make a credential of all credits in a span of time that count.

        Raises
        ------
        ProblemError
            If the account may have none made, or there are no such credits.
        """
        entries, held = self._held(sub)
        chosen = [credit for credit in held if span.holds(credit.completion_date)]
        covers = f"{span.first or ''}/{span.last or ''}"

        def payload(sheet: Sheet, member: TranscriptHolder, achieved: Sequence[Achieved]) -> Payload:
            return transcript_payload(sheet, member, span, achieved)

        return self._make(sub, IssuedKind.TRANSCRIPT, covers, entries=entries, chosen=chosen, payload=payload)

    def badge(self, sub: str, wanted: ChosenCredit) -> MadeCredential:
        """
        Make an Open Badge of one credit.

        Raises
        ------
        ProblemError
            If the account may have none made, or the physician has no such credit that counts.
        """
        entries, held = self._held(sub)
        chosen = [credit for credit in held if wanted.is_of(credit)][:1]

        def payload(sheet: Sheet, member: TranscriptHolder, achieved: Sequence[Achieved]) -> Payload:
            return badge_payload(sheet, member, achieved[0])

        return self._make(sub, IssuedKind.BADGE, "/".join(wanted), entries=entries, chosen=chosen, payload=payload)

    def _held(self, sub: str) -> tuple[list[EntryKey], list[Credit]]:
        """Return the roster entries of the physician whom the account holds, and all credits that count."""
        claims = self.accounts.claims(sub)
        if not claims:
            raise ProblemError("CLAIM_NEEDED")
        sure = [claim for claim in claims if claim.confirmed_at or not self.issuer.needs_confirmed]
        if not sure:
            raise ProblemError("CLAIM_NOT_CONFIRMED")
        entries = _entries(sure)
        records = [record for key in entries for record in self.issuing.records.of_learner(key.learner_key)]
        found = credits_of(records, self.issuing.ledgers)
        return entries, [credit for credit in found if credit.status in COUNTING]

    def _make(
        self,
        sub: str,
        kind: IssuedKind,
        covers: str,
        *,
        entries: Sequence[EntryKey],
        chosen: Sequence[Credit],
        payload: Callable[[Sheet, TranscriptHolder, Sequence[Achieved]], Payload],
    ) -> MadeCredential:
        if not chosen:
            raise ProblemError("CREDITS_NONE")
        now = self.issuing.clock().replace(microsecond=0)  # as the credential tells it
        code = self.new_code()
        if not self.tries.admit(f"credentials#{sub}", code, now.date(), most=MOST_A_DAY):
            raise ProblemError("CREDENTIALS_SPENT")
        member, achieved = self._member(entries), self._achieved(chosen)
        place = self.issuing.documents.next_place()
        sheet = Sheet(self.issuer.site_url, code, now, place)
        signing = self.issuer.signing
        token = signing.token(payload(sheet, member, achieved), self._headers(kind, signing.key_id))
        draft = Draft(
            code=code,
            kind=kind,
            covers=covers,
            said={"member": member.model_dump(), "credits": [_said(credit) for credit in achieved]},
            learner_keys=[key.learner_key for key in entries],
            credits=chosen,
            issued_at=now,
            place=place,
        )
        return MadeCredential(self.issuing.issue(sub, draft, token.encode()), token)

    def _headers(self, kind: IssuedKind, key_id: str) -> dict[str, str]:
        """Return a token's headers: VC-JOSE-COSE has one type of token, Open Badges another, and a URI for the key."""
        if kind is IssuedKind.BADGE:
            return {"typ": "JWT", "kid": f"{self.issuer.site_url}/.well-known/jwks.json#{key_id}"}
        return {"typ": "vc+jwt", "kid": key_id}

    def _member(self, entries: Sequence[EntryKey]) -> TranscriptHolder:
        """Return the physician as rosters tell: what a provider wrote of the name is no part of what is signed."""
        found = self.rosters.find(entries)
        known = [found[key] for key in entries if key in found]
        if not known:
            raise ProblemError("CLAIM_NEEDED", "The roster that you were claimed from doesn't have you any more.")
        ids = {entry.authority: entry.entry_id for entry in known}
        npi = next((entry.npi for entry in known if entry.npi), None)
        return TranscriptHolder(
            given_name=known[0].given_name,
            family_name=known[0].family_name,
            ids=ids | ({"NPI": npi} if npi else {}),
        )

    def _achieved(self, chosen: Sequence[Credit]) -> list[Achieved]:
        activities = self.activities.find({credit.activity_id for credit in chosen})
        names: dict[str, str] = {}
        for provider_id in {credit.provider_id for credit in chosen}:
            provider = self.providers.find(provider_id)
            names[provider_id] = provider.name if provider else provider_id
        return [
            Achieved(
                credit,
                activities[credit.activity_id].title if credit.activity_id in activities else credit.activity_id,
                names[credit.provider_id],
            )
            for credit in chosen
        ]


def _entries(claims: Sequence[Claim]) -> list[EntryKey]:
    return list(dict.fromkeys(key for claim in claims for key in claim.linked))


def _said(achieved: Achieved) -> dict[str, Any]:
    credit = achieved.credit
    completed_on: dt.date = credit.completion_date
    return {
        "activity": credit.activity_id,
        "title": achieved.title,
        "organisation": achieved.organisation,
        "day": completed_on.isoformat(),
        "board": credit.board,
        "type": credit.credit_type,
        "amount": credit.amount,
    }
