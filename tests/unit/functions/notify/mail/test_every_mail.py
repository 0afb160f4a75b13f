"""What holds of every mail, whatever it is about: its links, its parts, and how it is read in light and dark."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from functions.notify.mail.mail import NoticeKind, Words
from tests.every_mail import every_words, mail_of
from tests.notify_hub import ADDRESSES, html_of, parsed, text_of

WORDS = every_words()
OWN_HOSTS = {urlsplit(address).netloc for address in (ADDRESSES.api, ADDRESSES.guide, ADDRESSES.site)}
ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
NUMBER = re.compile(r"\d[\d,.:-]*\d|\d")
LIGHT_GROUNDS = {"#ffffff", "#eef1f5", "#edf7f0", "#fdf2e9", "#fdeeee", "#f9eeee", "#f0f4fa"}
DARK_ON_LIGHT = {"#1b1b1b", "#3d4551", "#1a4480", "#19613a", "#8c3e00", "#a30d0d"}
BUTTONS_AND_TOPS = {"#1a4480", "#162e51"}
"""Grounds with white words, as they are in the dark too."""


@pytest.fixture(params=WORDS)
def words(request: pytest.FixtureRequest) -> Words:
    return WORDS[request.param]


def html_and_text(words: Words) -> tuple[HtmlElement, str]:
    message = parsed(mail_of(words).raw)
    return lxml_html.fromstring(html_of(message)), text_of(message)


def seen_of(page: HtmlElement) -> str:
    """Return what a reader of the HTML sees, without the line that mailboxes show beside the subject."""
    (body,) = page.xpath("//body")
    for hidden in body.xpath(".//*[contains(@style, 'display:none')]|.//comment()|.//style"):
        hidden.drop_tree()
    for block in body.iter("p", "h1", "h2", "h3", "li", "br", "td", "div"):
        block.tail = f" {block.tail or ''}"
    return " ".join(body.text_content().split())


def test_a_mail_of_each_kind_is_looked_at() -> None:
    assert {words.kind for words in WORDS.values()} == {*NoticeKind}


def test_links_are_absolute_and_lead_to_the_hub_itself(words: Words) -> None:
    page, text = html_and_text(words)
    links = [*page.xpath("//@href"), *page.xpath("//@src"), *ADDRESS.findall(text), *ADDRESS.findall(seen_of(page))]
    for link in links:
        assert urlsplit(link).scheme == "https", link
        assert urlsplit(link).netloc in OWN_HOSTS, link


def test_each_link_says_where_it_leads_and_each_picture_what_it_shows(words: Words) -> None:
    page, _ = html_and_text(words)
    for link in page.xpath("//a"):
        said = link.get("aria-label") or " ".join(link.text_content().split())
        assert said
        assert said.lower() not in {"here", "click here", "link", "more"}
    for picture in page.xpath("//img"):
        assert picture.get("alt") is not None


def test_it_has_a_title_a_language_one_heading_at_its_top_and_headings_in_order(words: Words) -> None:
    page, _ = html_and_text(words)
    (title,) = page.xpath("//title/text()")
    assert title.strip()
    assert page.get("lang") == "en"
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), levels
    assert all(table.get("role") == "presentation" for table in page.xpath("//table"))


def test_there_is_one_button_at_most_that_is_filled(words: Words) -> None:
    page, _ = html_and_text(words)
    filled = page.xpath("//a[contains(@style, 'background-color:#1a4480')]")
    assert len(filled) <= 1


def test_each_colour_has_one_for_the_dark(words: Words) -> None:
    page, _ = html_and_text(words)
    assert page.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    (dark,) = re.findall(
        r"@media \(prefers-color-scheme: dark\) \{(.*)\}\s*$", "".join(page.xpath("//style/text()")), re.DOTALL
    )
    (body,) = page.xpath("//body")
    styles = " ".join(style for style in body.xpath(".//@style") if "display:none" not in style)
    grounds = {*re.findall(r"background(?:-color)?:(#\w{6})", styles)}
    colours = {*re.findall(r"(?<![-\w])color:(#\w{6})", styles)} - {"#ffffff"}
    borders = {*re.findall(r"px solid (#\w{6})", styles)}
    assert grounds <= LIGHT_GROUNDS | BUTTONS_AND_TOPS
    assert colours <= DARK_ON_LIGHT
    for colour in grounds - BUTTONS_AND_TOPS:
        assert f"background-color:{colour}" in dark
    for colour in colours:
        assert f";color:{colour}" in dark
    for colour in borders:
        assert f"px solid {colour}" in dark


def test_both_parts_have_the_same_numbers_and_links(words: Words) -> None:
    page, text = html_and_text(words)
    seen = seen_of(page)
    links = {*page.xpath("//@href"), *ADDRESS.findall(seen)}
    assert {*ADDRESS.findall(text)} == links
    assert numbers(text) == numbers(seen)


def test_both_parts_have_the_same_words(words: Words) -> None:
    page, text = html_and_text(words)
    labels = " ".join(link.text_content() for link in page.xpath("//a"))
    seen = seen_of(page)
    assert vocabulary(seen) - vocabulary(labels) <= vocabulary(text)
    assert vocabulary(text) <= vocabulary(seen) | vocabulary(labels) | {"more", "submission"}


def numbers(text: str) -> set[str]:
    return {*NUMBER.findall(ADDRESS.sub(" ", text))}


def vocabulary(text: str) -> set[str]:
    return {*re.findall(r"[a-z']{3,}", ADDRESS.sub(" ", text).lower())}


def test_the_subject_fits_a_line_and_names_no_address(words: Words) -> None:
    assert len(words.subject) <= 120
    assert "@" not in words.subject


def test_an_optional_mail_can_be_ended_by_one_click(words: Words) -> None:
    message = parsed(mail_of(words).raw)
    is_optional = words.kind in {NoticeKind.PHYSICIAN, NoticeKind.CONTACT}
    assert (message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click") == is_optional
    assert (message["List-Unsubscribe"] is not None) == is_optional
