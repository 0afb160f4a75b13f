"""A record saved by a call of the API, against the same validation called in process and one table write."""

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import urllib3

from benchmarks.measurement import Measurement
from cmehub.accounts.keys import Scope
from cmehub.api.record_documents import RecordInput
from cmehub.chunks.learners import LearnerChunks, StagedRow
from cmehub.formats.api_json import API_LEARNERS, row_fields
from cmehub.people.match_budgets import Asker
from cmehub.stores.dynamo import DynamoTable, with_body
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import Submission
from hub.boards.roster_files import read_roster
from hub.operator.keys import KeyWanted, create_key
from hub.stack import StackConnection
from hub.stores import HubStores
from local.sample_data.activities import sample_activity
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID, load_samples
from local.stack import LocalStack

LIMIT = 3.0
_WARM_UPS = 5


def measure_calls(rounds: int = 40) -> list[Measurement]:
    """Save records one by one on a local stack of its own, by HTTP and in process in turn."""
    with TemporaryDirectory() as folder, LocalStack.started(Path(folder)) as stack:
        stores = HubStores(StackConnection.at(stack.endpoint))
        load_samples(stores, lambda _: None)
        wanted = KeyWanted(PROVIDER_ID, (Scope.LEARNERS_WRITE,), per_minute=100_000)
        key = str(create_key(stores.providers, stores.keys, wanted, at=dt.datetime.now(dt.UTC)))
        by_call, in_process = _by_call(stores, key), _in_process(stores)
        times: dict[Callable[[dict[str, Any]], None], list[float]] = {by_call: [], in_process: []}
        for place in range(rounds + _WARM_UPS):
            for number, (save, taken) in enumerate(times.items()):
                record = _record(2 * place + number)
                began = time.perf_counter()
                save(record)
                taken.append(time.perf_counter() - began)
        call, bare = (median(taken[_WARM_UPS:]) for taken in times.values())
    return [Measurement.at_most("calls-save", call / bare, "of validation and one write", LIMIT)]


def _record(number: int) -> dict[str, Any]:
    """Return a record that no other is like."""
    diplomates = [key.entry for key in read_roster(SAMPLES / "roster-ABIM.csv", "ABIM") if key.entry]
    activity = sample_activity("IM-26-001")
    physician = diplomates[number % len(diplomates)]
    return {
        "activity_id": activity.activity_id,
        "completion_date": activity.start_date.isoformat(),
        "given_name": physician.given_name,
        "family_name": physician.family_name,
        "birth_month_day": physician.birth_month_day,
        "credit_lines": [
            {
                "board": "ABIM",
                "learner_id": physician.entry_id,
                "credit_type": "Medical Knowledge",
                "amount": 0.25,
                "credit_id": f"ccid:cme.example.org:{number}",
            }
        ],
    }


def _by_call(stores: HubStores, key: str) -> Callable[[dict[str, Any]], None]:
    http = urllib3.PoolManager()
    url = f"{stores.connection.api_url}/v1/learner-records"
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def save(record: dict[str, Any]) -> None:
        answer = http.request("POST", url, body=json.dumps({"records": [record]}), headers=headers, retries=False)
        _taken([record["status"] for record in answer.json().get("records", [answer.json()])])

    return save


def _in_process(stores: HubStores) -> Callable[[dict[str, Any]], None]:
    chunks = LearnerChunks(stores.activities, stores.records, stores.ledgers, stores.rosters, stores.tries)
    table = DynamoTable(stores.connection.dynamodb, stores.connection.table("submissions"))
    now = dt.datetime.now(dt.UTC)
    submission = Submission(
        submission_id="0" * 32, provider_id=PROVIDER_ID, upload_key="", received_at=now, changed_at=now
    )

    def save(record: dict[str, Any]) -> None:
        row = StagedRow(Row(1, row_fields(RecordInput.model_validate(record))), None)
        outcome = chunks.take(submission, 1, [row], API_LEARNERS, now.date(), asker=Asker.with_files(PROVIDER_ID))
        body = outcome.results[0].model_dump_json()
        table.put_many([with_body((f"benchmark#{record['credit_lines'][0]['credit_id']}", "x"), body)])
        _taken([line.status for line in outcome.results[0].credit_lines])

    return save


def _taken(statuses: list[str]) -> None:
    if set(statuses) != {"submitted"}:
        raise ValueError(f"a record of the benchmark wasn't taken: {statuses}")
