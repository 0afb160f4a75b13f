"""A hub in memory that knows the sample providers, rosters and activities."""

import csv
import datetime as dt
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from cmehub.accounts.providers import Contact, Provider
from cmehub.people.rosters import RosterEntry, roster_authorities
from cmehub.submissions.reports import SubmissionReport
from hub.boards.roster_files import read_roster
from local.in_memory.hub import NOW, MemoryHub
from local.in_memory.rosters import put_on_rosters
from local.sample_data.sample_files import SAMPLES

_STORES = ("providers", "rosters", "activities", "submissions", "records", "ledgers", "objects", "boards", "exchange")
PROVIDER_ID, OTHER_PROVIDER_ID = "0009999", "0008888"


def sample_providers() -> list[Provider]:
    names: dict[str, str] = {}
    contacts: dict[str, list[Contact]] = defaultdict(list)
    for line in _lines("providers.csv"):
        names[line["provider_id"]] = line["name"]
        contact = Contact(
            name=line["contact_name"], email=line["contact_email"], is_primary=line["is_primary"] == "yes"
        )
        contacts[line["provider_id"]].append(contact)
    return [
        Provider(provider_id=provider_id, name=name, contacts=tuple(contacts[provider_id]))
        for provider_id, name in names.items()
    ]


def sample_entries() -> list[RosterEntry]:
    """Return what the sample rosters hold."""
    return [
        key.entry
        for authority in roster_authorities()
        if (path := SAMPLES / f"roster-{authority}.csv").exists()
        for key in read_roster(path, authority)
        if key.entry
    ]


def stocked_hub(now: dt.datetime = NOW) -> MemoryHub:
    """Return a hub that took the sample activities at a moment and is ready for learners."""
    stock = _stock(now)
    hub = copy_of(stock)
    hub.event_messages.extend(stock.event_messages)
    return hub


@cache
def _stock(now: dt.datetime) -> MemoryHub:
    """Return what is copied for each test: taking the samples takes 200 times as long as a copy."""
    hub = MemoryHub(now)
    hub.providers.put(sample_providers())
    put_on_rosters(hub.rosters, sample_entries())
    hub.submit(SAMPLES / "activities.xml", PROVIDER_ID)
    hub.submit(SAMPLES / "activities-other-provider.xml", OTHER_PROVIDER_ID)
    return hub


def notice_count(hub: MemoryHub, submission_id: str) -> int:
    return sum(notice.submission_id == submission_id for notice in hub.notices)


def stored(hub: MemoryHub) -> dict[str, dict[str, Any]]:
    """Return a copy of everything that the hub's stores hold."""
    return {
        name: {part: _without_blanks(_copy(held)) for part, held in vars(getattr(hub, name)).items()}
        for name in _STORES
    }


def copy_of(hub: MemoryHub) -> MemoryHub:
    """Return another hub that holds the same."""
    fresh = MemoryHub(hub.now)
    for name in _STORES:
        vars(getattr(fresh, name)).update({part: _copy(held) for part, held in vars(getattr(hub, name)).items()})
    return fresh


def expected_outcomes(name: str) -> list[dict[str, Any]]:
    outcomes: list[dict[str, Any]] = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))
    return outcomes


def outcomes_of(report: SubmissionReport) -> list[dict[str, Any]]:
    """Return what became of each row, with the first error or reason, as the expected files tell it."""
    codes: dict[int, str] = {}
    for issue in report.issues:
        if issue.row is not None and issue.severity == "error":
            codes.setdefault(issue.row, issue.code)
    outcomes = []
    for record in report.records:
        rejected = next((line for line in record.credit_lines if line.status == "rejected"), None)
        outcome, code = "accepted", None
        if record.row in codes:
            outcome, code = "refused", codes[record.row]
        elif rejected:
            outcome, code = "rejected", rejected.reason_code
        outcomes.append({"row": record.row, "outcome": outcome, "code": code})
    return outcomes


def _copy(held: Any) -> Any:
    fresh = held.copy()
    if isinstance(fresh, dict):
        for key, content in fresh.items():
            fresh[key] = content.copy() if isinstance(content, dict | set) else content
    return fresh


def _without_blanks(held: Any) -> Any:
    return {key: content for key, content in held.items() if content} if isinstance(held, dict) else held


def _lines(name: str) -> list[dict[str, str]]:
    with Path(SAMPLES, name).open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]
