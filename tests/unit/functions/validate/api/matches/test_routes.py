"""Matches by calls that are answered at once."""

from cmehub.accounts.keys import Scope
from tests.api_hub import ApiHub, called_json
from tests.unit.functions.validate.api.records.test_routes import ABIM


def test_whether_learners_are_known_is_told_at_once(api: ApiHub) -> None:
    known = {
        "given_name": ABIM.given_name,
        "family_name": ABIM.family_name,
        "birth_month_day": ABIM.birth_month_day,
        "board": "ABIM",
        "board_id": ABIM.entry_id,
    }
    wrong = known | {"birth_month_day": "13-45"}

    answer = called_json(
        "POST", "/v1/matches", api.key(Scope.MATCH), {"learners": [known, known | {"board_id": "1"}, wrong]}
    )

    matches = answer.document["matches"]
    assert [match["result"] for match in matches] == ["match", "no_match", "invalid"]
    assert matches[0]["matched_on"][0] == "board ID"
    assert [[issue["code"] for issue in match["issues"]] for match in matches] == [
        [],
        ["NUMBER_NOT_THEIRS"],
        ["FIELD_FORMAT"],
    ]
    assert matches[2]["issues"][0]["field"] == "birth_month_day"
