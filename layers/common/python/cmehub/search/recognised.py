"""Words that are filters, such as a board, a state or an activity's ID; each that is recognised can be taken back."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import tantivy
from pydantic import BaseModel, ConfigDict

from cmehub.activities.choices import ACTIVITY_FORMATS, FREE, REMS_TYPES
from cmehub.people.states import STATES
from cmehub.rules.packs import board_codes, packs_of
from cmehub.search.parameters import SearchParameters
from cmehub.search.question import plain_chunks
from cmehub.search.reading import Snapshot
from cmehub.search.schema import WORDS, all_words_of, words_of
from cmehub.search.topics import are_of_a_topic

_LONGEST = 9
_LETTERS_WITH_OTHER_MEANINGS = frozenset((
    "AL", "AS", "CA", "CO", "CT", "DE", "GA", "HI", "ID", "IL", "IN", "LA", "MA", "MD", "ME", "MI", "MS", "MT", "NE",
    "OK", "OR", "PA", "PR", "SC", "SD", "TX", "UM", "VA", "VI",
))  # fmt: skip
"""
States whose letters are also a word or a clinical abbreviation (CT, MS): these stay words, which find them, too, but
for those beside a topic that states ask for.
"""
_AMOUNT = re.compile(
    r"(?P<amount>\d{1,3}(?:\.\d+)?) (?:(?:ama )?(?:pra )?(?:category 1 )?(?P<credits>credits?)|(?:moc )?points?)"
)
_PART = re.compile(r"(?:abms )?moc part (?P<part>2|ii|4|iv)")
_BEFORE_A_PART = ("abms", "moc")
_PARTS = {
    "2": ("Lifelong Learning", "Self-Assessment", "Lifelong Learning and Self-Assessment", "Medical Knowledge"),
    "4": ("Improvement in Medical Practice", "Practice Assessment"),
}
"""Credit types by the parts of the ABMS's Standards for Programs for Maintenance of Certification (2015)."""
_ACTIVITY, _PROVIDER = re.compile(r"\d{9}"), re.compile(r"\d{7}")
_DELIVERED = {
    "online": ("Online",),
    "webinar": ("Live-Streamed", "Online"), "webinars": ("Live-Streamed", "Online"),
    "virtual": ("Live-Streamed", "Online"),
    "live streamed": ("Live-Streamed",), "livestream": ("Live-Streamed",), "live stream": ("Live-Streamed",),
    "livestreamed": ("Live-Streamed",),
    "in person": ("In-Person",),
}  # fmt: skip

Phrase = tuple[str, ...]
Meaning = tuple[str, tuple[str, ...]]
"""A parameter, and its values."""


class RecognisedWords(BaseModel):
    """Words of the question, and the filter that they are or may be; in ``as_words`` they are looked for instead."""

    model_config = ConfigDict(frozen=True)

    text: str
    parameter: str
    values: tuple[str, ...]


class Recognition(NamedTuple):
    """
    What is asked once words are taken for filters.

    Attributes
    ----------
    words
        Those that were. What was chosen before of the same parameter gives way to them.
    suggested
        A state beside a topic that states ask for: it isn't a place, and isn't looked for.
    """

    asked: SearchParameters
    words: tuple[RecognisedWords, ...] = ()
    suggested: tuple[RecognisedWords, ...] = ()


class _Chunk(NamedTuple):
    """What stands between blanks, and its words; none for what is quoted or excluded."""

    text: str
    words: Phrase


def recognised(snapshot: Snapshot, asked: SearchParameters) -> Recognition:
    """Take what words of a question mean as filters, the longest first; quotes keep words as they are."""
    found: list[RecognisedWords] = []
    suggested: list[RecognisedWords] = []
    chunks = [
        _Chunk(text.strip(".,;:!?()"), () if text[0] in '"-' else all_words_of(text)) for text in plain_chunks(asked.q)
    ]
    kept = {all_words_of(text) for text in asked.as_words}
    texts = plain_chunks(asked.q)
    rest: list[str] = []
    place = 0
    while place < len(chunks):
        end, meaning = _longest(snapshot, chunks, place, kept)
        text = " ".join(chunk.text for chunk in chunks[place:end])
        is_state = meaning is not None and meaning[0] == "state"
        is_asking = is_state and _is_beside_a_topic(snapshot, chunks[:place], chunks[end:])
        if meaning and (is_asking or text not in _LETTERS_WITH_OTHER_MEANINGS):
            words = RecognisedWords(text=text, parameter=meaning[0], values=meaning[1])
            if not is_asking:
                found.append(words)
            elif not {*words.values} <= {*asked.state}:
                suggested.append(words)
        else:
            rest += texts[place:end]
        place = end
    changes: dict[str, object] = {"q": " ".join(rest)} if len(rest) < len(texts) else {}
    for words in found:
        changes[words.parameter] = _value(asked, changes.get(words.parameter, ()), words)
    return Recognition(asked.model_copy(update=changes), (*found,), (*suggested,))


