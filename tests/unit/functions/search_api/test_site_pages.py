import base64
import datetime as dt
import gzip
import json
import re
import time
from pathlib import Path

import pytest
from lxml import html

from functions.search_api.query import handler as query_handler
from tests.examples import TODAY
from tests.search_hub import SITE_URL, SearchHub, asked

TEMPLATE = b"<html><head><!-- told: head --></head><body><main><!-- told: main --></main></body></html>"
COURSE = 200_000_001


@pytest.fixture
def search_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SearchHub:
    hub = SearchHub(tmp_path)
    hub.hub.site_files.put("activity.html", TEMPLATE)
    hub.hub.site_files.put("results.html", TEMPLATE.replace(b"</main>", b"<p>To come</p><!-- told: end --></main>"))
    hub.add(
        COURSE,
        title='Opioids & "pain" </script><b>',
        description="First words.\nMore words.",
        activity_format="Live Course",
        start_date=TODAY + dt.timedelta(days=3),
        end_date=TODAY + dt.timedelta(days=4),
    )
    for number in range(25):
        hub.add(COURSE + 1 + number, title=f"Asthma {number}", end_date=TODAY + dt.timedelta(days=9))
    hub.rebuild()
    hub.answers(monkeypatch)
    query_handler.site_pages.cache_clear()
    return hub


def shown(path: str, **query: str) -> html.HtmlElement:
    answer = asked(f"/pages{path}", None, **query)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return html.document_fromstring(answer.text)


def content(page: html.HtmlElement, name: str) -> str:
    return str(page.xpath(f"string(//meta[@name='{name}' or @property='{name}']/@content)"))


def test_an_activitys_page_tells_programs_and_previews_what_it_is(search_hub: SearchHub) -> None:
    page = shown(f"/activities/{COURSE}")
    title = 'Opioids & "pain" </script><b>'
    assert page.findtext(".//title") == f"{title} · CME Hub Passport"
    assert content(page, "og:title") == page.findtext(".//h1") == title
    assert page.xpath("string(//link[@rel='canonical']/@href)") == f"{SITE_URL}/activities/{COURSE}"
    assert content(page, "og:url") == f"{SITE_URL}/activities/{COURSE}"
    assert content(page, "description") == content(page, "og:description")
    assert "First words. More words." in content(page, "description")
    told = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert (told["@type"], told["name"]) == ("EducationEvent", title)
    assert told["startDate"] == (TODAY + dt.timedelta(days=3)).isoformat()


def test_an_activitys_page_has_all_that_its_script_needs_and_no_script_in_it(search_hub: SearchHub) -> None:
    page = shown(f"/activities/{COURSE}")
    told = json.loads(page.xpath("string(//script[@id='activity'])"))
    details = json.loads(asked(f"/activities/{COURSE}").text)
    assert told == {name: value for name, value in details.items() if name != "jsonld"}
    assert {script.get("type") for script in page.iter("script")} == {"application/ld+json", "application/json"}
    assert page.xpath("//main//p[text()='More words.']")


@pytest.mark.parametrize("activity", ["999999999", "12", "nothing"])
def test_an_unknown_activity_is_answered_as_that(search_hub: SearchHub, activity: str) -> None:
    assert asked(f"/pages/activities/{activity}").status == 404
    page = shown(f"/activities/{activity}")
    assert "in the catalogue" in page.text_content()
    assert content(page, "robots") == "noindex"


def test_results_can_be_read_and_gone_through_without_a_script(search_hub: SearchHub) -> None:
    first = shown("/results", q="asthma")
    assert first.xpath("string(//input[@name='q']/@value)") == "asthma"
    assert first.xpath("string(//form/@action)") == "/results"
    assert not first.xpath("//p[text()='To come']")
    following = first.xpath("string(//a[text()='More results']/@href)")
    assert re.fullmatch(r"/results\?page=2&q=asthma", following)
    second = shown("/results", q="asthma", page="2")
    links = [*first.xpath("//h3/a/@href"), *second.xpath("//h3/a/@href")]
    assert sorted(links) == [f"/activities/{COURSE + 1 + number}" for number in range(25)]
    assert not second.xpath("//a[text()='More results']")


def test_what_cant_be_answered_is_a_page_too(search_hub: SearchHub) -> None:
    answer = asked("/pages/results", q="asthma", near="Xyzzy")
    assert answer.status == 422
    assert "ZIP code" in str(html.document_fromstring(answer.text).xpath("string()"))


def test_a_page_comes_from_the_newest_build_within_a_minute(
    search_hub: SearchHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: seconds[0])
    assert shown("/results").find(".//main") is not None
    search_hub.hub.site_files.put("results.html", TEMPLATE.replace(b"main", b"article"))
    assert shown("/results").find(".//main") is not None
    seconds[0] = 61
    assert shown("/results").find(".//main") is None


def test_search_engines_are_led_to_every_page(search_hub: SearchHub) -> None:
    robots = asked("/pages/robots.txt")
    assert f"Sitemap: {SITE_URL}/sitemap.xml" in robots.text
    parts = re.findall(r"<loc>(.*?)</loc>", asked("/pages/sitemap.xml").text)
    assert parts == [f"{SITE_URL}/sitemap-1.xml.gz"]
    packed = asked("/pages/sitemap-1.xml.gz")
    assert packed.headers["Content-Type"] == "application/gzip"
    addresses = re.findall(r"<loc>(.*?)</loc>", gzip.decompress(base64.b64decode(packed.text)).decode())
    assert f"{SITE_URL}/activities/{COURSE}" in addresses
    assert len(addresses) == 26


def test_a_part_that_isnt_there_is_answered_as_that(search_hub: SearchHub) -> None:
    assert asked("/pages/sitemap-2.xml.gz").status == 404
