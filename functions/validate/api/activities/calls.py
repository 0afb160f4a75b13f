"""Calls that save or delete one activity."""

import re
from dataclasses import dataclass, replace

from cmehub.api.activity_documents import ActivityView
from cmehub.api.activity_views import ActivityViews
from cmehub.api.calls import Call, CallOutcome, Calls, refusal
from cmehub.api.problems import PROBLEMS, ProblemError
from cmehub.chunks.activities import ActivityThereError
from cmehub.formats.api_json import API_ACTIVITIES
from cmehub.stores import ActivityChangedError

_REVISION = re.compile(r'(?:W/)?"(?P<revision>[0-9]{1,9})-[^"]*"')
_NOT_THERE = frozenset({"ACTIVITY_NOT_FOUND", "ACTIVITY_DELETED", "NOT_YOUR_ACTIVITY"})


@dataclass(frozen=True)
class ActivityChanges:
    """Everything that changing an activity needs."""

    calls: Calls
    views: ActivityViews

    def add(self, call: Call, if_none_match: str | None) -> ActivityView:
        """
        Do as `save`; with ``If-None-Match: *`` only if no activity goes by the name of this one.

        Raises
        ------
        ProblemError
            If it isn't taken, or one is there.
        """
        if if_none_match not in {None, "*"}:
            raise ProblemError("REQUEST_INVALID", "If-None-Match: send *, or leave it out.")
        return self._saved(call, self._taken(call, only_new=if_none_match is not None))

    def save(self, call: Call, if_match: str | None = None) -> ActivityView:
        """
        Store the only activity of a call, and return it as it is then, or would be after a dry run.

        Parameters
        ----------
        call
            What is asked for.
        if_match
            The ETag that the activity must have, if any is asked for.

        Raises
        ------
        ProblemError
            If it isn't taken.
        """
        return self._saved(call, self._taken(call, _revision_in(if_match)))

    def _saved(self, call: Call, answered: CallOutcome) -> ActivityView:
        (result,) = answered.results
        views = replace(self.views, activities=answered.activities)
        told = views.one(call.provider_id, str(result.activity_id))
        return told.model_copy(update={"issues": result.issues})

    def delete(self, provider_id: str, activity_id: str, request_id: str, if_match: str | None) -> None:
        """
        Take an activity out.

        Raises
        ------
        ProblemError
            If the provider has no such activity, or it has learners.
        """
        self.views.one(provider_id, activity_id)
        fields = {"action": "delete", "activity_id": activity_id}
        self._taken(Call(provider_id, API_ACTIVITIES, [fields], request_id), _revision_in(if_match))

    def _taken(self, call: Call, if_revision: int | None = None, *, only_new: bool = False) -> CallOutcome:
        try:
            answered = self.calls.take(call, if_revision=if_revision, only_new=only_new)
        except ActivityThereError as error:
            detail = f"It is {error.activity_id}. {PROBLEMS['ACTIVITY_THERE'].mend}"
            raise ProblemError("ACTIVITY_THERE", detail) from None
        except ActivityChangedError:
            raise ProblemError("ACTIVITY_CHANGED") from None
        if _NOT_THERE & {issue.code for issue in answered.results[0].issues}:
            raise ProblemError("NOT_FOUND")
        answered.all_taken_or(refusal)
        return answered


def _revision_in(if_match: str | None) -> int | None:
    """
    Return the revision that ``If-Match`` asks for; None if any will do.

    Raises
    ------
    ProblemError
        If it is no ETag of an activity.
    """
    if if_match in {None, "*"}:
        return None
    found = _REVISION.fullmatch(str(if_match).strip())
    if found is None:
        raise ProblemError("REQUEST_INVALID", "If-Match: send the ETag as it was told, or leave it out.")
    return int(found["revision"])
