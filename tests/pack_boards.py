"""The boards of the rule packs, each on a day on which one of its packs holds, to try records and registrations on."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cmehub.activities.activity import Activity
from cmehub.activities.registrations import MocRegistration
from cmehub.activities.rows import ActivityRow
from cmehub.boards.ledgers import Ledger
from cmehub.issues.issue import Issue
from cmehub.learners.records import LearnerRow
from cmehub.rules.activity_checks import check_activity
from cmehub.rules.judgement import judge
from cmehub.rules.learner_checks import check_learner
from cmehub.rules.packs import RulePack, board_codes, packs_of
from tests.examples import ACTIVITY_ID, PROVIDER_ID, a_diplomate, a_line, a_request, a_row, an_activity

Case = Callable[[], None]
DAY = dt.timedelta(days=1)
MOST = 8.0
IDS = ("30000001", "123456", "1234567", "12345", "7")
PACKS = [(board, place) for board in board_codes() for place in range(len(packs_of(board)))]
PLAIN = "Enduring Material"


@dataclass(frozen=True)
class Board:
    """A pack, and a day on which it holds and takes completions and activities."""

    pack: RulePack
    day: dt.date

    def without(self, **changes: Any) -> "Board":
        """Return the same board with rules changed or taken away; not validated, as the rest may speak of them."""
        kept = {name: getattr(self.pack, name) for name in RulePack.model_fields}
        return Board(RulePack.model_construct(**kept | changes), self.day)

    def at(self, day: dt.date) -> "Board":
        return Board(self.pack, day)

    @property
    def board_id(self) -> str:
        return next(board_id for board_id in IDS if self.pack.takes_id(board_id))

    @property
    def first_type(self) -> str:
        """A credit type that can stand alone."""
        bound = {companion.credit_type for companion in self.pack.companions}
        return next(name for name in self.pack.types_on(self.day) if name not in bound)

    def offered(self) -> tuple[str, ...]:
        return tuple(credit_type.name for credit_type in self.pack.credit_types)

    def activity(self, maximum: float = MOST, **changes: Any) -> Activity:
        registration = MocRegistration(board=self.pack.board, points=maximum, credit_types=self.offered())
        dates = {"start_date": self.day - 90 * DAY, "end_date": self.day + 90 * DAY}
        return an_activity(**{**dates, "credits": maximum, "registrations": (registration,), **changes})

    def issues(
        self,
        *lines: tuple[str, float],
        board_id: str | None = "",
        today: dt.date | None = None,
        maximum: float = MOST,
        **changes: Any,
    ) -> list[str]:
        """Return what the hub finds in a record with these credit types and amounts, completed on the day."""
        _, issues = self.checked(*lines, board_id=board_id, today=today, maximum=maximum, **changes)
        return [issue.code for issue in issues]

    def checked(
        self,
        *lines: tuple[str, float],
        board_id: str | None = "",
        today: dt.date | None = None,
        maximum: float = MOST,
        **changes: Any,
    ) -> tuple[LearnerRow, list[Issue]]:
        learner_id = self.board_id if board_id == "" else board_id
        given = lines or ((self.first_type, MOST),)
        row = a_row(
            *(a_line(board=self.pack.board, learner_id=learner_id, credit_type=name, amount=f"{amount}")
              for name, amount in given),
            completion_date=self.day.isoformat(),
            **changes,
        )  # fmt: skip
        return check_learner(
            3,
            row,
            self.activity(maximum),
            provider_id=PROVIDER_ID,
            today=today or self.day,
            field_name=lambda at: str(at[-1]),
            packs=lambda _board, _on: self.pack,
        )

    def registration(self, *credit_types: str, **changes: Any) -> list[str]:
        """Return what the hub finds in an activity that starts on the day and registers these types."""
        _, issues = self.registered(*credit_types, **changes)
        return [issue.code for issue in issues]

    def registered(self, *credit_types: str, **changes: Any) -> tuple[ActivityRow, list[Issue]]:
        areas, outline = self.pack.practice_areas, self.pack.content_outline
        fields = {
            "action": "Add",
            "provider_activity_id": "EX-1",
            "title": "An example",
            "activity_format": PLAIN,
            "start_date": self.day.isoformat(),
            "end_date": (self.day + 30 * DAY).isoformat(),
            "credits": "12",
            "specialties": list(areas.names[:1]) if areas else [],
            "content_keywords": [{"source": f"01_{outline.tag}", "kind": "Tag ID", "value": "1"}] if outline else [],
            "registrations": [
                {"board": self.pack.board, "points": changes.pop("points", "12"),
                 "credit_types": list(credit_types or (self.first_type,))}
            ],
        }  # fmt: skip
        row = ActivityRow.model_validate(fields | changes)
        return check_activity(3, row, PROVIDER_ID, lambda at: str(at[-1]), lambda _board, _on: self.pack)

    def decide(self, *records: tuple[str, ...], points: float = 1.0, days: int = 0, **changes: Any) -> str | None:
        """Return why the board rejects the last of some records, each of these credit types; ``days`` apart."""
        roster = changes.pop("roster", a_diplomate(authority=self.pack.board))
        ledger, reason = Ledger(board=self.pack.board, board_id="1", activity_id=ACTIVITY_ID), None
        for number, credit_types in enumerate(records):
            request = a_request(
                **{
                    "board": self.pack.board,
                    "record_id": f"record-{number}",
                    "origin": f"sub#{number}",
                    "row": number,
                    "credit_types": credit_types,
                    "offered": self.offered(),
                    "points": points,
                    "maximum": MOST,
                    "completion_date": self.day + number * days * DAY,
                    "activity_format": PLAIN,
                    **changes,
                }
            )
            decision, ledger = judge("ask", request, ledger, roster, self.pack)
            reason = decision.reason_code
        return reason


def board_of(code: str, place: int) -> Board:
    packs = packs_of(code)
    day = dt.date(2026, 10, 1) if place == len(packs) - 1 else packs[place + 1].effective_from - 200 * DAY
    pack = packs[place]
    for period in filter(None, (pack.completions, pack.activities)):
        if not period.holds(day):
            assert period.ends
            day = min(day, period.ends - 200 * DAY)
    return Board(pack, day)


BOARDS: list[Board] = [board_of(*pack) for pack in PACKS]
