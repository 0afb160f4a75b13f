"""What is suggested is what was meant, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.activities.choices import ACTIVITY_FORMATS
from cmehub.fields.nearness import nearest
from cmehub.rules.packs import board_codes, rule_pack
from tests.examples import TODAY

INTERNISTS = rule_pack("ABIM", TODAY).practice_areas
AREAS = INTERNISTS.names if INTERNISTS else ()


@pytest.mark.parametrize(
    ("written", "offered", "suggested"),
    [
        ("medical knowlege", ("Medical Knowledge", "Patient Safety"), "Medical Knowledge"),
        ("Pateint safety", ("Medical Knowledge", "Patient Safety"), "Patient Safety"),
        ("Rheumatlogy", AREAS, "Rheumatology"),
        ("Rhematology", AREAS, None),  # it may be Hematology
        ("Patient Safety Activity", ("Medical Knowledge", "Patient Safety"), "Patient Safety"),
        ("Critical Care", AREAS, "Critical Care Medicine"),
        ("Anesthesia", ("Anesthesiology", "Emergency", "Urology"), "Anesthesiology"),
        ("Pediatric Urologist", ("Pediatric Urology", "Pediatric Neurology"), "Pediatric Urology"),
        ("Enduring", ACTIVITY_FORMATS, "Enduring Material"),
        ("Internet", ACTIVITY_FORMATS, None),
        ("Webinar", ACTIVITY_FORMATS, None),
        ("Nursing", ("Medical Knowledge", "Patient Safety"), None),
        ("ABX", board_codes(), None),
        ("x", (), None),
        ("", ("x",), None),
    ],
)
def test_the_choice_that_was_meant(written: str, offered: tuple[str, ...], suggested: str | None) -> None:
    assert nearest(written, offered) == suggested


@pytest.mark.parametrize(
    ("written", "like"),
    [
        ("Cardiology", "Nephrology"),
        ("Urology", "Neurology"),
        ("Dermatology", "Hematology"),
        ("Otology", "Oncology"),
        ("Sleep Medicine", "Sports Medicine"),
        ("Surgery", "Facial Plastic & Reconstructive Surgery"),
    ],
)
def test_what_is_only_written_alike_was_not_meant(written: str, like: str) -> None:
    assert nearest(written, [like]) is None
    assert nearest(written, [like, *AREAS]) != like


@given(st.sampled_from(AREAS), st.data())
def test_a_slip_in_a_name_is_never_taken_for_another_name(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(name) - 2))

    assert nearest(name[:place] + name[place + 1 :], AREAS) in (name, None)


@given(st.text(max_size=200))
def test_any_text_gets_one_of_the_choices_or_none(written: str) -> None:
    assert nearest(written, AREAS) in (None, *AREAS)
