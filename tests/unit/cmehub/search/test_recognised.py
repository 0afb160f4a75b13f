"""Words that are filters are taken for them, told, and taken back; they are found as words, too."""

import pytest

from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Rems, StateContent
from cmehub.activities.choices import FREE
from cmehub.activities.registrations import MocRegistration
from cmehub.search.parameters import SearchParameters
from cmehub.search.recognised import recognised
from tests.search_hub import SearchHub

A, B, C = 300_000_001, 300_000_002, 300_000_003
NAMESAKE = "0009998"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    hub = SearchHub(tmp_path_factory.mktemp("search"))
    hub.providers.put([Provider(provider_id=NAMESAKE, name="Lakeside Heart Institute")])
    florida = {"city": "Miami", "state": "FL", "country": "USA", "deliveries": ("In-Person",)}
    surgery = MocRegistration(board="ABS", points=2, credit_types=("Self-Assessment",))
    safety = MocRegistration(board="ABA", points=1, credit_types=("Patient Safety",))
    mate = StateContent(domain="MATE Act", topic="Substance use disorders")
    rems = Rems(rems_type="Opioid Analgesic", identifier="EG-1")
    hub.add(A, title="Asthma in children", fee=FREE, registrations=(surgery,), credits=3, **florida)
    hub.add(
        B, title="Asthma in adults", fee="Yes", registrations=(safety,), credits=1, deliveries=("Online",), mips=True
    )
    hub.add(
        C, title="Opioids", fee="Yes", registrations=(), state_content=(mate,), has_state_content=True, rems=rems,
        provider_id=NAMESAKE, credits=2, deliveries=("Live-Streamed",),
    )  # fmt: skip
    hub.rebuild()
    return hub


@pytest.mark.parametrize(
    ("typed", "text", "parameter", "values", "ids"),
    [
        ("ABS asthma", "ABS", "board", ("ABS",), {A}),
        ("asthma american board of surgery", "american board of surgery", "board", ("ABS",), {A}),
        ("free asthma", "free", "fee", (FREE,), {A}),
        ("asthma online", "online", "delivery", ("Online",), {B}),
        ("webinar", "webinar", "delivery", ("Live-Streamed", "Online"), {B, C}),
        ("in-person asthma", "in-person", "delivery", ("In-Person",), {A}),
        ("asthma in florida", "florida", "state", ("FL",), {A}),
        ("FL asthma", "FL", "state", ("FL",), {A}),
        ("MATE act", "MATE act", "mate", ("true",), {C}),
        ("MATE", "MATE", "mate", ("true",), {C}),
        ("rems", "rems", "rems", ("Opioid Analgesic", "Mycophenolate"), {C}),
        ("MIPS asthma", "MIPS", "mips", ("true",), {B}),
        ("patient safety", "patient safety", "credit_type", ("Patient Safety",), {B}),
        ("asthma 3 credits", "3 credits", "min_credits", ("3",), {A}),
        ("2 MOC points", "2 MOC points", "min_points", ("2",), {A}),
        (str(B), str(B), "activity", (str(B),), {B}),
        (NAMESAKE, NAMESAKE, "provider", (NAMESAKE,), {C}),
        ("lakeside heart institute", "lakeside heart institute", "provider", (NAMESAKE,), {C}),
    ],
)
def test_words_are_taken_for_filters_and_told(
    hub: SearchHub, typed: str, text: str, parameter: str, values: tuple[str, ...], ids: set[int]
) -> None:
    page = hub.search(q=typed).page()
    assert [(words.text, words.parameter, words.values) for words in page.recognised] == [(text, parameter, values)]
    assert {int(card.activity_id) for card in page.activities} == ids
    assert page.exact


def test_the_part_of_a_program_means_its_credit_types(hub: SearchHub) -> None:
    (words,) = hub.search(q="MOC part 2 asthma").page().recognised
    assert words.parameter == "credit_type"
    assert "Self-Assessment" in words.values
    assert hub.found(q="MOC part II asthma") == [A]


