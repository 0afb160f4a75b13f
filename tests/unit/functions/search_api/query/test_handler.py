"""The public search as it is called."""

from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from cmehub.activities.registrations import MocRegistration
from cmehub.search.parameters import SearchParameters
from tests.examples import PROVIDER_ID
from tests.search_hub import SITE_URL, SearchHub, asked

A, B, UNLISTED = 300_000_001, 300_000_002, 300_000_003


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SearchHub:
    hub = SearchHub(tmp_path)
    hub.add(A, title="Sepsis; causes, and care", specialties=("Endocrinology, Diabetes, and Metabolism",), fee="Yes")
    hub.add(
        B,
        title="Sepsis live",
        activity_format="Live Course",
        start_date="2026-12-05",
        end_date="2026-12-06",
        deliveries=("In-Person", "Live-Streamed"),
        city="Chicago",
        state="IL",
        country="USA",
        fee="No, it's free",
    )
    hub.add(UNLISTED, listed=False)
    hub.rebuild()
    hub.answers(monkeypatch)
    return hub


def ids(document: dict[str, list[dict[str, str]]]) -> list[int]:
    return sorted(int(activity["activity_id"]) for activity in document["activities"])


def test_a_page_of_results_has_all_that_a_card_needs(hub: SearchHub) -> None:
    answer = asked("/search/activities", q="sepsis", near="60601")

    (card,) = answer.document["activities"]
    assert answer.status == 200
    assert card | {"distance": 0} == card | {
        "activity_id": str(B),
        "title": "Sepsis live",
        "provider_id": PROVIDER_ID,
        "provider_name": "Example Medical Society",
        "start_date": "2026-12-05",
        "end_date": "2026-12-06",
        "activity_format": "Live Course",
        "deliveries": ["In-Person", "Live-Streamed"],
        "city": "Chicago",
        "state": "IL",
        "credits": 5.0,
        "fee": "No, it's free",
        "registration": "Open to all",
        "mips": False,
        "rems": None,
        "state_content": [],
        "state_topics": [],
        "url": "https://cme.example.org/ex-1",
        "distance": 0,
    }
    assert card["registrations"][0] == {
        "board": "ABA",
        "points": 4.0,
        "credit_types": ["Lifelong Learning", "Patient Safety"],
        "claim_date": None,
    }
    assert answer.document["facets"]["board"][0] == {"value": "ABA", "label": "ABA", "count": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [A, B]),
        ({"board": "ABA"}, [A, B]),
        ({"board": ["ABA", "ABTS"]}, [A, B]),
        ({"board": "aba"}, [A, B]),
        ({"board": "ABTS"}, []),
        ({"area": "Endocrinology, Diabetes, and Metabolism"}, [A]),
        ({"fee": ["No, it's free", "Variable"]}, [B]),
        ({"fee": ["No, it's free", "Yes"]}, [A, B]),
        ({"q": "sepsis, live"}, [B]),
        ({"provider": PROVIDER_ID}, [A, B]),
        ({"provider": "0000001"}, []),
        ({"max_credits": "4.75"}, []),
        ({"utm_source": "mail"}, [A, B]),
    ],
)
def test_parameters_come_once_or_often_and_may_have_commas(
    hub: SearchHub, query: dict[str, Any], found: list[int]
) -> None:
    answer = asked("/search/activities", **query)
    assert answer.status == 200
    assert ids(answer.document) == found


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"miles": 0}, "miles"),
        ({"board": "ABX"}, "board"),
        ({"near": "Nowhere"}, "near"),
        ({"min_points": "0.3"}, "min_points"),
        ({"starts_by": "soon"}, "starts_by"),
        ({"page": 501}, "page"),
        ({"q": "x" * 201}, "q"),
        ({"provider": "12"}, "provider"),
        ({"sort": "price"}, "sort"),
    ],
)
def test_what_cannot_be_read_is_named(hub: SearchHub, query: dict[str, Any], told: str) -> None:
    answer = asked("/search/activities", **query)
    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
    assert answer.document["detail"].startswith(f"{told}: ")


def test_questions_that_ask_the_same_have_one_address_and_tag(hub: SearchHub) -> None:
    page = asked("/search/activities", board=["ABIM", "ABA"], q="sepsis", page=1)
    other = asked("/search/activities", q=" sepsis ", board=["ABA", "ABIM", "ABA"])

    assert page.headers["Content-Location"] == other.headers["Content-Location"]
    assert page.headers["Content-Location"] == "/search/activities?board=ABA&board=ABIM&q=sepsis"
    assert page.headers["ETag"] == other.headers["ETag"]
    assert asked("/search/activities", q="sepsis").headers["ETag"] != page.headers["ETag"]


def test_an_answer_that_is_known_is_not_sent_again_until_the_index_changes(hub: SearchHub) -> None:
    tag = asked("/search/activities").headers["ETag"]

    assert asked("/search/activities", {"If-None-Match": tag}).status == 304

    hub.add(B, title="Changed")
    hub.update(B)
    hub.seconds += 15
    assert asked("/search/activities", {"If-None-Match": tag}).status == 200


def test_a_canonical_question_is_read_as_it_was_asked() -> None:
    parameters = SearchParameters(q="a & b", board=("ABA",), mips=True, min_points=2.5, near="60601", past=True)
    assert parameters.canonical() == "board=ABA&min_points=2.5&mips=true&near=60601&past=true&q=a+%26+b"
    assert SearchParameters().canonical() == ""


