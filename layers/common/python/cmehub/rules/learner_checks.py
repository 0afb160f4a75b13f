"""The rules that a learner row must keep before any board is asked; pure, no I/O."""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from cmehub.activities.activity import Activity, ActivityStatus
from cmehub.activities.registrations import MocRegistration
from cmehub.fields.readings import ALL_READ, Unread
from cmehub.issues.issue import Issue, has_error, row_issue
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRow
from cmehub.rules.advice import Finding, advice
from cmehub.rules.credit_combinations import misfits
from cmehub.rules.packs import CreditType, Packs, Period, RulePack, normal_id, rule_pack
from cmehub.rules.permissions import denials, with_permission
from cmehub.rules.reporting_window import last_reporting_day
from cmehub.rules.suggestions import STEP, in_steps, meant_type
from cmehub.submissions.rows import FieldName, Location


class _OfBoard(NamedTuple):
    """What a board asks, what the activity is registered for with it, and the places of the row's lines for it."""

    pack: RulePack
    registration: MocRegistration | None
    places: list[int]


def check_learner(
    number: int,
    row: LearnerRow,
    activity: Activity | None,
    *,
    provider_id: str,
    today: dt.date,
    field_name: FieldName,
    packs: Packs = rule_pack,
    unread: Unread = ALL_READ,
) -> tuple[LearnerRow, list[Issue]]:
    """
    Judge one row, as far as it could be read.

    Of another provider's activity nothing more is told; where there is no activity that takes learners, what doesn't
    depend on it is.

    A board's line always tells its amount, in every format: what one learner earned doesn't follow from what the
    activity offers, so none is ever taken from there.

    Parameters
    ----------
    number
        The sender's row number.
    row
        What the row says.
    activity
        The stored activity that the row names, if there is one.
    provider_id
        Who sent the row.
    today
        The day on which the row arrived: for "in the future", the reporting window and what is late only.
    field_name
        Gives the sender's name of a field.
    packs
        Gives the boards' rules.
    unread
        What of the row couldn't be read.

    Returns
    -------
    LearnerRow
        The row with the boards' own names of the credit types, and the statement about permission that counts.
    list of Issue
        What is wrong, without end at the first.
    """
    check = _Check(number, row, provider_id=provider_id, today=today, field_name=field_name)
    issues = [*check.sender()]
    if unread.spares("activity_id"):
        of_activity = [*check.activity(activity)]
        issues += of_activity
        if activity and activity.provider_id != provider_id:
            return row, issues
        activity = None if of_activity else activity
    if not unread.spares("action", "completion_date"):
        return row, issues
    of_boards = {} if ("lines",) in unread.locations else _boards_of(row, activity, packs, unread)
    if row.action == "add":
        issues += check.dates(activity, of_boards.values())
    if activity and unread.spares("participant") and row.participant and not activity.rems:
        issues.append(check.issue("REMS_NOT_REGISTERED", ("participant",), row.activity_id))
    if ("lines",) in unread.locations:
        return row, issues
    row, of_lines = check.lines(row, activity, of_boards, unread)
    issues += of_lines
    if row.action == "add" and activity and not unread.locations:
        of_packs = [board.pack for board in of_boards.values()]
        issues += check.told(denials(row, activity, of_packs))
        issues += check.record(row, of_boards.values())
        if not issues or not has_error(issues):
            issues += check.told(advice(row, activity, today, of_packs))
        row = with_permission(row, activity)
    return row, issues


def _boards_of(row: LearnerRow, activity: Activity | None, packs: Packs, unread: Unread) -> dict[str, _OfBoard]:
    """Return the boards that the row reports to, with the places of their lines."""
    found: dict[str, _OfBoard] = {}
    for place, line in enumerate(row.lines):
        if unread.below("lines", place).spares("board") and line.is_moc:
            if line.board not in found:
                registration = activity.registration_for(line.board) if activity else None
                found[line.board] = _OfBoard(packs(line.board, row.completion_date), registration, [])
            found[line.board].places.append(place)
    return found


