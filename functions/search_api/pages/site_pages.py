"""Pages of the site that say something before a script runs: an activity, and plain results."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cmehub.activities.choices import FREE
from cmehub.rules.packs import packs_of
from cmehub.search.activity_details import ActivityDetails, activity_page
from cmehub.search.cards import Card
from cmehub.search.parameters import SearchParameters
from cmehub.search.searching import SearchPage

_TEMPLATES = Path(__file__).parent / "templates"
_HEAD = "<!-- told: head -->"
_MAIN = re.compile("<!-- told: main -->(?:.*<!-- told: end -->)?", re.DOTALL)
"""Between the two stands what a browser with a script shows until it knows the answer."""
_SECONDS_KEPT = 60
"""For so long the page of an earlier build is given out; the files that it asks for stay."""
_LONGEST_SUMMARY = 300
_FEES = {FREE: "Free", "Yes": "Fee", "Variable": "Fee varies"}


class SitePages:
    """
    The built pages, with what a request asks for put into them.

    Parameters
    ----------
    built
        Returns a file of the published site, by its name.
    seconds
        Tells the time, in seconds from any moment on.
    today
        Tells the day.
    site_url
        Where visitors find the site.
    """

    def __init__(
        self,
        built: Callable[[str], bytes],
        seconds: Callable[[], float],
        today: Callable[[], dt.date],
        site_url: str,
    ) -> None:
        self._built = built
        self._seconds = seconds
        self._today = today
        self._site_url = site_url
        self._kept: dict[str, tuple[float, str]] = {}

    def activity(self, activity: ActivityDetails) -> str:
        """Return the page of an activity."""
        seen = {
            "activity": activity,
            "data": activity.model_dump(mode="json", exclude={"jsonld"}),
            "summary": _summary(activity),
            "address": activity_page(self._site_url, activity.activity_id),
            "today": self._today(),
        }
        return self._page("activity.html", _told("activity_head.html", seen), _told("activity.html", seen))

    def missing(self, activity_id: str) -> str:
        """Return the page that says that there is no such activity."""
        head = _told("missing_head.html", {"activity_id": activity_id})
        return self._page("activity.html", head, _told("missing.html", {"activity_id": activity_id}))

    def results(self, asked: SearchParameters, page: SearchPage) -> str:
        """Return results for browsers without a script; those with one draw the whole page in their place."""
        following = asked.model_copy(update={"page": page.page + 1}).canonical() if page.page < page.pages else ""
        seen = {"words": asked.q, "page": page, "following": following}
        return self._page("results.html", "", _told("results.html", seen))

    def robots(self) -> str:
        """Return what programs that read all pages are told."""
        return _told("robots.txt", {"site_url": self._site_url})

    def _page(self, name: str, head: str, main: str) -> str:
        read_at, text = self._kept.get(name, (0.0, ""))
        if not text or self._seconds() - read_at > _SECONDS_KEPT:
            text = self._built(name).decode()
            self._kept[name] = self._seconds(), text
        return _MAIN.sub(lambda _: main, text.replace(_HEAD, head), count=1)


def problem_page(title: str, detail: str) -> str:
    """Return a page about a fault. It needs nothing of the built site, which may be what is at fault."""
    return _told("problem.html", {"title": title, "detail": detail})


def _summary(activity: ActivityDetails) -> str:
    """Return what a preview says of an activity: when, where, by whom, and the beginning of its description."""
    parts = [_days(activity), _place(activity), activity.provider_name, " ".join((activity.description or "").split())]
    text = ". ".join(filter(None, parts))
    return text if len(text) <= _LONGEST_SUMMARY else f"{text[:_LONGEST_SUMMARY].rpartition(' ')[0]} …"


def _day(day: dt.date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def _days(card: Card) -> str:
    return " to ".join(dict.fromkeys((_day(card.start_date), _day(card.end_date))))


def _place(card: Card) -> str:
    town = ", ".join(filter(None, (card.city, card.state, None if card.country == "USA" else card.country)))
    elsewhere = [delivery for delivery in card.deliveries if delivery != "In-Person" or not town]
    return " and ".join(filter(None, (town, *elsewhere)))


def _board(code: str) -> str:
    return packs_of(code)[-1].name


def _told(template: str, seen: Mapping[str, object]) -> str:
    return _environment().get_template(template).render(seen)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": _day, "days": _days, "place": _place, "board": _board, "fee": lambda fee: _FEES.get(fee, fee),
    }  # fmt: skip
    return environment
