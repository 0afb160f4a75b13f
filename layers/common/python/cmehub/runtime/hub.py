"""The composition root: the logic that several doors enter, put together once over a stack's stores."""

import datetime as dt
import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from cmehub.accounts.pools import Pool
from cmehub.runtime.connection import ResourceNames
from cmehub.runtime.settings import CallerSettings, ContactSettings
from cmehub.runtime.stores import Stores

if TYPE_CHECKING:
    from cmehub.accounts.cases import Cases
    from cmehub.accounts.claiming import Claiming
    from cmehub.accounts.confirming import Confirming
    from cmehub.activities.reviewing import Reviews
    from cmehub.api.access import Admission, PeopleAdmission, SignIns, Tokens
    from cmehub.boards.answers import Answers
    from cmehub.chunks.ingestion import Ingestion
    from cmehub.chunks.validation import Validation
    from cmehub.credentials.issuing import Issuing
    from cmehub.credentials.taking_back import TakingBack
    from cmehub.figures.counting import Counting
    from cmehub.passport.account_ends import AccountEnds
    from cmehub.passport.credit_news import CreditNewsReader
    from cmehub.passport.entering_credits import EnteringCredits
    from cmehub.passport.missing_credit_ends import MissingCreditEnds
    from cmehub.passport.noted_accesses import NotedAccesses
    from cmehub.passport.physician_notices import PhysicianNotices
    from cmehub.reminders.open_matters import OpenMatters
    from cmehub.stores.members import MemberStore
    from cmehub.submissions.follow_ups import FollowUps


def now() -> dt.datetime:
    """Return the time."""
    return dt.datetime.now(dt.UTC)


