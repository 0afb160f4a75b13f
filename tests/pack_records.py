"""For each rule about records: what it refuses or tells, and that nothing does so without it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from cmehub.activities.choices import ACTIVITY_FORMATS
from cmehub.issues.catalogue import Severity
from cmehub.people.rosters import RosterEntry
from cmehub.rules.packs.rules import CreditType
from tests.examples import a_diplomate
from tests.pack_boards import DAY, MOST, Board, Case

BAD_IDS = ("0/1", "012345678", "A1")


def id_format(board: Board) -> Iterator[Case]:
    def bad_ids_are_refused() -> None:
        bad = [board_id for board_id in BAD_IDS if not board.pack.takes_id(board_id)]
        assert bad
        anything = board.pack.id_format.model_copy(update={"pattern": ".*", "required": False})
        for board_id in bad:
            assert "BOARD_ID_FORMAT" in board.issues(board_id=board_id)
            assert board.without(id_format=anything).issues(board_id=board_id) == []

    def an_id_is_needed() -> None:
        optional = board.pack.id_format.model_copy(update={"required": False})
        assert board.issues(board_id=None) == ["FIELD_MISSING"]
        assert board.without(id_format=optional).issues(board_id=None) == []

    def an_id_may_be_left_out() -> None:
        needed = board.pack.id_format.model_copy(update={"required": True})
        assert board.issues(board_id=None) == []
        assert board.without(id_format=needed).issues(board_id=None) == ["FIELD_MISSING"]

    yield bad_ids_are_refused
    yield an_id_is_needed if board.pack.id_format.required else an_id_may_be_left_out


def identity(board: Board) -> Iterator[Case]:
    board = board.without(provisional=None)  # what holds until a board decides has a test of its own
    policy = board.pack.identity
    others = {
        "family name": {"family_name": "Osei"},
        "given name": {"given_name": "Ana"},
        "birth day": {"birth_month_day": "03-01"},
    }

    def decided(roster: Mapping[str, str], without: Mapping[str, Any]) -> str | None:
        changed = board.without(identity=policy.model_copy(update=without))
        diplomate: RosterEntry = a_diplomate(authority=board.pack.board, **roster)
        return changed.decide((board.first_type,), roster=diplomate)

    def each_has_to_agree() -> None:
        for name in policy.all_of:
            rest = tuple(field for field in policy.all_of if field != name)
            assert decided(others[name], {}) == "IDENTITY_MISMATCH"
            assert decided(others[name], {"all_of": rest}) is None

    def one_of_them_has_to_agree() -> None:
        wrong = {key: value for name in policy.any_of for key, value in others[name].items()}
        assert decided(wrong, {}) == "BOARD_ID_NOT_FOUND"
        assert decided(wrong, {"any_of": ()}) is None
        assert all(decided(others[name], {}) is None for name in policy.any_of)

    if policy.all_of:
        yield each_has_to_agree
    if policy.any_of:
        yield one_of_them_has_to_agree


def credit_types(board: Board) -> Iterator[Case]:
    def case(credit_type: CreditType) -> Case:
        def a_type_is_known() -> None:
            rest = tuple(other for other in board.pack.credit_types if other != credit_type)
            less = board.without(credit_types=rest)
            day = min(board.day, credit_type.ends or board.day)
            assert "CREDIT_TYPE_UNKNOWN" not in board.at(day).registration(credit_type.name)
            assert "CREDIT_TYPE_UNKNOWN" in less.at(day).registration(credit_type.name)
            for spelling in credit_type.aliases:
                assert board.pack.credit_type(spelling.upper()) == credit_type.name
                plain = credit_type.model_copy(update={"aliases": ()})
                assert board.without(credit_types=(*rest, plain)).pack.credit_type(spelling) is None

        return a_type_is_known

    def retired(credit_type: CreditType, ends: dt.date) -> Case:
        def a_type_ends() -> None:
            open_type = credit_type.model_copy(update={"ends": None})
            rest = tuple(other for other in board.pack.credit_types if other != credit_type)
            for_good = board.without(credit_types=(*rest, open_type))
            assert board.at(ends).issues((credit_type.name, 1)) == []
            assert board.at(ends + DAY).issues((credit_type.name, 1)) == ["CREDIT_TYPE_RETIRED"]
            assert for_good.at(ends + DAY).issues((credit_type.name, 1)) == []
            assert board.at(ends).registration(credit_type.name) == []
            assert board.at(ends + DAY).registration(credit_type.name) == ["CREDIT_TYPE_RETIRED"]
            assert for_good.at(ends + DAY).registration(credit_type.name) == []

        return a_type_ends

    for credit_type in board.pack.credit_types:
        yield case(credit_type)
        if credit_type.ends:
            yield retired(credit_type, credit_type.ends)


def within(board: Board) -> Iterator[Case]:
    for pair in board.pack.within:

        def a_part_is_no_more_than_its_whole(part: str = pair.credit_type, whole: str = pair.of) -> None:
            assert board.issues((whole, MOST / 2), (part, MOST / 2)) == []
            assert board.issues((whole, MOST / 2), (part, MOST)) == ["CREDIT_COMBO_INVALID"]
            assert board.without(within=()).issues((whole, MOST / 2), (part, MOST)) == []

        yield a_part_is_no_more_than_its_whole


def companions(board: Board) -> Iterator[Case]:
    for companion in board.pack.companions:

        def a_type_does_not_stand_alone(
            name: str = companion.credit_type, needs: tuple[str, ...] = companion.needs
        ) -> None:
            assert board.issues((name, MOST)) == ["CREDIT_COMBO_INVALID"]
            assert all(board.issues((other, MOST), (name, MOST)) == [] for other in needs)
            rest = tuple(companion for companion in board.pack.companions if companion.credit_type != name)
            assert board.without(companions=rest).issues((name, MOST)) == []

        yield a_type_does_not_stand_alone


def exclusions(board: Board) -> Iterator[Case]:
    for exclusion in board.pack.exclusions:

        def types_do_not_go_together(names: tuple[str, ...] = exclusion.credit_types) -> None:
            lines = [(name, MOST) for name in names]
            assert board.issues(*lines) == ["CREDIT_COMBO_INVALID"] * (len(names) - 1)
            assert board.without(exclusions=()).issues(*lines) == []

        yield types_do_not_go_together


def increment(board: Board) -> Iterator[Case]:
    def amounts_are_in_steps() -> None:
        step = board.pack.increment.step
        finer = board.without(increment=board.pack.increment.model_copy(update={"step": step / 2}), whole_points=None)
        coarse = board.without(whole_points=None)
        line, points = (board.first_type, 3 * step / 2), f"{3 * step / 2}"
        assert coarse.issues(line) == ["CREDIT_INCREMENT"]
        assert finer.issues(line) == []
        assert coarse.issues((board.first_type, 3 * step)) == []
        assert board.registration(points=points) == ["CREDIT_INCREMENT"]
        assert finer.registration(points=points) == []

    yield amounts_are_in_steps


def whole_points(board: Board) -> Iterator[Case]:
    def a_part_of_the_points_is_refused() -> None:
        part = (board.first_type, MOST / 2)
        assert board.issues(part) == ["CREDIT_PARTIAL"]
        assert board.without(whole_points=None).issues(part) == []

    if board.pack.whole_points:
        yield a_part_of_the_points_is_refused


def cap(board: Board) -> Iterator[Case]:
    def several_records_come_to_no_more_than_the_maximum() -> None:
        other_days = board.without(one_record=None)
        records = ((board.first_type,),) * 2
        assert other_days.decide(*records, points=MOST / 2, days=1) is None
        assert other_days.decide(*records, points=MOST / 2 + 1, days=1) == "MAX_POINTS_REACHED"
        assert other_days.without(cap=None).decide(*records, points=MOST / 2 + 1, days=1) is None

    assert board.pack.cap
    yield several_records_come_to_no_more_than_the_maximum


def one_record(board: Board) -> Iterator[Case]:
    def a_second_record_is_rejected() -> None:
        records = ((board.first_type,),) * 2
        assert board.decide(*records, days=1) == "DUPLICATE_ACTIVITY"
        assert board.without(one_record=None).decide(*records, days=1) is None

    if board.pack.one_record:
        yield a_second_record_is_rejected


def same_day(board: Board) -> Iterator[Case]:
    rule = board.pack.same_day
    if rule is None:
        return
    alone = ((board.first_type,),) * 2

    def one_record_a_day() -> None:
        assert board.decide(*alone, offered=(board.first_type,)) == "DUPLICATE_SAME_DAY"
        assert board.decide(*alone, days=1) is None
        assert board.without(same_day=None).decide(*alone, offered=(board.first_type,)) is None

    yield one_record_a_day
    for activity_format in rule.exempt_formats:

        def a_format_is_exempt(name: str = activity_format) -> None:
            assert name in ACTIVITY_FORMATS
            kept = tuple(exempt for exempt in rule.exempt_formats if exempt != name)
            strict = board.without(same_day=rule.model_copy(update={"exempt_formats": kept}))
            assert board.decide(*alone, activity_format=name) is None
            assert strict.decide(*alone, activity_format=name) == "DUPLICATE_SAME_DAY"

        yield a_format_is_exempt
    if split := rule.split_type:

        def one_type_splits_a_day() -> None:
            pair = ((board.first_type, split), (board.first_type,))
            assert board.decide(*pair) is None
            assert board.decide(*pair, (board.first_type,)) == "SAME_DAY_RECORD_LIMIT"
            whole = board.without(same_day=rule.model_copy(update={"split_type": None}))
            assert whole.decide(*pair) == "DUPLICATE_SAME_DAY"

        yield one_type_splits_a_day


def permission_to_share(board: Board) -> Iterator[Case]:
    def a_denial_is_refused() -> None:
        assert board.issues(permission_to_share="No") == ["PERMISSION_DENIED"]
        assert board.issues(permission_to_share="Yes") == []
        assert board.without(permission_to_share=None).issues(permission_to_share="No") == []

    if board.pack.permission_to_share:
        yield a_denial_is_refused


def completions(board: Board) -> Iterator[Case]:
    period = board.pack.completions
    if period is None:
        return

    def check(outside: dt.date, inside: dt.date, code: str) -> None:
        assert board.at(inside).issues() == []
        assert board.at(outside).issues() == [code]
        assert board.without(completions=None).at(outside).issues() == []

    if period.starts:
        yield partial(check, period.starts - DAY, period.starts, "BEFORE_BOARD_START")
    if period.ends:
        yield partial(check, period.ends + DAY, period.ends, "AFTER_BOARD_END")


def daily_points(board: Board) -> Iterator[Case]:
    if daily := board.pack.daily_points:

        def many_points_of_one_day_are_told(most: float = daily.points) -> None:
            above = (board.first_type, most + 0.25)
            assert board.issues((board.first_type, most), maximum=2 * most) == []
            _, (issue,) = board.checked(above, maximum=2 * most)
            assert (issue.code, issue.severity) == ("POINTS_FOR_ONE_DAY", Severity.WARNING)
            assert board.without(daily_points=None).issues(above, maximum=2 * most) == []

        yield many_points_of_one_day_are_told


MAKERS = (
    id_format,
    identity,
    credit_types,
    within,
    companions,
    exclusions,
    increment,
    whole_points,
    cap,
    one_record,
    same_day,
    permission_to_share,
    completions,
    daily_points,
)
"""By the names of the rules."""