class _Check:
    def __init__(
        self, number: int, row: LearnerRow, *, provider_id: str, today: dt.date, field_name: FieldName
    ) -> None:
        self._number = number
        self._row = row
        self._provider_id = provider_id
        self._today = today
        self._field_name = field_name

    def issue(self, code: str, location: Location, value: object = None, **details: object) -> Issue:
        return row_issue(code, self._number, field=self._field_name(location), value=value, **details)

    def sender(self) -> Iterator[Issue]:
        named = self._row.provider_id
        if named and named.zfill(len(self._provider_id)) != self._provider_id:
            at, own = ("provider_id",), self._provider_id
            yield self.issue("PROVIDER_MISMATCH", at, named, provider_id=own, suggestion=own)

    def activity(self, activity: Activity | None) -> Iterator[Issue]:
        if activity is None:
            yield self.issue("ACTIVITY_NOT_FOUND", ("activity_id",), self._row.activity_id)
        elif activity.provider_id != self._provider_id:
            yield self.issue("NOT_YOUR_ACTIVITY", ("activity_id",), activity.activity_id)
        elif activity.deleted_by:
            how = activity.deleted_in_words
            yield self.issue("ACTIVITY_DELETED", ("activity_id",), activity.activity_id, how=how)
        elif activity.status(self._today) is ActivityStatus.DRAFT:
            yield self.issue("ACTIVITY_NOT_ACTIVE", ("activity_id",), activity.activity_id)

    def dates(self, activity: Activity | None, of_boards: Collection[_OfBoard]) -> Iterator[Issue]:
        """Check the completion date."""
        done, at = self._row.completion_date, ("completion_date",)
        if done > self._today:
            yield self.issue("COMPLETION_IN_FUTURE", at, done)
        elif activity and not activity.start_date <= done <= activity.end_date:
            yield self.issue("COMPLETION_OUTSIDE_ACTIVITY", at, done, start=activity.start_date, end=activity.end_date)
        elif self._today > (closed_on := self._closed_on(of_boards)):
            yield self.issue("REPORTING_WINDOW_CLOSED", at, done, year=done.year, closed_on=closed_on)

    def _closed_on(self, of_boards: Collection[_OfBoard]) -> dt.date:
        others = [None] if of_boards and sum(len(board.places) for board in of_boards) < len(self._row.lines) else []
        return last_reporting_day(self._row.completion_date, [*(board.pack for board in of_boards), *others])

    def lines(
        self, row: LearnerRow, activity: Activity | None, of_boards: Mapping[str, _OfBoard], unread: Unread
    ) -> tuple[LearnerRow, list[Issue]]:
        """Check the credit lines; return the row with the boards' own names of their types."""
        lines, issues = [], []
        for place, line in enumerate(row.lines):
            of_line = unread.below("lines", place)
            if of_line.spares("board") and line.is_moc:
                line, found = self._moc_line(place, line, of_boards[line.board], activity, of_line)  # noqa: PLW2901 - with the board's spelling
                issues += found
            elif of_line.spares("board", "amount"):
                issues += self._cme_line(place, line, activity)
            lines.append(line)
        checked = tuple(lines)
        return row if checked == row.lines else row.model_copy(update={"lines": checked}), issues

    def _cme_line(self, place: int, line: CreditLine, activity: Activity | None) -> list[Issue]:
        """Check a credit for a licence; an activity that isn't a Draft has credits."""
        if line not in self._row.credits:
            return []
        most = activity.credits or 0 if activity else math.inf
        issue = self.credit(("lines", place, "amount"), line.amount, most, "CME", STEP)
        return [issue] if issue else []

    def _moc_line(
        self, place: int, line: CreditLine, of_board: _OfBoard, activity: Activity | None, unread: Unread
    ) -> tuple[CreditLine, list[Issue]]:
        pack, registration, places = of_board
        step, maximum = pack.increment.step, registration.points if registration else math.inf
        found = [self._board_id(place, line, pack)] if unread.spares("learner_id") else []
        tells_credit = line in self._row.credits  # a row that deletes may tell its learner's ID alone
        if tells_credit and unread.spares("amount"):
            at: Location = ("lines", place, "amount")
            found += [self.credit(at, line.amount, maximum, line.board, step), self._over_total(place, line)]
            found += [self._total(line, maximum, step)] if places[0] == place else []
        issues = [issue for issue in found if issue]
        if activity and registration is None:
            at, told = ("lines", place, "board"), {"activity_id": self._row.activity_id}
            return line, [self.issue("BOARD_NOT_REGISTERED", at, line.board, **told), *issues]
        if registration is None or not tells_credit or not unread.spares("credit_type"):
            return line, issues
        at, done = ("lines", place, "credit_type"), self._row.completion_date
        credit_type = pack.credit_type(line.credit_type)
        if credit_type and self._row.action == "add" and not pack.gives(credit_type, done):
            return line, [*issues, self._type_of_other_times(at, line, pack.type_named(credit_type))]
        if credit_type not in registration.credit_types:
            offered = ", ".join(registration.credit_types)
            # A type that the board has, but not for this activity, is no slip of the pen.
            like = meant_type("" if credit_type else line.credit_type, registration.credit_types)
            issues.append(
                self.issue(
                    "CREDIT_TYPE_NOT_OFFERED", at, line.credit_type, board=line.board, offered=offered, suggestion=like
                )
            )
            return line, issues
        named = line if credit_type == line.credit_type else line.model_copy(update={"credit_type": credit_type})
        return named, issues

    def record(self, row: LearnerRow, of_boards: Iterable[_OfBoard]) -> Iterator[Issue]:
        """Check what boards ask of a record as a whole, once its lines have the boards' own names."""
        for pack, registration, places in of_boards:
            if registration is None:
                continue
            if pack.completions:
                yield from self._completions(pack.completions, pack.board)
            if len(places) > 1 or row.lines[places[0]].credit_type in pack.dependent_types:
                lines = [(place, row.lines[place]) for place in places]
                if all(line.credit_type in registration.credit_types for _, line in lines):
                    yield from self._combination(lines, pack)
            if pack.whole_points and (points := row.points(pack.board)) < registration.points:
                at, most = ("lines", places[0], "amount"), f"{registration.points:g}"
                yield self.issue("CREDIT_PARTIAL", at, f"{points:g}", board=pack.board, maximum=most, suggestion=most)

    def told(self, findings: Iterable[Finding]) -> Iterator[Issue]:
        for found in findings:
            yield self.issue(found.code, found.location, found.value, **found.details)

    def _completions(self, taken: Period, board: str) -> Iterator[Issue]:
        done, at = self._row.completion_date, ("completion_date",)
        if taken.starts and done < taken.starts:
            yield self.issue("BEFORE_BOARD_START", at, done, board=board, start=taken.starts)
        if taken.ends and done > taken.ends:
            yield self.issue("AFTER_BOARD_END", at, done, board=board, last_day=taken.ends)

    def _type_of_other_times(self, at: Location, line: CreditLine, credit_type: CreditType) -> Issue:
        if credit_type.ends and self._row.completion_date > credit_type.ends:
            last_day = credit_type.ends
            return self.issue("CREDIT_TYPE_RETIRED", at, line.credit_type, board=line.board, last_day=last_day)
        return self.issue("CREDIT_TYPE_NOT_YET", at, line.credit_type, board=line.board, start=credit_type.starts)

    def _combination(self, lines: list[tuple[int, CreditLine]], pack: RulePack) -> Iterator[Issue]:
        amounts: dict[str, float] = {}
        places: dict[str, int] = {}
        for place, line in lines:
            amounts[line.credit_type] = max(line.amount, amounts.get(line.credit_type, 0))
            places.setdefault(line.credit_type, place)
        for credit_type, why, most in misfits(pack, amounts):
            told = {"board": pack.board, "credit_type": credit_type, "why": why}
            at, seen, like = ("lines", places[credit_type], "credit_type"), credit_type, None
            if most is not None:
                at, seen, like = (*at[:2], "amount"), f"{amounts[credit_type]:g}", f"{most:g}"
            yield self.issue("CREDIT_COMBO_INVALID", at, seen, suggestion=like, **told)

    def _board_id(self, place: int, line: CreditLine, pack: RulePack) -> Issue | None:
        at = ("lines", place, "learner_id")
        if not line.learner_id:
            return self.issue("FIELD_MISSING", at) if pack.id_format.required else None
        if pack.takes_id(board_id := normal_id(line.learner_id)):
            return None
        like, expected = pack.id_meant(board_id), pack.id_format.expected
        return self.issue("BOARD_ID_FORMAT", at, line.learner_id, board=line.board, expected=expected, suggestion=like)

    def _over_total(self, place: int, line: CreditLine) -> Issue | None:
        total = self._row.board_total
        if total is None or not line.amount > total > 0:
            return None
        return self.issue("CREDIT_OVER_TOTAL", ("lines", place, "amount"), f"{line.amount:g}", total=f"{total:g}")

    def _total(self, line: CreditLine, maximum: float, step: float) -> Issue | None:
        total = self._row.board_total
        return None if total is None else self.credit(("board_total",), total, maximum, line.board, step)

    def credit(self, at: Location, amount: float, maximum: float, board: str, step: float) -> Issue | None:
        if amount <= 0:
            return self.issue("CREDIT_NOT_POSITIVE", at, f"{amount:g}")
        if amount % step:
            like = in_steps(min(amount, maximum), step)
            return self.issue("CREDIT_INCREMENT", at, f"{amount:g}", step=f"{step:g}", suggestion=like)
        if amount > maximum:
            seen, most = f"{amount:g}", f"{maximum:g}"
            return self.issue("CREDIT_OVER_ACTIVITY_MAX", at, seen, maximum=most, board=board, suggestion=most)
        return None
