"""The fields of the search index, and how text becomes words in it."""

import re
import unicodedata
from functools import cache, lru_cache

import tantivy

SCHEMA_VERSION = "6"
"""Changes with whatever makes an index unreadable to code that knows another one; a rebuild then makes it anew."""
STEMS, PLAIN, WHOLE = "stems", "plain", "raw"
_LONGEST_WORD = 40
_MOST_KNOWN = 50_000
"""Of words, how many are kept as they were read."""

IN_ORDER = ("title", "body")
"""The fields that know where their words stand, so that phrases can be told from words."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Soft hyphens and what else stands inside words unseen."""
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s\b", re.IGNORECASE)
"""Nobody is sure of it: Crohn's disease, Crohn disease."""

TEXTS = {"title": 5.0, "labels": 2.0, "body": 1.0}
"""The fields of stemmed words, and how much a word counts in each."""
BESIDES, BESIDES_WEIGHT = "besides", 2.0
"""The field of what a title's matter is also called, in stems; corrections of typing errors never lead there."""
WORDS = "words"
"""The field of whole words of all that is written, and of those besides, for beginnings and for typing errors."""
FACETS = (
    "provider", "format", "delivery", "board", "credit_type", "area", "fee", "registration", "rems", "mips", "mate",
    "topic", "state",
)  # fmt: skip
"""The filters whose values are counted; each is a field of the same name."""
ROWS = "registration_row"
"""One term for each board, credit type and amount of points of a registration: ``ABIM:Patient Safety:40``."""
NUMBERS = ("activity_id", "provider_id", "start", "end", "amount", "soonest", "most_points", "card", "digest")


@cache
def schema() -> tantivy.Schema:
    """Return the schema; days and amounts are whole numbers, a quarter of a credit is one."""
    builder = tantivy.SchemaBuilder()
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name=STEMS, index_option="position" if name in IN_ORDER else "freq")
    builder.add_text_field(BESIDES, tokenizer_name=STEMS, index_option="freq")
    builder.add_text_field(WORDS, tokenizer_name=PLAIN, index_option="basic")
    for name in (*FACETS, ROWS, "place"):
        builder.add_text_field(name, tokenizer_name=WHOLE, index_option="basic", fast=True)
    builder.add_text_field("title_order", tokenizer_name=WHOLE, index_option="basic", fast=True)
    builder.add_unsigned_field("activity_id", indexed=True)
    builder.add_unsigned_field("provider_id", indexed=True)
    for name in NUMBERS[2:]:
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def with_words(index: tantivy.Index) -> tantivy.Index:
    """Teach an index how text becomes words."""
    index.register_tokenizer(STEMS, _analyzer(stemmed=True))
    index.register_tokenizer(PLAIN, _analyzer(stemmed=False))
    return index


def plain_text(text: str) -> str:
    """Return a text as it is cut into words: accents composed, nothing invisible inside words, no possessive ``'s``."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return _POSSESSIVE.sub("", plain)


@lru_cache(_MOST_KNOWN)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, without those that say nothing."""
    return (*_analyzer(stemmed=False).analyze(plain_text(text)),)


@lru_cache(_MOST_KNOWN)
def all_words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, also those that say nothing."""
    return (*_analyzer(stemmed=False, says_something=False).analyze(plain_text(text)),)


@lru_cache(_MOST_KNOWN)
def stem(word: str) -> str:
    """Return the stem of a word that `words_of` gave."""
    return next(iter(_analyzer(stemmed=True).analyze(word)), word)


@cache
def _analyzer(*, stemmed: bool, says_something: bool = True) -> tantivy.TextAnalyzer:
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST_WORD))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    if says_something:
        builder = builder.filter(tantivy.Filter.stopword("english"))
    return (builder.filter(tantivy.Filter.stemmer("english")) if stemmed else builder).build()
