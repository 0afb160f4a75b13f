"""The function that brings the search index up to date when activities change."""

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.hub import Hub, now
from cmehub.runtime.settings import Settings
from cmehub.search.publication import Publications
from cmehub.search.writing import IndexWriting

_FOLDER = TemporaryDirectory(prefix="index-")

logger = Logger()


class IndexSettings(Settings):
    """Where this function reads from and writes to."""

    index_bucket: str
    activities_table: str
    providers_table: str
    site_url: str


@cache
def settings() -> IndexSettings:
    """Return the settings, read once per process."""
    return IndexSettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


@cache
def publications() -> Publications:
    """Return the published versions, made once per process."""
    return Publications(hub().published_files, Path(_FOLDER.name))


@cache
def writing() -> IndexWriting:
    """Return the logic with its stores, made once per process."""
    return IndexWriting(
        hub().activities, hub().providers, publications(), Path(_FOLDER.name, "work"), settings().site_url
    )


def handle(event: dict[str, Any], _context: LambdaContext) -> dict[str, list[Any]]:
    """Bring the activities up to date that a batch of the table's stream tells of; a fault has the batch come again."""
    keys = (record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"])
    changed = sorted({key.removeprefix("act#") for key in keys})
    manifest = writing().update(changed, now())
    logger.info("index updated", activities=len(changed), version=manifest.version)
    return {"batchItemFailures": []}
