"""A licensee's page, on screen and in print."""

import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.licensee_pages import LicenseePage, licensee_page
from cmehub.licensing.licensee_standings import licensee_standing
from cmehub.licensing.printed_pages import printed_page
from cmehub.licensing.state_credits import StateCredit
from cmehub.people.rosters import RosterEntry
from tests.examples import NOW, PROVIDER_ID, TODAY, a_licensee
from tests.unit.cmehub.licensing.test_licensee_standings import OF_2026, credit

TEXAN = a_licensee(authority="TX", issued=dt.date(2015, 6, 1), expires=dt.date(2027, 5, 31), degree="MD")


def page_of(entry: RosterEntry, *credits_: StateCredit, chosen: ChosenSpan | None = None) -> LicenseePage:
    newest_first = sorted(credits_, key=lambda found: found.completed_on, reverse=True)
    found = licensee_standing(entry, newest_first, TODAY, chosen=chosen)
    return licensee_page(found, {PROVIDER_ID: "Example Society"}, TODAY, chosen)


def test_credits_of_the_cycle_are_shown_and_earlier_ones_only_where_they_count() -> None:
    page = page_of(
        TEXAN,
        credit("of the cycle", "2026-03-01", 2, "Opioids"),
        credit("counts for eight years", "2020-03-01", 1.5, "Opioids"),
        credit("counts for nothing", "2020-04-01", 4, "Dementia"),
    )
    assert [shown.credit_id for shown in page.credits] == ["of the cycle", "counts for eight years"]
    assert (page.starts, page.ends, page.is_cycle) == (dt.date(2025, 6, 1), dt.date(2027, 5, 31), True)
    assert (page.total, page.since, page.latest) == (2, dt.date(2020, 3, 1), dt.date(2026, 3, 1))
    (asked,) = (duty for duty in page.duties if "controlled substances" in duty.sentence and duty.starts)
    assert asked.counted == ("counts for eight years", "of the cycle")
    assert (asked.hours, asked.is_done) == (3.5, True)
    assert (page.credits[0].provider, page.credits[0].topics) == ("Example Society", ("Opioids",))


def test_who_was_licensed_in_the_cycle_is_asked_what_the_first_renewal_asks() -> None:
    first = a_licensee(authority="PA", degree="MD", issued=dt.date(2026, 2, 1))
    page = page_of(first)
    assert page.is_first
    assert page.hours
    assert page.hours.sentence == "Who is licensed in Pennsylvania for the first time is exempt at the first renewal."
    assert (page.hours.asked, page.hours.is_done, page.category_1) == (0, True, None)
    assert not page.undecided
    assert len(page_of(first.model_copy(update={"issued": None})).undecided) == 1


def test_other_days_are_no_cycle() -> None:
    page = page_of(TEXAN, credit("a", "2026-03-01"), credit("b", "2025-12-31"), chosen=OF_2026)
    assert (page.is_cycle, page.needed, page.total) == (False, (), 1)


def test_days_of_which_nothing_is_told_show_credits_alone() -> None:
    past = ChosenSpan(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    page = page_of(TEXAN, credit("a", "2020-03-01"), chosen=past)
    assert (page.is_told, page.board, page.hours, page.duties) == (False, "Texas Medical Board", None, ())
    assert len(page.credits) == 1


@given(
    st.lists(st.tuples(st.dates(dt.date(2015, 1, 1), dt.date(2028, 1, 1)), st.integers(1, 40)), max_size=12),
    st.sampled_from(["TX", "OH", "PA", "CA"]),
    st.booleans(),
)
def test_whatever_counts_is_shown_and_adds_up(
    completions: list[tuple[dt.date, int]], state: str, is_chosen: object
) -> None:
    credits_ = [
        credit(str(number), f"{day}", quarters / 4, "Opioids") for number, (day, quarters) in enumerate(completions)
    ]
    page = page_of(TEXAN.model_copy(update={"authority": state}), *credits_, chosen=OF_2026 if is_chosen else None)
    shown = {found.credit_id: found for found in page.credits}
    for asked in (page.hours, page.category_1, *page.duties):
        if asked:
            assert asked.hours == sum(shown[credit_id].amount for credit_id in asked.counted)
            assert asked.is_done == (asked.left == 0)
    within = [found for found in credits_ if page.starts <= found.completed_on <= page.ends]
    assert {found.credit_id for found in within} <= shown.keys()
    assert page.total == sum(found.amount for found in within)
    assert page.since <= page.starts


def text_of(page: LicenseePage) -> str:
    pdf = PdfReader(io.BytesIO(printed_page(page, NOW)))
    assert "'/Marked': True" in str(pdf.root_object["/MarkInfo"])
    return " ".join(" ".join(part.extract_text() for part in pdf.pages).split())


def test_the_print_tells_the_same_in_words() -> None:
    text = text_of(page_of(TEXAN, credit("a", "2026-03-01", 2.5, "Opioids"), credit("b", "2026-04-01", 0.5)))
    for told in (
        "Name Zoe Garcia Lopez",
        "Licence 35900001, TX",
        "Licence valid until 5/31/2027",
        "Cycle 6/1/2025 to 5/31/2027",
        "48 hours in a cycle. Open, 45 missing. Credits that count: 1, 2",
        "3 of 48",
        "Done. Credits that count: 2",
        "2 3/1/2026 An example Example Society Opioids 2.5",
        "something may be met that is told as open",
        "LICENSEE 35900001 Published 11/20/2026, 12:00 UTC Page 1 of 1",
    ):
        assert told in text, text


def test_the_print_says_what_isn_t_known() -> None:
    ohio = text_of(page_of(a_licensee()))
    assert "The cycle can't be told without this: end of the cycle." in ohio
    assert "No credit of these days is known here." in ohio
    pennsylvania = text_of(page_of(a_licensee(authority="PA")))
    assert "board of osteopathic physicians' own licenses is not known" in pennsylvania
    assert "If this is the first cycle: 4 hours about pain management" in pennsylvania
    past = page_of(a_licensee(), chosen=ChosenSpan(dt.date(2020, 1, 1), dt.date(2020, 12, 31)))
    assert "What the state asks in these days is not told here." in text_of(past)
