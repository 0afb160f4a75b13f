"""Advice about a stored activity that keeps every rule: what boards may not count, what looks wrong; pure, no I/O."""

from collections.abc import Iterator

from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityRow, RegistrationRow
from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue, row_issue
from cmehub.rules.activity_checks import check_activity, untold_evaluations
from cmehub.rules.packs import Packs, rule_pack
from cmehub.submissions.rows import FieldName

_ROW = 1


def activity_advice(activity: Activity, field_name: FieldName, packs: Packs = rule_pack) -> Iterator[Issue]:
    """
    Yield what should be looked at of an activity, by the boards' rules on its start date.

    It is what was told when the activity was sent, and what can only be told of a whole activity: a credit type that
    learners can't be given, since one that it goes with isn't offered, and a claim that ends before the activity does.
    """
    _, issues = check_activity(_ROW, _as_row(activity), activity.provider_id, field_name, packs)
    # By newer rules than it was stored by, it may have errors; these are told when it is sent again.
    yield from (issue for issue in issues if issue.severity is not Severity.ERROR)
    yield from untold_evaluations(_ROW, activity, (), packs)
    for place, registration in enumerate(activity.registrations):
        pack = packs(registration.board, activity.start_date)
        for companion in pack.companions:
            offered = set(registration.credit_types)
            if companion.credit_type in offered and offered.isdisjoint(companion.needs):
                field, needs = field_name(("registrations", place, "credit_types")), " or ".join(companion.needs)
                told = {"board": pack.board, "needs": needs}
                yield row_issue("CREDIT_TYPE_ALONE", _ROW, field=field, value=companion.credit_type, **told)
        if registration.claim_date and registration.claim_date < activity.end_date:
            field = field_name(("registrations", place, "claim_date"))
            ends = {"board": pack.board, "end": activity.end_date}
            yield row_issue("CLAIM_DATE_EARLY", _ROW, field=field, value=registration.claim_date, **ends)


def _as_row(activity: Activity) -> ActivityRow:
    """Return a stored activity as it would be sent; what it holds was read once, and isn't read again."""
    registrations = tuple(
        RegistrationRow.model_construct(**{name: getattr(registration, name) for name in RegistrationRow.model_fields})
        for registration in activity.registrations
    )
    named = {name: getattr(activity, name) for name in ActivityRow.model_fields if name in Activity.model_fields}
    return ActivityRow.model_construct(**named | {"action": "update", "registrations": registrations})
