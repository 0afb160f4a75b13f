"""Activity rows become activities: read, judged, found again under their ID or name, and written."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Self

from pydantic import ValidationError

from cmehub.activities.activity import Activity, Attestation, MocRegistration
from cmehub.activities.activity_ids import activity_id_candidate
from cmehub.activities.rows import ActivityName, ActivityRow
from cmehub.activities.unsaid_fields import default_listing, kept_fields, with_unsaid
from cmehub.chunks.learners import StagedRow
from cmehub.chunks.outcomes import ChunkOutcome
from cmehub.issues.field_errors import unread_issues
from cmehub.issues.issue import Issue, has_error, reader_issues, row_issue
from cmehub.rules.activity_changes import locked_changes, lowered_participants
from cmehub.rules.activity_checks import check_activity, completeness
from cmehub.rules.packs import rule_pack
from cmehub.rules.packs.attestations import text_digest
from cmehub.rules.repairs import repairs
from cmehub.stores import ActivityChangedError, ActivityStore
from cmehub.stores.dry_run import DryRunActivityStore
from cmehub.submissions.rows import UNSAID, FieldName, Format
from cmehub.submissions.submission import RowResult, Submission

_TRIES = 5


@dataclass(frozen=True)
class ActivityChunks:
    """
    Everything that validating activity rows needs.

    Attributes
    ----------
    if_revision
        Of which revision a stored activity has to be to be changed; if it isn't, `ActivityChangedError` is raised.
    """

    activities: ActivityStore
    if_revision: int | None = None

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
        field_name = source.names_in(fields)
        try:
            row = ActivityRow.model_validate(fields)
        except ValidationError as error:
            return RowResult(row=number, issues=unread_issues(error, number, fields, field_name))
        row, issues = check_activity(number, row, submission.provider_id, field_name)
        issues += reader_issues(number, fields)
        issues += repairs(number, row, fields, submission.provider_id, field_name)
        activity_id = row.activity_id
        if not has_error(issues):
            activity_id, more = self._stored(_Sent(submission, number, row, field_name, fields.get(UNSAID, ())))
            issues += more
            if row.activity_id not in (None, activity_id):
                field, why = field_name(("activity_id",)), "that one has your ID, the start date and the format"
                details = {"taken": activity_id, "why": why, "suggestion": activity_id}
                issues.append(row_issue("FIELD_REPAIRED", number, field=field, value=row.activity_id, **details))
        return RowResult(row=number, action=row.action, activity_id=activity_id, issues=tuple(issues))

    def _stored(self, sent: "_Sent") -> tuple[str | None, list[Issue]]:
        """Store an activity, and do so anew if somebody else changes it meanwhile."""
        for _ in range(_TRIES):
            with suppress(ActivityChangedError):
                return self._store(sent)
        raise ActivityChangedError

    def _store(self, sent: "_Sent") -> tuple[str | None, list[Issue]]:
        row, number, name = sent.row, sent.number, sent.name
        activity_id = self._id_of(row, name)
        if activity_id is None and row.action == "add" and name is not None:
            return self._added(sent, name)
        id_field = sent.field_name(("activity_id",))
        stored = self.activities.find([activity_id]).get(activity_id) if activity_id else None
        if stored and self.if_revision not in (None, stored.revision):
            raise ActivityChangedError
        if stored is None or (stored.deleted_by not in (None, sent.origin) and row.action != "add"):
            missing = activity_id or row.provider_activity_id
            return activity_id, [row_issue("ACTIVITY_NOT_FOUND", number, field=id_field, value=missing)]
        if stored.provider_id != sent.provider_id:
            return activity_id, [row_issue("NOT_YOUR_ACTIVITY", number, field=id_field, value=activity_id)]
        if row.action == "delete":
            if self.activities.has_learners(stored.activity_id):
                return activity_id, [row_issue("ACTIVITY_HAS_LEARNERS", number, field=id_field, value=activity_id)]
            self._put_over(stored, stored.model_copy(update={"deleted_by": sent.origin}), name)
            return activity_id, []
        return activity_id, self._replaced(sent, stored)

    def _id_of(self, row: ActivityRow, name: ActivityName | None) -> str | None:
        """Return the ID that a row gives if the hub has such an activity, else the one that goes by the row's name."""
        if name and (row.activity_id is None or not self.activities.find([row.activity_id])):
            return self.activities.id_of(name) or row.activity_id
        return row.activity_id

    def _replaced(self, sent: "_Sent", stored: Activity) -> list[Issue]:
        """Put what was sent in the place of a stored activity, unless that takes something from its learners."""
        activity, issues = sent.activity(stored.activity_id, stored)
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

    def _added(self, sent: "_Sent", name: ActivityName) -> tuple[str, list[Issue]]:
        """Store a new activity under the first free ID, unless another writer has given it one meanwhile."""
        attempt = 0
        while True:
            candidate = activity_id_candidate(
                name.provider_id, name.provider_activity_id, name.start_date, name.activity_format, attempt
            )
            activity, issues = sent.activity(candidate)
            if self.activities.add(activity, name):
                return candidate, [*issues, *self._beside(sent, activity)]
            if taken := self.activities.id_of(name):
                (stored,) = self.activities.find([taken]).values()
                activity, issues = sent.activity(taken, stored)
                self._put_over(stored, activity, name)
                return taken, issues
            attempt += 1

    def _beside(self, sent: "_Sent", activity: Activity) -> Iterator[Issue]:
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