def test_words_that_find_nothing_are_kept_in_the_log(hub: SearchHub, caplog: pytest.LogCaptureFixture) -> None:
    asked("/search/activities", q="xyzzyqwerty")
    asked("/search/activities", q="sepsis")

    logged = [record for record in caplog.records if record.message == "nothing found"]
    assert [getattr(entry, "words", None) for entry in logged] == ["xyzzyqwerty"]


def test_an_activity_is_told_with_everything_public(hub: SearchHub) -> None:
    told = asked(f"/activities/{B}").document

    assert (told["title"], told["status"]) == ("Sepsis live", "Active")
    assert told["description"] == "An activity that has everything."
    assert told["jsonld"] == told["jsonld"] | {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "name": "Sepsis live",
        "url": f"{SITE_URL}/activities/{B}",
        "startDate": "2026-12-05",
        "endDate": "2026-12-06",
        "isAccessibleForFree": True,
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "organizer": {"@type": "Organization", "name": "Example Medical Society"},
    }
    assert told["jsonld"]["location"][0]["address"]["addressLocality"] == "Chicago"
    assert asked(f"/activities/{A}").document["jsonld"]["@type"] == "Course"
    assert asked(f"/activities/{A}").document["jsonld"]["hasCourseInstance"]["courseMode"] == "online"


def test_how_learners_are_evaluated_is_told_of_the_boards_that_it_is_known_of(hub: SearchHub) -> None:
    told, bare = (MocRegistration(board=board, points=4, credit_types=("CME",)) for board in ("ABIM", "ABA"))
    evaluated = {"evaluation": "Ten questions", "threshold": 75.0, "feedback": None}
    hub.add(A, registrations=(told.model_copy(update=evaluated), bare))

    assert asked(f"/activities/{A}").document["evaluations"] == [{"board": "ABIM", **evaluated}]
    assert asked(f"/activities/{B}").document["evaluations"] == []


def test_a_change_of_an_activity_is_told_at_once(hub: SearchHub) -> None:
    hub.add(A, title="Changed a moment ago")
    assert asked(f"/activities/{A}").document["title"] == "Changed a moment ago"


@pytest.mark.parametrize("activity_id", [UNLISTED, 999_999_999])
def test_what_the_public_must_not_find_is_not_told(hub: SearchHub, activity_id: int) -> None:
    for path in (f"/activities/{activity_id}", f"/activities/{activity_id}/calendar"):
        answer = asked(path)
        assert (answer.status, answer.document["code"]) == (404, "NOT_FOUND")


def test_a_calendar_has_whole_days_and_lines_of_at_most_75_bytes(hub: SearchHub) -> None:
    hub.add(B, title="Sépsis; live, with \\ and a very long title that does not fit into a single line of a calendar")
    answer = asked(f"/activities/{A}/calendar")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.text.replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART;VALUE=DATE:20271231", "DTEND;VALUE=DATE:20280101"} <= set(lines)
    assert "SUMMARY:Last day: Sepsis\\; causes\\, and care" in lines
    long = asked(f"/activities/{B}/calendar").text
    assert all(len(line.encode()) <= 75 for line in long.split("\r\n"))
    assert "SUMMARY:Last day: Sépsis\\; live\\, with \\\\ and a very" in long.replace("\r\n ", "")


def test_a_question_is_a_calendar_and_a_feed(hub: SearchHub) -> None:
    lines = asked("/search/calendar", q="sepsis").text.split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 2
    assert {"DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261207", "LOCATION:Chicago\\, IL\\, USA"} <= set(lines)

    feed = ET.fromstring(asked("/search/feed", q="sepsis", board="ABA").text)  # noqa: S314 - our own
    assert sorted(element.text or "" for element in feed.iterfind("channel/item/title")) == [
        "Sepsis live",
        "Sepsis; causes, and care",
    ]
    assert feed.findtext("channel/link") == f"{SITE_URL}/?board=ABA&q=sepsis"
    assert sorted(element.text or "" for element in feed.iterfind("channel/item/guid")) == [
        f"{SITE_URL}/activities/{A}",
        f"{SITE_URL}/activities/{B}",
    ]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ({}, "CME activities"),
        ({"q": "sepsis", "page": 1, "sort": "title"}, "CME activities: sepsis"),
        ({"q": "sepsis", "board": ["ABA", "ABIM"], "past": "true"}, "CME activities: sepsis, ABA, ABIM, past"),
        ({"near": "60601", "miles": 25}, "CME activities: near 60601"),
    ],
)
def test_calendars_and_feeds_are_named_by_what_they_are_of(
    hub: SearchHub, question: dict[str, object], name: str
) -> None:
    lines = asked("/search/calendar", None, **question).text.replace("\r\n ", "").split("\r\n")
    written = name.replace(",", "\\,")
    assert {f"NAME:{written}", f"X-WR-CALNAME:{written}"} <= set(lines)
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"} <= set(lines)
    feed = ET.fromstring(asked("/search/feed", None, **question).text)  # noqa: S314 - our own
    assert feed.findtext("channel/title") == name
    assert feed.findtext("channel/lastBuildDate") == format_datetime(hub.now)


def test_suggestions(hub: SearchHub) -> None:
    assert asked("/search/suggest", q="sep").document["questions"] == ["sepsis"]


def test_there_is_no_other_route(hub: SearchHub) -> None:
    assert asked("/search/everything").status == 404
    assert asked("/activities/12").status == 422