def _is_beside_a_topic(snapshot: Snapshot, before: list[_Chunk], after: list[_Chunk]) -> bool:
    """Tell whether the words directly before or after some are a topic that states ask for."""
    runs = (chunks for end in range(1, _LONGEST) for chunks in (before[-end:], after[:end]))
    texts = (" ".join(chunk.text for chunk in run) for run in runs if all(chunk.words for chunk in run))
    return any(are_of_a_topic(snapshot.searcher, text) for text in texts)


def _longest(snapshot: Snapshot, chunks: list[_Chunk], place: int, kept: set[Phrase]) -> tuple[int, Meaning | None]:
    """Return where the longest chunks from a place on that mean something end, and what; else where the first does."""
    words = chunks[place].words
    ends = {place + 1: words} if words else {}
    for end in range(place + 2, min(len(chunks), place + _LONGEST) + 1):
        if not words or not chunks[end - 1].words:
            break
        words = (*words, *chunks[end - 1].words)
        ends[end] = words
    for end in sorted(ends, reverse=True):
        if ends[end] not in kept and (meaning := _meaning(snapshot, chunks[place:end], ends[end])):
            return end, meaning
    return place + 1, None


def _value(asked: SearchParameters, typed: object, words: RecognisedWords) -> object:
    """Return what words set their parameter to, with what other words of the question did."""
    chosen = getattr(asked, words.parameter)
    if isinstance(chosen, bool):
        return True
    if isinstance(chosen, tuple) and isinstance(typed, tuple):
        return (*dict.fromkeys((*typed, *words.values)),)
    return float(words.values[0])


def _meaning(snapshot: Snapshot, chunks: list[_Chunk], words: Phrase) -> Meaning | None:
    text = chunks[0].text
    if known := _phrases().get(words):
        return None if known[0] == "board" and _may_go_on(snapshot, text, words) else known
    if len(chunks) == 1:
        if text in STATES and words_of(text):
            return "state", (text,)
        if text == "MATE":
            return "mate", ("true",)
    if text[:1].isdigit() or words[0] in _BEFORE_A_PART:
        return _numbered(snapshot, " ".join(chunk.text for chunk in chunks).casefold())
    return _provider(snapshot, words)


def _may_go_on(snapshot: Snapshot, text: str, words: Phrase) -> bool:
    """Tell whether the letters of a board may be those of a word that somebody is typing, as ``abs`` of an abscess."""
    if len(words) > 1 or text.isupper():
        return False
    return any(term != words[0] for term, _ in snapshot.searcher.terms_with_prefix(WORDS, words[0]))


def _numbered(snapshot: Snapshot, text: str) -> Meaning | None:
    if (amount := _AMOUNT.fullmatch(text)) and not float(amount["amount"]) % 0.25:
        return "min_credits" if amount["credits"] else "min_points", (amount["amount"],)
    if part := _PART.fullmatch(text):
        return "credit_type", _PARTS[{"ii": "2", "iv": "4"}.get(part["part"], part["part"])]
    if _ACTIVITY.fullmatch(text) and snapshot.searcher.doc_freq("activity_id", int(text)):
        return "activity", (text,)
    if _PROVIDER.fullmatch(text) and snapshot.searcher.doc_freq("provider_id", int(text)):
        return "provider", (text,)
    return None


def _provider(snapshot: Snapshot, words: Phrase) -> Meaning | None:
    """Return the providers that are called so, word for word."""
    names = snapshot.remembered("provider names", lambda: _provider_names(snapshot.searcher))
    ids = names.get(words)
    return ("provider", ids) if ids and len(words) > 1 else None


def _provider_names(searcher: tantivy.Searcher) -> Mapping[Phrase, tuple[str, ...]]:
    names: dict[Phrase, tuple[str, ...]] = {}
    for term, _ in searcher.terms_with_prefix("provider", ""):
        provider_id, name = term.split(" ", 1)
        words = all_words_of(name)
        names[words] = (*names.get(words, ()), provider_id)
    return names


@cache
def _phrases() -> Mapping[Phrase, Meaning]:
    return {all_words_of(text): meaning for text, meaning in _meanings()}


def _meanings() -> Iterator[tuple[str, Meaning]]:
    for board in board_codes():
        yield board, ("board", (board,))
        yield packs_of(board)[-1].name, ("board", (board,))
        for pack in packs_of(board):
            for kind in pack.credit_types:
                if len(all_words_of(kind.name)) > 1:
                    yield kind.name, ("credit_type", (kind.name,))
    for letters, name in STATES.items():
        yield name, ("state", (letters,))
    for name in ACTIVITY_FORMATS:
        yield name, ("format", (name,))
        yield f"{name}s", ("format", (name,))
    for text, values in _DELIVERED.items():
        yield text, ("delivery", values)
    yield "free", ("fee", (FREE,))
    yield "REMS", ("rems", REMS_TYPES)
    yield "MIPS", ("mips", ("true",))
    yield "MATE act", ("mate", ("true",))
