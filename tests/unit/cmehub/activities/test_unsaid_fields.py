"""An activity that is sent again keeps what its file has no place for, and nothing else."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.activities.activity import Activity, Outcome, Rems, Support
from cmehub.activities.registrations import MocRegistration
from cmehub.activities.unsaid_fields import default_listing, kept_fields, with_unsaid
from cmehub.formats.activities.layouts import WITHOUT_PLACE
from tests.examples import an_activity

STORED = an_activity(
    start_date=dt.date(2026, 3, 1),
    end_date=dt.date(2026, 3, 3),
    activity_format="Live Course",
    deliveries=("In-Person", "Live-Streamed"),
    registrations=(
        MocRegistration(board="ABIM", points=5, credit_types=("Medical Knowledge",), claim_date=dt.date(2027, 1, 31)),
    ),
    outcomes=(
        Outcome(outcome="Learner Knowledge", measured=("Objective",)),
        Outcome(outcome="Learner Competence", measured=("Subjective",)),
    ),
    supports=(Support(source="Kind Lenders", amount=100, in_kind=True),),
    participants={"physician": 20, "non-physician": 7},
    rems=Rems(rems_type="Opioid Analgesic", identifier="EG-000001-002"),
    close_requested=True,
    closed_by="sub#1",
    closed_at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
)
SENT = an_activity(
    title="Renamed",
    start_date=dt.date(2026, 3, 1),
    end_date=dt.date(2026, 3, 1),
    activity_format="Live Course",
    deliveries=("In-Person",),
    url=None,
    listed=None,
    fee=None,
    registration=None,
    registrations=(),
    outcomes=(Outcome(outcome="Learner Competence"),),
)


def kept(*unsaid: str, stored: Activity = STORED, **changes: Any) -> Activity:
    return with_unsaid(SENT.model_copy(update=changes), stored, unsaid)


def test_what_has_no_place_stays_and_all_else_is_replaced() -> None:
    activity = with_unsaid(SENT, STORED, WITHOUT_PLACE)

    assert (activity.title, activity.participants, activity.supports) == ("Renamed", {}, ())
    assert activity.registrations == STORED.registrations
    assert (activity.url, activity.listed, activity.fee, activity.rems) == (
        *(STORED.url, STORED.listed, STORED.fee),
        STORED.rems,
    )
    assert (activity.close_requested, activity.closed_by, activity.closed_at) == (True, "sub#1", STORED.closed_at)


def test_a_file_that_can_say_all_replaces_all() -> None:
    assert kept() == SENT


def test_the_end_of_several_days_stays_and_that_of_one_follows_the_start() -> None:
    one_day = STORED.model_copy(update={"end_date": STORED.start_date})
    moved = {"start_date": dt.date(2026, 2, 20), "end_date": dt.date(2026, 2, 20)}

    assert kept("end_date").end_date == dt.date(2026, 3, 3)
    assert kept("end_date", start_date=dt.date(2026, 4, 1), end_date=dt.date(2026, 4, 1)).end_date.month == 4
    assert kept("end_date", stored=one_day, **moved).end_date == dt.date(2026, 2, 20)


@pytest.mark.parametrize(
    ("changes", "deliveries"),
    [
        ({}, ("In-Person", "Live-Streamed")),
        ({"deliveries": ()}, ("In-Person", "Live-Streamed")),
        ({"deliveries": ("Online",)}, ("Online",)),
        ({"activity_format": "Regularly Scheduled Series", "deliveries": ()}, ()),
    ],
)
def test_further_deliveries_of_the_same_format_stay(changes: dict[str, Any], deliveries: tuple[str, ...]) -> None:
    assert kept("deliveries", **changes).deliveries == deliveries


def test_parts_of_entries_stay_with_their_entry() -> None:
    named = MocRegistration(board="ABIM", points=6, credit_types=("Patient Safety",))
    other = MocRegistration(board="ABP", points=5, credit_types=("Lifelong Learning",))

    activity = kept("registrations.claim_date", registrations=(named, other))

    assert [registration.claim_date for registration in activity.registrations] == [dt.date(2027, 1, 31), None]
    assert [registration.points for registration in activity.registrations] == [6, 5]


def test_outcomes_that_a_layout_can_name_are_taken_back_and_others_stay() -> None:
    names = ("outcomes.measured", "outcomes.Learner Knowledge", "outcomes.Community Health")

    assert {*kept(*names).outcomes} == {*STORED.outcomes}
    assert kept(*names, outcomes=()).outcomes == STORED.outcomes[:1]


def test_a_head_count_without_a_column_stays() -> None:
    assert kept("participants.non-physician", participants={"physician": 21}).participants == {
        "physician": 21,
        "non-physician": 7,
    }
    nobody = STORED.model_copy(update={"participants": {}})
    assert kept("participants.physician", stored=nobody).participants == {}


def test_what_stays_is_told_once_and_only_if_it_differs() -> None:
    activity = with_unsaid(SENT, STORED, WITHOUT_PLACE)

    told = [*kept_fields(SENT, activity, WITHOUT_PLACE)]

    assert {"the MOC registrations", "the activity URL", "the end date", "the outcomes", "the REMS"} <= {*told}
    assert len(told) == len({*told})
    assert [*kept_fields(activity, activity, WITHOUT_PLACE)] == []


@given(st.lists(st.sampled_from(WITHOUT_PLACE), unique=True))
def test_only_what_has_no_place_stays(unsaid: list[str]) -> None:
    activity = with_unsaid(SENT, STORED, unsaid)

    may_differ = {name.partition(".")[0] for name in unsaid} | {"closed_by", "closed_at"}
    assert activity.model_dump(exclude=may_differ) == SENT.model_dump(exclude=may_differ)
    assert with_unsaid(SENT, activity, unsaid) == activity


@pytest.mark.parametrize(
    ("changes", "listed"),
    [
        ({}, False),
        ({"registrations": STORED.registrations}, True),
        ({"rems": STORED.rems}, True),
        ({"mips": True}, True),
        ({"mips": False}, False),
    ],
)
def test_by_default_what_is_registered_for_moc_rems_or_mips_is_listed(changes: dict[str, Any], listed: bool) -> None:
    activity = SENT.model_copy(update=changes)

    assert default_listing(activity, None)[0] is listed
    assert [default_listing(activity, wanted)[0] for wanted in (True, False)] == [True, False]
