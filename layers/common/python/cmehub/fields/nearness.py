"""What somebody probably meant who wrote what isn't on a list."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W_]+")
_LONGEST_TYPED = 120
_SHORTEST_STEM = 6


def nearest(written: str, offered: Iterable[str]) -> str | None:
    """
    Return the only choice that was meant, but for one slip of the pen, or else for its last words, or for words' ends.

    Names that are merely written much alike mean different things (Nephrology, Neurology): none is returned for them.
    """
    if len(written) > _LONGEST_TYPED:
        return None
    choices = {choice: _words(choice) for choice in offered}
    typed = _words(written)
    for is_near in (_slipped, _begins, _has_stems):
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


def _has_stems(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether both are the same words but for their ends, such as anesthesia and anesthesiology."""
    return len(typed) == len(words) and all(map(_same_stem, typed, words))


def _same_stem(first: str, second: str) -> bool:
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
    return first == second or (common >= _SHORTEST_STEM and common + 1 >= min(len(first), len(second)))
