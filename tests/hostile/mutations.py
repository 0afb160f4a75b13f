"""Changes of files: of their bytes, and of what their bytes mean as XML, JSON, text, or a package of XML."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from random import Random
from typing import Any

from lxml import etree

_TOKENS = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3\x28", b"\r", b"\n", b"\t", b'"', b"'", b";", b","),
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x?>", b"&amp;", b"&#0;", b"&#x110000;", b"&nbsp;", b"<!DOCTYPE a>"),
    *(b"</", b"/>", b"<a>", b"{", b"}", b"[", b"]", b"null", b"true", b"NaN", b"1e999", b"-0", b"9" * 400, b"\\ud800"),
    *(b"=1+1", b"12/31/9999", b"00/00/0000", b"2026-02-30", b"1900-01-00", "\u202e\u0000\ufffe\U0001f4a9".encode()),
)
_CELL = re.compile(rb"[^,;\t\r\n]+")
_MOST_CHANGES = 4
_ONLY_BYTES = 0.25
_DEPTH = 600

Change = Callable[[bytes, Random], bytes]


def mutated(content: bytes, seed: str) -> bytes:
    """Return a file changed in one to four ways that follow from the seed; of four files one has only bytes changed."""
    chance = Random(seed)  # noqa: S311 - repeatable
    only_bytes = chance.random() < _ONLY_BYTES
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        changes = _OF_BYTES if only_bytes else _changes(content)
        content = chance.choice(changes)(content, chance)
    return content


def _changes(content: bytes) -> Sequence[Change]:
    if content.startswith(b"PK\x03\x04"):
        return [_in_package]
    match content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]:
        case b"<":
            return [_in_xml]
        case b"{" | b"[":
            return [_in_json]
    return [_cell_changed, _cell_changed, _line_again, _line_out, _separators]


def _span(content: bytes, chance: Random, most: int = 200) -> tuple[int, int]:
    at = chance.randrange(len(content) + 1)
    return at, min(len(content), at + chance.randint(1, most))


def _flip(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8) if content else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + (content[end:] if chance.random() < 0.8 else b"")


def _repeat(content: bytes, chance: Random) -> bytes:
    start, end = _span(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 2, 50)) + content[end:]


def _insert(content: bytes, chance: Random) -> bytes:
    at, _ = _span(content, chance)
    return content[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 1, 30)) + content[at:]


def _swap(content: bytes, chance: Random) -> bytes:
    first, middle = _span(content, chance)
    end = min(len(content), middle + chance.randint(1, 200))
    return content[:first] + content[middle:end] + content[first:middle] + content[end:]


_OF_BYTES: Sequence[Change] = (_flip, _cut, _repeat, _insert, _swap)


def _in_xml(content: bytes, chance: Random) -> bytes:
    """Change a document's tree, which stays well formed; what is none any more has its bytes changed."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        return chance.choice(_OF_BYTES)(content, chance)
    for _ in range(chance.randint(1, 3)):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        _change_element(chance.choice(elements), elements, chance)
    encoding = chance.choice(("UTF-8", "UTF-8", "UTF-16", "US-ASCII"))
    written = io.BytesIO()
    etree.ElementTree(root).write(written, xml_declaration=True, encoding=encoding)
    return written.getvalue()


def _change_element(element: Any, elements: Sequence[Any], chance: Random) -> None:
    parent, other = element.getparent(), chance.choice(elements)
    match chance.randrange(8):
        case 0 | 1:
            with suppress(ValueError):  # no XML has such letters
                element.text = chance.choice(_TOKENS).decode("utf-8", "replace") * chance.choice((1, 1, 1, 2_000))
        case 2 if parent is not None:
            parent.remove(element)
        case 3 if parent is not None:
            for _ in range(chance.choice((1, 1, 40))):
                parent.insert(chance.randrange(len(parent) + 1), deepcopy(element))
        case 4:
            element.tag = other.tag
        case 5:
            for name, value in other.attrib.items():
                element.set(name, value)
        case 6 if element.attrib:
            name = chance.choice(sorted(element.attrib))
            with suppress(ValueError):
                element.set(name, chance.choice(_TOKENS).decode("utf-8", "replace"))
        case _:
            inner = deepcopy(other)
            for _ in range(chance.choice((0, 3, _DEPTH))):
                outer = etree.Element(chance.choice(("a", other.tag)))
                outer.append(inner)
                inner = outer
            element.append(inner)


def _in_json(content: bytes, chance: Random) -> bytes:
    try:
        document = json.loads(content)
    except ValueError:
        return chance.choice(_OF_BYTES)(content, chance)
    places: list[tuple[Any, Any]] = []
    _collect(document, places)
    if not places:
        return _insert(content, chance)
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(places)
        if chance.random() < 0.2 and isinstance(holder, dict):
            holder.pop(key, None)
        elif isinstance(holder, list) or key in holder:
            holder[key] = _odd(holder[key], chance)
    return json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _collect(value: Any, places: list[tuple[Any, Any]]) -> None:
    held = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in held:
        places.append((value, key))
        _collect(inner, places)


def _odd(value: Any, chance: Random) -> Any:
    deep: Any = value
    for _ in range(chance.choice((1, 3, 50))):
        deep = chance.choice(([deep], {"a": deep}))
    text = chance.choice(_TOKENS).decode("utf-8", "replace")
    return chance.choice((None, True, 0, -1, 10**400, 1.5, float("inf"), "", text, [], {}, [value, value], deep))


def _cell_changed(content: bytes, chance: Random) -> bytes:
    found = _CELL.search(content, chance.randrange(len(content) + 1))
    start, end = found.span() if found else _span(content, chance)
    return content[:start] + chance.choice(_TOKENS) + content[end:]


def _line_again(content: bytes, chance: Random) -> bytes:
    lines = content.split(b"\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return b"\n".join(lines)


def _line_out(content: bytes, chance: Random) -> bytes:
    lines = content.split(b"\n")
    lines.pop(chance.randrange(len(lines)))
    return b"\n".join(lines)


def _separators(content: bytes, chance: Random) -> bytes:
    return content.replace(chance.choice((b",", b";", b"\t", b"\n")), chance.choice((b",", b";", b"\t", b"|", b"\r")))


def _in_package(content: bytes, chance: Random) -> bytes:
    """Change an entry of a package, and pack all of them anew; a package that is no more whole loses a byte."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = {name: package.read(name) for name in package.namelist()}
    except Exception:  # whatever zipfile says of what an earlier change left
        return chance.choice(_OF_BYTES)(content, chance)
    texts = [name for name in sorted(entries) if name.endswith((".xml", ".rels"))]
    if texts:
        name = chance.choice(texts)
        if chance.random() < 0.05:
            del entries[name]
        else:
            entries[name] = _in_xml(entries[name], chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, entry in entries.items():
            package.writestr(name, entry)
    return packed.getvalue()
