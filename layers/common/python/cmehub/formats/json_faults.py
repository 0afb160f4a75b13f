"""What breaks JSON, and in which line and column: never in the words of its text, which may tell of a learner."""

import codecs
import re
from pathlib import Path

import orjson

SIZE_LIMIT = 5_000_000
"""Files of more bytes aren't read a second time to find the place."""

_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AFTER_DOCUMENT = "unexpected content after document"
_FOUND = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"[-+]?(NaN|Infinity)", "has NaN or Infinity, which is no number in JSON; write null or leave it out"),
        (r",\s*[]}]", "has a comma before a closing bracket; take it out"),
        ("['\u2018\u2019\u201c\u201d\u201e]", "has a text that doesn't stand in straight double quotes"),
        (r"(True|False|None)\b", "has a word that JSON doesn't know; write true, false or null"),
        (r"/[/*]|#", "has a comment; JSON knows none"),
        (r"\ufeff", "has a byte order mark; leave it out"),
        (r"-?\d{300}", "has a number of 300 digits or more"),
        (r"[\x00-\x1f]", "has a text with a line break or another control character in it"),
        (r"$", "is where it ends, before its objects and arrays do"),
        (r"", "is where the JSON breaks"),
    )
)
"""The rest of a sentence about a place, by what stands where the reading stops."""


def json_fault(path: Path) -> str | None:
    """Return what is wrong with a file that can't be read as JSON; None if that can't be told."""
    if path.stat().st_size > SIZE_LIMIT:
        return None
    content = path.read_bytes()
    encoding = "utf-16" if content.startswith(_UTF_16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return f"line {line} has bytes that aren't text in UTF-8; save the file in UTF-8"
    if "\x00" in text:
        return "it is neither in UTF-8 nor in UTF-16 with a byte order mark; save it in UTF-8"
    return text_fault(text)


def text_fault(text: str) -> str | None:
    """Return what is wrong with a text that can't be read as JSON; None if that can't be told."""
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        if error.msg.startswith(_AFTER_DOCUMENT):
            return f"something follows the end of its document in {place}; send each document alone"
        return f"{place}, {next(sentence for pattern, sentence in _FOUND if pattern.match(text, error.pos))}"
    return None
