import pytest

from cmehub.activities.activity import StateContent
from cmehub.rules.requirements.duties import meets
from cmehub.rules.requirements.pack import Duty
from cmehub.rules.requirements.topics import TOPICS, states_in, topics_in


def duty(*topics: str) -> Duty:
    return Duty(topics=topics, when="each cycle", source="a page", confidence="H")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_s_own_name_is_about_it(topic: str) -> None:
    assert topic in topics_in(topic.upper())


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Safe opioid prescribing", {"opioids"}),
        ("Alzheimer\u2019s Disease and related dementias", {"dementia"}),
        ("End-of-Life Care", {"end of life care"}),
        ("Prevention of Medical Errors", {"medical errors", "patient safety"}),
        ("HIV/AIDS", {"HIV and AIDS", "infectious diseases"}),
        ("Painting", set()),
        ("Hearing aids", set()),
        ("", set()),
    ],
)
def test_whole_words_tell_what_a_name_is_about(text: str, topics: set[str]) -> None:
    assert topics_in(text) == topics


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("West Virginia drug diversion", {"WV"}),
        ("Virginia and West Virginia", {"VA", "WV"}),
        ("Arkansas", {"AR"}),
        ("new  york", {"NY"}),
        ("Pain", set()),
        ("OK, in general", set()),
    ],
)
def test_states_are_known_by_their_full_names(text: str, states: set[str]) -> None:
    assert states_in(text) == states


@pytest.mark.parametrize(
    ("contents", "is_met"),
    [
        ([("Opioids", "Safe disposal")], True),
        ([("Prescribing", "Opioid prescribing")], True),
        ([("Ethics", "Boundaries")], False),
        ([], False),
        ([("Florida", "Opioids")], True),
        ([("Texas", "Opioids")], False),
        ([("Texas", "Opioids"), ("Pain", "Opioids")], True),
        ([("Texas and Florida", "Opioids")], True),
    ],
)
def test_an_activity_meets_a_duty_by_its_topics_and_the_states_it_names(
    contents: list[tuple[str, str]], is_met: bool
) -> None:
    named = [StateContent(domain=domain, topic=topic) for domain, topic in contents]
    assert meets(duty("opioids", "pain management"), "FL", named) == is_met
