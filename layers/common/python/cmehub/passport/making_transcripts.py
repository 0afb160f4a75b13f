"""Making a physician's own transcripts, of what is stored now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from cmehub.accounts.claims import Claim, Sureness
from cmehub.documents.transcripts import transcript_document
from cmehub.learners.credits import COUNTING, Credit, CreditStatus, credits_of
from cmehub.learners.records import LearnerRecord
from cmehub.learners.transcripts import Span, TranscriptHolder, transcript
from cmehub.passport.credits import Progress, authority_name, progress_of, provider_contact
from cmehub.passport.own_credits import OwnCredit
from cmehub.passport.totals import totals_of
from cmehub.passport.transcript_choices import NO_STATE, TranscriptChoice
from cmehub.passport.transcripts import (
    KnownAs,
    Physician,
    PhysicianTranscript,
    TranscriptActivity,
    TranscriptCredit,
    TranscriptOwnCredit,
)
from cmehub.people.roster_lookups import NPI
from cmehub.rules.packs import is_board
from cmehub.stores import AccountStore, ActivityStore, LedgerStore, ProviderStore, RecordStore, RosterStore
from cmehub.stores.own_credits import OwnCreditStore


class MadeTranscript(NamedTuple):
    """
    A transcript, and what it was made of.

    Attributes
    ----------
    learner_keys
        Under which the physician's records lie.
    credits
        What it tells of them.
    """

    told: PhysicianTranscript
    learner_keys: list[str]
    credits: list[Credit]


class _Known(NamedTuple):
    """What is known of an account's physician, before any credit is chosen."""

    physician: Physician | None
    learner_keys: list[str]
    records: list[LearnerRecord]


@dataclass(frozen=True)
class MakingTranscripts:
    """Everything that making a physician's own transcripts needs."""

    accounts: AccountStore
    rosters: RosterStore
    own_credits: OwnCreditStore
    records: RecordStore
    ledgers: LedgerStore
    activities: ActivityStore
    providers: ProviderStore
    clock: Callable[[], dt.datetime]

    def of_account(self, sub: str, choice: TranscriptChoice) -> MadeTranscript:
        """Return what was chosen of an account's credits, as it is now."""
        known = self._known(sub, choice)
        chosen = [credit for credit in credits_of(known.records, self.ledgers) if _takes(choice, credit)]
        own = [
            credit
            for credit in (self.own_credits.of_account(sub) if choice.own else ())
            if choice.holds(credit.completed_on)
        ]
        told = PhysicianTranscript(
            made_at=self.clock().replace(microsecond=0),  # as a print tells it
            physician=known.physician,
            choice=choice,
            activities=tuple(self._activities(chosen)),
            own_credits=tuple(map(_told_own, sorted(own, key=_own_place))),
            totals=totals_of(known.records, chosen, own, self.clock().date()),
        )
        return MadeTranscript(told, known.learner_keys, chosen)

    def in_accmes_shape(self, sub: str, choice: TranscriptChoice) -> dict[str, Any]:
        """
        Return the same in the shape of ACCME's draft of 19 May 2025.

        It has no place for what is pending or own, so it tells what is accepted alone.
        """
        known = self._known(sub, choice)
        physician = known.physician or Physician(given_name="", family_name="", known_as=())
        told = transcript(
            TranscriptHolder(
                given_name=physician.given_name,
                family_name=physician.family_name,
                ids={known_as.authority: known_as.number for known_as in reversed(physician.known_as)},
            ),
            known.records,
            self.ledgers,
            activities=self.activities.find({record.row.activity_id for record in known.records}),
            organisations=self._organisations({record.provider_id for record in known.records}),
            span=Span(first=choice.since, last=choice.until),
            wanted=partial(_takes, choice),
        )
        # It is the physician who hands it on, whatever providers may do.
        shared = tuple(activity.model_copy(update={"is_denied": False}) for activity in told.activities)
        return transcript_document(told.model_copy(update={"activities": shared}))

    def _known(self, sub: str, choice: TranscriptChoice) -> _Known:
        claims = self.accounts.claims(sub)
        keys = dict.fromkeys(key for claim in claims for key in claim.linked)
        learner_keys = list(dict.fromkeys(key.learner_key for key in keys))
        records = [record for learner_key in learner_keys for record in self.records.of_learner(learner_key)]
        entries = self.rosters.find([*keys]) if keys else {}
        if not entries:
            return _Known(None, learner_keys, records)
        first = next(entries[key] for key in keys if key in entries)
        npis = dict.fromkeys(entry.npi for entry in entries.values() if entry.npi)
        known_as = [*_known_as(claims, self.clock().date()), *(_as_npi(npi, claims) for npi in npis)]
        return _Known(
            Physician(
                given_name=first.given_name,
                family_name=first.family_name,
                known_as=tuple(known for known in known_as if known.authority == NPI or choice.names(known.authority)),
            ),
            learner_keys,
            records,
        )

    def _activities(self, credits_: Iterable[Credit]) -> Iterator[TranscriptActivity]:
        by_completion: dict[tuple[dt.date, str, str], list[Credit]] = defaultdict(list)
        for credit in credits_:
            by_completion[credit.completion_date, credit.activity_id, credit.provider_id].append(credit)
        found = self.activities.find({activity_id for _, activity_id, _ in by_completion})
        titles = {activity_id: activity.title for activity_id, activity in found.items()}
        organisations = self._organisations({provider_id for _, _, provider_id in by_completion})
        told = [
            TranscriptActivity(
                completed_on=completed_on,
                activity_id=activity_id,
                title=titles.get(activity_id, activity_id),
                provider_id=provider_id,
                provider=organisations[provider_id],
                credits=tuple(sorted(map(_told, of_completion), key=_credit_place)),
            )
            for (completed_on, activity_id, provider_id), of_completion in by_completion.items()
        ]
        yield from sorted(told, key=_activity_place)

    def _organisations(self, provider_ids: Collection[str]) -> dict[str, str]:
        return {
            provider_id: provider_contact(provider_id, self.providers.find(provider_id)).name
            for provider_id in provider_ids
        }


