"""Activity rows become activities: read, judged, found again under their ID or name, and written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from pydantic import ValidationError

from cmehub.activities import activity_id_candidate
from cmehub.activity_rows import ActivityName, ActivityRow
from cmehub.field_errors import field_issues
from cmehub.formats import ROW_ISSUE, Format
from cmehub.issues import Issue, row_issue
from cmehub.stores import ActivityStore
from cmehub.stores.dry_run import DryRunActivityStore
from cmehub.submissions import RowResult, Submission
from functions.validate.activity_checks import check_activity, draft_warnings
from functions.validate.learner_chunk import StagedRow
from functions.validate.outcomes import ChunkOutcome, has_error
from functions.validate.repairs import repairs


@dataclass(frozen=True)
class ActivityChunks:
    """Everything that validating activity rows needs."""

    activities: ActivityStore

    def dry_run(self) -> Self:
        """Return the same over stores that keep nothing."""
        return replace(self, activities=DryRunActivityStore(self.activities))

    def take(self, submission: Submission, rows: Sequence[StagedRow], source: Format) -> ChunkOutcome:
        """Validate the rows of a chunk and store their activities; doing it again changes nothing."""
        return ChunkOutcome([self._result(submission, row, source) for row in rows])

    def _result(self, submission: Submission, staged: StagedRow, source: Format) -> RowResult:
        (number, fields), repeats = staged
        if repeats is not None:
            return RowResult(row=number, issues=(row_issue("DUPLICATE_ROW", number, first_row=repeats),))

        if unfit := fields.get(ROW_ISSUE):
            return RowResult(row=number, issues=(row_issue(row=number, **unfit),))
        field_name = source.names_in(fields)
        try:
            row = ActivityRow.model_validate(fields)
        except ValidationError as error:
            return RowResult(row=number, issues=tuple(field_issues(error, number, field_name)))
        row, issues = check_activity(number, row, submission.provider_id, field_name)
        issues += repairs(number, row, fields, submission.provider_id, field_name)
        activity_id = row.activity_id
        if not has_error(issues):
            activity_id, more = self._store(submission, number, row, field_name(("activity_id",)))
            issues += more
        return RowResult(row=number, action=row.action, activity_id=activity_id, issues=tuple(issues))

    def _store(
        self, submission: Submission, number: int, row: ActivityRow, id_field: str
    ) -> tuple[str | None, list[Issue]]:
        name = _name(row, submission.provider_id)
        activity_id = row.activity_id or (self.activities.id_of(name) if name else None)
        if activity_id is None and row.action == "add" and name is not None:
            return self._added(number, row, name)
        stored = self.activities.find([activity_id]).get(activity_id) if activity_id else None
        origin = f"{submission.submission_id}#{number}"
        if stored is None or (stored.deleted_by not in (None, origin) and row.action != "add"):
            missing = activity_id or row.provider_activity_id
            return activity_id, [row_issue("ACTIVITY_NOT_FOUND", number, field=id_field, value=missing)]
        if stored.provider_id != submission.provider_id:
            return activity_id, [row_issue("NOT_YOUR_ACTIVITY", number, field=id_field, value=activity_id)]
        if row.action == "delete":
            if self.activities.has_learners(stored.activity_id):
                return activity_id, [row_issue("ACTIVITY_HAS_LEARNERS", number, field=id_field, value=activity_id)]
            self.activities.replace(stored.model_copy(update={"deleted_by": origin}), name)
            return activity_id, []
        activity = row.activity(stored.activity_id, submission.provider_id)
        self.activities.replace(activity, name)
        return activity_id, [*draft_warnings(number, activity)]

    def _added(self, number: int, row: ActivityRow, name: ActivityName) -> tuple[str, list[Issue]]:
        """Store a new activity under the first free ID, unless another writer has given it one meanwhile."""
        attempt = 0
        while True:
            candidate = activity_id_candidate(
                name.provider_id, name.provider_activity_id, name.start_date, name.activity_format, attempt
            )
            activity = row.activity(candidate, name.provider_id)
            if self.activities.add(activity, name):
                return candidate, [*draft_warnings(number, activity)]
            if taken := self.activities.id_of(name):
                activity = row.activity(taken, name.provider_id)
                self.activities.replace(activity, name)
                return taken, [*draft_warnings(number, activity)]
            attempt += 1


def _name(row: ActivityRow, provider_id: str) -> ActivityName | None:
    if row.provider_activity_id is None:
        return None
    return ActivityName(
        provider_id=provider_id,
        provider_activity_id=row.provider_activity_id,
        start_date=row.start_date,
        activity_format=row.activity_format,
    )
