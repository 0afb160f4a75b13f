"""The rules that an activity row must keep; pure, no I/O."""

import datetime as dt
from collections.abc import Iterator

from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityRow
from cmehub.issues.issue import Issue, row_issue
from cmehub.people.states import state_letters
from cmehub.rules.packs import Packs, rule_pack
from cmehub.rules.registration_checks import check_amount, checked_areas, checked_registration
from cmehub.rules.suggestions import STEP
from cmehub.submissions.rows import FieldName, Location

_LONGEST = {"Enduring Material": (3 * 366, "more than three years after it starts")}
_LONGEST_OTHERS = (366, "more than twelve months after it starts")


def check_activity(
    number: int, row: ActivityRow, provider_id: str, field_name: FieldName, packs: Packs = rule_pack
) -> tuple[ActivityRow, list[Issue]]:
    """
    Judge one row.

    A registration without points gets those that the activity has credits, for a board whose points equal them.

    Returns
    -------
    ActivityRow
        The row with the boards' own names of the credit types and practice areas.
    list of Issue
        What is wrong, without end at the first.
    """
    issues: list[Issue] = []

    def found(code: str, location: Location, value: object = None, **details: object) -> None:
        issues.append(row_issue(code, number, field=field_name(location), value=value, **details))

    if row.provider_id and row.provider_id.zfill(len(provider_id)) != provider_id:
        found("PROVIDER_MISMATCH", ("provider_id",), row.provider_id, provider_id=provider_id, suggestion=provider_id)
    if not row.activity_id and not row.provider_activity_id:
        found("FIELD_MISSING", ("provider_activity_id",))
    days, too_long = _LONGEST.get(row.activity_format, _LONGEST_OTHERS)
    if row.end_date < row.start_date:
        found("ACTIVITY_DATES", ("end_date",), row.end_date, why="before it starts")
    elif row.end_date - row.start_date > dt.timedelta(days=days):
        found("ACTIVITY_DATES", ("end_date",), row.end_date, why=too_long)
    if row.country == "USA" and row.state:
        if letters := state_letters(row.state):
            row = row.model_copy(update={"state": letters})
        else:
            found("FIELD_FORMAT", ("state",), row.state, expected="two letters of a state, such as OK")
    if row.credits is not None:
        check_amount(row.credits, STEP, ("credits",), found)
    of_boards = [packs(registration.board, row.start_date) for registration in row.registrations]
    registrations = tuple(
        checked_registration(place, registration_row, row, pack, found)
        for place, (registration_row, pack) in enumerate(zip(row.registrations, of_boards, strict=True))
    )
    specialties = tuple(checked_areas(row.specialties, of_boards, found))
    return row.model_copy(update={"registrations": registrations, "specialties": specialties}), issues


def completeness(number: int, activity: Activity, missing_for_closed: list[str]) -> Iterator[Issue]:
    """Yield what keeps a good activity from being Active, or from being closed as it was asked."""
    if missing := activity.missing_for_active():
        yield row_issue("ACTIVITY_INCOMPLETE", number, value=activity.activity_id, missing=", ".join(missing))
    if missing_for_closed:
        lacking = ", ".join(missing_for_closed)
        yield row_issue("ACTIVITY_NOT_CLOSED", number, value=activity.activity_id, missing=lacking)
