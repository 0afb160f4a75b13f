"""Writing learner records, against one ``put_item`` for each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import boto3
import orjson

from benchmarks.fake_dynamo import fake_dynamo
from benchmarks.measurement import Measurement, cpu_ratio
from benchmarks.volume_files import physicians_for
from cmehub.formats import open_file
from cmehub.learners.records import LearnerRecord, LearnerRow, Origin
from cmehub.runtime.clients import dynamo_client
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_records import DynamoRecordStore
from local.sample_data.providers import MAIN_PROVIDER_ID
from local.sample_data.volume import write_learner_xml

LIMIT = 8.0
_AT = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def measure_write(rows: int = 1_000, rounds: int = 7) -> list[Measurement]:
    """Compare the CPU time of the record store with that of boto3's table resource, given ready-made items."""
    records = [*_records(rows)]
    items = [_native_item(record) for record in records]
    with fake_dynamo():
        client, resource = dynamo_client(), boto3.resource("dynamodb")

        def naive(number: int) -> None:
            _put_each(items, resource.Table(f"naive-{number}"))

        def ours(number: int) -> None:
            DynamoRecordStore(DynamoTable(client, f"records-{number}")).put(records)

        ratio = cpu_ratio(naive, ours, rounds)
    return [Measurement.at_least("write", ratio, "x our CPU time", LIMIT)]


def _records(rows: int) -> Iterator[LearnerRecord]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "learners.xml")
        write_learner_xml(path, rows, physicians=physicians_for(rows), mistake_every=0)
        for number, fields in open_file(path).rows:
            row = LearnerRow.model_validate(fields)
            yield LearnerRecord(
                learner_key=row.learner_hash,
                record_id=row.record_id,
                provider_id=MAIN_PROVIDER_ID,
                row=row,
                origin=Origin(chunk=1, submission_id="0" * 32, row=number, at=_AT),
            )


def _native_item(record: LearnerRecord) -> dict[str, Any]:
    fields = orjson.loads(record.model_dump_json(exclude_defaults=True))
    amounts = [line | {"amount": Decimal(str(line["amount"]))} for line in fields["row"]["lines"]]
    return {"pk": record.learner_key, "sk": record.record_id, **fields, "row": fields["row"] | {"lines": amounts}}


def _put_each(items: Sequence[dict[str, Any]], table: Any) -> None:
    for item in items:
        table.put_item(Item=item)
