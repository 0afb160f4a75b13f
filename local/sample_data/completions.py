"""A learner's completion of an activity as a provider would report it, right or wrong."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from local.sample_data.physicians import SamplePhysician

Amount = float | str | None
Outcome = Literal["accepted", "refused", "rejected"]


@dataclass(frozen=True, slots=True)
class Completion:
    """One row of the learner workbook or one report of the learner XML.

    Every field may be None or hold a text that makes no sense, because sample files need mistakes. Dates are kept as
    the sheet's cell would hold them: a real date, or the text that somebody typed.

    Attributes
    ----------
    lines
        Credit type and amount, the first in the template's own columns, the others in the additional pairs.
    credit_ids
        One ``ccid:`` for each credit line, the CME line first; only XML has a place for them.
    """

    activity_id: str | int | None
    completed_on: dt.date | str | None
    given_name: str | None
    family_name: str | None
    birth_day: dt.date | str | None
    state: str | None = None
    licence: str | int | None = None
    cme_credits: Amount = None
    board: str | None = None
    board_id: str | int | None = None
    board_total: Amount = None
    lines: tuple[tuple[str | None, Amount], ...] = ()
    action: str | None = "Add"
    credit_ids: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A completion together with what is to become of it.

    Attributes
    ----------
    code
        Why it is refused by the hub or rejected by a board; None if it is accepted.
    """

    completion: Completion
    outcome: Outcome = "accepted"
    code: str | None = None


def completion(
    person: SamplePhysician,
    activity_id: str,
    completed_on: dt.date,
    *,
    board: str | None = None,
    lines: tuple[tuple[str, float], ...] = (),
    cme: float | None = None,
    by_npi: bool = False,
    title: str = "",
) -> Completion:
    """Return a completion that agrees with what boards and states know of the physician.

    Parameters
    ----------
    lines
        Credit types and amounts for the board; they overlap, so the board's total is the largest.
    cme
        CME credits, reported under state and licence, or with ``by_npi`` under the NPI.
    title
        The activity's title, which only XML repeats.
    """
    return Completion(
        activity_id=activity_id,
        completed_on=completed_on,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_day=person.birth_month_day.replace("-", "/"),
        state=person.state if cme is not None else None,
        licence=(person.npi if by_npi else person.licence_id) if cme is not None else None,
        cme_credits=cme,
        board=board,
        board_id=person.board_id(board) if board else None,
        board_total=max((amount for _, amount in lines), default=None),
        lines=lines,
        title=title,
    )
