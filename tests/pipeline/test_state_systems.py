"""A licensing board's own system on the local stack: told of credits at once and each night, and has all checked."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import urllib3

from cmehub.licensing.nightly_messages import NightlyFilesDueMessage
from cmehub.people.rosters import RosterEntry
from hub.provider.sending import send
from local.in_memory.rosters import put_on_rosters
from local.sample_data.activities import sample_activities
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import SECONDS, Hub
from tests.pipeline.test_api_calls import called
from tests.pipeline.test_webhook_events import told
from tests.webhook_hub import Receiver

Heard = Callable[[], set[tuple[str, str, str]]]

STATE = "WY"
ROSTER = tuple(
    RosterEntry(authority=STATE, entry_id=number, given_name=name, family_name="Wintergreen", birth_month_day=day)
    for number, name, day in (("4400001", "Ottoline", "02-29"), ("4400002", "Perpetua", "10-31"))
)
BY_FILE, BY_CALL = ROSTER
HEADINGS = "Record Action,ACCME Activity ID,Completion Date,First Name,Last Name,Date of Birth,Licensing State,"
HEADINGS += "Licensing ID or NPI,Number of CME Credits"
ACTIVITY = next(
    activity
    for activity in sample_activities()
    if not activity.missing_for_active()
    and activity.start_date.year == 2026
    and activity.end_date < dt.date(2026, 9, 1)
)
DAY = ACTIVITY.end_date.isoformat()
ADDED, WITHDRAWN = "licensee.credit_added", "licensee.credit_withdrawn"


@pytest.fixture(scope="module")
def state_key(hub: Hub) -> str:
    """The key of a system of a state that no sample speaks of, and whose roster has two licensees."""
    put_on_rosters(hub.stores.rosters, ROSTER)
    scopes = ("--scope", "licensees", "--scope", "checks", "--scope", "webhooks")
    return hub.command("state-keys", "create", STATE, *scopes).stdout.strip()


@pytest.fixture(scope="module")
def heard(hub: Hub, tmp_path_factory: pytest.TempPathFactory, state_key: str) -> Iterator[Heard]:
    """What the state's webhook hears, to which a credit of one of the licensees is told that a file reports."""
    file = tmp_path_factory.mktemp("of_the_state") / "learners.csv"
    names = f"{BY_FILE.given_name},{BY_FILE.family_name},{BY_FILE.birth_month_day}"
    file.write_text(f"{HEADINGS}\nAdd,{ACTIVITY.activity_id},{DAY},{names},{STATE},{BY_FILE.entry_id},1\n", "utf-8")
    with Receiver.started() as receiver:
        webhook = called(hub, "POST", "/v1/webhooks", state_key, json={"url": receiver.url}).json()
        hub.finished(send(hub.stores, file, PROVIDER_ID).submission_id)

        def heard() -> set[tuple[str, str, str]]:
            events = told(receiver, webhook["secret"]).values()
            return {(event["type"], event["data"]["licence"], event["data"]["activity_id"]) for event in events}

        yield heard
        assert called(hub, "DELETE", f"/v1/webhooks/{webhook['webhook_id']}", state_key).status == 204
        hub.wait_until_idle()


def test_a_webhook_hears_of_credits_by_a_file_and_by_calls(hub: Hub, heard: Heard) -> None:
    def hears(event_type: str, licensee: RosterEntry) -> None:
        event = event_type, licensee.entry_id, ACTIVITY.activity_id
        hub.wait_for(f"{event_type} of {licensee.given_name}", lambda: event in heard())

    hears(ADDED, BY_FILE)
    line = {"board": STATE, "learner_id": BY_CALL.entry_id, "credit_type": "AMA PRA Category 1", "amount": 1}
    record = {
        "activity_id": ACTIVITY.activity_id,
        "completion_date": DAY,
        "given_name": BY_CALL.given_name,
        "family_name": BY_CALL.family_name,
        "birth_month_day": BY_CALL.birth_month_day,
        "credit_lines": [line],
    }
    key = hub.command("keys", "create", PROVIDER_ID, "--scope", "learners:write").stdout.strip()
    stored = called(hub, "POST", "/v1/learner-records", key, json={"records": [record]}).json()
    hears(ADDED, BY_CALL)
    deleted = called(hub, "DELETE", f"/v1/learner-records/{stored['records'][0]['record']}", key)
    assert deleted.status == 200
    hears(WITHDRAWN, BY_CALL)
    assert len(heard()) == 3


@pytest.mark.usefixtures("heard")
def test_the_whole_roster_is_checked_and_the_system_gets_the_results(hub: Hub, state_key: str) -> None:
    checks = f"/v1/licensing/{STATE}/checks"
    asked = {"roster": True, "since": DAY, "until": DAY}
    check_id = called(hub, "POST", checks, state_key, json=asked).json()["check_id"]

    def results() -> Any:
        check = called(hub, "GET", f"{checks}/{check_id}", state_key).json()
        return check["files"] if check["finished_at"] else None

    files = {file["kind"]: file["url"] for file in hub.wait_for("the check's end", results)}
    answer = urllib3.request("GET", files["json"], timeout=SECONDS)
    assert answer.status == 200
    assert {licensee["number"] for licensee in answer.json()["licensees"]} == {entry.entry_id for entry in ROSTER}


@pytest.mark.usefixtures("heard")
def test_the_nightly_file_tells_of_each_licensee(hub: Hub, state_key: str) -> None:
    assert hub.command("nightly-files", "start", STATE).returncode == 0
    hub.stores.checks_queue.send([NightlyFilesDueMessage()])
    out = f"states/{STATE}/out/"

    def signatures() -> list[str]:
        return [key for key in hub.stores.exchange.keys(out) if key.endswith(".json.sig")]

    (signature,) = hub.wait_for("the signature", signatures)
    manifest = json.loads(hub.stores.exchange.get(signature.removesuffix(".sig")))
    content = hub.stores.exchange.get(f"{out}{manifest['file']}")
    lines = [*csv.DictReader(io.StringIO(content.decode()))]
    assert {line["licence"] for line in lines if line["change"] == "begin"} == {entry.entry_id for entry in ROSTER}
    added = [(line["licence"], line["activity_id"]) for line in lines if line["change"] == "added"]
    assert added == [(BY_FILE.entry_id, ACTIVITY.activity_id)]
    hub.command("nightly-files", "stop", STATE)
    hub.wait_until_idle()
