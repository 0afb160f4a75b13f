"""Matching rows: who a learner is, as far as the rosters tell, before anything is reported."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import ValidationError

from cmehub.chunks.learners import StagedRow
from cmehub.chunks.outcomes import ChunkOutcome
from cmehub.issues.field_errors import unread_issues
from cmehub.issues.issue import Issue, has_error, reader_issues, row_issue
from cmehub.people.identity import IDENTITY_FIELDS, LICENSING_IDENTITY, Likeness, Person
from cmehub.people.match_budgets import Asker, MatchBudget
from cmehub.people.match_rows import MatchRow
from cmehub.people.matching import licence_findings, no_roster_of
from cmehub.people.roster_lookups import NPI, NUMBERS, ClaimedPerson, RosterLookups, RosterMatch, read_id
from cmehub.people.states import STATES
from cmehub.rules.packs import IdentityPolicy, board_codes, rule_pack
from cmehub.rules.repairs import repairs
from cmehub.stores import RosterStore
from cmehub.stores.tries import TryStore
from cmehub.submissions.rows import FieldName, Format
from cmehub.submissions.submission import MatchOutcome, MatchResult, RowResult

_LICENCE_AT = ("licence",)
_FEWEST_AGREEING = 2
_INVALID = MatchResult(result=MatchOutcome.INVALID)


class _ReadRow(NamedTuple):
    """A row that could be read, and whom it claims to be about."""

    number: int
    row: MatchRow
    found: list[Issue]
    field_name: FieldName
    claims: list[ClaimedPerson]


class _Answer(NamedTuple):
    """What came of a row, and the claim that decided it."""

    found: RosterMatch
    claim: ClaimedPerson


@dataclass(frozen=True)
class MatchChunks:
    """Everything that matching learners needs; nothing of them is stored."""

    rosters: RosterStore
    tries: TryStore

    def take(self, rows: Sequence[StagedRow], source: Format, today: dt.date, asker: Asker) -> ChunkOutcome:
        """Match the rows of a chunk as far as the budgets allow; a row that repeats another is answered like it."""
        results: dict[int, RowResult] = {}
        to_match: list[tuple[int, MatchRow, list[Issue], FieldName]] = []
        for staged in rows:
            number, fields = staged.plain(source, today).row
            field_name = source.names_in(fields)
            found = reader_issues(number, fields)
            try:
                row = MatchRow.model_validate(fields)
            except ValidationError as error:
                issues = unread_issues(error, number, fields, field_name)
                results[number] = RowResult(row=number, match=_INVALID, issues=issues)
                continue
            found += _malformed_id(number, row, today, field_name)
            found += repairs(number, row, fields, "", field_name)
            if has_error(found):
                results[number] = RowResult(row=number, match=_INVALID, issues=tuple(found))
            else:
                to_match.append((number, row, found, field_name))
        states = self.rosters.rosters({row.state for _, row, _, _ in to_match if row.state})
        read_rows = [_ReadRow(*read_row, [*_claims(read_row[1], states)]) for read_row in to_match]
        tries = MatchBudget(self.tries, asker, today).tries([read_row.claims for read_row in read_rows])
        asked = [row.claims for row, refused in zip(read_rows, tries.refused, strict=True) if not refused]
        lookups = RosterLookups(self.rosters, [claim for claims in asked for claim in claims])
        answers = [
            None if refused else _answer(read_row.claims, lookups, today)
            for read_row, refused in zip(read_rows, tries.refused, strict=True)
        ]
        tries.settle(self._in_vain(answers))
        for read_row, answer, spent in zip(read_rows, answers, tries.refused, strict=True):
            results[read_row.number] = _refused(read_row, spent) if spent else _result(read_row, answer, states)
        return ChunkOutcome([results[staged.row.number] for staged in rows])

    def _in_vain(self, answers: Sequence[_Answer | None]) -> list[bool]:
        """Tell which rows were looked up in vain: on a roster that is loaded, or by an NPI."""
        missed = [answer.claim.authority if answer and _is_missed(answer) else None for answer in answers]
        loaded = {NPI, *self.rosters.rosters({authority for authority in missed if authority})}
        return [authority in loaded for authority in missed]


def _is_missed(answer: _Answer) -> bool:
    return answer.found.outcome is not MatchOutcome.MATCH


def _refused(read_row: _ReadRow, spent: str) -> RowResult:
    issue = row_issue("NOT_LOOKED_UP", read_row.number, field=read_row.field_name(("family_name",)), spent=spent)
    return RowResult(row=read_row.number, match=_INVALID, issues=(*read_row.found, issue))


def _malformed_id(number: int, row: MatchRow, today: dt.date, field_name: FieldName) -> Iterator[Issue]:
    """Yield an issue if an ID can't be one of its board, so that no roster is asked."""
    board_id = read_id(row.board, row.board_id)[0] if row.board else None
    pack = rule_pack(row.board, today) if row.board and board_id else None
    if pack and board_id and not pack.takes_id(board_id):
        told = {"board": pack.board, "expected": pack.id_format.expected, "suggestion": pack.id_meant(board_id)}
        yield row_issue("BOARD_ID_FORMAT", number, field=field_name(("board_id",)), value=row.board_id, **told)