def _takes(choice: TranscriptChoice, credit: Credit) -> bool:
    """Tell whether a credit is told."""
    is_told = credit.status in COUNTING or (choice.pending and credit.status is CreditStatus.SUBMITTED)
    authority = NO_STATE if credit.derived else credit.board
    return is_told and choice.holds(credit.completion_date) and choice.names(authority)


def _known_as(claims: Iterable[Claim], today: dt.date) -> Iterator[KnownAs]:
    for claim in claims:
        for authority, number in claim.linked:
            name = authority_name(authority, today)
            yield KnownAs(authority=authority, name=name, number=number, sureness=claim.sureness)


def _as_npi(npi: str, claims: Iterable[Claim]) -> KnownAs:
    """Return an NPI, which is as sure as the least sure of the claims: any of their entries may have it."""
    is_sure = all(claim.sureness is Sureness.CONFIRMED for claim in claims)
    sureness = Sureness.CONFIRMED if is_sure else Sureness.STATED
    return KnownAs(authority=NPI, name="National Provider Identifier", number=npi, sureness=sureness)


def _told(credit: Credit) -> TranscriptCredit:
    is_moc = is_board(credit.board) and not credit.derived
    status = progress_of(credit)
    return TranscriptCredit(
        credit_id=credit.credit_id,
        kind="MOC" if is_moc else "CME",
        authority=credit.board,
        authority_name=authority_name(credit.board, credit.completion_date),
        credit_type=credit.credit_type,
        amount=credit.amount,
        derived=credit.derived,
        status=Progress.PENDING if status is Progress.PENDING else Progress.ACCEPTED,
    )


def _told_own(credit: OwnCredit) -> TranscriptOwnCredit:
    return TranscriptOwnCredit(
        completed_on=credit.completed_on, title=credit.title, amount=credit.amount, kind=credit.kind
    )


def _activity_place(activity: TranscriptActivity) -> tuple[Any, ...]:
    """Return where an activity stands: the newest completion first, no two alike."""
    newest_first = -activity.completed_on.toordinal()
    return newest_first, activity.title.casefold(), activity.activity_id, activity.provider_id


def _credit_place(credit: TranscriptCredit) -> tuple[str, ...]:
    return credit.kind, credit.authority, credit.credit_type, credit.credit_id


def _own_place(credit: OwnCredit) -> tuple[Any, ...]:
    return -credit.completed_on.toordinal(), credit.title.casefold(), credit.own_id
