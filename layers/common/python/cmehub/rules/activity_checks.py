"""The rules that an activity row must keep; pure, no I/O."""

import datetime as dt
from collections.abc import Collection, Iterator

from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityDeleteRow, ActivityRow
from cmehub.fields.readings import ALL_READ, Unread
from cmehub.issues.issue import Issue, row_issue
from cmehub.people.states import state_letters
from cmehub.rules.packs import Packs, rule_pack
from cmehub.rules.registration_checks import IssueTaker, check_amount, checked_areas, checked_registration
from cmehub.rules.suggestions import STEP
from cmehub.submissions.rows import FieldName, Location

LONGEST_DAYS = 3 * 366
"""No activity is longer than an enduring material can be."""
_LONGEST = {"Enduring Material": (LONGEST_DAYS, "more than three years after it starts")}
_LONGEST_OTHERS = (366, "more than twelve months after it starts")


def check_activity(
    number: int,
    row: ActivityRow,
    provider_id: str,
    field_name: FieldName,
    packs: Packs = rule_pack,
    *,
    unread: Unread = ALL_READ,
) -> tuple[ActivityRow, list[Issue]]:
    """
    Judge one row, as far as it could be read.

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

    _check_sender(row, provider_id, found)
    read = unread.spares
    if not row.activity_id and not row.provider_activity_id and read("activity_id", "provider_activity_id"):
        found("FIELD_MISSING", ("provider_activity_id",))
    _check_dates(row, found, unread)
    row = _with_state_letters(row, found)
    if row.credits is not None:
        check_amount(row.credits, STEP, ("credits",), found)
    if read("start_date", "end_date"):
        row = _with_boards_names(row, found, packs, unread)
    return row, issues


def check_delete(number: int, row: ActivityDeleteRow, provider_id: str, field_name: FieldName) -> list[Issue]:
    """Judge a row that deletes an activity, which says no more than which."""
    issues: list[Issue] = []

    def found(code: str, location: Location, value: object = None, **details: object) -> None:
        issues.append(row_issue(code, number, field=field_name(location), value=value, **details))

    _check_sender(row, provider_id, found)
    if not row.activity_id:
        for name in ("provider_activity_id", "start_date", "activity_format"):
            if getattr(row, name) is None:
                found("FIELD_MISSING", (name,))
    return issues


def _check_sender(row: ActivityRow | ActivityDeleteRow, provider_id: str, found: IssueTaker) -> None:
    if row.provider_id and row.provider_id.zfill(len(provider_id)) != provider_id:
        found("PROVIDER_MISMATCH", ("provider_id",), row.provider_id, provider_id=provider_id, suggestion=provider_id)


def _check_dates(row: ActivityRow, found: IssueTaker, unread: Unread) -> None:
    if not unread.spares("start_date", "end_date"):
        return
    if row.end_date < row.start_date:
        found("ACTIVITY_DATES", ("end_date",), row.end_date, why="before it starts")
    elif unread.spares("activity_format"):
        days, too_long = _LONGEST.get(row.activity_format, _LONGEST_OTHERS)
        if row.end_date - row.start_date > dt.timedelta(days=days):
            found("ACTIVITY_DATES", ("end_date",), row.end_date, why=too_long)


def _with_state_letters(row: ActivityRow, found: IssueTaker) -> ActivityRow:
    if row.country != "USA" or not row.state:
        return row
    if letters := state_letters(row.state):
        return row.model_copy(update={"state": letters})
    found("FIELD_FORMAT", ("state",), row.state, expected="two letters of a state, such as OK")
    return row


def _with_boards_names(row: ActivityRow, found: IssueTaker, packs: Packs, unread: Unread) -> ActivityRow:
    """Judge the registrations and practice areas, and return the row with the boards' own names of what they name."""
    registrations, of_boards = [], []
    for place, written in enumerate(row.registrations):
        registration_row = written
        if unread.below("registrations", place).spares("board"):
            pack = packs(written.board, row.start_date)
            of_boards.append(pack)
            registration_row = checked_registration(place, written, row, pack, found, unread=unread)
        registrations.append(registration_row)
    specialties = row.specialties
    if len(of_boards) == len(registrations) and unread.spares("specialties"):
        specialties = tuple(checked_areas(specialties, of_boards, found))
    return row.model_copy(update={"registrations": tuple(registrations), "specialties": specialties})


_OF_EVALUATIONS = {"evaluation": "evaluation method", "threshold": "participation threshold", "feedback": "feedback"}


def untold_evaluations(
    number: int, activity: Activity, unsaid: Collection[str], packs: Packs = rule_pack
) -> Iterator[Issue]:
    """Yield what a board wants to know of an evaluation and isn't told, though the file has a place for it."""
    if "registrations" in unsaid:
        return
    asked = {name: words for name, words in _OF_EVALUATIONS.items() if f"registrations.{name}" not in unsaid}
    for registration in activity.registrations:
        evaluation = packs(registration.board, activity.start_date).evaluation
        if evaluation and evaluation.concerns(registration.credit_types):
            untold = [words for name, words in asked.items() if getattr(registration, name) is None]
            if untold:
                told = {"board": registration.board, "missing": ", ".join(untold)}
                yield row_issue("EVALUATION_UNTOLD", number, value=activity.activity_id, **told)


def completeness(number: int, activity: Activity, missing_for_closed: list[str]) -> Iterator[Issue]:
    """Yield what keeps a good activity from being Active, or from being closed as it was asked."""
    if missing := activity.missing_for_active():
        yield row_issue("ACTIVITY_INCOMPLETE", number, value=activity.activity_id, missing=", ".join(missing))
    if missing_for_closed:
        lacking = ", ".join(missing_for_closed)
        yield row_issue("ACTIVITY_NOT_CLOSED", number, value=activity.activity_id, missing=lacking)