def _claims(row: MatchRow, states: Collection[str]) -> Iterator[ClaimedPerson]:
    """
    Yield a claim for each roster that the row names; without one, for the NPI, and by the very name for every board.

    The state's board is asked only if its roster is loaded.
    """
    person = Person(row.given_name, row.family_name, row.birth_month_day)
    licence, npi = read_id(row.state or NPI, row.licence)
    if row.board:
        yield ClaimedPerson(person, row.board, read_id(row.board, row.board_id)[0], npi, row.state)
    if row.state in states:
        yield ClaimedPerson(person, str(row.state), licence, npi)
    if not row.board and row.state not in states:
        if npi:
            yield ClaimedPerson(person, NPI, None, npi)
        for board in board_codes():
            yield ClaimedPerson(person, board, None, npi, row.state, Likeness.EQUAL)


def _answer(claims: list[ClaimedPerson], lookups: RosterLookups, today: dt.date) -> _Answer:
    """Return what decides: of claims that were named the first that fails, of others the first that leads anywhere."""
    answers = [_Answer(_proven(lookups.find(claim, _policy(claim, today))), claim) for claim in claims]
    if claims[-1].least is Likeness.EQUAL:
        by_npi = [answer for answer in answers if answer.claim.authority == NPI and answer.found.entry]
        telling = [answer for answer in by_npi if answer.found.matched_on]
        not_theirs = [answer for answer in answers if answer.found.mismatched in NUMBERS]
        several = [answer for answer in answers if answer.found.outcome is MatchOutcome.MULTIPLE_MATCHES]
        matching = [answer for answer in answers if answer.found.outcome is MatchOutcome.MATCH]
        if by_npi:
            return [*telling, *not_theirs, *by_npi][0]
        return [*several, *matching, *not_theirs, *answers][0]
    failing = [answer for answer in answers if answer.found.outcome is not MatchOutcome.MATCH]
    on = dict.fromkeys(field for answer in answers for field in answer.found.matched_on)
    first = answers[0]
    return failing[0] if failing else first._replace(found=first.found._replace(matched_on=tuple(on)))


def _proven(found: RosterMatch) -> RosterMatch:
    """Ask for two of names and birth day even where a board takes one: who tries one after the other hears nothing."""
    agreeing = set(IDENTITY_FIELDS).intersection(found.matched_on)
    is_guessed = found.outcome is MatchOutcome.MATCH and len(agreeing) < _FEWEST_AGREEING
    return RosterMatch(MatchOutcome.NO_MATCH, found.entry) if is_guessed else found


def _policy(claim: ClaimedPerson, today: dt.date) -> IdentityPolicy:
    return LICENSING_IDENTITY if claim.authority in {NPI, *STATES} else rule_pack(claim.authority, today).identity


def _result(read_row: _ReadRow, answer: _Answer | None, states: Collection[str]) -> RowResult:
    assert answer is not None  # noqa: S101 - who isn't refused was looked up
    found = answer.found
    match = MatchResult(result=found.outcome, matched_on=found.matched_on, mismatched=found.mismatched)
    return RowResult(row=read_row.number, match=match, issues=(*read_row.found, *_issues(read_row, answer, states)))


def _unknown(claim: ClaimedPerson, row: MatchRow) -> tuple[str, str, str | None]:
    """Return the code, the field and its value of a claim that leads nowhere, whether or not its number exists."""
    if claim.entry_id:
        return "BOARD_ID_NOT_FOUND", "board_id", row.board_id
    if claim.authority == NPI:
        return "NPI_NOT_FOUND", "licence", row.licence
    return "LEARNER_NO_MATCH", "family_name", None


def _issues(read_row: _ReadRow, answer: _Answer, states: Collection[str]) -> Iterator[Issue]:
    found, claim, row = answer.found, answer.claim, read_row.row

    def issue(code: str, field: str, value: str | None = None, **details: str) -> Issue:
        return row_issue(code, read_row.number, field=read_row.field_name((field,)), value=value, **details)

    if found.outcome is MatchOutcome.MULTIPLE_MATCHES and claim.authority not in STATES:
        yield issue("LEARNER_MULTIPLE_MATCHES", "family_name")
    elif claim.authority in STATES:
        for finding in licence_findings(claim.authority, row.licence, claim, found, _LICENCE_AT):
            yield issue(finding.code, "licence", finding.value, **finding.details)
    elif found.outcome is MatchOutcome.NO_MATCH and found.mismatched:
        number = "board_id" if claim.entry_id else "licence"
        code = "IDENTITY_MISMATCH" if claim.entry_id else "LICENSEE_MISMATCH"
        code = "NUMBER_NOT_THEIRS" if found.mismatched in NUMBERS else code
        yield issue(code, number, getattr(row, number), board=claim.authority, fields=found.mismatched[0])
    elif found.outcome is MatchOutcome.NO_MATCH:
        yield issue(*_unknown(claim, row), board=row.board or "any board")
    elif found.restored:
        yield issue("LEADING_ZEROS_RESTORED", "board_id", row.board_id, taken=found.restored)
    if row.state and row.state not in states:
        yield issue("LICENSEE_UNCHECKED", "licence", row.licence, why=no_roster_of(row.state))
