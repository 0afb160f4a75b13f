"""Whether the first ten results are what somebody means, by questions of which the answers are known."""

from collections.abc import Iterator, Sequence
from math import log2
from statistics import fmean
from typing import NamedTuple

from benchmarks.graded_questions import KEPT_ASIDE, TUNED, GradedActivity, GradedQuestion, graded_questions
from benchmarks.measurement import Measurement
from benchmarks.search_indexes import TODAY, search_index
from cmehub.search.parameters import SearchParameters
from cmehub.search.reading import Snapshot
from cmehub.search.searching import Search
from local.catalogue.catalogue_activities import catalogue

_SIZE, _FIRST = 10_000, 10
_MEANT = 2
"""The least grade of what should be found; where nothing has it, any grade should."""


class Relevance(NamedTuple):
    """
    How well a question is answered.

    Attributes
    ----------
    recall
        Which share of the ten places that could hold something that is meant do.
    gain
        The normalised discounted cumulative gain of the first ten (nDCG).
    is_empty
        Whether nothing at all is found.
    """

    question: GradedQuestion
    recall: float
    gain: float
    is_empty: bool


def measure_search_relevance(size: int = _SIZE) -> list[Measurement]:
    """Measure both sets of questions among the activities that haven't ended; those kept aside are a check."""
    recall, gain, empty, count = _figures(size, TUNED)
    aside_recall, aside_gain, aside_empty, aside_count = _figures(size, KEPT_ASIDE)
    name = "search-relevance"
    return [
        Measurement.at_least(f"{name}-recall", recall, f"recall@10 of {count} questions", 0.95),
        Measurement.at_least(f"{name}-ndcg", gain, f"nDCG@10 of {count} questions", 0.9),
        Measurement.at_most(f"{name}-zeros", empty, "questions that find nothing", 0),
        Measurement.check(f"{name}-aside-recall", aside_recall, f"recall@10 of {aside_count} kept aside"),
        Measurement.check(f"{name}-aside-ndcg", aside_gain, f"nDCG@10 of {aside_count} kept aside"),
        Measurement.check(f"{name}-aside-zeros", aside_empty, "questions kept aside that find nothing"),
    ]


def _figures(size: int, name: str) -> tuple[float, float, int, int]:
    """Return the recall and the gain of a set, how many of its questions find nothing, and how many there are."""
    answered = [*relevance(size, name)]
    recall, gain = fmean(answer.recall for answer in answered), fmean(answer.gain for answer in answered)
    return recall, gain, sum(answer.is_empty for answer in answered), len(answered)


def relevance(size: int, name: str) -> Iterator[Relevance]:
    """Yield how well search answers each question of a set; those that no activity answers are left out."""
    current = [GradedActivity.of(activity) for activity in catalogue(size) if activity.end_date >= TODAY]
    snapshot = search_index(size).snapshot()
    for question in graded_questions(name):
        grades = {graded.activity.activity_id: question.grade(graded) for graded in current}
        if any(grades.values()):
            yield _answered(snapshot, question, grades)


def _answered(snapshot: Snapshot, question: GradedQuestion, grades: dict[str, int]) -> Relevance:
    found = Search(snapshot, SearchParameters(q=question.asked), TODAY, _FIRST)
    told = [grades.get(card.activity_id, 0) for card in found.cards()]
    best = sorted(grades.values(), reverse=True)[:_FIRST]
    least = min(_MEANT, best[0])
    recall = sum(grade >= least for grade in told) / sum(grade >= least for grade in best)
    return Relevance(question, recall, _gain(told) / _gain(best), not found.found.total)


def _gain(grades: Sequence[int]) -> float:
    return sum((float(2**grade) - 1) / log2(place + 2) for place, grade in enumerate(grades))
