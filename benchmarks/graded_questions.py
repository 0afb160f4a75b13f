"""
Questions as physicians and coordinators type them, and how well an activity answers each.

The grade knows nothing of the engine: it comes from what the catalogue was made of. A question says what it is
``about`` (parts of the names of topics) and ``where`` it may be found (attributes such as ``board=ABIM``).
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

from cmehub.activities.activity import Activity
from local.catalogue.catalogue_activities import catalogue_topics, place_in_catalogue
from local.catalogue.catalogue_providers import catalogue_providers

TUNED, KEPT_ASIDE = "tuned", "kept_aside"
"""The set that search is tuned with, and one that it is checked with and nothing is changed to suit."""
_FOLDER = Path(__file__).with_name("search_questions")
_IN_TITLE, _BESIDE, _IN_TEXT = 3, 2, 1
"""Grades: a topic of the title is meant, other words of the title are, the description is."""


class GradedActivity(NamedTuple):
    """An activity, with the topics that its title names and with all that may be asked of it besides."""

    activity: Activity
    topics: str
    attributes: dict[str, set[str]]

    @classmethod
    def of(cls, activity: Activity) -> Self:
        """Return an activity of the catalogue."""
        title = activity.title.casefold()
        topics = [topic.name.casefold() for topic in catalogue_topics(place_in_catalogue(activity.activity_id))]
        return cls(activity, " | ".join(topic for topic in topics if topic in title), _attributes(activity))


class GradedQuestion(NamedTuple):
    """
    A question.

    Attributes
    ----------
    kind
        What is hard about it.
    about
        What finds the topics that are meant, if any are; parted by ``|`` in the file.
    where
        Attributes, and the values of which one must be there.
    """

    kind: str
    asked: str
    about: re.Pattern[str] | None
    where: dict[str, set[str]]

    @classmethod
    def of(cls, line: dict[str, str]) -> Self:
        """Return the question in a line of a file."""
        about = "|".join(map(re.escape, line["about"].casefold().split("|")))
        named = [pair.split("=") for pair in line["where"].split(";") if pair]
        where = {name: set(values.split("|")) for name, values in named}
        return cls(line["kind"], line["asked"], re.compile(rf"\b(?:{about})") if about else None, where)

    def grade(self, graded: GradedActivity) -> int:
        """Return how well an activity answers: 3 by a topic of its title, 2 by its title, 1 in its text, or not."""
        attributes = graded.attributes
        for name, values in self.where.items():
            if name == "least_credits":
                if (graded.activity.credits or 0) < float(*values):
                    return 0
            elif name == "not_about":
                if any(value in _text(graded.activity) for value in values):
                    return 0
            elif not values & attributes[name]:
                return 0
        return _IN_TITLE if self.about is None else self._grade_of_words(self.about, graded)

    @staticmethod
    def _grade_of_words(about: re.Pattern[str], graded: GradedActivity) -> int:
        if about.search(graded.topics):
            return _IN_TITLE
        if about.search(graded.activity.title.casefold()):
            return _BESIDE
        return _IN_TEXT if about.search(_text(graded.activity)) else 0


def graded_questions(name: str) -> Iterator[GradedQuestion]:
    """Yield the questions of a set."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            yield GradedQuestion.of(line)


def _text(activity: Activity) -> str:
    return f"{activity.title} {activity.description}".casefold()


@cache
def _provider_names() -> dict[str, str]:
    return {provider.provider_id: provider.name for provider in catalogue_providers()}


def _attributes(activity: Activity) -> dict[str, set[str]]:
    return {
        "activity": {activity.activity_id},
        "provider": {activity.provider_id},
        "provider_name": {_provider_names()[activity.provider_id]},
        "board": {registration.board for registration in activity.registrations},
        "credit_type": {kind for registration in activity.registrations for kind in registration.credit_types},
        "fee": {"free" if activity.fee == "No, it's free" else "paid"},
        "delivery": {*activity.deliveries},
        "format": {activity.activity_format},
        "state": {activity.state or ""},
        "domain": {content.domain for content in activity.state_content},
        "topic": {content.topic for content in activity.state_content},
        "mips": {"yes" if activity.mips else "no"},
        "rems": {"yes" if activity.rems else "no"},
    }
