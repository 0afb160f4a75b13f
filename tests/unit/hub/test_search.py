"""``hub search`` and what it shows."""

import json
from typing import Any, cast
from urllib.parse import parse_qs, urlparse

import pytest
import urllib3
from rich.console import Console

from hub import search
from hub.errors import UserError
from hub.stack import StackConnection

PAGE = {
    "total": 1234,
    "activities": [
        {
            "activity_id": "300000001",
            "title": "Sepsis\x1b[31m in red",
            "start_date": "2026-12-05",
            "city": "Chicago",
            "state": "IL",
            "deliveries": ["In-Person"],
            "registrations": [{"board": "ABA", "points": 4.0}, {"board": "ABIM", "points": 2.5}],
        }
    ],
    "facets": {"board": [{"label": f"B{number}", "count": 1000 - number} for number in range(9)]},
}


class Connection:
    search_url = "http://search.example.org"


def answering(monkeypatch: pytest.MonkeyPatch, status: int, body: bytes) -> list[str]:
    asked: list[str] = []

    def request(_method: str, url: str, **_: Any) -> Any:
        asked.append(url)
        return urllib3.HTTPResponse(body, status=status)

    monkeypatch.setattr(urllib3, "request", request)
    return asked


def test_only_what_is_given_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, 200, b'{"total": 0}')
    connection = cast("StackConnection", Connection())
    assert search.find(connection, q="heart attack", board=["ABA", "ABS"], near=None) == {"total": 0}
    assert asked == ["http://search.example.org/search/activities?q=heart+attack&board=ABA&board=ABS"]


def test_what_is_wrong_with_a_question_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, 422, b'{"detail": "near: should be a ZIP code"}')
    with pytest.raises(UserError, match="near: should be a ZIP code"):
        search.find(cast("StackConnection", Connection()), near="Nowhere")


def test_results_are_shown_without_what_a_terminal_would_obey() -> None:
    console = Console(width=120)
    with console.capture() as capture:
        console.print(search.results(PAGE, 5))
        console.print(search.counts(PAGE, "board"))
    shown = capture.get()
    assert "1,234 activities" in shown
    assert "\x1b[31m" not in shown
    assert "ABA 4, ABIM 2.5" in shown
    assert "Chicago, IL" in shown
    assert "board: B0 1,000, B1 999, B2 998, B3 997" in shown


def pages_answering(monkeypatch: pytest.MonkeyPatch, *versions: int) -> None:
    def request(_method: str, url: str, **_: Any) -> Any:
        number = int(parse_qs(urlparse(url).query).get("page", ["1"])[0])
        found = [{"activity_id": f"{number}"}]
        page = {"total": 4, "pages": 3, "page": number, "version": versions[number - 1], "activities": found}
        return urllib3.HTTPResponse(json.dumps(page).encode(), status=200)

    monkeypatch.setattr(urllib3, "request", request)


def test_all_pages_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pages_answering(monkeypatch, 7, 7, 7)
    whole = search.find_all(cast("StackConnection", Connection()), q="heart")
    assert [activity["activity_id"] for activity in whole["activities"]] == ["1", "2", "3"]


def test_pages_that_do_not_fit_together_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pages_answering(monkeypatch, 7, 7, 8)
    with pytest.raises(UserError, match="Ask again"):
        search.find_all(cast("StackConnection", Connection()), q="heart")
