"""A hub of the time of ABIM's programme of 2015, and a learner file of that time."""

import datetime as dt
from pathlib import Path

from cmehub.activities.registrations import MocRegistration
from cmehub.activities.rows import ActivityName
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate, an_activity
from tests.sample_hub import PROVIDER_ID, sample_providers

__all__ = ["ACTIVITY", "FILE", "PROVIDER_ID", "hub_of_2015"]

FILE = Path("tests/cases/abim-2015.csv")
ACTIVITY = an_activity(
    activity_id="201554321",
    provider_activity_id="MK15A7",
    start_date=dt.date(2014, 1, 1),
    end_date=dt.date(2016, 12, 31),
    registrations=(MocRegistration(board="ABIM", points=4, credit_types=("Medical Knowledge",)),),
)
DIPLOMATES = (
    a_diplomate(),
    a_diplomate(entry_id="234567", given_name="Eleonora", family_name="Sample-Oldname", birth_month_day="03-05"),
    a_diplomate(entry_id="345678", given_name="Otto", family_name="Sample-Vance", birth_month_day="07-09"),
    a_diplomate(entry_id="45678", given_name="Paula", family_name="Placeholder", birth_month_day="11-30"),
)


def hub_of_2015(now: dt.datetime) -> MemoryHub:
    """Return a hub of that moment, which knows an activity by its module code and four diplomates of ABIM."""
    hub = MemoryHub(now)
    hub.providers.put(sample_providers())
    put_on_rosters(hub.rosters, DIPLOMATES)
    hub.activities.add(ACTIVITY, ActivityName.of(ACTIVITY))
    return hub
