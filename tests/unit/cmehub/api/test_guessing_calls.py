"""Who tries to find somebody out by calls: within the budgets nothing is found, and beyond them nothing is answered."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from cmehub.accounts.keys import ApiKey, Scope
from cmehub.api.access import Grant
from cmehub.documents.elements import as_xml
from cmehub.people.match_budgets import OF_PERSON, TRIES_PER_NUMBER
from cmehub.stores.tries import Tally, TriesMade
from cmehub.submissions.submission import call_id
from tests.api_hub import Answer, ApiHub, called_json
from tests.pars_client import JSON, XML, ParsClient, example, example_document
from tests.unit.functions.validate.api.records.test_routes import ABIM, a_record, an_activity, save

SERVICE = "/services/ACCMELearnerService.svc"
EXHAUSTED = "MATCHES_EXHAUSTED"
OTHER_DAYS = [f"{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
OTHER_DAYS = [day for day in OTHER_DAYS if day != ABIM.birth_month_day]
KNOWN = {"given_name": ABIM.given_name, "family_name": ABIM.family_name, "board": "ABIM", "board_id": ABIM.entry_id}
UNKNOWN = KNOWN | {"given_name": "Nobody", "family_name": "Stranger", "board_id": "999999"}


def asked(key: str | None, *learners: Mapping[str, str], **given: Any) -> Answer:
    return called_json("POST", "/v1/matches", key, {"learners": learners}, **given)


def exhausted(answer: Answer) -> bool:
    return (answer.status, answer.document["code"]) == (429, EXHAUSTED)


@pytest.mark.parametrize("person", [KNOWN, UNKNOWN], ids=["known", "unknown"])
def test_beyond_the_budget_of_a_person_nobody_is_answered_whether_or_not_they_exist(
    api: ApiHub, person: dict[str, str]
) -> None:
    keys = [api.key(Scope.MATCH), api.key(Scope.MATCH, provider_id="0008888")]

    answers = [asked(keys[turn % 2], person | {"birth_month_day": day}) for turn, day in enumerate(OTHER_DAYS[:20])]
    right = asked(keys[0], person | {"birth_month_day": ABIM.birth_month_day})

    assert [answer.status for answer in answers] == [200] * TRIES_PER_NUMBER + [429] * 10
    assert exhausted(right)
    assert right.headers["Retry-After"] == str(12 * 3600 + 1)
    assert OF_PERSON in right.document["detail"]
    assert [issue["code"] for issue in right.document["issues"]] == ["NOT_LOOKED_UP"]
    assert "RateLimit" in right.headers


def test_calls_at_one_moment_are_no_way_round(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reads what was tried before any of the others has written."""
    monkeypatch.setattr(api.hub.tries, "standing", lambda *_: TriesMade(Tally(0, 0), {}))
    key = api.key(Scope.MATCH)

    for day in OTHER_DAYS[:TRIES_PER_NUMBER]:
        assert asked(key, KNOWN | {"birth_month_day": day}).status == 200

    assert exhausted(asked(key, KNOWN | {"birth_month_day": ABIM.birth_month_day}))


def test_a_call_about_others_too_answers_about_them(api: ApiHub) -> None:
    key = api.key(Scope.MATCH)
    right = KNOWN | {"birth_month_day": ABIM.birth_month_day}
    guesses = [UNKNOWN | {"birth_month_day": day} for day in OTHER_DAYS[:99]]

    answer = asked(key, right, *guesses)

    results = [match["result"] for match in answer.document["matches"]]
    assert (answer.status, results[0]) == (200, "match")
    assert results.count("no_match") == TRIES_PER_NUMBER
    refused = [match["issues"] for match in answer.document["matches"] if match["result"] == "invalid"]
    assert {issue["code"] for issues in refused for issue in issues} == {"NOT_LOOKED_UP"}


def test_a_key_may_look_up_so_many_in_vain_on_a_day(api: ApiHub) -> None:
    kept = small_key(api)
    strangers = [UNKNOWN | {"birth_month_day": "01-01", "board_id": f"99999{place}"} for place in range(4)]

    answers = [asked(kept, stranger) for stranger in strangers]
    right = asked(kept, KNOWN | {"birth_month_day": ABIM.birth_month_day})

    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert exhausted(right)
    assert "look-ups that you may make in vain are spent" in right.document["detail"]


