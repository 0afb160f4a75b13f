"""Boards' rejections in words for the physician whose credit it is."""

from typing import NamedTuple


class RejectionWords(NamedTuple):
    """What happened and what the physician can do, in a sentence each; ``{board}`` and ``{provider}`` stand in them."""

    happened: str
    can_do: str


_IDENTITY = RejectionWords(
    "{board} couldn't tell that this credit is yours: its ID, your name or your birth day was reported otherwise than "
    "{board} has it.",
    "Tell {provider} your {board} ID, and your name as {board} knows it; they can report the credit again.",
)
_ALREADY_THERE = RejectionWords(
    "{board} has another credit of yours for this activity, and takes no second one beside it.",
    "If credit is missing, ask {provider} to report the whole amount as one credit.",
)

REJECTIONS: dict[str, RejectionWords] = {
    "BOARD_ID_NOT_FOUND": _IDENTITY,
    "DIPLOMATE_NOT_FOUND": _IDENTITY,
    "IDENTITY_MISMATCH": _IDENTITY,
    "NUMBER_NOT_THEIRS": _IDENTITY,
    "MAX_POINTS_REACHED": RejectionWords(
        "With this credit you would have more points than the activity gives for {board}.",
        "Nothing is needed if your earlier credit is right; otherwise ask {provider} to correct it.",
    ),
    "DUPLICATE_SAME_DAY": _ALREADY_THERE,
    "SAME_DAY_RECORD_LIMIT": _ALREADY_THERE,
    "RECORD_LIMIT": _ALREADY_THERE,
    "DUPLICATE_ACTIVITY": _ALREADY_THERE,
    "DELETE_UNKNOWN_RECORD": RejectionWords(
        "{provider} asked {board} to delete the credit; {board} didn't know it and so did nothing.",
        "Nothing is needed if the credit is right; otherwise ask {provider}.",
    ),
    "BEFORE_BOARD_START": RejectionWords(
        "{board} took no credit from providers yet when you completed the activity.",
        "Ask {board} whether you can report it yourself.",
    ),
    "AFTER_BOARD_END": RejectionWords(
        "{board} took no credit from providers any more when you completed the activity.",
        "Ask {board} whether you can report it yourself.",
    ),
    "BOARD_OTHER_REASON": RejectionWords(
        "{board} gave a reason of its own.",
        "Ask {provider} to mend what the reason names, or ask {board}.",
    ),
}
"""By the code of a board's reason."""


def words_of(reason_code: str, board: str, provider: str) -> RejectionWords:
    """
    Return the words for a reason.

    Parameters
    ----------
    reason_code
        A code that a board's reason may have.
    board, provider
        The names of who gave it, and of who reported the credit.
    """
    return RejectionWords(*(sentence.format(board=board, provider=provider) for sentence in REJECTIONS[reason_code]))