@dataclass(frozen=True)
class _Sent:
    """An activity row that keeps every rule, and where it came from."""

    submission: Submission
    number: int
    row: ActivityRow
    field_name: FieldName
    unsaid: Collection[str]

    @property
    def provider_id(self) -> str:
        return self.submission.provider_id

    @property
    def origin(self) -> str:
        return f"{self.submission.submission_id}#{self.number}"

    @property
    def name(self) -> ActivityName | None:
        return _name(self.row, self.provider_id)

    def activity(self, activity_id: str, stored: Activity | None = None) -> tuple[Activity, list[Issue]]:
        """Return the activity as it is to be stored, and what is to be told of it."""
        at, issues = self.submission.received_at, []
        activity = told = self.row.activity(activity_id, self.provider_id)
        if stored and not stored.deleted_by:
            activity = with_unsaid(told, stored, self.unsaid)
            if kept := ", ".join(kept_fields(told, activity, self.unsaid)):
                issues.append(row_issue("FIELDS_KEPT", self.number, value=activity_id, kept=kept))
        if "listed" in self.unsaid and activity.listed is None:
            listed, why = default_listing(activity, self.submission.activities_listed)
            activity = activity.model_copy(update={"listed": listed})
            taken = "listed" if listed else "not listed"
            issues.append(row_issue("LISTING_DEFAULTED", self.number, value=activity_id, taken=taken, why=why))
        registrations = tuple(self._attested(registration, stored) for registration in activity.registrations)
        activity = activity.model_copy(update={"registrations": registrations})
        missing = activity.missing_for_closed(at.date()) if activity.close_requested else []
        closed = activity.close_requested and not missing
        by, when = (activity.closed_by or self.origin, activity.closed_at or at) if closed else (None, None)
        activity = activity.model_copy(update={"closed_by": by, "closed_at": when})
        return activity, [*issues, *completeness(self.number, activity, missing)]

    def _attested(self, registration: MocRegistration, stored: Activity | None) -> MocRegistration:
        """Keep the attestation of a registration that is sent again unchanged; else, sending it attests anew."""
        before = stored.registration_for(registration.board) if stored else None
        if before and before.model_copy(update={"attestation": registration.attestation}) == registration:
            return before
        pack = rule_pack(registration.board, self.row.start_date)
        version = pack.attestation.version
        attestation = Attestation(
            by=self.origin,
            at=self.submission.received_at,
            pack_from=pack.effective_from,
            version=version,
            text_digest=text_digest(version, pack.board),
        )
        return registration.model_copy(update={"attestation": attestation})


def _name(row: ActivityRow, provider_id: str) -> ActivityName | None:
    if row.provider_activity_id is None:
        return None
    return ActivityName(
        provider_id=provider_id,
        provider_activity_id=row.provider_activity_id,
        start_date=row.start_date,
        activity_format=row.activity_format,
    )
