"""The function behind the queue of index rebuilds: one comes each night, and one when updating the index failed."""

import datetime as dt
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit, single_metric
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import now
from functions.search_api.index.handler import publications, writing

DRIFT_METRIC = "SearchDrift"
_KEPT = dt.timedelta(days=1)

logger = Logger()


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Build the index anew for each message, whatever it says."""
    return take_batch(event, context, _rebuild, logger)


def _rebuild(record: SQSRecord) -> None:  # noqa: ARG001 - whatever it says
    at = now()
    rebuilt = writing().rebuild(at)
    forgotten = publications().forget_unused(at - _KEPT)
    logger.info(
        "index rebuilt",
        activities=rebuilt.activities,
        version=rebuilt.manifest.version,
        drifted=rebuilt.drifted,
        files_forgotten=forgotten,
    )
    with single_metric(name=DRIFT_METRIC, unit=MetricUnit.Count, value=len(rebuilt.drifted)):
        pass
