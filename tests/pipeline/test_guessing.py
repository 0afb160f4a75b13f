"""Somebody with keys tries to find a physician's birth day out, on the running stack."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import urllib3

from cmehub.people.match_budgets import TRIES_PER_NUMBER
from cmehub.people.rosters import RosterEntry
from local.in_memory.rosters import put_on_rosters
from local.sample_load import OTHER_PROVIDER_ID, PROVIDER_ID
from tests.pipeline.conftest import Hub
from tests.pipeline.test_api_calls import called

VICTIM = RosterEntry(
    authority="MT", entry_id="W777777", given_name="Xanthippe", family_name="Quisenberry", birth_month_day="07-08"
)
KNOWN = {"given_name": VICTIM.given_name, "family_name": VICTIM.family_name, "state": "MT", "licence": VICTIM.entry_id}
NOBODY = KNOWN | {"licence": "W888888", "given_name": "Nobody", "family_name": "Stranger"}
DAYS = [f"{month:02}-{day:02}" for month in range(1, 7) for day in (3, 15)]
CALLS_AT_ONCE = 3


@pytest.fixture(scope="module")
def keys(hub: Hub) -> list[str]:
    """Keys of two providers to a hub that knows the victim by a roster of a state that no sample speaks of."""
    put_on_rosters(hub.stores.rosters, [VICTIM])
    scopes = ("--scope", "match", "--scope", "learners:write")
    return [
        hub.command("keys", "create", provider, *scopes).stdout.strip() for provider in (PROVIDER_ID, OTHER_PROVIDER_ID)
    ]


def asked(hub: Hub, key: str, learner: dict[str, str]) -> urllib3.BaseHTTPResponse:
    return called(hub, "POST", "/v1/matches", key, json={"learners": [learner]})


def tried(hub: Hub, keys: list[str], person: dict[str, str]) -> list[urllib3.BaseHTTPResponse]:
    """Try many birth days at once, with one key and the other in turn."""
    with ThreadPoolExecutor(CALLS_AT_ONCE) as attackers:
        guesses = enumerate(person | {"birth_month_day": day} for day in DAYS)
        return [*attackers.map(lambda guess: asked(hub, keys[guess[0] % 2], guess[1]), guesses)]


def told(answer: urllib3.BaseHTTPResponse, number: str) -> Any:
    return json.loads(answer.data.replace(number.encode(), b"number"))["matches"]


def test_within_the_budget_nothing_is_found_out_and_beyond_it_nothing_is_answered(hub: Hub, keys: list[str]) -> None:
    strangers = KNOWN | {"given_name": "Nobody", "family_name": "Stranger"}

    by_number, of_nobody = tried(hub, keys, strangers), tried(hub, keys, NOBODY)
    right = asked(hub, keys[0], KNOWN | {"birth_month_day": VICTIM.birth_month_day})

    for answers in (by_number, of_nobody):
        statuses = [answer.status for answer in answers]
        assert (statuses.count(200), statuses.count(429)) == (TRIES_PER_NUMBER, len(DAYS) - TRIES_PER_NUMBER)
    answered = [told(answer, KNOWN["licence"]) for answer in by_number if answer.status == 200]
    answered += [told(answer, NOBODY["licence"]) for answer in of_nobody if answer.status == 200]
    assert all(answer == answered[0] for answer in answered)
    assert (right.status, right.json()["code"]) == (429, "MATCHES_EXHAUSTED")
    assert 0 < int(right.headers["Retry-After"]) <= 24 * 3600 + 1


def test_an_operator_sees_who_tried_and_no_person_stands_anywhere(hub: Hub, keys: list[str]) -> None:
    shown = json.loads(hub.command("keys", "lookups", "--json").stdout)

    in_vain = {lookups["caller"]: lookups["in_vain"] for lookups in shown["lookups"]}
    assert sum(in_vain[key.split("_")[1]] for key in keys) == 2 * TRIES_PER_NUMBER
    written = json.dumps({" ".join(key): item for key, item in hub.items("accounts").items()})
    for place in hub.stores.objects.keys(f"lookups/{shown['day']}/"):
        written += hub.stores.objects.get(place).decode()
    assert not [secret for secret in ("Xanthippe", "Quisenberry", "W777777", "07-08") if secret in written]
    assert all(key.split("_")[1] in written for key in keys)
