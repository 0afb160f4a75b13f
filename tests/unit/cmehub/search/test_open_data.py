"""The open data set has every public activity, and the site map every one that hasn't ended."""

import csv
import gzip
import io
import json
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from cmehub.search import open_data
from cmehub.search.publication import data_name
from tests.search_hub import SITE_URL, SearchHub, asked

A, B, UNLISTED = 300_000_001, 300_000_002, 300_000_003


@pytest.fixture
def hub(tmp_path: Path) -> SearchHub:
    hub = SearchHub(tmp_path)
    hub.add(A, title="=cmd|calc", specialties=("Internal Medicine", "Nephrology"), mips=True)
    hub.add(B, title="Päst, with a comma", start_date="2025-01-01", end_date="2025-01-02", description="Two\nlines.")
    hub.add(UNLISTED, listed=False)
    hub.rebuild()
    return hub


def content(hub: SearchHub, name: str) -> bytes:
    found = hub.files.get(data_name(hub.snapshot().manifest.open_data[name]))
    return gzip.decompress(found) if name.endswith(".gz") else found


def test_lines_have_all_that_is_public(hub: SearchHub) -> None:
    lines = [json.loads(line) for line in content(hub, open_data.LINES).decode().splitlines()]
    assert [line["activity_id"] for line in lines] == [str(A), str(B)]
    assert (lines[1]["title"], lines[1]["description"]) == ("Päst, with a comma", "Two\nlines.")
    assert lines[0]["registrations"][0]["board"] == "ABA"
    assert lines[0]["provider_name"] == "Example Medical Society"


def test_a_table_has_a_row_for_each_and_no_formula(hub: SearchHub) -> None:
    rows = [*csv.DictReader(io.StringIO(content(hub, open_data.TABLE).decode(), newline=""))]
    assert [row["title"] for row in rows] == ["'=cmd|calc", "Päst, with a comma"]
    assert (rows[0]["specialties"], rows[0]["mips"], rows[1]["mips"]) == ("Internal Medicine; Nephrology", "yes", "no")
    assert rows[0]["registrations"].startswith("ABA 4 Lifelong Learning; Patient Safety")
    assert rows[0]["credits"] == "5"


def test_the_site_map_leads_to_pages_of_what_has_not_ended(hub: SearchHub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add(B)
    monkeypatch.setattr(open_data, "_MOST_PAGES", 1)
    hub.add(UNLISTED, start_date="2025-01-01", end_date="2025-01-02")
    hub.rebuild()

    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = ET.fromstring(content(hub, open_data.SITEMAP).decode())  # noqa: S314 - our own
    maps = [element.text or "" for element in index.iterfind("s:sitemap/s:loc", space)]
    assert maps == [f"{SITE_URL}/sitemap-1.xml.gz", f"{SITE_URL}/sitemap-2.xml.gz"]
    pages = [
        element.text
        for name in maps
        for element in ET.fromstring(content(hub, name.rsplit("/", 1)[1]).decode()).iterfind("s:url/s:loc", space)  # noqa: S314
    ]
    assert pages == [f"{SITE_URL}/activities/{A}", f"{SITE_URL}/activities/{B}"]


def test_updates_keep_the_data_of_the_night(hub: SearchHub) -> None:
    before = hub.snapshot().manifest.open_data
    hub.add(A, title="Changed")
    assert hub.update(A).open_data == before
    assert hub.rebuild().manifest.open_data != before


def test_a_file_is_led_to(hub: SearchHub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.answers(monkeypatch)

    answer = asked("/search/data/activities.ndjson.gz")
    assert answer.status == 302
    assert Path(urlsplit(answer.headers["Location"]).path).read_bytes().startswith(b"\x1f\x8b")
    assert asked("/search/data/secrets.csv").status == 404
