"""What a process has of the hub: what it declared and asks for, and no more."""

import json
import subprocess
import sys

import pytest

from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings

ENVIRONMENT = {"WORK_BUCKET": "work-1", "SUBMISSIONS_TABLE": "submissions-1", "AWS_DEFAULT_REGION": "us-east-1"}
ASKS_FOR_SUBMISSIONS = """
import json, os, sys
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings

class Some(Settings):
    work_bucket: str
    submissions_table: str

hub = Hub(Some.of(os.environ))
hub.submissions, hub.objects
print(json.dumps([sorted(sys.modules), sorted(vars(hub))]))
"""


class SomeSettings(Settings):
    work_bucket: str
    submissions_table: str


def test_what_is_not_asked_for_is_neither_imported_nor_made() -> None:
    run = subprocess.run(
        [sys.executable, "-c", ASKS_FOR_SUBMISSIONS],
        env=ENVIRONMENT | {"PYTHONPATH": ":".join(sys.path)},
        stdout=subprocess.PIPE,
        check=True,
    )
    modules, made = json.loads(run.stdout)

    assert {"cmehub.stores.dynamo_submissions", "cmehub.stores.s3"} <= {*modules}
    others = ("rosters", "records", "registers", "boards", "keys", "webhooks", "events")
    assert not {f"cmehub.stores.dynamo_{name}" for name in others} & {*modules}
    logic = ("cmehub.chunks", "cmehub.formats", "cmehub.api", "cmehub.search", "lxml", "openpyxl", "tantivy")
    assert not [name for name in modules if name.startswith(logic)]
    assert {"s3", "dynamodb"} == {"s3", "sqs", "dynamodb"} & {*made}


def test_what_a_function_did_not_declare_is_out_of_its_reach() -> None:
    hub = Hub(SomeSettings.of(ENVIRONMENT))

    with pytest.raises(AttributeError, match="rosters_table"):
        hub.rosters.rosters([])
