"""One row of a learner matching file: who a provider believes a learner to be, before any completion is reported."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from cmehub.fields.types import LearnerId, MonthDay, Name, PersonName, read_authority, wrong
from cmehub.people.states import state_letters
from cmehub.rules.packs import board_code, board_codes


def _read_board(text: object) -> str:
    if isinstance(text, str) and (code := board_code(text)):
        return code
    raise wrong("one of: " + ", ".join(board_codes()))


def _read_state(text: object) -> str:
    authority = read_authority(text)
    if state_letters(authority):
        return authority
    raise wrong("a state, by its name or its two letters")


class MatchRow(BaseModel):
    """
    A learner to be matched.

    Attributes
    ----------
    row_id
        The sender's own mark of the row.
    birth_month_day
        ``MM-DD``; the year is never kept.
    licence
        State licence ID or NPI.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    row_id: Name | None = None
    given_name: PersonName
    family_name: PersonName
    birth_month_day: MonthDay
    state: Annotated[str, BeforeValidator(_read_state)] | None = None
    licence: LearnerId = None
    board: Annotated[str, BeforeValidator(_read_board)] | None = None
    board_id: LearnerId = None
