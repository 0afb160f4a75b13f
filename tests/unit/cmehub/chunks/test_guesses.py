"""What somebody who tries finds out of a roster by matching: nothing."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.chunks.learners import StagedRow
from cmehub.chunks.matches import MatchChunks
from cmehub.chunks.outcomes import ChunkOutcome
from cmehub.formats.matches.columns import MATCH_JSON
from cmehub.people.match_budgets import Asker
from cmehub.stores.memory_rosters import MemoryRosterStore
from cmehub.stores.memory_tries import MemoryTryStore
from cmehub.submissions.rows import Row
from local.in_memory.rosters import put_on_rosters
from tests.examples import TODAY, a_diplomate

ASKER = Asker("0009999-0a0a0a0a")
OTHER_NPI = "1245319599"
SECRETS = ("Xanthippe", "Quisenberry", "Featherstonehaugh", "07-08", "777777", "Z9Z9Z9", "1234567893")
SECRET = a_diplomate(
    given_name=SECRETS[0],
    family_name=SECRETS[1],
    former_names=SECRETS[2:3],
    birth_month_day=SECRETS[3],
    entry_id=SECRETS[4],
    npi=SECRETS[6],
    state="OH",
)
LICENSED_SECRET = SECRET.model_copy(update={"authority": "OH", "entry_id": SECRETS[5], "state": None})
SECRET_FIELDS = {
    "given_name": SECRETS[0],
    "family_name": SECRETS[1],
    "birth_month_day": SECRETS[3],
    "board_id": SECRETS[4],
    "licence": SECRETS[5],
}


def matched(rosters: MemoryRosterStore, sent: Mapping[str, str | None]) -> ChunkOutcome:
    row = StagedRow(Row(1, dict(sent)), None)
    return MatchChunks(rosters, MemoryTryStore()).take([row], MATCH_JSON, TODAY, ASKER)


@given(
    st.dictionaries(st.sampled_from(["board", "state"]), st.just(""), max_size=2),
    st.sets(st.sampled_from([*SECRET_FIELDS])),
    st.booleans(),
)
def test_nothing_that_the_sender_did_not_send_is_told(named: dict[str, str], right: set[str], by_npi: bool) -> None:
    sent = {"given_name": "Nobody", "family_name": "Stranger", "birth_month_day": "01-01"}
    sent |= {"board": "ABIM"} if "board" in named else {}
    sent |= {"state": "OH"} if "state" in named else {}
    sent |= {name: SECRET_FIELDS[name] for name in right}
    sent |= {"licence": SECRETS[6]} if by_npi else {}
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, [SECRET, LICENSED_SECRET])

    outcome = MatchChunks(rosters, MemoryTryStore()).take(
        [StagedRow(Row(1, dict(sent)), None)], MATCH_JSON, TODAY, ASKER
    )

    told = outcome.results[0].model_dump_json()
    assert not [secret for secret in SECRETS if secret in told and secret not in sent.values()]


def answered(rosters: MemoryRosterStore, sent: Mapping[str, str | None]) -> str:
    """Return all that is told, but for the number that was sent."""
    outcome = MatchChunks(rosters, MemoryTryStore()).take(
        [StagedRow(Row(1, dict(sent)), None)], MATCH_JSON, TODAY, ASKER
    )
    told = outcome.results[0].model_dump_json()
    for number in filter(None, (sent.get("board_id"), sent.get("licence"))):
        told = told.replace(number, "number")
    return told


LEAP_YEAR = [dt.date(2024, 1, 1) + dt.timedelta(days) for days in range(366)]
DAYS = [f"{day:%m-%d}" for day in LEAP_YEAR]
GUESSES = [
    *({"birth_month_day": day} for day in DAYS),
    *({"family_name": name} for name in SECRETS[1:3]),
    {"given_name": SECRETS[0]},
]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ({"board": "ABIM", "board_id": SECRETS[4]}, {"board": "ABIM", "board_id": "888888"}),
        ({"board": "ABP", "board_id": SECRETS[4]}, {"board": "ABP", "board_id": "888888"}),
        ({"board": "ABS", "board_id": SECRETS[4]}, {"board": "ABS", "board_id": "888888"}),
        ({"state": "OH", "licence": SECRETS[5]}, {"state": "OH", "licence": "Z8Z8Z8"}),
        ({"state": "OH", "licence": SECRETS[6]}, {"state": "OH", "licence": OTHER_NPI}),
        ({"board": "ABIM", "licence": SECRETS[6]}, {"board": "ABIM", "licence": OTHER_NPI}),
        ({"licence": SECRETS[6]}, {"licence": OTHER_NPI}),
    ],
    ids=["ABIM", "ABP", "ABS", "licence", "NPI in a state", "NPI at a board", "NPI"],
)
def test_who_has_a_number_alone_finds_nothing_out(right: dict[str, str], wrong: dict[str, str]) -> None:
    rosters = MemoryRosterStore()
    of_boards = [SECRET.model_copy(update={"authority": board}) for board in ("ABIM", "ABP", "ABS")]
    put_on_rosters(rosters, [*of_boards, LICENSED_SECRET])
    stranger = {"given_name": "Nobody", "family_name": "Stranger", "birth_month_day": "01-01"}

    told = {answered(rosters, stranger | number | guess) for number in (right, wrong) for guess in GUESSES}
    with_two_right = answered(rosters, stranger | right | {"given_name": SECRETS[0], "family_name": SECRETS[1]})

    assert len(told) == 1
    assert with_two_right not in told
    assert '"mismatched":["birth day"]' in with_two_right
