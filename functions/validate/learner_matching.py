"""Who a learner row is about: a physician that a roster knows, or somebody known by the row alone."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cmehub.identity import disagreements
from cmehub.learners import LearnerRow
from cmehub.names import folded
from cmehub.rosters import RosterEntry
from cmehub.rule_packs import normal_id, rule_pack
from cmehub.stores import RosterStore


class Match(NamedTuple):
    """
    The learner of a row.

    Attributes
    ----------
    learner_key
        The physician, if a board's ID leads to a diplomate with whom the row agrees; else what the row tells.
    board_ids
        The ID under which each of the row's boards keeps its ledger.
    by_name
        The boards whose ID was not given.
    """

    learner_key: str
    board_ids: dict[str, str]
    by_name: frozenset[str]


def match_learners(rows: Iterable[LearnerRow], rosters: RosterStore) -> list[Match]:
    """Match rows with the rosters: one look-up per board for all IDs, one per row that gives a name only."""
    rows = list(rows)
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for board, board_id in _given_ids(row).items():
            wanted[board].add(board_id)
    known = {
        (board, one.entry_id): one
        for board, board_ids in wanted.items()
        for one in rosters.with_ids(board, board_ids).values()
    }
    return [_match(row, known, rosters) for row in rows]


def _match(row: LearnerRow, known: dict[tuple[str, str], RosterEntry], rosters: RosterStore) -> Match:
    given = _given_ids(row)
    board_ids: dict[str, str] = {}
    physician: str | None = None
    for board in row.boards():
        if board in given:
            board_ids[board] = given[board]
            diplomate = known.get((board, given[board]))
        else:
            diplomate = _only_one(row, rosters.named(board, row.birth_month_day, folded(row.family_name)))
            board_ids[board] = diplomate.entry_id if diplomate else f"unmatched-{row.learner_hash}"
        if physician is None and diplomate and _agrees(row, diplomate):
            physician = diplomate.learner_key
    return Match(physician or row.learner_hash, board_ids, frozenset(board_ids.keys() - given.keys()))


def _given_ids(row: LearnerRow) -> dict[str, str]:
    return {line.board: normal_id(line.learner_id) for line in row.lines if line.is_moc and line.learner_id}


def _only_one(row: LearnerRow, diplomates: list[RosterEntry]) -> RosterEntry | None:
    namesakes = [one for one in diplomates if folded(one.given_name) == folded(row.given_name)]
    return namesakes[0] if len(namesakes) == 1 else None


def _agrees(row: LearnerRow, diplomate: RosterEntry) -> bool:
    policy = rule_pack(diplomate.authority, row.completion_date).identity
    return not disagreements(
        policy,
        diplomate,
        given_name=row.given_name,
        family_name=row.family_name,
        birth_month_day=row.birth_month_day,
    )
