"""Activity rows as they were sent: what they speak of, and the activity that they come to."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Generic, TypeVar

from cmehub.activities.activity import Activity
from cmehub.activities.registrations import Attestation, MocRegistration
from cmehub.activities.rows import ActivityDeleteRow, ActivityName, ActivityRow
from cmehub.activities.unsaid_fields import default_listing, kept_fields, with_unsaid
from cmehub.issues.issue import Issue, row_issue
from cmehub.rules.activity_checks import completeness, untold_evaluations
from cmehub.rules.packs import rule_pack
from cmehub.rules.packs.attestations import text_digest
from cmehub.submissions.rows import FieldName
from cmehub.submissions.submission import Submission

_Row = TypeVar("_Row", ActivityRow, ActivityDeleteRow)


@dataclass(frozen=True)
class SentRow(Generic[_Row]):
    """An activity row, and where it came from."""

    submission: Submission
    number: int
    row: _Row
    field_name: FieldName

    @property
    def provider_id(self) -> str:
        """Who sent it."""
        return self.submission.provider_id

    @property
    def origin(self) -> str:
        """What names the row in the facts about what it did."""
        return f"{self.submission.submission_id}#{self.number}"

    @property
    def name(self) -> ActivityName | None:
        """What the row names its activity by, if it tells all of it."""
        row = self.row
        if row.provider_activity_id is None or row.start_date is None or row.activity_format is None:
            return None
        return ActivityName(
            provider_id=self.provider_id,
            provider_activity_id=row.provider_activity_id,
            start_date=row.start_date,
            activity_format=row.activity_format,
        )

    def issue(self, code: str, field: str, value: object, **details: object) -> Issue:
        """Make an issue about a field of the row."""
        return row_issue(code, self.number, field=self.field_name((field,)), value=value, **details)


@dataclass(frozen=True)
class SentActivity(SentRow[ActivityRow]):
    """
    A row that adds an activity, or changes one.

    Attributes
    ----------
    unsaid
        What its file has no place for; see `cmehub.activities.unsaid_fields.with_unsaid`.
    """

    unsaid: Collection[str] = ()

    def activity(self, activity_id: str, stored: Activity | None = None) -> tuple[Activity, list[Issue]]:
        """Return the activity as it is to be stored, and what is to be told of it."""
        at, issues = self.submission.received_at, []
        activity = told = self.row.activity(activity_id, self.provider_id)
        if stored and not stored.deleted_by:
            # What learners denied doesn't lapse because a file says nothing of it, as PARS's formats can't.
            untold = ["permission_to_share"] if told.permission_to_share is None else []
            unsaid = [*self.unsaid, *untold]
            activity = with_unsaid(told, stored, unsaid)
            if kept := ", ".join(kept_fields(told, activity, unsaid)):
                issues.append(row_issue("FIELDS_KEPT", self.number, value=activity_id, kept=kept))
        if "listed" in self.unsaid and activity.listed is None:
            listed, why = default_listing(activity, self.submission.activities_listed)
            activity = activity.model_copy(update={"listed": listed})
            taken = "listed" if listed else "not listed"
            issues.append(row_issue("LISTING_DEFAULTED", self.number, value=activity_id, taken=taken, why=why))
        registrations = tuple(self._attested(registration, stored) for registration in activity.registrations)
        activity = activity.model_copy(update={"registrations": registrations, "sent_by": self.origin})
        missing = activity.missing_for_closed(at.date()) if activity.close_requested else []
        closed = activity.close_requested and not missing
        by, when = (activity.closed_by or self.origin, activity.closed_at or at) if closed else (None, None)
        activity = activity.model_copy(update={"closed_by": by, "closed_at": when})
        issues += untold_evaluations(self.number, activity, self.unsaid)
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
