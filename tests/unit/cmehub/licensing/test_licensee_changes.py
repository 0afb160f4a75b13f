"""What a night's file tells of a licensee."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.licensing.licensee_changes import Change, LicenseeNight, ToldCredit, licensee_night

OLD = ToldCredit("202612345-20260501", "202612345", "Sepsis", "0009999", "2026-05-01", "1.5", "")
NEW = ToldCredit("202612346-20260601", "202612346", "Pain", "0009999", "2026-06-01", "2", "Opioids; Pain")


def told(night: LicenseeNight) -> list[tuple[str, str | None]]:
    return [(change.value, credit and credit.credit_id) for change, credit in night.changes]


@pytest.mark.parametrize(
    ("before", "now", "changes"),
    [
        (None, [], [("begin", None)]),
        (None, [OLD, NEW], [("begin", None), ("added", OLD.credit_id), ("added", NEW.credit_id)]),
        ([OLD], [OLD], []),
        ([OLD], [OLD, NEW], [("added", NEW.credit_id)]),
        ([OLD, NEW], [NEW], [("withdrawn", OLD.credit_id)]),
        ([OLD], [OLD._replace(amount="1.25")], [("changed", OLD.credit_id)]),
        ([OLD], [NEW], [("withdrawn", OLD.credit_id), ("added", NEW.credit_id)]),
    ],
)
def test_what_is_new_changed_or_gone_is_told(
    before: list[ToldCredit] | None, now: list[ToldCredit], changes: list[tuple[str, str | None]]
) -> None:
    night = licensee_night("35900001", before, now)
    assert told(night) == changes
    assert night.told == tuple(now)


def test_who_begins_to_withhold_looks_like_who_has_nothing_new() -> None:
    withheld = licensee_night("35900001", [OLD, NEW], None)
    assert withheld == licensee_night("35900001", [OLD, NEW], [OLD, NEW])
    assert withheld.span is None


def test_who_withholds_from_the_first_night_on_looks_like_who_has_no_credits() -> None:
    assert licensee_night("35900001", None, None) == licensee_night("35900001", None, [])


def test_who_shows_credits_again_is_told_what_changed_in_between() -> None:
    withheld = licensee_night("35900001", [OLD], None)
    assert told(licensee_night("35900001", withheld.told, [NEW])) == [
        ("withdrawn", OLD.credit_id),
        ("added", NEW.credit_id),
    ]


def test_lines_have_the_columns_of_the_file() -> None:
    night = licensee_night("35900001", None, [NEW])
    assert [*night.lines] == [
        ("begin", "35900001", None, None, None, None, None, None, None),
        ("added", "35900001", *NEW),
    ]
    assert night.span
    assert [str(day) for day in night.span] == ["2026-06-01", "2026-06-01"]


class Copy(NamedTuple):
    """What a board's system makes of the lines that it reads."""

    credits: dict[str, ToldCredit]

    def read(self, night: LicenseeNight) -> None:
        for change, credit in night.changes:
            if change is Change.BEGIN:
                self.credits.clear()
            elif credit and change is Change.WITHDRAWN:
                del self.credits[credit.credit_id]
            elif credit:
                assert (change is Change.CHANGED) == (credit.credit_id in self.credits)
                self.credits[credit.credit_id] = credit


CREDITS = st.lists(
    st.builds(OLD._replace, credit_id=st.sampled_from("abc"), amount=st.sampled_from(["1", "2"])),
    unique_by=lambda credit: credit.credit_id,
)


@given(st.lists(st.none() | CREDITS | st.just("gone")))
def test_who_reads_every_file_has_what_may_be_seen(nights: list[list[ToldCredit] | str | None]) -> None:
    """``gone`` is a night in which the licensee isn't on the roster, so that nothing of it is kept."""
    copy, before = Copy({}), None
    shown: list[ToldCredit] = []
    for now in nights:
        if isinstance(now, str):
            before = None
            continue
        if now is not None or before is None:
            shown = now or []
        night = licensee_night("35900001", before, now)
        assert night == LicenseeNight.kept(night.parts)
        copy.read(night)
        before = night.told
        assert sorted(copy.credits.values()) == sorted(shown)