class Hub(Stores):
    """
    What a process has of the hub.

    What it isn't asked for is neither made nor imported, which keeps cold starts short.

    Parameters
    ----------
    names
        Of the stack's resources: a function's settings, or the command line's connection to a stack.
    clock
        Tells the time.
    tokens
        Who can tell whether a token of OAuth 2 is good; without it, callers need keys.
    contacts
        By which client of the staff's pool providers' contacts sign in, and who can tell whether their tokens are good;
        without it, none is admitted.
    """

    def __init__(
        self,
        names: ResourceNames,
        clock: Callable[[], dt.datetime] = now,
        tokens: "Tokens | None" = None,
        contacts: "tuple[str, SignIns] | None" = None,
    ) -> None:
        super().__init__(names)
        self.clock = clock
        self.tokens = tokens
        self.contacts = contacts

    @cached_property
    def follow_ups(self) -> "FollowUps":
        """What sends whatever follows a fact."""
        from cmehub.submissions.follow_ups import FollowUps

        return FollowUps(self.submissions, self.objects, self.chunks_queue, self.notices_queue, self.events_queue)

    @cached_property
    def ingestion(self) -> "Ingestion":
        """What takes uploads."""
        from cmehub.chunks.ingestion import Ingestion

        return Ingestion(
            uploads=self.uploads,
            objects=self.objects,
            submissions=self.submissions,
            providers=self.providers,
            chunks=self.chunks_queue,
            follow_ups=self.follow_ups,
            clock=self.clock,
        )

    @cached_property
    def validation(self) -> "Validation":
        """What validates chunks and calls."""
        from cmehub.chunks.activities import ActivityChunks
        from cmehub.chunks.learners import LearnerChunks
        from cmehub.chunks.matches import MatchChunks
        from cmehub.chunks.validation import Validation

        return Validation(
            objects=self.objects,
            submissions=self.submissions,
            learner_chunks=LearnerChunks(self.activities, self.records, self.ledgers, self.rosters, self.tries),
            activity_chunks=ActivityChunks(self.activities),
            match_chunks=MatchChunks(self.rosters, self.tries),
            boards=self.board_queues,
            follow_ups=self.follow_ups,
            clock=self.clock,
        )

    @cached_property
    def reviews(self) -> "Reviews":
        """What asks for reviews and closes them."""
        from cmehub.activities.reviewing import Reviews

        return Reviews(self.activities, self.review_store, self.notices_queue, self.events_queue, self.clock)

    @cached_property
    def answers(self) -> "Answers":
        """What takes boards' answers."""
        from cmehub.boards.answers import Answers

        return Answers(
            objects=self.objects,
            submissions=self.submissions,
            boards=self.boards,
            ledgers=self.ledgers,
            follow_ups=self.follow_ups,
            clock=self.clock,
        )

    @cached_property
    def counting(self) -> "Counting":
        """What counts providers' months."""
        from cmehub.figures.counting import Counting

        return Counting(self.submissions, self.objects, self.figures, self.clock)

    @cached_property
    def claiming(self) -> "Claiming":
        """What takes people's claims."""
        from cmehub.accounts.claiming import Claiming

        return Claiming(
            accounts=self.accounts,
            rosters=self.rosters,
            records=self.records,
            tries=self.tries,
            notices=self.notices_queue,
            clock=self.clock,
        )

    @cached_property
    def confirming(self) -> "Confirming":
        """What confirms people's claims."""
        from cmehub.accounts.confirming import Confirming

        return Confirming(
            accounts=self.accounts,
            rosters=self.rosters,
            tries=self.tries,
            notices=self.notices_queue,
            clock=self.clock,
        )

    @cached_property
    def cases(self) -> "Cases":
        """What takes operators' decisions on claims."""
        from cmehub.accounts.cases import Cases

        return Cases(accounts=self.accounts, rosters=self.rosters, clock=self.clock)

    @cached_property
    def missing_credit_ends(self) -> "MissingCreditEnds":
        """What ends requests for missing credits."""
        from cmehub.passport.missing_credit_ends import MissingCreditEnds

        return MissingCreditEnds(self.missing_credits, self.accounts, self.records, self.notices_queue, self.clock)

    @cached_property
    def open_matters(self) -> "OpenMatters":
        """What reads what providers have open."""
        from cmehub.reminders.open_matters import OpenMatters
        from cmehub.years.year_reports import YearReports

        years = YearReports(self.years, self.activities, self.providers, self.teams, self.clock)
        return OpenMatters(years, self.activities, self.missing_credit_ends, self.keys)

    @cached_property
    def entering_credits(self) -> "EnteringCredits":
        """What takes the credits that physicians enter."""
        from cmehub.passport.entering_credits import EnteringCredits

        return EnteringCredits(self.own_credits, self.own_files, self.clock)

    def account_ends(self, physicians: "MemberStore") -> "AccountEnds":
        """Return what ends the accounts of a pool of physicians."""
        from cmehub.passport.account_ends import AccountEnds

        return AccountEnds(
            standings=self.standings,
            claiming=self.claiming,
            cases=self.cases,
            requests=self.missing_credits,
            own_credits=self.own_credits,
            own_files=self.own_files,
            archives=self.archives,
            needs=self.needs,
            mails=self.physician_mails,
            shares=self.shares,
            members=physicians,
            queue=self.notices_queue,
            clock=self.clock,
        )

    @cached_property
    def noted_accesses(self) -> "NotedAccesses":
        """What writes down who read a physician's credits."""
        from cmehub.passport.noted_accesses import NotedAccesses

        return NotedAccesses(self.accesses, self.accounts, self.notices_queue)

    def physician_notices(self, gathering: dt.timedelta) -> "PhysicianNotices":
        """Return what lets notices to physicians wait; what is told at once is gathered for so long."""
        from cmehub.passport.physician_notices import PhysicianNotices

        return PhysicianNotices(self.physician_mails, self.notices_queue, gathering, self.clock)

    def credit_news(self, gathering: dt.timedelta) -> "CreditNewsReader":
        """Return what reads facts for physicians; see `physician_notices`."""
        from cmehub.passport.credit_news import CreditNewsReader

        return CreditNewsReader(
            submissions=self.submissions,
            objects=self.objects,
            accounts=self.accounts,
            records=self.records,
            ledgers=self.ledgers,
            notices=self.physician_notices(gathering),
        )

    @cached_property
    def issuing(self) -> "Issuing":
        """What issues documents that can be verified."""
        from cmehub.credentials.issuing import Issuing

        return Issuing(self.issued_documents, self.records, self.ledgers, self.clock)

    @cached_property
    def taking_back(self) -> "TakingBack":
        """What revokes documents once facts change."""
        from cmehub.credentials.taking_back import TakingBack

        return TakingBack(
            objects=self.objects,
            records=self.records,
            ledgers=self.ledgers,
            documents=self.issued_documents,
            clock=self.clock,
        )

    @cached_property
    def access(self) -> "Admission":
        """Who admits callers."""
        from cmehub.api.access import Admission

        return Admission(self.keys, self.clock, self.tokens, self._staff, self.state_keys)

    @property
    def _staff(self) -> "PeopleAdmission | None":
        from cmehub.api.access import PeopleAdmission

        if self.contacts is None:
            return None
        client_id, sign_ins = self.contacts
        return PeopleAdmission(Pool.STAFF, client_id, sign_ins, self.standings)


def called_hub(settings: CallerSettings) -> Hub:
    """
    Return the hub of a function that providers' systems call, with keys or with tokens of the stack's pool.

    Their contacts call it too, if its settings say where these sign in.
    """
    from cmehub.api.tokens import CognitoTokens

    tokens = CognitoTokens.of_pool(settings.token_pool_id, settings.aws_region, os.environ)
    contacts = None
    if isinstance(settings, ContactSettings):
        of_staff = CognitoTokens.of_pool(settings.staff_pool_id, settings.aws_region, os.environ)
        contacts = settings.staff_client_id, of_staff
    return Hub(settings, tokens=tokens, contacts=contacts)
