"""The rules that an activity row must keep; pure, no I/O."""

import datetime as dt
from collections.abc import Callable, Iterator

from cmehub.activities import Activity
from cmehub.activity_rows import ActivityRow, RegistrationRow
from cmehub.formats import FieldName, Location
from cmehub.issues import Issue, row_issue
from cmehub.rule_packs import rule_pack
from cmehub.states import state_letters
from functions.validate.suggestions import in_steps, nearest

_STEP = 0.25
_LONGEST = {"Enduring Material": (3 * 366, "more than three years after it starts")}
_LONGEST_OTHERS = (366, "more than twelve months after it starts")


def check_activity(
    number: int, row: ActivityRow, provider_id: str, field_name: FieldName
) -> tuple[ActivityRow, list[Issue]]:
    """
    Judge one row.

    Returns
    -------
    ActivityRow
        The row with the boards' own names of the credit types.
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
        _check_amount(row.credits, ("credits",), found)
    registrations = tuple(_checked_registration(place, one, row, found) for place, one in enumerate(row.registrations))
    return row.model_copy(update={"registrations": registrations}), issues


def completeness(number: int, activity: Activity, missing_for_closed: list[str]) -> Iterator[Issue]:
    """Yield what keeps a good activity from being Active, or from being closed as it was asked."""
    if missing := activity.missing_for_active():
        yield row_issue("ACTIVITY_INCOMPLETE", number, value=activity.activity_id, missing=", ".join(missing))
    if missing_for_closed:
        lacking = ", ".join(missing_for_closed)
        yield row_issue("ACTIVITY_NOT_CLOSED", number, value=activity.activity_id, missing=lacking)


def _checked_registration(
    place: int, one: RegistrationRow, row: ActivityRow, found: Callable[..., None]
) -> RegistrationRow:
    pack = rule_pack(one.board, row.start_date)
    at = ("registrations", place, "points")
    _check_amount(one.points, at, found)
    if row.credits is not None and one.points > row.credits:
        credit = f"{row.credits:g}"
        found("MOC_POINTS_OVER_CREDITS", at, f"{one.points:g}", board=one.board, credits=credit)
    if pack.starts and row.end_date < pack.starts:
        found("BEFORE_BOARD_START", ("end_date",), row.end_date, board=one.board, start=pack.starts)
    named: list[str] = []
    for credit_type in one.credit_types:
        if name := pack.credit_type(credit_type):
            named.append(name)
        else:
            offered = ", ".join(known.name for known in pack.credit_types)
            at = ("registrations", place, "credit_types")
            like = nearest(credit_type, (known.name for known in pack.credit_types))
            found("CREDIT_TYPE_UNKNOWN", at, credit_type, board=one.board, offered=offered, suggestion=like)
    return one.model_copy(update={"credit_types": tuple(dict.fromkeys(named))})


def _check_amount(amount: float, at: Location, found: Callable[..., None]) -> None:
    if amount <= 0:
        found("CREDIT_NOT_POSITIVE", at, f"{amount:g}")
    elif amount % _STEP:
        found("CREDIT_INCREMENT", at, f"{amount:g}", suggestion=in_steps(amount))
