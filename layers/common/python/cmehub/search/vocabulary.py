"""
Known words, and what a word is taken for that is none.

A word that the index, a synonym or the ICD-10-CM has is as it should be, and is never taken for another one: in
medicine one letter makes a different word. Two words that differ in a beginning or an ending with a meaning of its own
(hyper- and hypo-, -emia and -uria) are never typing errors of each other either.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA

from cmehub.search.schema import TEXTS, WORDS, stem
from cmehub.search.synonyms import phrase_words

_FILE = Path(__file__).with_name("medical_words.txt")
"""The words of ICD-10-CM, which the National Center for Health Statistics gives to the public (`make generate`)."""
_SHORTEST_MISTYPED, _SHORTEST_TWICE_MISTYPED = 4, 8
_MOST_READINGS = 3
_INFLECTIONS = frozenset(("s", "es", "ed", "ing", "al", "ally", "ly"))
_BRITISH = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("isation", "ization"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("tre", "ter"),
)
_SOUNDS = (("ph", "f"), ("rh", "r"), ("y", "i"), ("ae", "e"), ("oe", "e"), ("z", "s"), ("ck", "k"))
_TWICE = re.compile(r"(.)\1")
_PAIR = 2
_BEGINNINGS = (
    ("hyper", "hypo"), ("ab", "ad"), ("ante", "anti"), ("inter", "intra", "infra"), ("macro", "micro"),
    ("endo", "ecto", "exo", "epi"), ("supra", "sub"), ("pre", "peri", "post", "pro", "para"), ("myo", "myelo"),
    ("pyo", "pyelo"), ("tri", "tetra"), ("dys", "dis"),
)  # fmt: skip
_ENDINGS = (
    ("emia", "uria"), ("plasia", "phasia", "phagia"), ("otomy", "ostomy", "ectomy"), ("itis", "osis", "oma"),
    ("penia", "philia"), ("cyte", "cyst"), ("algia", "plegia"), ("gram", "graphy"), ("duction", "traction"),
    ("ase", "ose"), ("lysis", "lithiasis"), ("rrhea", "rrhagia"), ("ine", "ide", "ate", "one"),
)  # fmt: skip
"""Beginnings and endings that tell words apart; words that begin with different letters never meet anyway."""


def is_known(searcher: tantivy.Searcher, word: str) -> bool:
    """Tell whether a word is written in any activity, in any of its forms."""
    return any(searcher.doc_freq(field, stem(word)) for field in TEXTS)


def use(searcher: tantivy.Searcher, stems: Iterable[str]) -> int:
    """Return about how many activities have one of some stems."""
    return sum(searcher.doc_freq(field, of_word) for of_word in stems for field in TEXTS)


def is_form(searcher: tantivy.Searcher, word: str) -> bool:
    """Tell whether a word is one of the index's, or one of these with an ending that doesn't change what it means."""
    if searcher.doc_freq(WORDS, word):
        return True
    return word.removeprefix(stem(word)) in _INFLECTIONS and is_known(searcher, word)


def american(searcher: tantivy.Searcher, word: str) -> str | None:
    """Return the American spelling of a word that only the British spell so, if any activity has that."""
    for british, here in _BRITISH:
        spelled = word.replace(british, here)
        if spelled != word and searcher.doc_freq(WORDS, spelled):
            return spelled
    return None


def taken_for(searcher: tantivy.Searcher, word: str) -> tuple[str, ...]:
    """
    Return the words of the index that a word no activity has is mistyped for, the commonest first; none if it isn't.

    Of the words that begin alike the nearest are meant. Where that is one that no activity has, nothing is: a word
    further away would be another word.
    """
    if len(word) < _SHORTEST_MISTYPED or not word.isalpha() or word in _words_beginning().get(word[0], ()):
        return ()
    distance = 1 if len(word) < _SHORTEST_TWICE_MISTYPED else 2
    used = dict(searcher.terms_with_prefix(WORDS, word[0]))
    sounding = [
        other
        for other in used
        if abs(len(other) - len(word)) <= _PAIR and _sound(other) == _sound(word) and is_known(searcher, other)
    ]
    if sounding:
        return tuple(sorted(sounding, key=lambda other: (-used[other], other))[:_MOST_READINGS])
    candidates = [*used, *_words_beginning().get(word[0], ())]
    near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=distance, limit=None)
    fitting = [(steps, other) for other, steps, _ in near if may_be_meant(word, other)]
    nearest = {other for steps, other in fitting if steps == min(fitting)[0]}
    meant = [other for other in nearest & used.keys() if is_known(searcher, other)]
    return tuple(sorted(meant, key=lambda other: (-used[other], other))[:_MOST_READINGS])


@lru_cache(maxsize=200_000)
def _sound(word: str) -> str:
    """Return what words have in common that are spoken alike but spelled with other letters."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _TWICE.sub(r"\1", word)


def may_be_meant(word: str, other: str) -> bool:
    """Tell whether a word may be a typing error of another: not if it has the opposite beginning or ending."""
    if word[0] != other[0] or min(len(word), len(other)) < _SHORTEST_MISTYPED:
        return False
    return not (_differ(_BEGINNINGS, word, other, str.startswith) or _differ(_ENDINGS, word, other, str.endswith))


def _differ(groups: Iterable[Sequence[str]], word: str, other: str, has: Callable[[str, str], bool]) -> bool:
    """Tell whether two words have different affixes of one group."""
    for group in groups:
        of_word, of_other = ({affix for affix in group if has(text, affix)} for text in (word, other))
        if of_word and of_other and of_word != of_other:
            return True
    return False


@cache
def _words_beginning() -> dict[str, frozenset[str]]:
    """Return the words that are known besides the index's, by their first letters."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for word in (*_FILE.read_text("utf-8").split(), *phrase_words()):
        known[word[0]].add(word)
    return {letter: frozenset(words) for letter, words in known.items()}
