"""A requirement pack in plain sentences, each with its source and how sure that is; what wasn't found is told, too."""

import calendar
from collections.abc import Iterator
from typing import NamedTuple

from cmehub.rules.packs.rules import Confidence, Sourced
from cmehub.rules.requirements.pack import CycleEnd, Duty, Hours, MocInstead, RequirementPack

SURENESS: dict[Confidence, str] = {
    "H": "the board's own page or the statute or rule itself was read",
    "M": "two other texts agree",
    "L": "one other text, or none: then the source says that it was not read in a text",
}
"""What the three confidences mean here."""


class Told(NamedTuple):
    """
    One thing that is asked, in words.

    Attributes
    ----------
    about
        What it is about.
    sentence
        What is asked, or that this was not found.
    source, confidence
        See `cmehub.rules.packs.rules.Sourced`; None of what was not found.
    """

    about: str
    sentence: str
    source: str | None
    confidence: Confidence | None


def requirements_in_words(pack: RequirementPack) -> list[Told]:
    """Return everything that a pack tells, and what it doesn't, in the order in which a licensee asks."""
    return [
        Told(about, sentence, rule.source, rule.confidence) if rule else Told(about, sentence, None, None)
        for about, sentence, rule in _told(pack)
    ]


def duty_in_words(duty: Duty) -> str:
    """Return what a duty asks as a sentence or two."""
    what = f"{duty.hours:g} {_hour(duty.hours)}" if duty.hours else "A course (how many hours wasn't found)"
    category = " of Category 1" if duty.category_1 else ""
    only = f", only for {duty.only}" if duty.only else ""
    period = "".join(
        (
            f" For cycles that end from {duty.starts} on." if duty.starts else "",
            f" For cycles that end until {duty.ends}." if duty.ends else "",
        )
    )
    beside = f" {duty.beside}" if duty.beside else ""
    return f"{what}{category} about {_either(duty.topics)}, {_when(duty)}{only}.{period}{beside}"


def hours_in_words(hours: Hours) -> str:
    """Return how many hours are asked."""
    over = f", earned in the {_years(hours.over_years)} before its end" if hours.over_years else ""
    asked = f"{hours.hours:g} {_hour(hours.hours)} in a cycle{over}." if hours.hours else "No number of hours is asked."
    return f"{asked} {hours.beside}" if hours.beside else asked


def category_1_in_words(pack: RequirementPack) -> str:
    """Return how many of the hours have to be of Category 1."""
    rule = pack.category_1
    if rule is None:
        return "How many of them have to be of Category 1 was not found."
    if not rule.hours:
        asked = "No part of them has to be of Category 1."
    elif pack.hours and rule.hours == pack.hours.hours:
        asked = "All of them of Category 1."
    else:
        asked = f"At least {rule.hours:g} of them of Category 1."
    return f"{asked} {rule.beside}" if rule.beside else asked


def _told(pack: RequirementPack) -> Iterator[tuple[str, str, Sourced | None]]:
    yield "Hours", hours_in_words(pack.hours) if pack.hours else "How many hours are asked was not found.", pack.hours
    yield "Category 1", category_1_in_words(pack), pack.category_1
    length = pack.length
    yield "Cycle", f"A cycle has {_years(length.years)}." if length else "A cycle's length was not found.", length
    yield "Cycle", _ends(pack.ends) if pack.ends else "When a cycle ends was not found.", pack.ends
    if pack.first_renewal:
        yield "First renewal", pack.first_renewal.told, pack.first_renewal
    for duty in pack.duties:
        yield "Topic", duty_in_words(duty), duty
    if not pack.duties:
        yield "Topic", "Nothing about topics was found.", None
    yield "Certification", _moc(pack.moc_instead), pack.moc_instead
    reporting = pack.reporting
    unfound = "Whether reporting credits to the board is voluntary was not found."
    yield "Reporting", reporting.told if reporting else unfound, reporting
    for exemption in pack.exemptions:
        yield "Exemption", exemption.text, exemption
    for remark in pack.remarks:
        yield "Good to know", remark.text, remark


def _ends(rule: CycleEnd) -> str:
    year = f", as in {rule.year}" if rule.year else ""
    if rule.month and rule.day:
        return f"It ends on {calendar.month_name[rule.month]} {rule.day}{year}."
    return {
        "birth month": f"It ends with the licensee's birth month{year}.",
        "birthday": f"It ends on the licensee's birthday{year}.",
        "birthday after issue": "The first begins on the birthday after the licence was issued, the next when it ends.",
    }.get(rule.on, "It ends with the licence.")


def _when(duty: Duty) -> str:
    if duty.years:
        return f"within every {duty.years} years" if duty.years > 1 else "every year"
    return {"each cycle": "in each cycle", "first cycle": "in the first cycle"}.get(duty.when, "once")


def _moc(rule: MocInstead | None) -> str:
    if rule is None:
        return "Whether a specialty board's certification counts instead was not found."
    asked = "counts instead" if rule.accepted else "doesn't count instead"
    return f"A specialty board's certification {asked}.{f' {rule.told}' if rule.told else ''}"


def _either(topics: tuple[str, ...]) -> str:
    *others, last = topics
    return f"{', '.join(others)} or {last}" if others else last


def _years(years: int) -> str:
    return f"{years} years" if years > 1 else "1 year"


def _hour(hours: float) -> str:
    return "hour" if hours == 1 else "hours"
