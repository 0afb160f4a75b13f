from typing import Any

import pytest

from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate, a_licensee
from tests.needs_api import NPI, NeedsApi

PLACE = "/v1/me/withholdings"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> NeedsApi:
    api = NeedsApi(monkeypatch)
    licences = [a_licensee(authority=state, entry_id=f"MD{state}", npi=NPI) for state in ("CA", "NH", "OH")]
    put_on_rosters(api.hub.rosters, [a_diplomate(npi=NPI), *licences])
    return api


def states(api: NeedsApi) -> dict[str, Any]:
    return {state["state"]: state for state in api.call("GET", PLACE)[1]["states"]}


def test_each_state_of_a_licence_says_whether_credits_can_be_withheld_and_why(api: NeedsApi) -> None:
    assert states(api) == {}
    api.claim()
    told = states(api)
    assert {state: choice["may_withhold"] for state, choice in told.items()} == {"CA": True, "NH": False, "OH": False}
    assert told["NH"]["told"].startswith("Each licensee submits a report")
    assert told["NH"]["source"]
    assert told["OH"] == {
        "state": "OH",
        "name": "Ohio",
        "board": "State Medical Board of Ohio",
        "may_withhold": False,
        "told": "Whether reporting credits to the board is voluntary was not found, so nothing is withheld from it.",
        "source": None,
        "withheld_since": None,
    }


def test_credits_are_withheld_and_shown_again(api: NeedsApi) -> None:
    api.claim()
    assert api.call("PUT", f"{PLACE}/CA") == (204, None)
    assert api.call("PUT", f"{PLACE}/CA") == (204, None)
    assert states(api)["CA"]["withheld_since"] == "2026-11-20T12:00:00Z"
    assert api.hub.withholdings.from_state("CA", {api.zoe, api.other}) == {api.zoe}

    assert api.call("DELETE", f"{PLACE}/CA") == (204, None)
    assert states(api)["CA"]["withheld_since"] is None
    assert api.hub.withholdings.from_state("CA", {api.zoe}) == set()


@pytest.mark.parametrize(
    ("method", "state", "refused"),
    [
        ("PUT", "OH", (409, "REPORTING_NOT_VOLUNTARY")),
        ("PUT", "NH", (409, "REPORTING_NOT_VOLUNTARY")),
        ("PUT", "CO", (404, "NOT_FOUND")),
        ("PUT", "XX", (404, "NOT_FOUND")),
        ("DELETE", "CA", (404, "NOT_FOUND")),
    ],
)
def test_nothing_is_withheld_where_that_can_t_be(
    api: NeedsApi, method: str, state: str, refused: tuple[int, str]
) -> None:
    api.claim()
    status, problem = api.call(method, f"{PLACE}/{state}")
    assert (status, problem["code"]) == refused
    assert api.hub.withholdings.of_account(api.zoe) == []


def test_a_claim_that_is_given_back_leaves_what_is_withheld_to_be_shown_again(api: NeedsApi) -> None:
    api.claim()
    api.call("PUT", f"{PLACE}/CA")
    for claim in {claim["claim"] for claim in api.call("GET", "/v1/me")[1]["claims"]}:
        api.call("DELETE", f"/v1/me/claims/{claim}")
    assert [*states(api)] == ["CA"]
    assert api.call("DELETE", f"{PLACE}/CA")[0] == 204
