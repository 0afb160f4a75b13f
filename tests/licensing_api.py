"""States' officers and the API that they call, over a hub in memory."""

from pathlib import Path
from typing import Any

import pytest

from cmehub.accounts.standing import Role, RoleKind
from cmehub.activities.activity import StateContent
from cmehub.learners.waiting_records import WaitingRecords
from cmehub.licensing.audit_messages import AuditPortionMessage
from cmehub.licensing.check_messages import CHECK_MESSAGES, AnyCheckMessage
from cmehub.licensing.checking import Checking
from cmehub.licensing.licensees import Licensees
from cmehub.licensing.roster_messages import RosterMessage
from cmehub.licensing.taking_rosters import TakingRosters
from cmehub.licensing.telling import Telling
from cmehub.people.rosters import RosterEntry, RosterLoad
from cmehub.runtime.queues import MemoryQueue
from local.in_memory.hub import MemoryHub
from tests.api_hub import Answer, ApiHub, called_json
from tests.contact_api import OFFICER, ContactApi
from tests.examples import a_cme_line, a_diplomate, a_licensee, a_record, a_row, an_activity

NPI = "1234567893"
LICENSEE = a_licensee(npi=NPI, given_name="Zoe", family_name="Garcia Lopez")
DIPLOMATE = a_diplomate(npi=NPI)
CALIFORNIAN = a_licensee(authority="CA", entry_id="MD7", npi=NPI)
OF_CALIFORNIA = Role(kind=RoleKind.OFFICER, at="CA")
PLACE = "/v1/licensing/OH"


class LicensingApi:
    """A hub with a physician on the rosters of a board and of two states, and officers of these."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.hub = MemoryHub()
        self.checks = MemoryQueue()
        self.hub.checks_queue = self.checks
        self.contacts = ContactApi(ApiHub(self.hub, folder, patch), patch)
        self.officer = self.contacts.person(OFFICER)
        self.enrol(DIPLOMATE, LICENSEE, CALIFORNIAN)
        self.hub.activities.put([an_activity(state_content=(StateContent(domain="", topic="Duty to report"),))])

    def enrol(self, *entries: RosterEntry) -> None:
        """Let each of these be the whole roster of its board or state."""
        for entry in entries:
            number = self.hub.rosters.begin(entry.authority)
            self.hub.rosters.put(number, [entry])
            self.hub.rosters.finish(
                RosterLoad(authority=entry.authority, number=number, at=self.hub.now, digest="", entries=1)
            )

    def report(self, **changes: object) -> None:
        """Report two credits of the licensee."""
        self.hub.records.put([a_record(a_row(a_cme_line(), **changes), learner_key=LICENSEE.learner_key)])

    def ask(self, method: str, path: str, document: object = None, sub: str | None = None) -> Answer:
        """Call as an officer of Ohio, or as somebody else."""
        return called_json(method, path, self.contacts.token(sub or self.officer), document)

    def look_up(self, sub: str | None = None, place: str = PLACE, **sought: str) -> Answer:
        return self.ask("POST", f"{place}/lookups", sought, sub)

    def found(self, **sought: str) -> list[str]:
        return [licensee["licence"] for licensee in self.look_up(**sought).document["licensees"]]

    def page(self, licence: str = LICENSEE.entry_id, sub: str | None = None, place: str = PLACE, **asked: str) -> Any:
        return self.ask("POST", f"{place}/pages", {"licence": licence, **asked}, sub).document

    def do_checks(self) -> None:
        """Do what waits in the queue of checks, those of audits too, and what follows from it."""
        hub = self.hub
        licensees = Licensees(hub.rosters, hub.records, hub.ledgers, hub.activities, hub.accounts, hub.withholdings)
        checking = Checking(licensees, hub.checks, hub.objects, hub.noted_accesses, hub.checks_queue, hub.clock)
        while self.checks.messages:
            message = CHECK_MESSAGES.validate_python(self.checks.messages.pop(0))
            if isinstance(message, AuditPortionMessage):
                Telling(hub.audits, hub.rosters, hub.objects, hub.notices_queue).take(message)
            else:
                assert isinstance(message, AnyCheckMessage)
                checking.take(message)

    def take_rosters(self) -> None:
        """Look sent rosters through, or load them, as what waits in the queue asks."""
        hub = self.hub
        waiting = WaitingRecords(hub.records, hub.rosters)
        taking = TakingRosters(hub.rosters, waiting, hub.sent_rosters, hub.objects, hub.clock)
        while self.checks.messages:
            taking.take(RosterMessage.model_validate(self.checks.messages.pop(0)))
