"""A saved question as an RSS feed."""

import datetime as dt
from collections.abc import Iterable
from email.utils import format_datetime

from lxml import etree

from cmehub.search.activity_details import activity_page
from cmehub.search.cards import Card

MEDIA_TYPE = "application/rss+xml; charset=utf-8"


def feed(cards: Iterable[Card], query: str, site_url: str, name: str, at: dt.datetime) -> str:
    """Return a feed of what a question finds; a reader shows what it hasn't seen before."""
    rss = etree.Element("rss", version="2.0")
    channel = etree.SubElement(rss, "channel")
    _add(channel, "title", name)
    _add(channel, "link", f"{site_url}/?{query}")
    _add(channel, "description", "What a saved search of CME activities finds.")
    _add(channel, "lastBuildDate", format_datetime(at))
    for card in cards:
        item = etree.SubElement(channel, "item")
        page = activity_page(site_url, card.activity_id)
        _add(item, "title", card.title)
        _add(item, "link", page)
        _add(item, "guid", page)
        _add(item, "description", _description(card))
    return etree.tostring(rss, encoding="unicode", pretty_print=True)


def _description(card: Card) -> str:
    place = ", ".join(filter(None, (card.city, card.state)))
    told = (card.provider_name, card.activity_format, f"{card.start_date} to {card.end_date}", place)
    return "; ".join(filter(None, told))


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
