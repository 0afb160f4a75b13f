"""What boards reject in calls on the local stack is told in gathered mails, each call in one."""

import datetime as dt
from typing import Any

import urllib3

from cmehub.submissions.messages import NoticeMessage
from local.sample_data.activities import sample_activities
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import SECONDS, Hub
from tests.sample_hub import sample_entries

NOBODYS_IDS = ("99991", "99992", "99993", "99994")
START, END = dt.date(2026, 1, 1), dt.date(2026, 9, 1)


def a_record(learner_id: str) -> dict[str, Any]:
    """Return a record that the hub takes and its board rejects."""
    learner = next(entry for entry in sample_entries() if entry.authority == "ABIM")
    activity = next(
        activity
        for activity in sample_activities()
        if activity.registration_for("ABIM")
        and not activity.missing_for_active()
        and START <= activity.start_date <= END
    )
    registration = activity.registration_for("ABIM")
    assert registration is not None
    line = {
        "board": "ABIM",
        "learner_id": learner_id,
        "credit_type": registration.credit_types[0],
        "amount": 1,
    }
    return {
        "activity_id": activity.activity_id,
        "completion_date": activity.start_date.isoformat(),
        "given_name": learner.given_name,
        "family_name": learner.family_name,
        "birth_month_day": learner.birth_month_day,
        "credit_lines": [line],
    }


def called(hub: Hub, key: str, record: dict[str, Any]) -> str:
    """Make a call with a record, and return its submission's ID."""
    answer = urllib3.request(
        "POST",
        f"{hub.stores.connection.api_url}/v1/learner-records",
        headers={"Authorization": f"Bearer {key}"},
        json={"records": [record]},
        retries=False,
        timeout=SECONDS,
    )
    assert answer.status == 200, answer.data
    return str(answer.json()["records"][0]["record"].partition("-")[0])


def test_each_rejected_call_is_told_in_the_one_mail_of_its_gathering(hub: Hub) -> None:
    key = hub.command("keys", "create", PROVIDER_ID, "--scope", "learners:write").stdout.strip()
    calls = [called(hub, key, a_record(learner_id)) for learner_id in NOBODYS_IDS]
    gatherings = hub.stores.gatherings

    def mails_by_call() -> dict[str, set[str]]:
        return {
            call: {mail.message_id for mail in hub.stack.sent_mails() if f"record {call}-" in mail.text}
            for call in calls
        }

    hub.wait_for("the mails about the calls", lambda: all(mails_by_call().values()))
    again = [NoticeMessage(submission_id=call, provider_id=PROVIDER_ID) for call in calls]
    hub.stores.notices_queue.send(again * 2)
    hub.wait_until_idle()

    gathering_ids = {call: gathering.gathering_id for call in calls if (gathering := gatherings.of_call(call))}
    told = mails_by_call()
    assert [*gathering_ids] == calls
    assert {len(mails) for mails in told.values()} == {1}
    pairs = {(gathering_ids[call], *told[call]) for call in calls}
    assert len(pairs) == len(set(gathering_ids.values())) == len(set.union(*told.values()))
    shown = hub.command("mails", "--submission", calls[-1]).stdout
    assert f"record {calls[-1]}-" in " ".join(shown.split())