def small_key(api: ApiHub) -> str:
    """Return a key that may look three people up in vain."""
    key = api.key()
    change(api, key.split("_")[1], failed_matches_per_day=3)
    return key


def change(api: ApiHub, key_id: str, **changes: Any) -> ApiKey:
    kept = api.keys.find(key_id)
    assert kept is not None
    api.keys.add(changed := kept.model_copy(update=changes))
    return changed


class OneToken:
    def grant(self, token: str) -> Grant | None:
        return Grant("client", frozenset({Scope.MATCH})) if token == "good.to.ken" else None


def test_a_client_of_oauth_has_the_budget_of_its_key(api: ApiHub) -> None:
    client = change(api, small_key(api).split("_")[1], client_id="client", digest=None)
    api.hub.tokens = OneToken()
    api.hub.__dict__.pop("access", None)
    token = {"Authorization": "Bearer good.to.ken"}

    answers = [asked(None, UNKNOWN | {"birth_month_day": day}, headers=token) for day in OTHER_DAYS[:4]]

    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert api.hub.tries.tallies(api.hub.now.date()) == {client.key_id: Tally(0, 3)}


def test_a_saved_record_tries_as_much_as_a_match(api: ApiHub) -> None:
    key, activity_id = api.key(), an_activity(api, "0009999")
    right_record = a_record(api, activity_id)
    (line,) = right_record["credit_lines"]
    records = [
        right_record | {"birth_month_day": day, "credit_lines": [line | {"credit_id": f"ccid:cme.example.org:{day}"}]}
        for day in OTHER_DAYS[: TRIES_PER_NUMBER + 1]
    ]

    answers = [save(key, record) for record in records]
    right = save(key, right_record, headers={"Idempotency-Key": "1"})

    assert [answer.status for answer in answers] == [200] * TRIES_PER_NUMBER + [429]
    assert exhausted(right)
    assert not api.hub.records.of_learner(ABIM.learner_key)
    api.hub.now = api.hub.now.replace(day=api.hub.now.day + 1)
    assert save(key, right_record, headers={"Idempotency-Key": "1"}).status == 200


def test_a_call_that_is_not_answered_leaves_no_submission(api: ApiHub) -> None:
    key, activity_id = small_key(api), an_activity(api, "0009999")
    change(api, key.split("_")[1], failed_matches_per_day=0)

    assert exhausted(save(key, a_record(api, activity_id), headers={"Idempotency-Key": "1"}))

    assert api.hub.submissions.find(call_id("0009999", "key 1")) is None
    change(api, key.split("_")[1], failed_matches_per_day=1)
    assert save(key, a_record(api, activity_id), headers={"Idempotency-Key": "1"}).status == 200
    stored = api.hub.submissions.find(call_id("0009999", "key 1"))
    assert stored is not None
    assert stored.key_id == key.split("_")[1]


def test_each_call_is_written_down_by_key_roster_and_result_and_nothing_else(api: ApiHub) -> None:
    key = api.key(Scope.MATCH)

    asked(key, KNOWN | {"birth_month_day": ABIM.birth_month_day}, UNKNOWN | {"birth_month_day": "01-01"})

    key_id, day = key.split("_")[1], api.hub.now.date()
    (place,) = api.hub.objects.keys(f"lookups/{day}/{key_id}/")
    assert json.loads(api.hub.objects.get(place)) == {
        "key_id": key_id,
        "at": api.hub.now.isoformat(),
        "lookups": [{"rosters": ["ABIM"], "result": "match"}, {"rosters": ["ABIM"], "result": "no_match"}],
    }


@pytest.mark.parametrize("path", ["/learner-matches", "/GetLearnerMatch", f"{SERVICE}/GetLearnerMatch"])
@pytest.mark.parametrize("media", [JSON, XML])
def test_the_same_by_the_paths_of_pars(monkeypatch: pytest.MonkeyPatch, path: str, media: str) -> None:
    client = ParsClient(monkeypatch)
    key_id = client.key.split("_")[1]
    kept = client.hub.keys.find(key_id)
    assert kept is not None
    client.hub.keys.add(kept.model_copy(update={"failed_matches_per_day": 0}))

    document = as_xml("LearnerMatchRequest", example_document("match.json"))

    answer = client.post(path, example("match.json") if media == JSON else document, media)

    assert answer.status == 429
    assert b"the 0 look-ups that you may make in vain are spent" in answer.content
    assert "Retry-After" in answer.headers