def test_one_step_takes_a_filter_back_and_the_words_are_looked_for(hub: SearchHub) -> None:
    page = hub.search(q="florida asthma", as_words=["Florida"]).page()
    assert page.recognised == ()
    assert [int(card.activity_id) for card in page.activities] == [A]
    assert "as_words=Florida" in page.query


def test_what_was_chosen_gives_way_to_what_is_typed_of_the_same_kind(hub: SearchHub) -> None:
    asked = SearchParameters(q="ABA 2 credits", board=("ABS",), min_credits=1, fee=(FREE,))
    taken = recognised(hub.snapshot(), asked).asked
    assert (taken.board, taken.min_credits, taken.fee, taken.q) == (("ABA",), 2, (FREE,), "")
    assert recognised(hub.snapshot(), asked.model_copy(update={"as_words": ("ABA",)})).asked.board == ("ABS",)
    both = recognised(hub.snapshot(), SearchParameters(q="ABA ABIM", board=("ABS",))).asked
    assert both.board == ("ABA", "ABIM")


def test_typing_a_filter_never_widens_what_was_chosen(hub: SearchHub) -> None:
    assert hub.found(q="florida", board=["ABS"]) == [A]
    assert hub.found(q="ABA asthma", board=["ABS"]) == [B]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("FL domestic violence", "FL"),
        ("domestic violence Florida", "Florida"),
        ("Texas opioid prescribing webinar", "Texas"),
        ("New York child abuse", "New York"),
        ("update Ohio substance use disorders", "Ohio"),
        ("NJ end-of-life care", "NJ"),
        ("IL human trafficking", "IL"),
    ],
)
def test_a_state_beside_a_topic_that_states_ask_for_is_no_place(hub: SearchHub, typed: str, text: str) -> None:
    read = recognised(hub.snapshot(), SearchParameters(q=typed))
    assert [(words.text, words.parameter) for words in read.suggested] == [(text, "state")]
    assert read.asked.state == ()
    assert text not in read.asked.q


@pytest.mark.parametrize(
    "typed", ["domestic violence in Florida", "FL asthma", "Florida use", "violence FL", '"human trafficking" FL']
)
def test_a_state_beside_other_words_is_a_place(hub: SearchHub, typed: str) -> None:
    read = recognised(hub.snapshot(), SearchParameters(q=typed))
    assert (read.asked.state, read.suggested) == (("FL",), ())


def test_a_topic_of_a_state_is_found_wherever_it_is_taught_and_its_place_is_one_step(hub: SearchHub) -> None:
    page = hub.search(q="FL substance use disorders").page()
    assert [int(card.activity_id) for card in page.activities] == [C]
    assert [(words.text, words.values) for words in page.suggested] == [("FL", ("FL",))]
    assert hub.found(q="FL substance use disorders", state=["FL"]) == []


@pytest.mark.parametrize(
    "typed",
    [
        "smoke-free homes",
        '"free" asthma',
        "CT asthma",
        "MS",
        "or in me",
        "mate",
        "123456789",
        "7654321",
        "0.3 credits",
    ],
)
def test_words_with_another_meaning_stay_words(hub: SearchHub, typed: str) -> None:
    assert recognised(hub.snapshot(), SearchParameters(q=typed)).words == ()


def test_or_is_no_state_beside_a_topic(hub: SearchHub) -> None:
    assert recognised(hub.snapshot(), SearchParameters(q="pain management OR hospice")).suggested == ()


def test_where_a_filter_leaves_nothing_its_words_are_looked_for(hub: SearchHub) -> None:
    hub.add(300_000_009, title="Free flaps in Ohio", fee="Yes", deliveries=("Online",))
    hub.update(300_000_009)
    page = hub.search(q="free flaps").page()
    assert ([int(card.activity_id) for card in page.activities], page.recognised) == ([300_000_009], ())
