"""The open data set: all that the public may know of all activities, and the addresses of their pages."""

import csv
import datetime as dt
import gzip
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from cmehub.fields.plain_text import no_formula
from cmehub.search.activity_details import activity_page
from cmehub.search.documents import IndexEntry

LINES, TABLE, SITEMAP = "activities.ndjson.gz", "activities.csv.gz", "sitemap.xml"
_MOST_PAGES = 50_000
"""Of one file of a site map, as the standard wants it."""
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_COLUMNS = (
    "activity_id", "title", "provider_id", "provider_name", "activity_format", "start_date", "end_date", "deliveries",
    "city", "state", "country", "credits", "registrations", "specialties", "fee", "registration", "mips", "rems",
    "state_content", "url",
)  # fmt: skip


class OpenData:
    """
    Collects the data set while the index is built.

    Parameters
    ----------
    today
        Pages of activities that ended before it aren't in the site map.
    """

    def __init__(self, site_url: str, today: dt.date) -> None:
        self._site_url = site_url
        self._today = today
        self._lines, self._table = _Packed(), _Packed()
        self._rows = csv.writer(self._table.text)
        self._rows.writerow(_COLUMNS)
        self._pages: list[str] = []

    def add(self, entry: IndexEntry) -> None:
        """Add an activity."""
        card = entry.card.card()
        told = card.model_dump(mode="json", exclude={"point", "distance", "excerpt"})
        self._lines.text.write(json.dumps({**told, "description": entry.activity.description}) + "\n")
        self._rows.writerow([no_formula(_flat(told[name])) for name in _COLUMNS])
        if card.end_date >= self._today:
            self._pages.append(activity_page(self._site_url, card.activity_id))

    def files(self) -> Mapping[str, bytes]:
        """Return the files of the data set, by their names."""
        maps = {
            f"sitemap-{number}.xml.gz": gzip.compress(_sitemap("urlset", "url", self._pages[first:][:_MOST_PAGES]))
            for number, first in enumerate(range(0, max(1, len(self._pages)), _MOST_PAGES), start=1)
        }
        addresses = [f"{self._site_url}/{name}" for name in maps]
        return {
            LINES: self._lines.content(),
            TABLE: self._table.content(),
            SITEMAP: _sitemap("sitemapindex", "sitemap", addresses),
            **maps,
        }


class _Packed:
    """A text that is packed as it is written."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self.text = io.TextIOWrapper(gzip.GzipFile(fileobj=self._bytes, mode="wb", mtime=0), "utf-8", newline="")

    def content(self) -> bytes:
        self.text.close()
        return self._bytes.getvalue()


def _flat(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            return " ".join(_flat(member) for member in value.values() if member is not None)
        case list():
            return "; ".join(map(_flat, value))
        case float():
            return f"{value:g}"
    return str(value)


def _sitemap(root: str, item: str, addresses: Iterable[str]) -> bytes:
    lines: Sequence[str] = [f"<{item}><loc>{escape(address)}</loc></{item}>" for address in addresses]
    body = "\n".join((f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SITEMAPS}">', *lines, f"</{root}>"))
    return body.encode()
