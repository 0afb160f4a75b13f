"""Whatever is written in a format, within what the format can say, is read back; a property for each parser."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmehub.activities.activity import Activity, Outcome, Support
from cmehub.activities.choices import DELIVERIES, FEES, OUTCOMES, REGISTRATIONS
from cmehub.activities.rows import ActivityRow
from cmehub.formats import open_file
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.learners.records import LearnerRow
from cmehub.people.npi import is_npi
from cmehub.people.states import STATES
from local.sample_data.completions import Completion
from tests.examples import PROVIDER_ID
from tests.hostile.corpus import ACTIVITY_WRITERS, LEARNER_WRITERS
from tests.unit.cmehub.chunks.test_matches import JSON_NAMES, written
from tests.unit.cmehub.formats.activities.test_workbook import FULL
from tests.unit.cmehub.formats.test_formats_agree import IN_TAB, told

EXAMPLES = settings(max_examples=15)
REPAIRED = "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
"""Full-width digits and letters, which are read as plain ones, with a note."""
OTHERS = st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters=f";{REPAIRED}")
WORD = st.text(OTHERS, max_size=12)
TEXT = st.lists(WORD, min_size=1, max_size=3).map(lambda words: " ".join(("Qu" + " ".join(words)).split()))
"""One or more words of any script and sign. A letter begins them, or a spreadsheet would take some for formulas."""
DIGITS = st.text(st.sampled_from("0123456789"), min_size=1, max_size=8)
DAY = st.dates(dt.date(2021, 1, 1), dt.date(2029, 12, 31))
LEAP_DAY = st.dates(dt.date(2000, 1, 1), dt.date(2000, 12, 31))
AMOUNT = st.integers(1, 200).map(lambda quarters: quarters / 4)
NPI = st.integers(100_000_000, 299_999_999).map(lambda n: next(f"{n}{d}" for d in range(10) if is_npi(f"{n}{d}")))


@st.composite
def completions(draw: st.DrawFn) -> Completion:
    moc = draw(st.lists(st.tuples(TEXT, AMOUNT), max_size=4))
    cme = draw(AMOUNT) if not moc or draw(st.booleans()) else None
    return Completion(
        action=draw(st.sampled_from(["Add", "Delete"])),
        activity_id=str(draw(st.integers(200_000_000, 999_999_999))),
        completed_on=draw(DAY),
        given_name=draw(TEXT),
        family_name=draw(TEXT),
        birth_day=f"{draw(LEAP_DAY):%m/%d}",
        state=draw(st.sampled_from([*STATES.values()])) if cme else None,
        licence=draw(NPI | TEXT | DIGITS) if cme else None,
        cme_credits=cme,
        board=draw(st.sampled_from(["ABA", "ABIM", "ABP", "ABS"])) if moc else None,
        board_id=draw(DIGITS) if moc else None,
        board_total=max(amount for _, amount in moc) if moc else None,
        lines=tuple(moc),
    )


def meant(completion: Completion) -> dict[str, object]:
    """Return what a completion tells, whatever the format."""
    cme = {
        "board": completion.state,
        "learner_id": completion.licence,
        "credit_type": CME_CREDIT_TYPE,
        "amount": completion.cme_credits,
    }
    moc = [
        {"board": completion.board, "learner_id": completion.board_id, "credit_type": kind, "amount": amount}
        for kind, amount in completion.lines
    ]
    return told(
        LearnerRow.model_validate(
            {
                "action": completion.action,
                "activity_id": completion.activity_id,
                "completion_date": str(completion.completed_on),
                "given_name": completion.given_name,
                "family_name": completion.family_name,
                "birth_month_day": completion.birth_day,
                "lines": [*([cme] if completion.cme_credits else []), *moc],
            }
        )
    )


@pytest.mark.parametrize("name", LEARNER_WRITERS)
@EXAMPLES
@given(sent=st.lists(completions(), min_size=1, max_size=4))
def test_learners(name: str, sent: list[Completion]) -> None:
    with TemporaryDirectory() as folder:
        LEARNER_WRITERS[name](Path(folder, "f"), sent)
        file = open_file(Path(folder, "f"))
        read = [told(LearnerRow.model_validate(row.fields)) for row in file.rows]

    assert file.format.name == name
    assert read == [meant(completion) for completion in sent]


SUPPORT = st.builds(Support, source=TEXT, amount=st.integers(0, 10**8), in_kind=st.booleans()) | st.builds(
    Support, source=TEXT, in_kind=st.just(True)
)
EVALUATION = st.fixed_dictionaries(
    {
        "evaluation": st.none() | TEXT,
        "threshold": st.none() | st.integers(10_001, 1_000_000).map(lambda share: share / 10_000),
        "feedback": st.none() | TEXT,
    }
)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    start = draw(DAY)
    changes: dict[str, Any] = {
        "provider_activity_id": draw(TEXT),
        "title": draw(TEXT),
        "description": draw(TEXT),
        "start_date": start,
        "end_date": start + dt.timedelta(days=draw(st.integers(0, 300))),
        "deliveries": tuple(draw(st.lists(st.sampled_from(DELIVERIES), unique=True))),
        "city": draw(TEXT),
        "state": draw(st.sampled_from([*STATES])),
        "credits": draw(AMOUNT),
        "joint_providers": tuple(draw(st.lists(TEXT, max_size=3))),
        "specialties": tuple(draw(st.lists(TEXT, max_size=3))),
        "commendation_tags": (),
        "fee": draw(st.sampled_from(FEES)),
        "registration": draw(st.sampled_from(REGISTRATIONS)),
        "listed": draw(st.booleans()),
        "registrations": (FULL.registrations[0].model_copy(update=draw(EVALUATION)),),
        "commercial_support": draw(st.booleans()),
        "supports": tuple(
            sorted(draw(st.lists(SUPPORT, max_size=3, unique_by=lambda support: support.source)), key=_order)
        ),
        "outcomes": tuple(
            Outcome(outcome=outcome) for outcome in draw(st.lists(st.sampled_from(OUTCOMES), unique=True))
        ),
        "participants": {"physician": draw(st.integers(0, 10**6)), "non-physician": draw(st.integers(0, 10**6))},
        "mips": None,
        "rems": None,
        "has_state_content": None,
        "state_content": (),
        "close_requested": False,
    }
    return FULL.model_copy(update=changes)


def _order(support: Support) -> tuple[bool, str]:
    """Put those in kind only behind the others, as every reader does."""
    return support.amount is None, support.source


@pytest.mark.parametrize("name", ACTIVITY_WRITERS)
@EXAMPLES
@given(sent=st.lists(activities(), min_size=1, max_size=3))
def test_activities(name: str, sent: list[Activity]) -> None:
    with TemporaryDirectory() as folder:
        ACTIVITY_WRITERS[name](Path(folder, "f"), sent)
        file = open_file(Path(folder, "f"))
        rows = [ActivityRow.model_validate(row.fields) for row in file.rows]
    read = [row.activity(activity.activity_id, PROVIDER_ID) for row, activity in zip(rows, sent, strict=True)]

    assert file.format.name == name
    left_out = IN_TAB if name == "activity-tab" else set()
    assert [activity.model_dump(exclude=left_out) for activity in read] == [
        activity.model_copy(update={"provider_id": PROVIDER_ID}).model_dump(exclude=left_out) for activity in sent
    ]


NEEDED = dict.fromkeys(("givenName", "familyName", "birthMonthDay"), TEXT)
OPTIONAL = {name: TEXT for name in JSON_NAMES if name not in NEEDED}
FIELDS = ("row_id", "given_name", "family_name", "birth_month_day", "state", "licence", "board", "board_id")


@pytest.mark.parametrize(("kind", "first"), [("xlsx", 2), ("csv", 2), ("tab", 2), ("json", 1), ("xml", 1)])
@EXAMPLES
@given(sent=st.lists(st.fixed_dictionaries(NEEDED, optional=OPTIONAL), min_size=1, max_size=4))
def test_matches(kind: str, first: int, sent: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        rows = [*open_file(written(Path(folder), kind, sent)).rows]

    names = dict(zip(JSON_NAMES, FIELDS, strict=True))
    assert [row.fields for row in rows] == [{names[name]: text for name, text in row.items()} for row in sent]
    assert [row.number for row in rows] == [*range(first, first + len(sent))]
