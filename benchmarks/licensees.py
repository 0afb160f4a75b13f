"""Invented licensees with records, of whom it is known without the hub which records are whose."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import NamedTuple

from cmehub.activities.activity import Activity, StateContent
from cmehub.learners.records import LearnerRecord, LearnerRow, Origin
from cmehub.people.npi import is_npi
from cmehub.people.rosters import RosterEntry
from local.sample_data.person_names import FAMILY_NAMES, GIVEN_NAMES

ON = dt.date(2026, 11, 20)
_PROVIDER_ID = "0009999"
_AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
_TOPICS = (
    "Patient Safety", "Child abuse: recognition", "Opioids and pain", "Human trafficking", "Ethics", "Cardiology",
    "Pain management", "Risk management", "Prescribing practices", "Surgery",
)  # fmt: skip
_FIRST_DAY = dt.date(2017, 1, 1)


class Licensed(NamedTuple):
    """A licensee, under which entries of rosters the person stands, and what was reported of the person under any."""

    licence: str
    issued: dt.date
    expires: dt.date
    entries: tuple[RosterEntry, ...]
    records: tuple[LearnerRecord, ...]
    activities: tuple[Activity, ...]


def licensees(state: str, count: int) -> Iterator[Licensed]:
    """Yield licensees of a state; half of them are diplomates too, a part has a licence of another state."""
    dice = random.Random(f"{state} {count}")
    activities = [_activity(number, topic) for number, topic in enumerate(_TOPICS * 5)]
    for number in range(count):
        expires = ON + dt.timedelta(days=dice.randrange(1, 700))
        if (expires.month, expires.day) == (2, 29):
            expires += dt.timedelta(days=1)
        issued = ON - dt.timedelta(days=dice.choice([100, 900, 9000]))
        person = {
            "given_name": dice.choice(GIVEN_NAMES),
            "family_name": f"{dice.choice(FAMILY_NAMES)}{number}",
            "birth_month_day": f"{dt.date(2000, 1, 1) + dt.timedelta(days=number % 366):%m-%d}",
        }
        npi = _npi(number)
        licence = RosterEntry(
            authority=state, entry_id=f"MD{number:07}", npi=npi, issued=issued, expires=expires, degree="MD", **person
        )
        entries = [licence]
        if number % 2:
            # Without an NPI the diplomate is found by names, birth day and state.
            known = {"npi": npi} if number % 4 == 1 else {"state": state}
            entries.append(RosterEntry(authority="ABIM", entry_id=f"{number:07}", **known, **person))
        if number % 10 == 0:
            entries.append(RosterEntry(authority="OH", entry_id=f"OH{number:07}", npi=npi, **person))
        records = tuple(_record(dice, entry, state, activities) for entry in entries for _ in range(dice.randrange(4)))
        yield Licensed(licence.entry_id, issued, expires, tuple(entries), records, tuple(activities))


def _activity(number: int, topic: str) -> Activity:
    return Activity(
        activity_id=f"2026{number:05}",
        provider_id=_PROVIDER_ID,
        provider_activity_id=f"EX-{number}",
        title=topic,
        activity_format="Enduring Material",
        start_date=_FIRST_DAY,
        end_date=ON,
        providership="direct",
        credits=40,
        state_content=(StateContent(domain="", topic=topic),),
    )


def _record(dice: random.Random, entry: RosterEntry, state: str, activities: list[Activity]) -> LearnerRecord:
    day = ON - dt.timedelta(days=int(dice.choice([300, 700, 3000]) * dice.random()))
    authorities = [state, "OH"] if dice.random() < 0.3 else [state]
    row = LearnerRow.model_validate(
        {
            "action": "Add",
            "activity_id": dice.choice(activities).activity_id,
            "completion_date": day.isoformat(),
            "given_name": entry.given_name,
            "family_name": entry.family_name,
            "birth_month_day": entry.birth_month_day,
            "lines": [
                {
                    "board": authority,
                    "learner_id": "MD1",
                    "credit_type": "AMA PRA Category 1",
                    "amount": str(dice.randrange(2, 200) / 4),
                }
                for authority in authorities
            ],
        }
    )
    return LearnerRecord(
        learner_key=entry.learner_key,
        record_id=row.record_id,
        provider_id=_PROVIDER_ID,
        row=row,
        origin=Origin(submission_id="s", chunk=1, row=1, at=_AT),
    )


def _npi(number: int) -> str:
    bare = f"1{number:08}"
    return next(npi for digit in range(10) if is_npi(npi := f"{bare}{digit}"))
