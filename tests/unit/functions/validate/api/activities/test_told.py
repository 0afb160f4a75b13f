"""What is told of an activity besides what is stored: its learners, what they lock, what should be looked at."""

import datetime as dt
from typing import Any

import pytest

from cmehub.api import activity_views
from cmehub.learners.traces import joined, trace
from tests.api_hub import ApiHub, called_json
from tests.unit.functions.validate.api.activities.test_calls import ACTIVITY, PATH, listed, save


def told(key: str, activity_id: str) -> Any:
    return called_json("GET", f"{PATH}/{activity_id}", key).document


def note(api: ApiHub, activity_id: str, chunk: int, learners: range) -> None:
    traces = joined(trace(f"learner-{number}", dt.date(2026, 5, 4)) for number in learners)
    api.hub.activities.note_learners("sub", chunk, {activity_id}, {activity_id: traces})


def test_learners_are_counted_and_what_they_lock_is_told_with_the_reason(
    api: ApiHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = api.key()
    activity_id = save(key).document["activity"]["activity_id"]
    before = told(key, activity_id)
    note(api, activity_id, 1, range(3))
    note(api, activity_id, 2, range(2, 6))

    after = told(key, activity_id)

    assert (before["learners"], before["locked"]) == (None, [])
    assert after["learners"] == {"completions": 6, "or_more": False}
    assert {lock["field"]: (lock["why"], lock["is_fixed"]) for lock in after["locked"]} == {
        "activity_format": ("stays as it is", True),
        "start_date": ("may only become earlier", False),
        "end_date": ("may only become later", False),
        "credits": ("may only be raised", False),
        "registrations[0].board": ("stays as it is", True),
        "registrations[0].points": ("may only be raised", False),
        "registrations[0].credit_types": ("keeps Accredited CME", False),
    }
    changed = {
        "activity_format": "Enduring Material",
        "start_date": "2026-05-05",
        "end_date": "2026-05-04",
        "credits": 1,
        "registrations": [],
    }
    for field, value in changed.items():
        refused = called_json("PUT", f"{PATH}/{activity_id}", key, ACTIVITY | {field: value})
        assert refused.status == 409, "each lock is one of the rules that refuse"
    monkeypatch.setattr(activity_views, "_MOST_COUNTED", 5)
    assert told(key, activity_id)["learners"] == {"completions": 5, "or_more": True}
    monkeypatch.setattr(activity_views, "_MOST_CHUNKS", 1)
    assert told(key, activity_id)["learners"] == {"completions": 1, "or_more": True}
    (in_list,) = called_json("GET", PATH, key, query={"provider_activity_id": "API-1"}).document["activities"]
    assert (in_list["learners"], in_list["locked"], in_list["advice"]) == (None, [], [])


ABIM = {"board": "ABIM", "points": 6.5, "credit_types": ["Medical Knowledge"], "claim_date": "2026-12-31"}
TOLD = {"evaluation": "A test.", "threshold": 75, "feedback": "Each answer."}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"points": 7}, "MOC_POINTS_OVER_CREDITS", "registrations[0].points"),
        ({"credit_types": ["Patient Safety"]}, "CREDIT_TYPE_ALONE", "registrations[0].credit_types"),
        ({"claim_date": "2026-05-04"}, "CLAIM_DATE_EARLY", "registrations[0].claim_date"),
        ({"credit_types": ["Practice Assessment"]}, "CREDIT_TYPE_UNUSUAL", "registrations[0].credit_types"),
        ({"feedback": None}, "EVALUATION_UNTOLD", None),
    ],
)
def test_what_should_be_looked_at_is_told_and_refused_nowhere(
    api: ApiHub, changes: dict[str, Any], code: str, field: str | None
) -> None:
    key = api.key()
    sound = ABIM | TOLD
    areas = {"specialties": ["Hospital Medicine"]}
    assert save(key, ACTIVITY | areas | {"registrations": [sound]}).document["advice"] == []

    saved = save(key, ACTIVITY | areas | {"registrations": [sound | changes]})

    assert saved.status == 201
    found = told(key, saved.document["activity"]["activity_id"])["advice"]
    assert found == saved.document["advice"]
    assert [(issue["code"], issue["field"]) for issue in found] == [(code, field)]


def test_a_practice_area_that_no_board_has_is_told(api: ApiHub) -> None:
    given = ACTIVITY | {"registrations": [ABIM | TOLD], "specialties": ["Wombats"]}
    assert [issue["code"] for issue in save(api.key(), given).document["advice"]] == ["PRACTICE_AREA_UNKNOWN"]


def test_activities_are_found_by_words_of_their_titles(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> None:
    key = api.key()
    titles = ("Wombat bites", "Bites of a numbat", "Wombats, and their BITES", "Burrows")
    ids = {
        title: save(key, ACTIVITY | {"title": title, "provider_activity_id": f"T-{place}"}).document["activity"][
            "activity_id"
        ]
        for place, title in enumerate(titles)
    }

    assert {*listed(key, title="wombat BITE")[0]} == {ids["Wombat bites"], ids["Wombats, and their BITES"]}
    assert listed(key, title="burrows")[0] == [ids["Burrows"]]
    assert listed(key, title="urrows")[0] == []
    monkeypatch.setattr(activity_views, "_MOST_READ", 2)
    found, lengths = listed(key, title="burrows")
    assert found == [ids["Burrows"]]
    assert lengths.count(0) >= 1, "a page may be empty, and the next one has what is asked for"
