"""A stack in moto for the command line, and a file to send."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from cmehub.accounts.providers import Provider
from cmehub.stores.tables import TABLES
from hub.stack import StackConnection
from hub.stores import HubStores
from local.in_memory.tables import make_tables
from tests.aws import UPLOADS_BUCKET, WORK_BUCKET, make_buckets
from tests.examples import PROVIDER_ID

FILE = b"<ACCMELearnerReports/>"


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubStores]:
    """A stack in moto that the command line takes for the local one, with one provider in it."""
    with mock_aws():
        make_tables()
        make_buckets()
        sqs = boto3.client("sqs")
        kinds = ("Queue", "DeadLetterQueue")
        queues = {f"Chunks{kind}": sqs.create_queue(QueueName=kind)["QueueUrl"] for kind in kinds}
        queues["NoticesQueue"] = sqs.create_queue(QueueName="Notices")["QueueUrl"]
        outputs = {f"{table.name.capitalize()}Table": table.name for table in TABLES}
        outputs |= {"UploadsBucket": UPLOADS_BUCKET, "WorkBucket": WORK_BUCKET, **queues}
        connection = StackConnection(boto3.Session(), outputs)
        monkeypatch.setattr(StackConnection, "to_local", lambda: connection)
        stores = HubStores(connection)
        stores.providers.put([Provider(provider_id=PROVIDER_ID, name="One")])
        yield stores


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "learners.xml"
    path.write_bytes(FILE)
    return path
