"""Matching rows: who a learner is, as far as the boards' rosters tell, before anything is reported."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from cmehub.field_errors import field_issues
from cmehub.formats import FieldName, Format
from cmehub.identity import disagreements
from cmehub.issues import Issue, row_issue
from cmehub.match_rows import MatchRow
from cmehub.names import folded
from cmehub.rosters import RosterEntry
from cmehub.rule_packs import board_codes, normal_id, rule_pack
from cmehub.stores import RosterStore
from cmehub.submissions import MatchOutcome, MatchResult, RowResult
from functions.validate.learner_chunk import StagedRow
from functions.validate.outcomes import ChunkOutcome

_BY_NAME = ("given name", "family name", "birth day")
_BOARD_ID = "board ID"


@dataclass(frozen=True)
class MatchChunks:
    """Everything that matching learners needs; nothing is stored."""

    rosters: RosterStore

    def take(self, rows: Sequence[StagedRow], source: Format, today: dt.date) -> ChunkOutcome:
        """Match the rows of a chunk; a row that repeats another is answered like it."""
        return ChunkOutcome([self._result(staged, source, today) for staged in rows])

    def _result(self, staged: StagedRow, source: Format, today: dt.date) -> RowResult:
        number, fields = staged.row
        field_name = source.names_in(fields)
        try:
            row = MatchRow.model_validate(fields)
        except ValidationError as error:
            invalid = MatchResult(result=MatchOutcome.INVALID)
            return RowResult(row=number, match=invalid, issues=tuple(field_issues(error, number, field_name)))
        match = self._match(row, today)
        return RowResult(row=number, match=match, issues=tuple(_issues(number, row, match, field_name)))

    def _match(self, row: MatchRow, today: dt.date) -> MatchResult:
        if row.board and row.board_id:
            return self._by_id(row, row.board, normal_id(row.board_id), today)
        of_boards = [self._named(row, board) for board in ([row.board] if row.board else board_codes())]
        if any(len(found) > 1 for found in of_boards):
            return MatchResult(result=MatchOutcome.MULTIPLE_MATCHES, matched_on=_BY_NAME)
        if any(of_boards):
            return MatchResult(result=MatchOutcome.MATCH, matched_on=_BY_NAME)
        return MatchResult(result=MatchOutcome.NO_MATCH)

    def _by_id(self, row: MatchRow, board: str, board_id: str, today: dt.date) -> MatchResult:
        diplomate = self.rosters.with_ids(board, {board_id}).get(board_id)
        if diplomate is None:
            return MatchResult(result=MatchOutcome.NO_MATCH, mismatched=(_BOARD_ID,))
        off = disagreements(
            rule_pack(board, today).identity,
            diplomate,
            given_name=row.given_name,
            family_name=row.family_name,
            birth_month_day=row.birth_month_day,
        )
        result = MatchOutcome.NO_MATCH if off else MatchOutcome.MATCH
        return MatchResult(result=result, matched_on=(_BOARD_ID, *_agreeing(row, diplomate)), mismatched=off)

    def _named(self, row: MatchRow, board: str) -> list[RosterEntry]:
        named = self.rosters.named(board, row.birth_month_day, folded(row.family_name))
        return [one for one in named if folded(one.given_name) == folded(row.given_name)]


def _agreeing(row: MatchRow, diplomate: RosterEntry) -> tuple[str, ...]:
    agreeing = (
        folded(row.given_name) == folded(diplomate.given_name),
        folded(row.family_name) == folded(diplomate.family_name),
        row.birth_month_day == diplomate.birth_month_day,
    )
    return tuple(name for name, agrees in zip(_BY_NAME, agreeing, strict=True) if agrees)


def _issues(number: int, row: MatchRow, match: MatchResult, field_name: FieldName) -> Iterator[Issue]:
    if match.result is MatchOutcome.MULTIPLE_MATCHES:
        yield row_issue("LEARNER_MULTIPLE_MATCHES", number, field=field_name(("family_name",)))
    elif match.result is MatchOutcome.NO_MATCH:
        if not match.mismatched:
            yield row_issue(
                "LEARNER_NO_MATCH", number, field=field_name(("family_name",)), board=row.board or "any board"
            )
        elif match.mismatched == (_BOARD_ID,):
            at = field_name(("board_id",))
            yield row_issue("BOARD_ID_NOT_FOUND", number, field=at, value=row.board_id, board=row.board)
        else:
            fields = " and ".join(match.mismatched)
            yield row_issue(
                "IDENTITY_MISMATCH", number, field=field_name(("board_id",)), board=row.board, fields=fields
            )
