"""What a fixture is made for, and the activities and learner records that its steps speak of."""

import base64
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cmehub.activities.activity_ids import activity_id_candidate
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.people.rosters import RosterEntry
from cmehub.sandbox import SLOW_BOARD
from cmehub.sandbox.people import UNKNOWN_NPI
from cmehub.sandbox.steps import Shown, Step

Document = dict[str, Any]
CREDITS = 20
_FORMAT = "Enduring Material"
_REGISTERED = {
    "ABA": ["Lifelong Learning", "Patient Safety"],
    "ABIM": ["Medical Knowledge"],
    "ABP": ["Lifelong Learning and Self-Assessment"],
    "ABS": ["Accredited CME"],
    SLOW_BOARD: ["Lifelong Learning"],
}


def registration(board: str, *credit_types: str, points: float | None = CREDITS, **changes: Any) -> Document:
    """Return a registration for a board, for these of its credit types or else the usual one of a sandbox's."""
    return {"board": board, "points": points, "credit_types": [*credit_types] or _REGISTERED[board]} | changes


def line(person: RosterEntry, amount: float = 1, **changes: Any) -> Document:
    """Return a credit line for the board that knows a person."""
    credit_type = _REGISTERED[person.authority][0]
    return {
        "board": person.authority,
        "learner_id": person.entry_id,
        "credit_type": credit_type,
        "amount": amount,
    } | changes


def cme_line(**changes: Any) -> Document:
    """Return a credit line that no board decides on."""
    return {"board": "NPI", "learner_id": UNKNOWN_NPI, "credit_type": CME_CREDIT_TYPE, "amount": 1} | changes


def call(path: str, document: Document, **changes: Any) -> Step:
    """Return the step that posts a document."""
    return Step.model_validate(
        {"path": path, "headers": {"Content-Type": "application/json"}, "document": document} | changes
    )


def records(*some: Document, waits: bool = False) -> Step:
    """Return the step that saves learner records."""
    return call("/v1/learner-records", {"records": some}, waits=waits)


def file(name: str, content: bytes, kind: str = "application/octet-stream") -> Step:
    """Return the step that posts a file; without a name, it has none."""
    headers = {"Content-Type": kind, **({"X-File-Name": name} if name else {})}
    return Step(path="/v1/submissions", headers=headers, content=base64.b64encode(content).decode())


@dataclass(frozen=True)
class Scene:
    """
    What a fixture is made for.

    Attributes
    ----------
    provider_id, today
        Who sends it, and the day around which its dates lie.
    run
        What no other fixture has: its activity is new each time, so that nothing that was tried before stands in the
        way.
    """

    provider_id: str
    today: dt.date
    run: str

    def day(self, days: int = 0) -> str:
        """Return the day so many days after today."""
        return (self.today + dt.timedelta(days=days)).isoformat()

    @property
    def new_year(self) -> dt.date:
        """The first day of this year."""
        return self.today.replace(month=1, day=1)

    def activity(self, **changes: Any) -> Document:
        """Return an activity as the API takes it."""
        return {
            "provider_activity_id": f"SANDBOX-{self.run}",
            "title": "An activity of the sandbox",
            "description": "Made by a fixture.",
            "activity_format": _FORMAT,
            "start_date": self.day(-500),
            "end_date": self.day(365),
            "deliveries": ["Online"],
            "credits": CREDITS,
            "providership": "direct",
            "listed": False,
            "content_keywords": [{"source": "01_ABAMCO", "kind": "Tag ID", "value": "1"}],
            "registrations": [registration(board) for board in _REGISTERED],
        } | changes

    def saved(self, **changes: Any) -> Step:
        """Return the step that saves the activity."""
        return call("/v1/activities", self.activity(**changes))

    def closed(self, **changes: Any) -> Step:
        """Return the step that saves the activity as one that ended yesterday, and closes it."""
        whole: Document = {
            "end_date": self.day(-1),
            "registrations": [],
            "outcomes": [{"outcome": "Learner Knowledge"}],
            "commercial_support": False,
            "participants": [{"category": "physician", "count": 9}, {"category": "non-physician", "count": 0}],
            "close_requested": True,
        }
        return self.saved(**whole | changes)

    def activity_id(self, **changes: Any) -> str:
        """Return the ID that the hub gives the activity."""
        activity = self.activity(**changes)
        start = dt.date.fromisoformat(activity["start_date"])
        return activity_id_candidate(
            self.provider_id, activity["provider_activity_id"], start, activity["activity_format"]
        )

    def record(self, person: RosterEntry, *lines: Document, **changes: Any) -> Document:
        """Return a learner record of the activity, with credit for the board that knows the person or other lines."""
        return {
            "activity_id": self.activity_id(),
            "completion_date": self.day(),
            "given_name": person.given_name,
            "family_name": person.family_name,
            "birth_month_day": person.birth_month_day,
            "credit_lines": [*lines] or [line(person)],
        } | changes


class Recipe(NamedTuple):
    """How a fixture is made: its title, its steps for a scene, and where its code shows."""

    title: str
    steps: Callable[[Scene], Sequence[Step]]
    shown: Shown = Shown.ANSWER
