"""Asking a provider for a credit that is missing."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.claiming import new_id
from cmehub.activities.activity import Activity
from cmehub.api.problems import PROBLEMS, ProblemError
from cmehub.passport.missing_credit_ends import MissingCreditEnds, is_reported, message_about
from cmehub.passport.missing_credits import MOST_OPEN, MissingCredit, asked_dates
from cmehub.rules.reporting_window import last_reporting_day
from cmehub.search.documents import is_public
from cmehub.stores import ActivityStore
from cmehub.stores.tries import TryStore


@dataclass(frozen=True)
class AskingForCredits:
    """Everything that asking for missing credits needs."""

    ends: MissingCreditEnds
    activities: ActivityStore
    tries: TryStore
    new_id: Callable[[], str] = new_id

    def ask(self, sub: str, activity_id: str, completed_on: dt.date, words: str) -> MissingCredit:
        """
        Ask the provider of an activity for the credit of an account's physician.

        Raises
        ------
        ProblemError
            If the account holds nobody, nobody may find the activity, the day can't be right, the credit is there, it
            was asked for already, or the account has asked for too many.
        """
        now = self.ends.clock()
        claims = self.ends.accounts.claims(sub)
        if not claims:
            raise ProblemError("CLAIM_NEEDED")
        activity = self.activities.find([activity_id]).get(activity_id)
        # What isn't public is answered like what isn't there.
        if activity is None or not is_public(activity):
            raise ProblemError("ACTIVITY_UNKNOWN")
        _check_day(activity, completed_on, now.date())
        keys = [key.learner_key for claim in claims for key in claim.linked]
        if is_reported(self.ends.records, keys, activity_id, completed_on):
            raise ProblemError("CREDIT_THERE")
        request = MissingCredit(
            missing_id=self.new_id(),
            sub=sub,
            physician=claims[0].key,
            provider_id=activity.provider_id,
            activity_id=activity_id,
            title=activity.title,
            completed_on=completed_on,
            words=words,
            asked_at=now,
            **asked_dates(now),
        )
        self._check_others(request)
        if not self.tries.admit(f"missing-of#{sub}", request.missing_id, now.date(), most=MOST_OPEN):
            raise _too_many()
        while not self.ends.requests.open(request):
            self._check_others(request)  # another call of the account came in between
        self._tell(request)
        return request

    def _check_others(self, request: MissingCredit) -> None:
        others = [other for other in self.ends.of_account(request.sub) if other.is_open]
        for other in others:
            if other.completion == request.completion:
                self._tell(other)  # a stop right after it was stored may have left that undone
                raise ProblemError("MISSING_CREDIT_OPEN")
        if len(others) >= MOST_OPEN:
            raise _too_many()

    def _tell(self, request: MissingCredit) -> None:
        self.ends.notices.send([message_about(request)])


def _too_many() -> ProblemError:
    most = f"{MOST_OPEN} can be open, and {MOST_OPEN} be asked for on a day."
    return ProblemError("MISSING_CREDITS_TOO_MANY", f"{most} {PROBLEMS['MISSING_CREDITS_TOO_MANY'].mend}")


def _check_day(activity: Activity, completed_on: dt.date, today: dt.date) -> None:
    first, last = activity.start_date, activity.end_date
    if completed_on > today:
        raise ProblemError("COMPLETION_DAY_WRONG", f"completed_on: {completed_on} is in the future.")
    if not first <= completed_on <= last:
        lasted = f"the activity lasts from {first} to {last}"
        raise ProblemError("COMPLETION_DAY_WRONG", f"completed_on: {completed_on} can't be, since {lasted}.")
    if today > (closed_on := last_reporting_day(completed_on, [])):
        too_late = f"what was completed in {completed_on.year} could be reported until {closed_on}"
        raise ProblemError("COMPLETION_DAY_WRONG", f"completed_on: {completed_on} is too long ago: {too_late}.")
