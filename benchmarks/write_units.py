"""Write units per accepted record, counted from the file's arrival to the boards' decisions."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from moto import mock_aws

from benchmarks.counting_dynamo import CountingDynamo
from benchmarks.hubs import hub_with_dynamo_facts
from benchmarks.local_aws import aws_environment
from benchmarks.measurement import Measurement
from benchmarks.volume_files import physicians_for, write_cme_xml, write_moc_xml
from cmehub.formats import open_file
from cmehub.runtime.clients import dynamo_client
from cmehub.submissions.reports import SubmissionReport, submission_report
from local.in_memory.tables import make_tables
from local.sample_data.providers import MAIN_PROVIDER_ID

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MOC_LIMIT = 3.0
CME_LIMIT = 2.0


class RecordsRefusedError(Exception):
    """Not every row was accepted, so that units per accepted record would mean nothing."""


def measure_write_units(rows: int = 2_000) -> list[Measurement]:
    """Count for a file of MOC records and for one of CME-only records, the facts about their chunks included."""
    return [
        Measurement.at_most("write-units-moc", units_per_record(write_moc_xml, rows), "per record", MOC_LIMIT),
        Measurement.at_most("write-units-cme", units_per_record(write_cme_xml, rows), "per record", CME_LIMIT),
    ]


def units_per_record(write: Callable[[Path, int], None], rows: int) -> float:
    """
    Send a file through the whole hub and return the write units per record, beyond one for each credit ID in it.

    Raises
    ------
    RecordsRefusedError
        If a row wasn't accepted.
    """
    with TemporaryDirectory() as folder, aws_environment(), mock_aws():
        path = Path(folder, "learners.xml")
        write(path, rows)
        make_tables()
        counting = CountingDynamo(dynamo_client())
        hub = hub_with_dynamo_facts(cast("DynamoDBClient", counting), physicians_for(4 * rows))
        counting.units = 0
        submission_id = hub.upload(path, MAIN_PROVIDER_ID)
        hub.deliver_all()
        submission = hub.validation.submissions.find(submission_id)
        assert submission is not None  # noqa: S101
        report = submission_report(submission, hub.validation.submissions, hub.objects, hub.boards)
        if report.counts.accepted != rows:
            raise RecordsRefusedError(_told(report))
        return (counting.units - credit_ids(path)) / rows


def credit_ids(path: Path) -> int:
    """Count the credit IDs in a file: what leads from each to its record is a write of its own."""
    return sum("credit_id" in line for _, fields in open_file(path).rows for line in fields["lines"])


def _told(report: SubmissionReport) -> str:
    codes = {issue.code for issue in report.issues}
    codes |= {line.reason_code for record in report.records for line in record.credit_lines if line.reason_code}
    return f"{report.counts} {sorted(codes)}"
