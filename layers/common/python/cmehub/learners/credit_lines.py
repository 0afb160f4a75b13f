"""Credit lines: one amount of one credit type, for a board, a state or an NPI."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from cmehub.fields.types import Amount, Authority, LearnerId, Name, Point
from cmehub.people.npi import is_npi
from cmehub.people.rosters import normal_entry_id
from cmehub.people.states import state_letters
from cmehub.rules.packs import is_board, normal_id

CME_CREDIT_TYPE = "AMA PRA Category 1"


class CreditLine(BaseModel):
    """
    One amount of one credit type.

    Attributes
    ----------
    board
        Who the credit is for: a board's code (MOC), or a state's letters or ``NPI`` (CME). An NPI is one whatever
        state stands beside it: the Excel template has a state in the row, XML and JSON have ``NPI`` in its place.
    learner_id
        The learner's ID at that board, their licence number or their NPI.
    credit_type
        As the sender wrote it until the rules have found the board's own name of it.
    amount
        In credits or points; steps of 0.25.
    credit_id
        The sender's own ID of this credit (``ccid:<domain>:<local id>``).
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    board: Authority
    learner_id: LearnerId = None
    credit_type: Name
    amount: Amount
    credit_unit: Point = "Point"
    credit_id: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _npi_before_state(cls, fields: Any) -> Any:
        if isinstance(fields, dict):
            learner_id, board = str(fields.get("learner_id")), str(fields.get("board"))
            if state_letters(board) and is_npi(normal_id(learner_id)):
                return fields | {"board": "NPI"}
        return fields

    @property
    def normal_learner_id(self) -> str:
        """The learner's ID as a roster has it; empty if there is none."""
        return normal_entry_id(self.board, self.learner_id) if self.learner_id else ""

    @property
    def is_moc(self) -> bool:
        """Tell whether a certifying board decides on this line."""
        return is_board(self.board)

    @property
    def normal_credit_id(self) -> str:
        """The sender's own ID of this credit, as it is compared; empty if there is none."""
        return normal_credit_id(self.credit_id) if self.credit_id else ""


def normal_credit_id(credit_id: str) -> str:
    """Return a credit ID as it is compared: ``CCID:`` and ``ccid:`` begin the same one."""
    return credit_id.casefold()
