"""
Learner matching XML: ``LearnerMatchRequest``, whose parts PARS has never published.

Its elements are called as the members of the JSON request or as in PARS's other documents, in any case and namespace,
for one learner or, each in an element of its own, for several.
"""

from collections.abc import Iterator

from lxml import etree

from cmehub.formats.matches.columns import json_name, match_fields
from cmehub.formats.rows import counted
from cmehub.formats.xml_names import local_name
from cmehub.submissions.rows import Format, Row

MATCH_ELEMENTS = ("LearnerMatchRequest", "LearnerMatch", "learnerMatch", "learnerMatches", "LearnerMatches")
MATCH_ROOTS = frozenset(map(str.lower, MATCH_ELEMENTS))


def match_rows(elements: Iterator[etree._Element]) -> Iterator[Row]:
    """Yield a row for each learner, counted from 1; elements that only hold others are none."""
    return counted(match_fields(_record(element)) for element in elements if not _holds_others(element))


def _record(element: etree._Element) -> dict[str, str]:
    attributes = {local_name(str(name)): str(value) for name, value in element.attrib.items()}
    texts = {local_name(child.tag): text for child in element.iter("*") if (text := (child.text or "").strip())}
    return attributes | texts


def _holds_others(element: etree._Element) -> bool:
    return any(local_name(child.tag) in MATCH_ROOTS for child in element)


MATCH_XML = Format("match-xml", "matches", json_name)
