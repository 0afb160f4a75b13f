"""Excerpts: the line of a description that has what was asked for and the title hasn't."""

from collections.abc import Collection, Iterable, Sequence

_LONGEST, _BEFORE = 200, 60
"""Characters of a line, and of what stands before the word asked for where its sentence is longer."""
_ENDS = (". ", "! ", "? ", "\n")


class Excerpts:
    """
    Finds lines for one question.

    Parameters
    ----------
    words
        For each word of the question the stems that it stands for; any of them is the word.
    """

    def __init__(self, words: Sequence[Collection[str]]) -> None:
        self._words = [(*_beginnings(stems),) for stems in words]

    def of(self, title: str, description: str) -> str | None:
        """Return the sentence with the first word that the title lacks; None if there is no such word or sentence."""
        folded = title.lower()
        lacking = [word for word in self._words if _place(folded, word) is None]
        if not lacking or not description:
            return None
        folded = description.lower()
        places = (_place(folded, word) for word in lacking)
        place = next((place for place in places if place is not None), None)
        return None if place is None else _line_around(description, place)


def _beginnings(stems: Iterable[str]) -> Iterable[str]:
    """Yield how words with these stems begin; an i at the end may stand for a y: biopsi."""
    for stem in stems:
        yield stem
        if stem.endswith("i"):
            yield f"{stem[:-1]}y"


def _place(text: str, beginnings: Iterable[str]) -> int | None:
    """Return where the first word stands that has one of the beginnings."""
    for beginning in beginnings:
        place = text.find(beginning)
        while place > 0 and text[place - 1].isalnum():
            place = text.find(beginning, place + 1)
        if place >= 0:
            return place
    return None


def _line_around(text: str, place: int) -> str:
    first = max((found + len(end) for end in _ENDS if (found := text.rfind(end, 0, place)) >= 0), default=0)
    last = min((found + 1 for end in _ENDS if (found := text.find(end, place)) >= 0), default=len(text))
    start = first if last - first <= _LONGEST else max(first, text.rfind(" ", first, max(first, place - _BEFORE)) + 1)
    end = last if last - start <= _LONGEST else max(text.rfind(" ", place, start + _LONGEST), place + 1)
    return f"{'… ' if start > first else ''}{text[start:end].strip()}{' …' if end < last else ''}"
