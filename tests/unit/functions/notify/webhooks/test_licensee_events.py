"""States' webhooks are told of their licensees' credits: what the licensee's page would show, and nothing else."""

import json
from typing import Any

import pytest

from cmehub.accounts.accesses import Reader
from cmehub.accounts.claims import Claim
from cmehub.accounts.webhooks import DisabledBecause, Webhook, make_webhook
from cmehub.licensing.licensees import Licensees
from cmehub.licensing.withholdings import Withholding
from cmehub.people.rosters import RosterLoad
from cmehub.runtime.queues import MemoryQueue
from cmehub.submissions.events import STATE_EVENTS, EventType, event_key
from cmehub.submissions.messages import DeliveryMessage, EventMessage
from functions.notify.webhooks.licensee_events import LicenseeEvents
from tests.api_hub import ApiHub, called, called_json
from tests.sample_hub import PROVIDER_ID
from tests.unit.functions.validate.api.records.test_routes import ABIM, a_record, an_activity

URL = "https://board.example.org/hook"
LICENSEE = ABIM.model_copy(update={"authority": "OH", "entry_id": "35900001"})
ADDED, WITHDRAWN = STATE_EVENTS


class StateHub:
    """A hub with a physician on the rosters of a board and of Ohio, whose system has a webhook."""

    def __init__(self, api: ApiHub) -> None:
        self.api, self.hub, self.queue = api, api.hub, MemoryQueue()
        assert ABIM.npi, "by which the licensee is known"
        number = self.hub.rosters.begin("OH")
        self.hub.rosters.put(number, [LICENSEE])
        self.hub.rosters.finish(RosterLoad(authority="OH", number=number, at=self.hub.now, digest="", entries=1))
        self.activity_id, self.key = an_activity(api, PROVIDER_ID), api.key()
        hub = self.hub
        self.events = LicenseeEvents(
            Licensees(hub.rosters, hub.records, hub.ledgers, hub.activities, hub.accounts, hub.withholdings),
            hub.submissions,
            hub.objects,
            hub.webhooks,
            hub.events,
            self.queue,
            hub.noted_accesses,
            hub.state_logs,
            hub.clock,
        )

    def add(self, *events: EventType, state: str = "OH") -> Webhook:
        webhook = make_webhook(state, URL, events or STATE_EVENTS, self.hub.now)
        self.hub.webhooks.add(webhook)
        return webhook

    def report(self, **changes: Any) -> str:
        """Report a credit, let its board decide, and return the record's name."""
        record = self.send(**changes)
        self.hub.deliver_all()
        return record

    def send(self, **changes: Any) -> str:
        """Report a credit that its board has yet to decide on, and return the record's name."""
        record = a_record(self.api, self.activity_id, **changes)
        answer = called_json("POST", "/v1/learner-records", self.key, {"records": [record]})
        return str(answer.document["records"][0]["record"])

    def delete(self, record: str) -> None:
        assert called("DELETE", f"/v1/learner-records/{record}", self.key).status == 200
        self.hub.deliver_all()

    def told(self, times: int = 1) -> list[tuple[EventType, Any]]:
        """Announce what waits so many times, and return what each delivery that is queued says, each once."""
        messages = [message for message in self.hub.event_messages if isinstance(message, EventMessage)]
        self.hub.event_messages.clear()
        for _ in range(times):
            for message in messages:
                self.events.take(message)
        queued = [message for message in self.queue.messages if isinstance(message, DeliveryMessage)]
        self.queue.messages.clear()
        found = dict.fromkeys(message.delivery.event_id for message in queued)
        said = [json.loads(self.hub.objects.get(event_key("OH", event_id))) for event_id in found]
        return [(EventType(each["type"]), each["data"]) for each in said]


@pytest.fixture
def state(api: ApiHub) -> StateHub:
    return StateHub(api)


def cme(state: str = "OH", licence: str = "35900001", **changes: Any) -> dict[str, Any]:
    line = {"board": state, "learner_id": licence, "credit_type": "AMA PRA Category 1", "amount": 1}
    return {"credit_lines": [line | changes]}


def test_a_credit_that_comes_and_goes_is_told_each_once_however_often_messages_come(state: StateHub) -> None:
    state.add()
    record = state.report()

    ((kind, data),) = state.told(times=2)

    day = a_record(state.api, state.activity_id)["completion_date"]
    assert kind is ADDED
    assert data == {
        "state": "OH",
        "licence": "35900001",
        "credit_id": f"{state.activity_id}-{day.replace('-', '')}",
        "activity_id": state.activity_id,
        "completed_on": day,
    }
    state.report()
    state.told()
    state.delete(record)
    assert state.told(times=2) == [(WITHDRAWN, data)]
    assert {event.type for event in state.hub.events.of_provider("OH")} == {WITHDRAWN, ADDED}
    assert len([*state.hub.events.of_provider("OH")]) == 2


