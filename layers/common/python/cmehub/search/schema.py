"""The fields of the search index, and how text becomes words in it."""

from functools import cache, lru_cache

import tantivy

SCHEMA_VERSION = "2"
"""Changes with whatever makes an index unreadable to code that knows another one; a rebuild then makes it anew."""
STEMS, PLAIN, WHOLE = "stems", "plain", "raw"
_LONGEST_WORD = 40

TEXTS = {"title": 5.0, "provider_name": 2.0, "body": 1.0}
"""The fields of stemmed words, and how much a word counts in each."""
WORDS = "words"
"""The field of whole words, for beginnings of words and for typing errors."""
FACETS = (
    "provider", "format", "delivery", "board", "credit_type", "area", "fee", "registration", "rems", "mips", "topic",
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
        builder.add_text_field(name, tokenizer_name=STEMS, index_option="freq")
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


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, without those that say nothing."""
    return _analyzer(stemmed=False).analyze(text)


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """Return the stem of a word that `words_of` gave."""
    return next(iter(_analyzer(stemmed=True).analyze(word)), word)


@cache
def _analyzer(*, stemmed: bool) -> tantivy.TextAnalyzer:
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST_WORD))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
    )
    return (builder.filter(tantivy.Filter.stemmer("english")) if stemmed else builder).build()
