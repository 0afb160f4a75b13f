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
from local.sample_data.volume import write_volume

LIMIT = 8.0
CREDIT_IDS_LIMIT = 3.0
"""Records of the sample data have 1.46 credit IDs each, so that 2.46 items are written for one."""
_AT = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def measure_write(rows: int = 1_000, rounds: int = 7) -> list[Measurement]:
    """
    Compare the CPU time of the record store with that of boto3's table resource, given ready-made items.

    Both write an item a record: these are of learners whom a roster knows, and without credit IDs. What leads from a
    credit ID to its record is an item more, so that what it costs is told by itself.
    """
    with_ids = [*_records(rows)]
    records = [_without_credit_ids(record) for record in with_ids]
    items = [_native_item(record) for record in records]
    with fake_dynamo():
        client, resource = dynamo_client(), boto3.resource("dynamodb")

        def naive(number: int) -> None:
            _put_each(items, resource.Table(f"naive-{number}"))

        def ours(number: int) -> None:
            DynamoRecordStore(DynamoTable(client, f"records-{number}")).put(records)

        def ours_with_ids(number: int) -> None:
            DynamoRecordStore(DynamoTable(client, f"records-{number}")).put(with_ids)

        ratio = cpu_ratio(naive, ours, rounds)
        of_ids = cpu_ratio(ours_with_ids, ours, rounds)
    return [
        Measurement.at_least("write", ratio, "x our CPU time", LIMIT),
        Measurement.at_most("write-credit-ids", of_ids, "x without credit IDs", CREDIT_IDS_LIMIT),
    ]


def _records(rows: int) -> Iterator[LearnerRecord]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "learners.xml")
        write_volume(path, "xml", rows, physicians=physicians_for(rows), mistake_every=0)
        for number, fields in open_file(path).rows:
            row = LearnerRow.model_validate(fields)
            yield LearnerRecord(
                learner_key=f"ABIM-{row.learner_hash}",
                record_id=row.record_id,
                provider_id=MAIN_PROVIDER_ID,
                row=row,
                origin=Origin(chunk=1, submission_id="0" * 32, row=number, at=_AT),
            )


def _without_credit_ids(record: LearnerRecord) -> LearnerRecord:
    lines = tuple(line.model_copy(update={"credit_id": None}) for line in record.row.lines)
    return record.model_copy(update={"row": record.row.model_copy(update={"lines": lines})})


def _native_item(record: LearnerRecord) -> dict[str, Any]:
    fields = orjson.loads(record.model_dump_json(exclude_defaults=True))
    amounts = [line | {"amount": Decimal(str(line["amount"]))} for line in fields["row"]["lines"]]
    return {"pk": record.learner_key, "sk": record.record_id, **fields, "row": fields["row"] | {"lines": amounts}}


def _put_each(items: Sequence[dict[str, Any]], table: Any) -> None:
    for item in items:
        table.put_item(Item=item)
