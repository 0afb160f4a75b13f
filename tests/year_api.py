"""A provider's year that lacks nothing but what a test takes away, and the calls about it."""

import datetime as dt
import json
from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from cmehub.accounts.providers import Contact, Provider
from cmehub.activities.activity import Activity, Outcome, Support
from local.in_memory.hub import MemoryHub
from tests.api_hub import Answer, ApiHub, called_json
from tests.contact_api import PRIMARY, ContactApi
from tests.examples import PROVIDER_ID, an_activity

YEAR = 2026
PATH = f"/v1/years/{YEAR}"
IN_JANUARY = dt.datetime(2027, 1, 20, 12, tzinfo=dt.UTC)
COURSE, RUNNING = "202612345", "202612346"
"""A course that ended in the year, with support of 5,000 dollars, and an enduring material that goes on."""
SUMMARY = {
    "registration_fees": 80_000,
    "advertising_and_exhibits": 12_000,
    "government_grants": 0,
    "private_donations": 500,
    "commercial_support": 5_000,
    "other_income": 0,
    "total_income": 97_500,
    "expenses": 90_000,
}


def a_course(**changes: object) -> Activity:
    """A course of the year that lacks nothing but to be closed."""
    given: dict[str, object] = {
        "activity_id": COURSE,
        "provider_activity_id": f"EX-{changes.get('activity_id', COURSE)}",
        "title": "Breathing circuits",
        "activity_format": "Live Course",
        "deliveries": ("Live-Streamed",),
        "start_date": dt.date(2026, 5, 4),
        "end_date": dt.date(2026, 5, 5),
        "registrations": (),
        "outcomes": (Outcome(outcome="Learner Knowledge", measured=("Objective",)),),
        "commercial_support": True,
        "supports": (Support(source="Acme", amount=5_000),),
        "participants": {"physician": 40, "non-physician": 3},
        "commendation_tags": ("Engages Teams",),
    }
    return an_activity(**given | changes)


class YearApi:
    """The API over a hub with one provider's year, in the January after it, called by its primary contact."""

    def __init__(self, contacts: ContactApi) -> None:
        self.contacts, self.hub = contacts, contacts.hub
        contact = Contact(name="Kim Osei", email="kim@cme.example.org", is_primary=True)
        self.hub.providers.put([Provider(provider_id=PROVIDER_ID, name="Example Society", contacts=(contact,))])
        running = {"activity_id": RUNNING, "title": "Ventilation at home", "registrations": ()}
        self.hub.activities.put([a_course(), an_activity(**running, start_date=dt.date(2026, 2, 1))])
        self.hub.now = IN_JANUARY
        self.primary = contacts.person(PRIMARY)

    def call(self, method: str, path: str = "", document: object = None, *, by: str | None = None) -> Answer:
        """Call as the primary contact, or somebody else."""
        return called_json(method, f"{PATH}{path}", self.contacts.token(by or self.primary), document)

    @property
    def told(self) -> Any:
        return self.call("GET").document

    def lacks(self, step: str) -> list[str]:
        """What a step lacks."""
        (found,) = [told for told in self.told["steps"] if told["name"] == step]
        assert found["is_done"] == (found["lacking"] == 0)
        return [*found["lacks"]]

    def fill_in(self) -> None:
        """Do all steps but sending."""
        done = [
            self.call("POST", "/signatures", {"version": "1", "name": "Kim Osei"}),
            self.call("POST", "/closings", {"activities": [COURSE]}),
            self.call("PUT", f"/learners/{RUNNING}", {"physicians": 310, "other_learners": 42}),
            self.call("PUT", "/summary", {**SUMMARY, "revision": 0}),
            self.call("POST", "/confirmations"),
        ]
        assert {answer.status for answer in done} == {200}

    def document(self, number: int) -> Any:
        """The document that was sent."""
        version = self.hub.years.versions(PROVIDER_ID, YEAR)[number - 1]
        return json.loads(self.hub.objects.get(f"years/{PROVIDER_ID}/{YEAR}/{version.digest}.json"))


def year_api(folder: Any, patch: pytest.MonkeyPatch) -> YearApi:
    """Return the API over a new hub."""
    return YearApi(ContactApi(ApiHub(MemoryHub(), folder, patch), patch))


WRITER = (Scope.READ, Scope.ACTIVITIES_WRITE)
