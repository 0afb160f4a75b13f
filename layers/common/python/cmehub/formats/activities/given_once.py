"""What a report of an activity gives once; several of it that differ can't all be meant."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from cmehub.formats.given_twice import given_twice
from cmehub.formats.xml_names import local_name, name_in

_ANYWHERE = ""
_ONCE: dict[str, frozenset[str]] = {
    place: frozenset(names.split())
    for place, names in {
        _ANYWHERE: "activityformat startdatetime enddatetime activitysponsorship commercialsupport forpubliclist "
        "feeforparticipation activityregistration providerid activityrecordaction closeactivityrecord "
        "ismeritbasedincentivepaymentsystem hasstatecontenttags",
        "general": "title description",
        "activitylocation": "city stateorprovince countrycode",
        "rems": "remstype remsrelatedidentifier",
        "credits": "activitycertification numberofcredits",
        "identifier": "catalog entry",
        "keyword": "source id",
        "contentoutlineselections": "contentoutlinesource",
        "contentoutlinekeys": "contentkeyword contentkeywordvalue",
        "mocregistration": "boardname mocpoints creditclaimdate evaluationmethod participationthreshold "
        "learnerfeedback",
        "commercialsupportamount": "supportsource",
        "inkindsupport": "source",
        "statecontent": "statecontentdomain statecontenttopic",
        "participantsbycategory": "category",
    }.items()
}
"""Names in lower case by the name of what they stand in."""

_ONE_PLACE = {_ANYWHERE, "general", "activitylocation", "rems"}
"""Of the rest, an activity has several."""

_PARTS = frozenset({
    "activitydescription", "lom", "general", "healthcaremetadata", "healthcareeducation", "activitylocation", "country",
    "targetaudience", "participationmetrics", "xtensibleinfo", "rems", "measuredoutcome", "numberofparticipants",
    "value", "string",
})  # fmt: skip
ACTIVITY_SINGLE = _PARTS.union(*_ONCE.values())
"""All that is given once, and what it stands in, as JSON has it."""


def xml_faults(report: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the terms of issues on what a ``MedicalEducationMetrics`` gives twice."""
    held: dict[tuple[object, str], str] = {}
    for place, name, text, element, attribute in _texts(report, _ANYWHERE, _ANYWHERE):
        if text and (first := held.setdefault((place, name), text)) != text:
            yield given_twice(name_in(report, element, attribute), first, text)


def _texts(
    element: etree._Element, within: str, place: object
) -> Iterator[tuple[object, str, str, etree._Element, str]]:
    """Yield the place, name and text of what is given once, and the element or its attribute that holds it."""
    name = local_name(element.tag)
    if name in _ONCE:
        within, place = name, name if name in _ONE_PLACE else element
    for attribute, value in element.attrib.items():
        own_name = etree.QName(attribute).localname
        if own_name.lower() in _ONCE[within]:
            yield place, own_name.lower(), str(value).strip(), element, f"@{own_name}"
    for child in element.iterchildren("*"):
        if (child_name := local_name(child.tag)) in _ONCE[within]:
            yield place, child_name, words(child), child, ""
        yield from _texts(child, within, place)


def words(element: etree._Element) -> str:
    """Return the first text in an element or below it (``lom`` wraps texts in a ``string`` element)."""
    return next((text.strip() for text in map(str, element.itertext()) if text.strip()), "")
