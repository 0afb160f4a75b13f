"""Who a learner row is about: a physician that a roster knows, or somebody known by the row alone."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from cmehub.issues.issue import Issue, row_issue
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRow
from cmehub.people.identity import IDENTITY_FIELDS, LICENSING_IDENTITY, Person
from cmehub.people.match_budgets import MatchBudget
from cmehub.people.roster_lookups import NPI, NUMBERS, ClaimedPerson, RosterLookups, RosterMatch, read_id
from cmehub.people.rosters import RosterEntry
from cmehub.people.states import STATES
from cmehub.rules.packs import rule_pack
from cmehub.stores import RosterStore
from cmehub.submissions.rows import FieldName, Location
from cmehub.submissions.submission import MatchOutcome


class MatchFinding(NamedTuple):
    """What is to be said of a credit line for a state, in the terms of the issue catalogue."""

    code: str
    at: Location
    value: str | None
    details: dict[str, str]


class Match(NamedTuple):
    """
    The learner of a row.

    Attributes
    ----------
    learner_key
        The physician, if an ID or a name leads to somebody with whom the row agrees; else what the row tells.
    board_ids
        The ID under which each of the row's boards keeps its ledger.
    by_name
        The boards whose ID was not given.
    findings
        What is wrong with the licences.
    places
        Every key under which the physician's records may lie, as far as the row's IDs and names lead to entries.
    missed
        The rosters that were asked in vain; not ``NPI``, if no roster has that NPI, which anybody may know.
    """

    learner_key: str
    board_ids: dict[str, str]
    by_name: frozenset[str]
    findings: tuple[MatchFinding, ...] = ()
    places: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    def issues(self, number: int, field_name: FieldName) -> list[Issue]:
        """Return the findings as issues about a row; ``field_name`` gives the sender's name of a field."""
        return [
            row_issue(finding.code, number, field=field_name(finding.at), value=finding.value, **finding.details)
            for finding in self.findings
        ]


def match_learners(rows: Iterable[LearnerRow], rosters: RosterStore, budget: MatchBudget | None = None) -> list[Match]:
    """
    Match rows with the rosters: all look-ups of the rows together.

    Parameters
    ----------
    rows, rosters
        Whom to look for, and where.
    budget
        How much of it may be in vain; without one all of it, where nobody is told what came of it.
    """
    rows = list(rows)
    states = rosters.rosters({line.board for row in rows for line in row.lines if line.board in STATES})
    claims = [_Claims.of(row, states) for row in rows]
    tries = budget.tries([[*person.all()] for person in claims]) if budget else None
    refused = tries.refused if tries else [None] * len(rows)
    answered = [_Claims({}, {}) if is_refused else person for person, is_refused in zip(claims, refused, strict=True)]
    lookups = RosterLookups(rosters, [claim for person in answered for claim in person.all()])
    matches = [_match(row, person, lookups) for row, person in zip(rows, answered, strict=True)]
    if not tries:
        return matches
    # Who isn't on a roster that nobody loaded was not looked up in vain.
    loaded = rosters.rosters({authority for match in matches for authority in match.missed}) | {NPI: None}
    tries.settle([not loaded.keys().isdisjoint(match.missed) for match in matches])
    return [
        _refused(row, spent) if spent else match for row, match, spent in zip(rows, matches, tries.refused, strict=True)
    ]


def _refused(row: LearnerRow, spent: str) -> Match:
    """Return the match of a row that isn't to be answered, as if nobody had been looked up."""
    finding = MatchFinding("NOT_LOOKED_UP", ("family_name",), None, {"spent": spent})
    return Match(row.learner_hash, {}, frozenset(), (finding,))


class _Claims(NamedTuple):
    """
    Whom a row claims to be about: to its boards, and by its credit lines for states.

    ``of_lines`` are by the place of the line; there is none where no roster could tell.
    """

    of_boards: dict[str, ClaimedPerson]
    of_lines: dict[int, ClaimedPerson | None]

    @classmethod
    def of(cls, row: LearnerRow, states: Collection[str]) -> "_Claims":
        person = Person(row.given_name, row.family_name, row.birth_month_day)
        of_lines = {place: _line_claim(person, line, states) for place, line in enumerate(row.lines) if not line.is_moc}
        npi = next((claim.npi for claim in of_lines.values() if claim and claim.npi), None)
        state = next((line.board for line in row.lines if line.board in STATES), None)
        ids = {line.board: line.learner_id for line in row.lines if line.is_moc and line.learner_id}
        of_boards = {
            board: ClaimedPerson(person, board, read_id(board, ids.get(board))[0], npi, state) for board in row.boards()
        }
        return cls(of_boards, of_lines)

    def all(self) -> Iterator[ClaimedPerson]:
        yield from self.of_boards.values()
        yield from filter(None, self.of_lines.values())


def _line_claim(person: Person, line: CreditLine, states: Collection[str]) -> ClaimedPerson | None:
    licence, npi = read_id(line.board, line.learner_id)
    return ClaimedPerson(person, line.board, licence, npi) if line.board in {NPI, *states} else None


