"""What somebody typed, before the index is asked: its words, what stands in quotes, and what is excluded."""

import re
from typing import NamedTuple, Self

from cmehub.search.schema import all_words_of, words_of

MOST_WORDS = 10
_CHUNK = re.compile(r'(?:(?<!\S)(?P<minus>-))?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')
_FILLERS = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "cme", "course", "courses", "for", "from", "how", "if",
    "in", "into", "is", "it", "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these",
    "they", "this", "to", "was", "what", "when", "where", "which", "who", "will", "with",
))  # fmt: skip
"""Words that say little about what an activity teaches; one is looked for, but none is asked for."""
_BETWEEN_WORDS = frozenset(("a", "an", "and", "by", "due", "for", "from", "in", "of", "or", "the", "with"))
"""Words between those of a name: fracture of the shaft of the tibia."""
_SENTENCE = 4
_BEGUN_FILLERS = frozenset(filler[:end] for filler in _FILLERS for end in range(1, len(filler) + 1))


class Word(NamedTuple):
    """A word, and its place among all words that were typed, so that those in a row are known."""

    text: str
    place: int


Words = tuple[Word, ...]


class Question(NamedTuple):
    """
    What was typed.

    Attributes
    ----------
    words
        The words to look for.
    goes_on
        Whether the last word may not be written to its end.
    quoted, excluded
        Words that belong together as they stand, and those that no result has.
    left_out
        What isn't looked for because there is too much of it.
    is_sentence
        Whether there are more words than in a topic, counting those that say little but none between words of a name.
    """

    words: Words
    goes_on: bool = False
    quoted: tuple[Words, ...] = ()
    excluded: tuple[Words, ...] = ()
    left_out: tuple[str, ...] = ()
    is_sentence: bool = False

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a text; no text is wrong."""
        words: list[Word] = []
        quoted: list[Words] = []
        excluded: list[Words] = []
        place = taken = length = 0
        left_out: list[str] = []
        last = ""
        for chunk in _CHUNK.finditer(text):
            all_words = all_words_of(chunk["quoted"] or chunk["plain"] or "")
            group = tuple(Word(word, place + step) for step, word in enumerate(all_words) if words_of(word))
            place += len(all_words) + (chunk["quoted"] is not None)
            if taken + len(group) > MOST_WORDS:
                left_out += [word.text for word in group]
                continue
            taken += len(group)
            if chunk["minus"]:
                excluded += [group] if group else []
            elif chunk["quoted"] is not None:
                quoted += [group] if group else []
            else:
                words += group
                length += sum(word not in _BETWEEN_WORDS for word in all_words)
                last = all_words[-1] if all_words and chunk.end() == len(text) and text[-1].isalnum() else ""
        if last and not words_of(last):
            words.append(Word(last, place - 1))
        return cls((*words,), bool(last), (*quoted,), (*excluded,), (*left_out,), length >= _SENTENCE)


def plain_chunks(text: str) -> list[str]:
    """Return what stands between blanks, with quotes and a minus as they were typed."""
    return [chunk[0] for chunk in _CHUNK.finditer(text)]


def says_little(word: str, *, goes_on: bool) -> bool:
    """Tell whether a word, or one that it may become, says little of what is meant."""
    return word in (_BEGUN_FILLERS if goes_on else _FILLERS)
