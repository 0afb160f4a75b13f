"""Families of medical words: noun and adjective of one matter, which have different stems (syphilis, syphilitic)."""

from collections.abc import Iterator

import tantivy

from cmehub.search.schema import WORDS, stem

_ENDINGS = (
    ("sis", "tic"), ("itis", "itic"), ("is", "itic"), ("ia", "ic"), ("y", "ic"), ("sy", "tic"), ("oma", "omatous"),
    ("a", "al"), ("us", "al"), ("us", "eal"), ("nx", "ngeal"), ("al", "alis"), ("ar", "aris"), ("io", "ion"),
)  # fmt: skip
"""Endings of Greek and Latin words that change places."""
_SHORTEST = 6
"""Letters of a word; shorter ones meet by chance: media, medial."""
SHORTEST_ROOT = 3


def stems_of_relatives(searcher: tantivy.Searcher, word: str) -> tuple[str, ...]:
    """Return the stems of the index's words that are of the family of a word, but have another stem."""
    found = {stem(relative): None for relative in _relatives(word) if searcher.doc_freq(WORDS, relative)}
    return tuple(of_relative for of_relative in found if of_relative != stem(word))


def _relatives(word: str) -> Iterator[str]:
    for pair in _ENDINGS if len(word) >= _SHORTEST else ():
        for ending, other in (pair, pair[::-1]):
            root = word.removesuffix(ending)
            if SHORTEST_ROOT <= len(root) < len(word) and len(root) + len(other) >= _SHORTEST:
                yield root + other