def _match(row: LearnerRow, claims: _Claims, lookups: RosterLookups) -> Match:
    board_ids: dict[str, str] = {}
    physicians: list[RosterEntry] = []
    findings: list[MatchFinding] = []
    missed: list[str] = []
    proven: list[RosterEntry] = []
    for board, claim in claims.of_boards.items():
        found = lookups.find(claim, rule_pack(board, row.completion_date).identity)
        physicians += _physician(found)
        missed += _missed(claim, found)
        proven += _physician(found) if {*IDENTITY_FIELDS}.issubset(found.matched_on) else []
        by_name = [entry.entry_id for entry in _physician(found)]
        board_ids[board] = found.restored or claim.entry_id or next(iter(by_name), f"unmatched-{row.learner_hash}")
        if found.restored and row.action == "add":
            place = next(place for place, line in enumerate(row.lines) if line.board == board and line.learner_id)
            findings.append(restored_id(row.lines[place].learner_id, found.restored, ("lines", place, "learner_id")))
    for place, of_line in claims.of_lines.items():
        line = row.lines[place]
        found = lookups.find(of_line, LICENSING_IDENTITY) if of_line else RosterMatch(MatchOutcome.NO_MATCH)
        if of_line and _has_another_npi(of_line, found, proven):
            found = found._replace(matched_on=IDENTITY_FIELDS, mismatched=(NPI,))
        physicians += _physician(found)
        missed += _missed(of_line, found) if of_line else []
        if row.action == "add":
            findings += licence_findings(line.board, line.learner_id, of_line, found, ("lines", place, "learner_id"))
    given = {board for board, claim in claims.of_boards.items() if claim.entry_id}
    learner_key = physicians[0].learner_key if physicians else row.learner_hash
    places = tuple(dict.fromkeys(entry.learner_key for entry in physicians))
    return Match(learner_key, board_ids, frozenset(board_ids.keys() - given), tuple(findings), places, tuple(missed))


def _physician(found: RosterMatch) -> list[RosterEntry]:
    return [found.entry] if found.entry and found.outcome is MatchOutcome.MATCH else []


def _has_another_npi(claim: ClaimedPerson, found: RosterMatch, proven: list[RosterEntry]) -> bool:
    """Tell whether a line's NPI leads nowhere, while a board knows the person, by all of names and day, by another."""
    npis = {entry.npi for entry in proven if entry.npi}
    return claim.authority == NPI and found.outcome is MatchOutcome.NO_MATCH and bool(npis - {claim.npi})


def _missed(claim: ClaimedPerson, found: RosterMatch) -> list[str]:
    is_unknown_npi = claim.authority == NPI and found.entry is None
    return [] if found.outcome is MatchOutcome.MATCH or is_unknown_npi else [claim.authority]


def licence_findings(
    authority: str, given: str | None, claim: ClaimedPerson | None, found: RosterMatch, at: Location
) -> Iterator[MatchFinding]:
    """
    Yield what is to be said of somebody's licence.

    Parameters
    ----------
    authority, given
        The state or ``NPI``, and the licence number or NPI as the sender wrote it.
    claim, found
        What the rosters were asked, if one of them could tell, and what came of it.
    at
        Where the number stands.
    """
    if found.restored:
        yield restored_id(given, found.restored, at)
    elif claim is None:
        yield MatchFinding("LICENSEE_UNCHECKED", at, given, {"why": no_roster_of(authority)})
    elif found.outcome is MatchOutcome.MULTIPLE_MATCHES:
        yield MatchFinding("LICENSEE_AMBIGUOUS", at, None, {"board": authority})
    elif found.outcome is MatchOutcome.NO_MATCH:
        yield _not_found(authority, given, claim, found, at)


def _not_found(
    authority: str, given: str | None, claim: ClaimedPerson, found: RosterMatch, at: Location
) -> MatchFinding:
    if found.mismatched in NUMBERS:
        return MatchFinding("NUMBER_NOT_THEIRS", at, given, {})
    if found.mismatched:
        return MatchFinding("LICENSEE_MISMATCH", at, given, {"fields": found.mismatched[0]})
    if authority == NPI and found.entry:
        return MatchFinding("NPI_NOT_FOUND", at, given, {})
    if authority == NPI:
        return MatchFinding("LICENSEE_UNCHECKED", at, given, {"why": "no roster has this NPI"})
    number = "NPI, " if claim.npi else "licence number, " if claim.entry_id else ""
    return MatchFinding("LICENSEE_NOT_FOUND", at, given, {"board": authority, "fields": f"{number}name and birth day"})


def restored_id(given: str | None, restored: str, at: Location) -> MatchFinding:
    """Say that an ID was taken for one that has more in front."""
    return MatchFinding("LEADING_ZEROS_RESTORED", at, given, {"taken": restored})


def no_roster_of(state: str) -> str:
    """Say that a state's licensees aren't known."""
    return f"no roster of the licensees of {state} is loaded"
