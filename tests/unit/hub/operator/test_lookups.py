"""Who looks people up in vain, as an operator sees it."""

import datetime as dt
import json

from cmehub.accounts.keys import Scope, make_key
from hub.stores import HubStores
from tests.examples import PROVIDER_ID
from tests.unit.hub.operator.test_keys import run

DAY = dt.date(2026, 11, 20)


def test_those_come_first_who_drain_their_budget_most(stores: HubStores) -> None:
    at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    key, _ = make_key(PROVIDER_ID, [Scope.MATCH], at=at, failed_matches_per_day=50)
    stores.keys.add(key)
    stores.tries.count(PROVIDER_ID, DAY, matched=6_000, failed=40)
    stores.tries.count(key.key_id, DAY, failed=51)
    stores.tries.count("0008888", DAY, failed=1)
    stores.tries.count("contact 5b2d7e0c-mira", DAY, failed=2)

    told = run("keys", "lookups", "--day", "2026-11-20", "--json").stdout
    shown = run("keys", "lookups", "--day", "2026-11-20").stdout

    assert json.loads(told) == {
        "day": "2026-11-20",
        "lookups": [
            {"caller": key.key_id, "in_vain": 51, "may_be_in_vain": 50, "matched": None},
            {"caller": PROVIDER_ID, "in_vain": 40, "may_be_in_vain": 2_000, "matched": 6_000},
            {"caller": "contact 5b2d7e0c-mira", "in_vain": 2, "may_be_in_vain": 300, "matched": None},
            {"caller": "0008888", "in_vain": 1, "may_be_in_vain": 1_000, "matched": 0},
        ],
    }
    assert f"{key.key_id}" in shown
    assert "2,000" in shown
    assert "Nobody was looked up in vain" in run("keys", "lookups", "--day", "2026-11-19").stdout


def test_a_key_may_be_made_with_another_budget(stores: HubStores) -> None:
    made = run("keys", "create", PROVIDER_ID, "--scope", "match", "--in-vain", "20000")

    kept = stores.keys.find(made.stdout.split("_")[1])
    assert kept is not None
    assert kept.failed_matches_per_day == 20_000