def test_each_event_is_in_the_state_s_log_and_seen_by_the_physician(state: StateHub) -> None:
    state.add()
    state.report()
    state.told(times=2)

    (look,) = state.hub.state_logs.latest("OH", limit=9)
    (access,) = state.hub.accesses.of_learner([LICENSEE.learner_key], limit=9)
    assert (look.kind, look.licences, look.reader_id) == ("webhook", ("35900001",), "system webhook")
    assert (access.reader, access.who) == (Reader.SYSTEM, "State Medical Board of Ohio")
    assert str(access.since) == a_record(state.api, state.activity_id)["completion_date"]


def test_what_may_not_be_passed_on_is_not_told(state: StateHub) -> None:
    state.add()
    reported = state.report()
    for record in [*state.hub.records.all()]:
        row = record.row.model_copy(update={"permission_to_share": False})
        state.hub.records.put([record.model_copy(update={"row": row})])

    assert state.told() == []
    state.delete(reported)
    assert state.told() == []
    assert state.hub.state_logs.latest("OH", limit=9) == []
    assert state.hub.accesses.of_learner([LICENSEE.learner_key, ABIM.learner_key], limit=9) == []


def test_of_whoever_withholds_nothing_is_told(state: StateHub) -> None:
    state.add()
    claim = Claim(
        claim_id="c", authority="ABIM", entry_id=ABIM.entry_id, linked=(ABIM.key,), since=state.hub.now,
        linked_at=state.hub.now,
    )  # fmt: skip
    state.hub.accounts.change("zoe", None, claim)
    state.hub.withholdings.put("zoe", Withholding(state="OH", since=state.hub.now))

    state.delete(state.report())

    assert state.told() == []
    assert state.hub.accesses.of_learner([LICENSEE.learner_key, ABIM.learner_key], limit=9) == []


def test_what_a_board_rejected_is_not_told(state: StateHub) -> None:
    another = a_credit_above_what_the_board_takes(state)
    state.add()

    rejected = state.report(credit_lines=[another])

    read = called("GET", f"/v1/learner-records/{rejected}", state.key).document
    assert [line["status"] for line in read["credit_lines"]] == ["rejected"]
    assert state.told() == []


def test_a_credit_for_a_licence_is_told_once_though_a_board_rejected_the_same_row(state: StateHub) -> None:
    another = a_credit_above_what_the_board_takes(state)
    state.add()

    state.report(credit_lines=[another, *cme()["credit_lines"]])

    assert [kind for kind, _ in state.told()] == [ADDED]


def test_a_credit_that_its_board_has_yet_to_decide_on_is_not_told_though_another_of_the_day_counts(
    state: StateHub,
) -> None:
    state.add()
    state.report()
    state.told()
    (line,) = a_record(state.api, state.activity_id)["credit_lines"]

    state.send(credit_lines=[line | {"credit_id": "ccid:cme.example.org:2"}])

    assert state.told() == []
    state.hub.deliver_all()
    assert [kind for kind, _ in state.told()] == [ADDED]


def a_credit_above_what_the_board_takes(state: StateHub) -> dict[str, Any]:
    """Report as much as an activity is worth, and return one more credit of it."""
    (activity,) = state.hub.activities.find([state.activity_id]).values()
    registration = activity.registration_for("ABIM")
    assert registration
    (line,) = a_record(state.api, state.activity_id)["credit_lines"]
    state.report(credit_lines=[line | {"amount": registration.points}])
    state.told()
    return dict(line, credit_id="ccid:cme.example.org:2")


def test_a_credit_that_another_record_still_tells_of_is_not_withdrawn(state: StateHub) -> None:
    state.add()
    record = state.report()
    state.report(**cme())
    state.told()

    state.delete(record)

    assert [kind for kind, _ in state.told()] == [ADDED]


def test_only_who_listens_is_told_and_a_disabled_webhook_can_ask_for_it_later(state: StateHub) -> None:
    record = state.report()
    assert state.told() == []
    assert [*state.hub.events.of_provider("OH")] == []

    state.add(WITHDRAWN)
    state.add(state="CA")
    state.report()
    assert state.told() == []

    state.hub.webhooks.disable(state.add(), DisabledBecause.BY_PROVIDER, at=state.hub.now)
    state.delete(record)
    assert len(state.told()) == 1
    assert [*state.hub.events.of_provider("CA")] == []
