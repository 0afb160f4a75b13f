"""For each rule about registrations: what it refuses or tells, and that nothing does so without it."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

import pytest

from cmehub.activities.activity import ContentKeyword
from cmehub.activities.choices import ACTIVITY_FORMATS
from cmehub.activities.registrations import MocRegistration
from cmehub.issues.catalogue import Severity
from cmehub.rules.activity_checks import untold_evaluations
from cmehub.rules.packs.rules import Evaluation
from tests.pack_boards import DAY, Board, Case


def points_default(board: Board) -> Iterator[Case]:
    def without_points_a_registration_gets_the_credits() -> None:
        row, issues = board.registered(points=None)
        assert [(issue.code, issue.severity) for issue in issues] == [("POINTS_DEFAULTED", Severity.NOTE)]
        assert row.registrations[0].points == 12
        assert board.without(points_default=None).registration(points=None) == ["FIELD_MISSING"]
        assert "FIELD_MISSING" in board.registration(points=None, credits=None)

    def points_are_needed() -> None:
        default = board.pack.increment
        assert board.registration(points=None) == ["FIELD_MISSING"]
        assert board.without(points_default=default).registration(points=None) == ["POINTS_DEFAULTED"]

    yield without_points_a_registration_gets_the_credits if board.pack.points_default else points_are_needed


def activities(board: Board) -> Iterator[Case]:
    period = board.pack.activities
    if period is None:
        return

    def check(outside: dt.date, inside: dt.date) -> None:
        assert board.at(inside).registration() == []
        assert board.at(outside).registration() == ["BOARD_TAKES_NO_ACTIVITY"]
        assert board.without(activities=None).at(outside).registration() == []

    if period.starts:
        yield partial(check, period.starts - DAY, period.starts)
    if period.ends:
        yield partial(check, period.ends + DAY, period.ends)


def practice_areas(board: Board) -> Iterator[Case]:
    areas = board.pack.practice_areas
    assert areas

    def written_otherwise_an_area_gets_the_boards_name() -> None:
        for name in areas.names:
            row, issues = board.registered(specialties=[name.upper()])
            assert (row.specialties, issues) == ((name,), [])
            rest = areas.model_copy(update={"names": (*(area for area in areas.names if area != name), "Another")})
            row, _ = board.without(practice_areas=rest).registered(specialties=[name.upper()])
            assert row.specialties == (name.upper(),)

    def an_unknown_area_is_told_if_the_boards_are_known() -> None:
        told = ["PRACTICE_AREA_UNKNOWN"] if board.pack.knows_its_areas else []
        assert board.registration(specialties=["Basket Weaving"]) == told
        assert board.without(practice_areas=None).registration(specialties=["Basket Weaving"]) == []

    yield written_otherwise_an_area_gets_the_boards_name
    yield an_unknown_area_is_told_if_the_boards_are_known


def content_outline(board: Board) -> Iterator[Case]:
    outline = board.pack.content_outline
    if outline is None:
        return

    def selections(count: int) -> list[dict[str, str]]:
        return [
            {"source": f"{place:02}_{outline.tag}", "kind": kind, "value": f"{place}"}
            for place in range(1, count + 1)
            for kind in ("Level 3 ID", "Tag ID")
        ]

    def more_areas_than_the_most_are_refused() -> None:
        sent = {"content_keywords": selections(outline.most + 1)}
        assert board.registration(content_keywords=selections(outline.most)) == []
        assert board.registration(**sent) == ["CONTENT_AREAS_TOO_MANY"]
        assert board.without(content_outline=None).registration(**sent) == []

    def fewer_areas_than_the_least_are_refused() -> None:
        sent = {"content_keywords": selections(outline.least - 1)}
        assert board.registration(content_keywords=selections(outline.least)) == []
        assert board.registration(**sent) == ["CONTENT_AREA_MISSING"]
        assert board.without(content_outline=None).registration(**sent) == []

    def an_activity_is_not_closed_without_the_least(monkeypatch: pytest.MonkeyPatch) -> None:
        few, enough = (
            board.activity(content_keywords=[ContentKeyword(**selection) for selection in selections(count)])
            for count in (outline.least - 1, outline.least)
        )
        missing = f"content area for {board.pack.board}"
        assert missing in few.missing_for_closed(board.day)
        assert missing not in enough.missing_for_closed(board.day)
        monkeypatch.setattr("cmehub.activities.activity.rule_pack", lambda *_: board.without(content_outline=None).pack)
        assert missing not in few.missing_for_closed(board.day)

    def with_patch() -> None:
        with pytest.MonkeyPatch.context() as patch:
            an_activity_is_not_closed_without_the_least(patch)

    yield more_areas_than_the_most_are_refused
    yield fewer_areas_than_the_least_are_refused
    yield with_patch


def usual_formats(board: Board) -> Iterator[Case]:
    for usual in board.pack.usual_formats:

        def a_type_alone_in_an_unusual_format_is_told(
            name: str = usual.credit_type, formats: tuple[str, ...] = usual.formats
        ) -> None:
            assert set(formats) <= ACTIVITY_FORMATS.keys()
            assert board.registration(name) == ["CREDIT_TYPE_UNUSUAL"]
            assert board.registration(name, board.first_type) == []
            assert all(board.registration(name, activity_format=activity_format) == [] for activity_format in formats)
            assert board.without(usual_formats=()).registration(name) == []

        yield a_type_alone_in_an_unusual_format_is_told


def evaluation(board: Board) -> Iterator[Case]:
    asked = board.pack.evaluation
    if asked is None:
        return
    told = {"evaluation": "A test.", "threshold": 80.0, "feedback": "Each answer."}

    def untold(rule: Evaluation | None, registration: MocRegistration, unsaid: tuple[str, ...] = ()) -> list[str]:
        pack = board.without(evaluation=rule).pack
        activity = board.activity(registrations=[registration])
        issues = untold_evaluations(3, activity, unsaid, lambda _board, _on: pack)
        return [issue.message.partition(" tells no ")[2] for issue in issues]

    def what_the_board_asks_for_is_told() -> None:
        for name in asked.credit_types:
            bare = MocRegistration(board=board.pack.board, points=1, credit_types=(name,))
            assert untold(asked, bare) == ["evaluation method, participation threshold, feedback."]
            assert untold(asked, bare.model_copy(update=told)) == []
            assert untold(asked, bare.model_copy(update={**told, "feedback": None})) == ["feedback."]
            assert untold(None, bare) == []

    def other_types_need_none() -> None:
        others = {*board.offered()} - {*asked.credit_types}
        assert untold(asked, MocRegistration(board=board.pack.board, points=1, credit_types=tuple(others))) == []

    def what_a_file_has_no_place_for_is_not_asked_for() -> None:
        bare = MocRegistration(board=board.pack.board, points=1, credit_types=asked.credit_types)
        columns = tuple(f"registrations.{name}" for name in told)
        assert untold(asked, bare, ("registrations",)) == untold(asked, bare, columns) == []

    yield what_the_board_asks_for_is_told
    yield other_types_need_none
    yield what_a_file_has_no_place_for_is_not_asked_for
    if least := asked.least:

        def a_threshold_below_the_boards_is_told() -> None:
            def found(threshold: float, rule: Evaluation | None = asked) -> list[str]:
                sent = {"board": board.pack.board, "points": "12", "credit_types": [*board.offered()]}
                registration = sent | {"threshold": f"{threshold}%"}
                return board.without(evaluation=rule).registration(registrations=[registration])

            assert (found(least), found(least - 1)) == ([], ["THRESHOLD_LOW"])
            assert found(least - 1, asked.model_copy(update={"least": None})) == found(least - 1, None) == []

        yield a_threshold_below_the_boards_is_told


MAKERS = (
    points_default,
    activities,
    practice_areas,
    content_outline,
    usual_formats,
    evaluation,
)
"""By the names of the rules."""
