from hypothesis import given
from hypothesis import strategies as st

from cmehub.formats.headings import plain_heading
from cmehub.formats.own_headings import agreed_with, is_of_a_template

HEADINGS = st.sampled_from(["Dept", " dept", "DEPT", "Vorname", "Shoe  Size", "shoe size"])
MEANINGS = st.sampled_from(["", "First Name", "Last Name"])


def test_a_heading_of_any_template_is_known_however_it_is_spelt() -> None:
    for heading in ("First Name", "first_name", "Activity Title"):
        assert is_of_a_template(heading), heading
    for heading in ("", "Shoe Size"):
        assert not is_of_a_template(heading), heading


def test_what_is_changed_counts_whatever_is_not_stays_and_null_forgets() -> None:
    known = {"Vorname": "First Name", "Shoe Size": ""}
    assert agreed_with(known, {"shoe  size": "Last Name", "Dept": ""}) == {
        "Vorname": "First Name", "shoe  size": "Last Name", "Dept": ""
    }  # fmt: skip
    assert agreed_with(known, {"VORNAME": None, "Nothing": None}) == {"Shoe Size": ""}


@given(st.dictionaries(HEADINGS, MEANINGS, max_size=2), st.dictionaries(HEADINGS, MEANINGS | st.none(), max_size=1))
def test_each_heading_has_one_meaning_the_one_said_last(known: dict[str, str], changes: dict[str, str | None]) -> None:
    known = {heading: meant for heading, meant in known.items() if heading == plain_heading(heading)}
    changed = agreed_with(known, changes)

    plain = [plain_heading(heading) for heading in changed]
    assert len(plain) == len({*plain})
    for heading, meant in changes.items():
        assert changed.get(heading) == meant
