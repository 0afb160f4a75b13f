"""
Each rule of each rule pack does something: a record or a registration comes out otherwise once the rule is taken away.

The cases are made from the packs, so a new board or a changed rule is tested as soon as its data are there.
"""

from collections.abc import Iterator

import pytest

from cmehub.rules.cycles import cycle_rules
from cmehub.rules.packs import RulePack
from cmehub.rules.packs.rules import Sourced
from cmehub.rules.packs.sentences import rules_in_words
from tests import pack_records, pack_registrations, pack_reporting
from tests.pack_boards import BOARDS, Board, Case

MAKERS = {make.__name__: make for make in (*pack_records.MAKERS, *pack_registrations.MAKERS, *pack_reporting.MAKERS)}
NAMES = [f"{board.pack.board}-{board.pack.effective_from.year}" for board in BOARDS]


def cases() -> Iterator[tuple[str, str, Case]]:
    """Yield the board, the rule and the test of each rule that is in a pack."""
    for board in BOARDS:
        for rule, make in MAKERS.items():
            for number, case in enumerate(make(board)):
                yield f"{board.pack.board}-{board.pack.effective_from.year}", f"{rule}-{number}", case


CASES = [*cases()]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{board}-{rule}") for board, rule, case in CASES])
def test_a_rule_does_what_it_says_and_nothing_does_it_without(case: Case) -> None:
    case()


def test_every_kind_of_rule_has_its_test() -> None:
    kinds = RulePack.model_fields.keys() - {"board", "name", "effective_from"}
    assert kinds == MAKERS.keys() | {"attestation", "statements", "remarks"}


@pytest.mark.parametrize("board", BOARDS, ids=NAMES)
def test_a_good_record_and_registration_break_no_rule(board: Board) -> None:
    assert board.issues() == []
    assert board.registration() == []
    assert board.decide((board.first_type,)) is None


@pytest.mark.parametrize("board", BOARDS, ids=NAMES)
def test_every_rule_is_told_in_words_with_its_source(board: Board) -> None:
    told = rules_in_words(board.pack)
    single = [field for _, field in board.pack if isinstance(field, Sourced)]
    many = [rule for _, field in board.pack if isinstance(field, tuple) for rule in field]

    cycles = [rule for rule in cycle_rules() if rule.board == board.pack.board]
    assert len(told) == len(single) + len(many) + len(cycles)
    assert all(rule.sentence.endswith(".") and rule.source and "None" not in rule.sentence for rule in told)
