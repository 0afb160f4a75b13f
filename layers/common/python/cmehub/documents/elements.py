"""JSON documents written as XML."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

_TEXT = "value"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""
_ATTRIBUTES = frozenset({"domain", "moduleID", "label"})


def as_xml(root: str, content: Any, namespaces: Mapping[str, str] | None = None) -> bytes:
    """
    Write a JSON document as XML: members become elements, and lists elements of one name.

    A ``value`` is the text of an element, and what ACCME's schemas have beside it are its attributes:
    ``{"value": "35550001", "domain": "ABA"}`` is ``<UniqueID domain="ABA">35550001</UniqueID>``.

    Parameters
    ----------
    root
        The name of the root element.
    content
        What it holds.
    namespaces
        The namespace of each element that has one, by its name.
    """
    known = namespaces or {}
    prefixes = {f"n{number}": namespace for number, namespace in enumerate(dict.fromkeys(known.values()), start=1)}
    element = etree.Element(root, nsmap=prefixes)
    fill(element, content, known)
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def fill(element: etree._Element, content: Any, namespaces: Mapping[str, str]) -> None:
    """Put a JSON value into an element, behind what it has; see `as_xml`."""
    if not isinstance(content, Mapping):
        element.text = _text(content)
    elif content.keys() <= {_TEXT, *_ATTRIBUTES}:
        element.text = _text(content.get(_TEXT))
        for name, value in content.items():
            if name != _TEXT:
                element.set(name, _text(value))
    else:
        for name, value in content.items():
            for part in value if isinstance(value, list) else [value]:
                space = namespaces.get(name)
                child = etree.SubElement(element, f"{{{space}}}{name}" if space else name)
                fill(child, part, namespaces)


def _text(content: Any) -> str:
    if isinstance(content, bool):
        return "true" if content else "false"
    return "" if content is None else _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", str(content))
