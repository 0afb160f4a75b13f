"""The files of a version of a year's report, under the digest of its document."""

import datetime as dt

import orjson

from cmehub.documents.year_documents import year_csv, year_pdf
from cmehub.years.sent_years import SentYears, year_key
from cmehub.years.year_content import changes, digest, written, year_content
from cmehub.years.year_facts import SentVersion
from cmehub.years.year_report import YearReport


def put_version(sent: SentYears, report: YearReport, *, by: str, at: dt.datetime) -> SentVersion:
    """Put the files of a report's next version, and return the fact with which they count once it is added."""
    provider_id, year, last = report.provider.provider_id, report.year, report.facts.last_version
    content = orjson.loads(written(year_content(report)))
    number = last.number + 1 if last else 1
    before = last and sent.document(provider_id, year, last)
    changed = [change.model_dump() for change in changes(before, content)] if before else []
    document = {**content, "version": number, "sent_at": at.isoformat(), "sent_by": by, "changes": changed}
    as_json = written(document)
    document_digest = digest(as_json)
    files = {"json": as_json, "csv": year_csv(document), "pdf": year_pdf(document, document_digest)}
    for suffix, file in files.items():
        sent.objects.put(year_key(provider_id, year, document_digest, suffix), file)
    return SentVersion(
        by=by,
        at=at,
        number=number,
        digest=document_digest,
        content_digest=digest(written(content)),
        changes=len(changed),
    )
