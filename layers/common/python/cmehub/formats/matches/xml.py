"""
Learner matching XML: ``LearnerMatchRequest``, whose parts PARS has never published.

Its elements are called as the members of the JSON request or as in PARS's other documents, in any case and namespace,
for one learner or, each in an element of its own, for several.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from cmehub.formats.given_twice import given_twice
from cmehub.formats.matches.columns import MATCH_MEMBERS, json_name, match_fields
from cmehub.formats.xml_names import local_name, name_in
from cmehub.submissions.rows import Format

MATCH_ELEMENTS = ("LearnerMatchRequest", "LearnerMatch", "learnerMatch", "learnerMatches", "LearnerMatches")
MATCH_ROOTS = frozenset(map(str.lower, MATCH_ELEMENTS))


def match_rows(element: etree._Element, _number: int) -> Iterator[dict[str, Any]]:
    """Yield the fields of a learner; of an element that only holds others, none."""
    if not any(local_name(child.tag) in MATCH_ROOTS for child in element):
        faults: list[dict[str, Any]] = []
        record: dict[str, str] = {}
        for name, text, field in _texts(element):
            if name in MATCH_MEMBERS and (first := record.setdefault(name, text)) != text:
                faults.append(given_twice(field, first, text))
        yield match_fields(record, faults)


def _texts(element: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield the folded name of each attribute and element, its text if it isn't blank, and the sender's name."""
    for attribute, value in element.attrib.items():
        if text := str(value).strip():
            yield local_name(str(attribute)), text, f"@{attribute!s}"
    for child in element.iter("*"):
        if text := (child.text or "").strip():
            yield local_name(child.tag), text, name_in(element, child)


MATCH_XML = Format("match-xml", "matches", json_name)
