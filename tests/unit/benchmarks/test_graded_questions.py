"""The graded questions: enough of them, each asked once, and graded by what an activity was made of."""

import pytest

from benchmarks.graded_questions import KEPT_ASIDE, TUNED, GradedActivity, GradedQuestion, graded_questions
from local.catalogue.catalogue_activities import catalogue_activity, catalogue_topics


def a_question(about: str = "", where: str = "") -> GradedQuestion:
    return GradedQuestion.of({"kind": "words", "asked": "", "about": about, "where": where})


def test_there_are_enough_questions_and_none_stands_in_both_sets() -> None:
    tuned, aside = ([question.asked for question in graded_questions(name)] for name in (TUNED, KEPT_ASIDE))
    assert len(tuned) >= 200
    assert len(aside) >= 60
    assert len({*tuned, *aside}) == len(tuned) + len(aside)


def test_a_topic_of_the_title_counts_for_more_than_another_word_of_it_and_that_for_more_than_the_description() -> None:
    activity = catalogue_activity(2)
    graded = GradedActivity.of(activity)
    topic = catalogue_topics(2)[0].name
    beside = next(word for word in activity.title.split() if word.casefold() not in graded.topics)
    text = next(word for word in (activity.description or "").split() if word not in activity.title)

    grades = [a_question(about).grade(graded) for about in (topic, beside, text, "xyzzy", "")]

    assert grades == [3, 2, 1, 0, 3]


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ("least_credits=0.25", True),
        ("least_credits=99", False),
        ("not_about=xyzzy", True),
        ("fee=free;fee=paid", False),
        ("format=Live Course|Enduring Material|Journal-based CME|Regularly Scheduled Series", True),
        ("board=XYZ", False),
    ],
)
def test_all_that_is_asked_besides_words_must_hold(where: str, holds: bool) -> None:
    graded = GradedActivity.of(catalogue_activity(2))
    assert bool(a_question(where=where).grade(graded)) is holds
