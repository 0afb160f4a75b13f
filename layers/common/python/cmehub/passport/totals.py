"""What a physician's credits come to: in all and by year, without counting twice what overlaps."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from pydantic import BaseModel, ConfigDict

from cmehub.learners.credits import COUNTING, Credit, amounts_by_day, reported_last
from cmehub.learners.records import LearnerRecord
from cmehub.passport.own_credits import OwnCredit
from cmehub.rules.packs import is_board, rule_pack


class BoardTotal(BaseModel):
    """
    What counts at one board.

    Attributes
    ----------
    points
        All points; a report's points can be of several credit types at once, so these don't add up to it.
    by_type
        Points by credit type.
    overlaps
        Whether the credit types come to more than the points.
    """

    model_config = ConfigDict(frozen=True)

    board: str
    name: str
    points: float
    by_type: dict[str, float]
    overlaps: bool


class YearTotal(BaseModel):
    """What was completed in one calendar year: AMA PRA Category 1 credits, and points by board."""

    model_config = ConfigDict(frozen=True)

    year: int
    cme: float
    points: dict[str, float]


class Totals(BaseModel):
    """
    What a physician's accepted credits come to.

    Attributes
    ----------
    cme
        AMA PRA Category 1 credits: those for several states are the same ones, and MOC credit that was reported
        without them brings its own.
    boards
        By board; what counts at two boards is the same learning.
    years
        The latest first.
    own
        Own credits by their kind, which nobody has verified: they are in no other sum.
    """

    model_config = ConfigDict(frozen=True)

    cme: float
    boards: tuple[BoardTotal, ...]
    years: tuple[YearTotal, ...]
    own: dict[str, float]


def totals_of(
    records: Sequence[LearnerRecord], credits_: Collection[Credit], own: Collection[OwnCredit], today: dt.date
) -> Totals:
    """
    Add up what counts.

    Parameters
    ----------
    records
        The physician's.
    credits_
        Those of the credits that shall be added up, whatever their status; what doesn't count is left out. Of a report
        that has one of them for a board, all its points there count.
    own
        Own credits that shall be added up.
    today
        Boards have the names of today.
    """
    counting = [credit for credit in credits_ if credit.status in COUNTING]
    at_boards = {(credit.record_id, credit.board) for credit in counting if not credit.derived}
    cme: dict[int, float] = defaultdict(float)
    points: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (_, day), amounts in amounts_by_day(reported_last(records), at_boards).items():
        cme[day.year] += max((amount for board, amount in amounts.items() if not is_board(board)), default=0.0)
        for board in filter(is_board, amounts):
            points[day.year][board] += amounts[board]
    by_type: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for credit in counting:
        if credit.derived:
            cme[credit.completion_date.year] += credit.amount
        elif is_board(credit.board):
            by_type[credit.board][credit.credit_type] += credit.amount
    by_kind: dict[str, float] = defaultdict(float)
    for entered in own:
        by_kind[entered.kind] += entered.amount
    years = sorted(cme.keys() | points.keys(), reverse=True)
    return Totals(
        cme=sum(cme.values()),
        boards=tuple(
            _board_total(board, sum(of_year[board] for of_year in points.values()), by_type[board], today)
            for board in sorted(by_type)
        ),
        years=tuple(YearTotal(year=year, cme=cme[year], points=dict(sorted(points[year].items()))) for year in years),
        own=dict(sorted(by_kind.items())),
    )


def _board_total(board: str, points: float, by_type: dict[str, float], today: dt.date) -> BoardTotal:
    return BoardTotal(
        board=board,
        name=rule_pack(board, today).name,
        points=points,
        by_type=dict(sorted(by_type.items())),
        overlaps=sum(by_type.values()) > points,
    )
