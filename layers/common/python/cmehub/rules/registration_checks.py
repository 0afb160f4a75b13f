"""The rules that an activity's registration for a board must keep; pure, no I/O."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from cmehub.activities.rows import ActivityRow, RegistrationRow
from cmehub.fields.nearness import nearest
from cmehub.fields.readings import ALL_READ, Unread
from cmehub.rules.packs import RulePack
from cmehub.rules.suggestions import in_steps, meant_type
from cmehub.submissions.rows import Location


class IssueTaker(Protocol):
    """Takes an issue: its code, where it is, the value seen, and what its sentences name."""

    def __call__(self, code: str, location: Location, value: object = None, **details: object) -> None:
        """Take an issue."""


def checked_registration(
    place: int,
    registration_row: RegistrationRow,
    row: ActivityRow,
    pack: RulePack,
    found: IssueTaker,
    *,
    unread: Unread = ALL_READ,
) -> RegistrationRow:
    """
    Judge one registration by the rules on the activity's start date, as far as the row could be read.

    Returns
    -------
    RegistrationRow
        The registration with the board's own names of the credit types, and with points if they follow from the rules.
    """
    of_registration = unread.below("registrations", place)
    points = registration_row.points
    if unread.spares("credits") and of_registration.spares("points"):
        points = _points(place, registration_row, row, pack, found)
    _check_dates(row, pack, found)
    _check_outline(row, pack, found, unread)
    if not of_registration.spares("credit_types"):
        return registration_row
    named = tuple(_named_types(place, registration_row, row, pack, found))
    for usual in pack.usual_formats:
        if (
            named == (usual.credit_type,)
            and unread.spares("activity_format")
            and row.activity_format not in usual.formats
        ):
            at, told = ("registrations", place, "credit_types"), ", ".join(usual.formats)
            found(
                "CREDIT_TYPE_UNUSUAL",
                at,
                usual.credit_type,
                board=pack.board,
                activity_format=row.activity_format,
                formats=told,
            )
    _check_threshold(place, registration_row, named, pack, found)
    return registration_row.model_copy(update={"points": points, "credit_types": tuple(dict.fromkeys(named))})


def _check_threshold(
    place: int, registration_row: RegistrationRow, named: Sequence[str], pack: RulePack, found: IssueTaker
) -> None:
    told, asked = registration_row.threshold, pack.evaluation
    if told and asked and asked.least and told < asked.least and asked.concerns(named):
        at, credit_types = ("registrations", place, "threshold"), " or ".join(asked.credit_types)
        found("THRESHOLD_LOW", at, f"{told:g}%", board=pack.board, least=f"{asked.least:g}%", credit_types=credit_types)


def _check_outline(row: ActivityRow, pack: RulePack, found: IssueTaker, unread: Unread) -> None:
    outline = pack.content_outline
    if outline is None or not unread.spares("content_keywords"):
        return
    areas = outline.areas((keyword.source, keyword.kind) for keyword in row.content_keywords)
    if areas < outline.least:
        found("CONTENT_AREA_MISSING", ("content_keywords",), board=pack.board, areas=areas, least=outline.least)
    if areas > outline.most:
        at = ("content_keywords", len(row.content_keywords) - 1, "source")
        found("CONTENT_AREAS_TOO_MANY", at, areas, board=pack.board, most=outline.most)


def checked_areas(specialties: Sequence[str], packs: Sequence[RulePack], found: IssueTaker) -> Iterator[str]:
    """Yield an activity's specialties under the boards' own names, and warn of those that none of its boards has."""
    for place, written in enumerate(specialties):
        name = next(filter(None, (pack.practice_area(written) for pack in packs)), None)
        if name is None and packs and all(pack.knows_its_areas for pack in packs):
            offered = (area for pack in packs if pack.practice_areas for area in pack.practice_areas.names)
            boards = " or ".join(pack.board for pack in packs)
            at = ("specialties", place)
            found("PRACTICE_AREA_UNKNOWN", at, written, boards=boards, suggestion=nearest(written, offered))
        yield name or written


def check_amount(amount: float, step: float, at: Location, found: IssueTaker) -> None:
    """Check that an amount of credit is above zero and in steps."""
    if amount <= 0:
        found("CREDIT_NOT_POSITIVE", at, f"{amount:g}")
    elif amount % step:
        found("CREDIT_INCREMENT", at, f"{amount:g}", step=f"{step:g}", suggestion=in_steps(amount, step))


def _points(
    place: int, registration_row: RegistrationRow, row: ActivityRow, pack: RulePack, found: IssueTaker
) -> float | None:
    at = ("registrations", place, "points")
    if registration_row.points is not None:
        check_amount(registration_row.points, pack.increment.step, at, found)
        if row.credits is not None and registration_row.points > row.credits:
            credit = f"{row.credits:g}"
            found(
                "MOC_POINTS_OVER_CREDITS",
                at,
                f"{registration_row.points:g}",
                board=registration_row.board,
                credits=credit,
            )
        return registration_row.points
    if pack.points_default is None or row.credits is None:
        found("FIELD_MISSING", at)
        return None
    taken = f"{row.credits:g}"
    found("POINTS_DEFAULTED", at, board=registration_row.board, taken=taken, suggestion=taken)
    check_amount(row.credits, pack.increment.step, at, found)
    return row.credits


def _check_dates(row: ActivityRow, pack: RulePack, found: IssueTaker) -> None:
    completions, activities = pack.completions, pack.activities
    if completions and completions.starts and row.end_date < completions.starts:
        found("BEFORE_BOARD_START", ("end_date",), row.end_date, board=pack.board, start=completions.starts)
    if activities and not activities.holds(row.start_date):
        ends = f"until {activities.ends}" if activities.ends else ""
        starts = f"from {activities.starts} on" if activities.starts else ""
        period = " and ".join(filter(None, (starts, ends)))
        found("BOARD_TAKES_NO_ACTIVITY", ("start_date",), row.start_date, board=pack.board, period=period)


def _named_types(
    place: int, registration_row: RegistrationRow, row: ActivityRow, pack: RulePack, found: IssueTaker
) -> Iterator[str]:
    at = ("registrations", place, "credit_types")
    for written in registration_row.credit_types:
        name = pack.credit_type(written)
        known = pack.type_named(name) if name else None
        if name is None or known is None:
            offered = pack.types_on(row.start_date)
            told, like = ", ".join(offered), meant_type(written, offered)
            found("CREDIT_TYPE_UNKNOWN", at, written, board=registration_row.board, offered=told, suggestion=like)
        elif known.ends and row.start_date > known.ends:
            found("CREDIT_TYPE_RETIRED", at, written, board=registration_row.board, last_day=known.ends)
        elif known.starts and row.end_date < known.starts:
            found("CREDIT_TYPE_NOT_YET", at, written, board=registration_row.board, start=known.starts)
        else:
            yield name
