"""What somebody probably meant who wrote what isn't on a list."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W_]+")
_LONGEST_TYPED = 120


def nearest(written: str, offered: Iterable[str]) -> str | None:
    """
    Return the only choice that was meant but for one slip of the pen, or else but for words left off or put on its end.

    Names that are merely written much alike mean different things (Nephrology, Neurology): none is returned for them.
    """
    if len(written) > _LONGEST_TYPED:
        return None
    choices = {choice: _words(choice) for choice in offered}
    typed = _words(written)
    for is_near in (_slipped, _begins):
        found = [choice for choice, words in choices.items() if words and typed and is_near(typed, words)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _slipped(typed: Sequence[str], words: Sequence[str]) -> bool:
    return OSA.distance(" ".join(typed), " ".join(words), score_cutoff=1) <= 1


def _begins(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether one begins with all of the other, which has half of its words at least."""
    shorter, longer = sorted((typed, words), key=len)
    return longer[: len(shorter)] == shorter and 2 * len(shorter) >= len(longer)
