"""What was sent of providers' years: documents under their digests, and a fact for each version."""

from dataclasses import dataclass
from typing import Any

import orjson

from cmehub.stores import WorkObjects
from cmehub.years.year_content import changes, digest, written, year_content
from cmehub.years.year_facts import Change, SentVersion
from cmehub.years.year_report import YearReport


@dataclass(frozen=True)
class SentYears:
    """Everything that reading what was sent needs."""

    objects: WorkObjects

    def document(self, provider_id: str, year: int, version: SentVersion) -> dict[str, Any]:
        """Return the document of a version."""
        found: dict[str, Any] = orjson.loads(self.objects.get(year_key(provider_id, year, version.digest, "json")))
        return found

    def changes(self, report: YearReport) -> list[Change]:
        """Return what a report says otherwise than the last version that was sent; nothing if none was."""
        last = report.facts.last_version
        content = year_content(report)
        if last is None or last.content_digest == digest(written(content)):
            return []
        return [*changes(self.document(report.provider.provider_id, report.year, last), orjson.loads(written(content)))]


def year_key(provider_id: str, year: int, document_digest: str, suffix: str) -> str:
    """Return where a file of a version lies; ``document_digest`` is that of its JSON."""
    return f"years/{provider_id}/{year}/{document_digest}.{suffix}"
