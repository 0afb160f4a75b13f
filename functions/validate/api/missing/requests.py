"""A provider's side of missing credits: reading what physicians ask for, and answering."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.passport.asking_physicians import AskingPhysician, asking_physician
from cmehub.passport.missing_credit_ends import MissingCreditEnds
from cmehub.passport.missing_credits import (
    LONGEST_WORDS,
    AnswerKind,
    MissingCredit,
    MissingStatus,
    ProviderAnswer,
    Words,
)
from cmehub.stores import ActivityStore, RosterStore

_ENDED_LOOKED_AT = 100
"""Among so many requests that ended last, one is known that is answered."""


class PhysicianId(BaseModel):
    """
    An ID by which the physician can be reported.

    Attributes
    ----------
    board
        Whose it is, as a credit line has it: a board's code, a state's letters, or ``NPI``.
    name
        What it is called, such as ``ABIM ID`` or ``Ohio licence``.
    """

    board: str
    name: str
    id: str


class MissingCreditView(BaseModel):
    """
    What a physician asks for.

    Attributes
    ----------
    due_on
        Until the end of this day, US Eastern, an answer is awaited.
    answer
        The last one. The request is open until the record is here, even if it was said to be reported.
    physician, given_name, family_name
        The name that the roster has, whole and in parts; null if the account that asks holds nobody any more.
    ids
        What to report the physician by; null for whoever may not report learners, and once the request has ended.
    ended_at
        When it ended; ``status`` says how.
    """

    missing_credit: str
    activity_id: str
    title: str
    completed_on: dt.date
    words: str
    asked_at: dt.datetime
    due_on: dt.date
    status: MissingStatus
    answer: ProviderAnswer | None
    ended_at: dt.datetime | None
    physician: str | None
    given_name: str | None
    family_name: str | None
    ids: tuple[PhysicianId, ...] | None

    @classmethod
    def of(cls, request: MissingCredit, asker: AskingPhysician | None, *, with_ids: bool) -> Self:
        """Return what is told of a request."""
        told = request.model_dump(
            include={"activity_id", "title", "completed_on", "words", "asked_at", "due_on", "status", "ended_at"}
        )
        ids = None
        if asker and with_ids:
            ids = tuple(PhysicianId(board=of, name=name, id=number) for of, name, number in asker.ids)
        return cls(
            **told,
            missing_credit=request.missing_id,
            answer=request.answer,
            physician=asker.name if asker else None,
            given_name=asker.given_name if asker else None,
            family_name=asker.family_name if asker else None,
            ids=ids,
        )


class MissingCreditList(BaseModel):
    """Open requests, the first due first; or those that have ended, the last one first."""

    missing_credits: tuple[MissingCreditView, ...]


class MissingAnswerInput(BaseModel):
    """
    What is answered.

    Attributes
    ----------
    kind
        ``reported_now`` leaves the request open until the record is here; the others end it.
    words
        What the physician is told with it, such as a reason.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"kind": "not_completed", "words": "You left before the assessment."}]},
    )

    kind: AnswerKind
    words: Annotated[Words, Field(max_length=LONGEST_WORDS)] = ""


@dataclass(frozen=True)
class ProviderRequests:
    """Everything that telling providers of missing credits and taking their answers needs."""

    ends: MissingCreditEnds
    activities: ActivityStore
    rosters: RosterStore

    def page(
        self, provider_id: str, cursor: str | None, limit: int, *, with_ids: bool
    ) -> tuple[list[MissingCreditView], str | None]:
        """Return a provider's open requests as they are now, and where the next page begins."""
        after = tuple(read_cursor(cursor, str, str)) if cursor else ("", "")
        waiting = [request for request in self.ends.requests.of_provider(provider_id) if _place(request) > after]
        page = waiting[:limit]
        seen = [request for request in map(self.ends.looked_at, page) if request.is_open]
        following = written_cursor(*_place(page[-1])) if len(waiting) > limit else None
        return [self._view(request, with_ids=with_ids) for request in seen], following

    def ended(self, provider_id: str, cursor: str | None, limit: int) -> tuple[list[MissingCreditView], str | None]:
        """Return a provider's requests that have ended, the last one first, and where the next page begins."""
        moment, missing_id = read_cursor(cursor, str, str) if cursor else ("", "")
        before = (moment, missing_id) if cursor else None
        page = self.ends.requests.ended(provider_id, before=before, limit=limit + 1)
        last = page[limit - 1].ended_place if len(page) > limit else None
        following = written_cursor(*last) if last else None
        return [self._view(request, with_ids=False) for request in page[:limit]], following

    def answer(self, provider_id: str, missing_id: str, given: MissingAnswerInput) -> MissingCreditView:
        """
        Take an answer to an open request.

        Raises
        ------
        ProblemError
            If the provider has no such request, or it has ended meanwhile: the record came, or nobody asks any more.
            One that nobody answered in time takes an answer still.
        """
        stored = self.ends.requests
        own = chain(stored.of_provider(provider_id), stored.ended(provider_id, limit=_ENDED_LOOKED_AT))
        request = next((request for request in own if request.missing_id == missing_id), None)
        if request is None:
            raise ProblemError("NOT_FOUND")
        after = self.ends.answer(request, given.kind, given.words)
        if after.answer is None or (after.answer.kind, after.answer.words) != (given.kind, given.words):
            raise ProblemError("MISSING_CREDIT_OVER")
        return self._view(after, with_ids=True)

    def _view(self, request: MissingCredit, *, with_ids: bool) -> MissingCreditView:
        activity = self.activities.find([request.activity_id]).get(request.activity_id)
        asker = asking_physician(self.ends.accounts, self.rosters, request, activity) if activity else None
        return MissingCreditView.of(request, asker, with_ids=with_ids)


def _place(request: MissingCredit) -> tuple[str, str]:
    return str(request.due_on), request.missing_id
