"""What could stand in a field instead of what does."""

from collections.abc import Iterable
from difflib import get_close_matches

STEP = 0.25


def nearest(written: str, offered: Iterable[str]) -> str | None:
    """Return the one that is offered, or else the one most like what was written; None if none is like it."""
    choices = list(dict.fromkeys(offered))
    if len(choices) == 1:
        return choices[0]
    folded = {choice.casefold(): choice for choice in choices}
    found = get_close_matches(written.casefold(), folded, n=1)
    return folded[found[0]] if found else None


def in_steps(amount: float, step: float = STEP) -> str:
    """Return the largest amount in whole steps that isn't more, and at least one step."""
    return f"{max(amount // step, 1) * step:g}"
