"""Activity rows become activities: read, judged, found again under their ID or name, and written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self, cast

from pydantic import ValidationError

from cmehub.activities.activity import Activity
from cmehub.activities.activity_ids import activity_id_candidate
from cmehub.activities.rows import ActivityDeleteRow, ActivityName, ActivityRow, folded_id, is_delete
from cmehub.chunks.learners import StagedRow
from cmehub.chunks.outcomes import ChunkOutcome
from cmehub.chunks.sent_activities import SentActivity, SentRow
from cmehub.fields.readings import ALL_READ, Unread, read_in_part
from cmehub.issues.field_errors import unread_issues
from cmehub.issues.issue import Issue, has_error, reader_issues, row_issue
from cmehub.rules.activity_changes import closed_changes, locked_changes, lowered_participants
from cmehub.rules.activity_checks import check_activity, check_delete
from cmehub.rules.repairs import repairs
from cmehub.stores import ActivityChangedError, ActivityStore
from cmehub.stores.dry_run import DryRunActivityStore
from cmehub.submissions.rows import READER_ISSUES, UNSAID, FieldName, Format
from cmehub.submissions.submission import RowResult, Submission

_TRIES = 5


class ActivityThereError(Exception):
    """A new activity was to be stored, and one is there that goes by its name."""

    def __init__(self, activity_id: str) -> None:
        super().__init__(activity_id)
        self.activity_id = activity_id


class _Changed(NamedTuple):
    """What came of a row: which activity it speaks of, what is to be told, and whether it added the activity."""

    activity_id: str | None
    issues: list[Issue]
    adds: bool = False


@dataclass(frozen=True)
class ActivityChunks:
    """
    Everything that validating activity rows needs.

    Attributes
    ----------
    if_revision
        Of which revision a stored activity has to be to be changed; if it isn't, `ActivityChangedError` is raised.
    only_new
        Whether none is changed: if one is there, `ActivityThereError` is raised.
    """

    activities: ActivityStore
    if_revision: int | None = None
    only_new: bool = False

    def dry_run(self) -> Self:
        """Return the same over stores that keep nothing."""
        return replace(self, activities=DryRunActivityStore(self.activities))

    def take(self, submission: Submission, rows: Sequence[StagedRow], source: Format) -> ChunkOutcome:
        """Validate the rows of a chunk and store their activities; doing it again changes nothing."""
        results = [self._result(submission, row, source) for row in rows]
        deletes = [result for result in results if result.action == "delete" and not has_error([*result.issues])]
        deleted = self.activities.find([str(result.activity_id) for result in deletes]).values()
        return ChunkOutcome(results, deleted_from={activity.sender for activity in deleted if activity.sender})

    def _result(self, submission: Submission, staged: StagedRow, source: Format) -> RowResult:
        (number, fields), repeats = staged.plain(source, submission.received_at.date())
        if repeats is not None:
            return RowResult(row=number, issues=(row_issue("DUPLICATE_ROW", number, first_row=repeats),))
        field_name = source.names_in(fields)
        if is_delete(fields):
            return self._deleted(submission, number, fields, field_name)
        reading = read_in_part(ActivityRow, fields)
        if reading.error and set(fields) == {READER_ISSUES}:
            return RowResult(row=number, issues=unread_issues(reading.error, number, fields, field_name))
        unsaid = fields.get(UNSAID, ())
        untold = Unread(reading.unread.locations | ({("content_keywords",)} if "content_keywords" in unsaid else set()))
        row, issues = check_activity(number, reading.row, submission.provider_id, field_name, unread=untold)
        sent = SentActivity(submission, number, row, field_name, unsaid)
        if reading.error:
            issues = [*unread_issues(reading.error, number, fields, field_name), *issues]
            issues += self._faults_against_stored(sent, reading.unread)
            return RowResult(row=number, issues=tuple(issues))
        issues += reader_issues(number, fields)
        issues += repairs(number, row, fields, submission.provider_id, field_name)
        if has_error(issues):
            issues += self._faults_against_stored(sent)
            return RowResult(row=number, action=row.action, activity_id=row.activity_id, issues=tuple(issues))
        activity_id, more, adds = self._until_unchanged(lambda: self._store(sent))
        issues += more
        if row.activity_id not in (None, activity_id):
            field, why = field_name(("activity_id",)), "that one has your ID, the start date and the format"
            details = {"taken": activity_id, "why": why, "suggestion": activity_id}
            issues.append(row_issue("FIELD_REPAIRED", number, field=field, value=row.activity_id, **details))
        return RowResult(
            row=number,
            action=row.action,
            activity_id=activity_id,
            activity_format=row.activity_format,
            adds_activity=adds,
            issues=tuple(issues),
        )

    def _deleted(
        self, submission: Submission, number: int, fields: Mapping[str, Any], field_name: FieldName
    ) -> RowResult:
        """Delete an activity; a row needs to say no more than which."""
        fields = {name: fields[name] for name in (*ActivityDeleteRow.model_fields, READER_ISSUES) if name in fields}
        try:
            row = ActivityDeleteRow.model_validate(fields)
        except ValidationError as error:
            return RowResult(row=number, issues=unread_issues(error, number, fields, field_name))
        issues = check_delete(number, row, submission.provider_id, field_name)
        issues += reader_issues(number, fields)
        issues += repairs(number, row, fields, submission.provider_id, field_name)
        sent = SentRow(submission, number, row, field_name)
        activity_id = row.activity_id
        if not has_error(issues):
            activity_id, more, _ = self._until_unchanged(lambda: self._delete(sent))
            issues += more
        return RowResult(row=number, action="delete", activity_id=activity_id, issues=tuple(issues))

    def _until_unchanged(self, change: Callable[[], _Changed]) -> _Changed:
        """Change an activity, and do so anew if somebody else changes it meanwhile."""
        for _ in range(_TRIES):
            with suppress(ActivityChangedError):
                return change()
        raise ActivityChangedError

    def _store(self, sent: SentActivity) -> _Changed:
        stored, issues = self._spoken_of(sent)
        if issues:
            return _Changed(sent.row.activity_id, issues)
        if stored is None:
            return self._added(sent)
        was_added = stored.revision == 1 and stored.sent_by == sent.origin  # by an earlier try of the chunk
        return _Changed(stored.activity_id, self._replaced(sent, stored), was_added)

    def _delete(self, sent: SentRow[ActivityDeleteRow]) -> _Changed:
        stored, issues = self._spoken_of(sent)
        if stored is None or issues:
            return _Changed(sent.row.activity_id, issues)
        if differing := [*_differing(sent, stored)]:
            return _Changed(stored.activity_id, differing)
        if stored.closed_by and not stored.deleted_by:
            issue = sent.issue("CLOSED_ACTIVITY_LOCKED", "activity_id", stored.activity_id)
            return _Changed(stored.activity_id, [issue])
        if self.activities.has_learners(stored.activity_id):
            issue = sent.issue("ACTIVITY_HAS_LEARNERS", "activity_id", stored.activity_id)
            return _Changed(stored.activity_id, [issue])
        deleted = {"deleted_by": sent.origin, "deleted_at": sent.submission.received_at}
        self._put_over(stored, stored.model_copy(update=deleted), sent.name)
        return _Changed(stored.activity_id, [])

    def _spoken_of(self, sent: SentRow[Any]) -> tuple[Activity | None, list[Issue]]:
        """Return the stored activity that a row speaks of, and why it may not; none of either if it adds a new one."""
        row, name = sent.row, sent.name
        activity_id = self._id_of(row.activity_id, name)
        stored = self.activities.find([activity_id]).get(activity_id) if activity_id else None
        if stored is None and row.activity_id is None:
            return None, [self._unknown_name(sent, name)] if name and row.action != "add" else []
        if stored is None:
            return None, [sent.issue("ACTIVITY_NOT_FOUND", "activity_id", activity_id)]
        if self.only_new and stored.deleted_by is None:
            raise ActivityThereError(stored.activity_id)
        if self.if_revision not in (None, stored.revision):
            raise ActivityChangedError
        if stored.provider_id != sent.provider_id:
            return stored, [sent.issue("NOT_YOUR_ACTIVITY", "activity_id", stored.activity_id)]
        if stored.deleted_by not in (None, sent.origin) and row.action != "add":
            how = stored.deleted_in_words
            return stored, [sent.issue("ACTIVITY_DELETED", "activity_id", stored.activity_id, how=how)]
        return stored, []

    def _unknown_name(self, sent: SentRow[Any], name: ActivityName) -> Issue:
        others = self.activities.find(self.activities.named(name.provider_id, name.provider_activity_id)).values()
        near = [f"{other.activity_id}, {other.activity_format} from {other.start_date} on" for other in others]
        return sent.issue(
            "ACTIVITY_NAME_UNKNOWN",
            "provider_activity_id",
            name.provider_activity_id,
            start=name.start_date,
            activity_format=name.activity_format,
            near=f"; those of this ID are {'; '.join(near)}" if near else "",
        )

    def _faults_against_stored(self, sent: SentActivity, unread: Unread = ALL_READ) -> list[Issue]:
        """Return what else is wrong with a row that isn't stored, as far as it tells of which activity it speaks."""
        if not unread.spares("action", "activity_id", "provider_activity_id", "start_date", "activity_format"):
            return []
        stored, issues = self._spoken_of(sent)
        can_be_stored = unread is ALL_READ and all(row.points is not None for row in sent.row.registrations)
        if stored and not issues and can_be_stored:
            activity, _ = sent.activity(stored.activity_id, stored)
            if closed := closed_changes(sent.number, stored, activity, sent.field_name):
                return [closed]
            if not self.activities.has_learners(stored.activity_id):
                return []
            return [*locked_changes(sent.number, stored, activity, sent.field_name)]
        return issues

    def _id_of(self, activity_id: str | None, name: ActivityName | None) -> str | None:
        """Return the ID that a row gives if the hub has such an activity, else the one that goes by the row's name."""
        if name and (activity_id is None or not self.activities.find([activity_id])):
            return self.activities.id_of(name) or activity_id
        return activity_id

    def _replaced(self, sent: SentActivity, stored: Activity) -> list[Issue]:
        """Put what was sent in the place of a stored activity, unless that takes something from its learners."""
        activity, issues = sent.activity(stored.activity_id, stored)
        if closed := closed_changes(sent.number, stored, activity, sent.field_name):
            return [closed]
        if stored.closed_by and not stored.deleted_by:
            stays = row_issue("ACTIVITY_STAYS_CLOSED", sent.number, value=stored.activity_id)
            return issues if activity.close_requested else [*issues, stays]
        locked = [*locked_changes(sent.number, stored, activity, sent.field_name)]
        if locked and self.activities.has_learners(stored.activity_id):
            return locked
        self._put_over(stored, activity, sent.name)
        former = ActivityName.of(stored)
        if former and sent.name and former != sent.name:
            self.activities.forget(former)
        return [*issues, *lowered_participants(sent.number, stored, activity, sent.field_name)]

    def _put_over(self, stored: Activity, activity: Activity, name: ActivityName | None) -> None:
        activity = activity.after(stored)
        if activity != stored:
            self.activities.replace(activity, name)

    def _added(self, sent: SentActivity) -> _Changed:
        """Store a new activity under the first free ID, unless another writer has given it one meanwhile."""
        name = cast("ActivityName", sent.name)
        attempt = 0
        while True:
            candidate = activity_id_candidate(
                name.provider_id, name.provider_activity_id, name.start_date, name.activity_format, attempt
            )
            activity, issues = sent.activity(candidate)
            if self.activities.add(activity, name):
                return _Changed(candidate, [*issues, *self._beside(sent, activity)], adds=True)
            if taken := self.activities.id_of(name):
                if self.only_new:
                    raise ActivityThereError(taken)
                (stored,) = self.activities.find([taken]).values()
                activity, issues = sent.activity(taken, stored)
                self._put_over(stored, activity, name)
                return _Changed(taken, issues)
            attempt += 1

    def _beside(self, sent: SentActivity, activity: Activity) -> Iterator[Issue]:
        """Yield a note if the provider has another activity of the same ID of its own: it may be the same one."""
        named = self.activities.find(self.activities.named(sent.provider_id, str(activity.provider_activity_id)))
        others = [other for other in named.values() if other.activity_id != activity.activity_id]
        if there := [other for other in others if other.deleted_by is None]:
            near = min(there, key=lambda other: abs(other.start_date - activity.start_date))
            yield row_issue(
                "ACTIVITY_BESIDE",
                sent.number,
                field=sent.field_name(("provider_activity_id",)),
                value=activity.provider_activity_id,
                taken=activity.activity_id,
                other=near.activity_id,
                other_format=near.activity_format,
                start=near.start_date,
            )


def _differing(sent: SentRow[ActivityDeleteRow], stored: Activity) -> Iterator[Issue]:
    """Yield what a row that deletes says otherwise than is stored: it may mean another activity."""
    told = sent.row
    if told.provider_activity_id and folded_id(told.provider_activity_id) != folded_id(
        stored.provider_activity_id or ""
    ):
        yield _differs(sent, "provider_activity_id", stored)
    if told.start_date and told.start_date != stored.start_date:
        yield _differs(sent, "start_date", stored)
    if told.activity_format and told.activity_format != stored.activity_format:
        yield _differs(sent, "activity_format", stored)


def _differs(sent: SentRow[ActivityDeleteRow], field: str, stored: Activity) -> Issue:
    details = {"activity_id": stored.activity_id, "stored": getattr(stored, field) or "none"}
    return sent.issue("ACTIVITY_DELETE_DIFFERS", field, getattr(sent.row, field), **details)
