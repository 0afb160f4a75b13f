"""Rejections in the words of boards outside the hub."""

from cmehub.boards.ledgers import Decision, reason_text
from cmehub.fields.plain_text import one_line
from cmehub.issues.catalogue import BOARD_REASONS

LONGEST_REASON = 300
_OTHER = "BOARD_OTHER_REASON"


def rejection(board: str, row: int, words: str, code: str | None = None) -> Decision:
    """
    Return a rejection for which a board gave its own reason.

    Parameters
    ----------
    board, row
        Who rejects what.
    words
        The reason, which a provider will read: it is put on one line and cut to 300 characters.
    code
        The board's code of it. One that the hub has no words for becomes the one for all other reasons.
    """
    said = one_line(words)
    if len(said) > LONGEST_REASON:
        said = f"{said[: LONGEST_REASON - 1].rstrip()}…"
    if code not in BOARD_REASONS - {_OTHER}:
        code, said = _OTHER, reason_text(_OTHER, board=board, reason=said.removesuffix("."))
    return Decision(row=row, board=board, accepted=False, reason_code=code, reason=said)
