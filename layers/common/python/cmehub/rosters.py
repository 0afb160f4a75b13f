"""Rosters: whom certifying boards and states' licensing boards know."""

from pydantic import BaseModel, ConfigDict


class RosterEntry(BaseModel):
    """
    A line of a roster: a diplomate of a certifying board, or a licensee of a state's licensing board.

    Attributes
    ----------
    authority
        Whose roster it is: a board's code, or a state's letters.
    entry_id
        The board ID or the licence number, normalised; see `normal_entry_id`.
    birth_month_day
        ``MM-DD``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    authority: str
    entry_id: str
    given_name: str
    family_name: str
    birth_month_day: str

    @property
    def learner_key(self) -> str:
        """What the physician's learner records are stored under, if this entry was the first that one led to."""
        return f"{self.authority}-{self.entry_id}"
