"""The document of boards, which forms are made from."""

import datetime as dt

from cmehub.api.board_documents import BoardRules, BoardsDocument, RegistrationField, boards_document
from cmehub.rules.packs import board_codes, packs_of
from tests.made_up_board import made_up_packs


def newest(document: BoardsDocument, board: str) -> BoardRules:
    return next(view for view in document.boards if view.board == board).rules[-1]


def field(rules: BoardRules, name: str) -> RegistrationField:
    return next(field for field in rules.fields if field.name == name)


def test_every_board_is_told_with_all_its_rules() -> None:
    document = boards_document()
    assert [view.board for view in document.boards] == [*board_codes()]
    for view in document.boards:
        assert len(view.rules) == len(packs_of(view.board))
        assert (view.rules[0].starts, view.rules[-1].ends) == (None, None)
        for rules, following in zip(view.rules, view.rules[1:], strict=False):
            assert rules.ends
            assert following.starts == rules.ends + dt.timedelta(days=1), view.board


def test_a_form_learns_what_a_board_asks() -> None:
    document = boards_document()
    abim, aba, abpmr = (newest(document, board) for board in ("ABIM", "ABA", "ABPMR"))
    assert [option.name for option in field(abim, "credit_types").options] == [
        "Medical Knowledge",
        "Practice Assessment",
        "Patient Safety",
    ]
    assert (field(abim, "points").step, field(abim, "points").needed_to) == (0.25, "save")
    assert field(aba, "points").needed_to is None, "they follow from the credits"
    assert field(abim, "threshold").asked_for == ("Medical Knowledge",)
    assert "Hospital Medicine" in abim.practice_areas
    assert aba.content_outline
    assert (aba.content_outline.least, aba.content_outline.most) == (1, 2)
    assert abpmr.activities
    assert abpmr.activities.starts == dt.date(2025, 1, 1)
    assert abim.learner_id.expected == "up to 6 digits"
    assert len(abim.attestation.statements) == 5
    assert "Points are in steps of 0.25." in [rule.sentence for rule in abim.rules]


def test_a_new_board_and_a_new_rule_are_told_without_code() -> None:
    document = boards_document([made_up_packs()])

    (view,) = document.boards
    before, after = view.rules
    assert (view.name, before.ends, after.starts) == (
        "American Board of Wombats",
        dt.date(2027, 6, 30),
        dt.date(2027, 7, 1),
    )
    assert [option.name for option in field(after, "credit_types").options] == ["Burrows"]
    assert "in steps of 0.5 from 0.5 on" in field(after, "points").hint
    assert field(before, "threshold").asked_for == ()
    assert field(after, "threshold").asked_for == ("Burrows",)
    assert "less than 80 the board" in field(after, "threshold").hint
    assert document.etag != boards_document().etag
