"""How often it may be tried who somebody is: a budget of each caller, and one of each person, by days of UTC."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, Self

from cmehub.accounts.keys import FAILED_MATCHES_PER_DAY, Quota
from cmehub.people.identity import Person
from cmehub.people.names import folded, folded_parts
from cmehub.people.roster_lookups import NPI, ClaimedPerson
from cmehub.stores.tries import Tally, TryStore

MATCHED_PER_FAILED = 3
"""So many matches of a provider's files allow one more in vain: a quarter of a large file may be."""
TRIES_PER_NUMBER = 10
TRIES_PER_NAME = 30
"""More than about a number, since people share names."""
OF_PERSON = (
    f"the {TRIES_PER_NUMBER} tries by a number, or the {TRIES_PER_NAME} by a name, that may be made about somebody "
    "are spent"
)
_WRITERS = 8


def of_caller(most: int) -> str:
    """Say that a caller's budget is spent."""
    return f"the {most:,} look-ups that you may make in vain are spent"


class Asker(NamedTuple):
    """
    Who asks who people are.

    Attributes
    ----------
    caller
        The ID of the key or contact that calls, or of the provider that sent a file.
    most_failed
        How many look-ups may be in vain on a day.
    sends_files
        Whether more may be in vain the more match.
    is_counted_first
        Whether each try is written down before anything is looked up, so that many at one moment gain nothing. It
        costs a write for each person even where all match.
    """

    caller: str
    most_failed: int = FAILED_MATCHES_PER_DAY
    sends_files: bool = False
    is_counted_first: bool = False

    @classmethod
    def calling(cls, caller_id: str, quota: Quota) -> Self:
        """Return who calls: a system by the ID of its key, or a contact."""
        return cls(caller_id, quota.failed_matches_per_day)

    @classmethod
    def with_files(cls, provider_id: str) -> Self:
        """Return a provider that sends files."""
        return cls(provider_id, sends_files=True)

    def most_of(self, tally: Tally) -> int:
        """Return how many look-ups may be in vain with so many that matched."""
        return max(self.most_failed, tally.matched // MATCHED_PER_FAILED if self.sends_files else 0)


class MatchBudget(NamedTuple):
    """Where an asker's tries of a day are counted."""

    store: TryStore
    asker: Asker
    day: dt.date

    def tries(self, rows: Sequence[Sequence[ClaimedPerson]]) -> "MatchTries":
        """Return what rows try, given whom each claims to be about; the attempts that have to be are counted."""
        return MatchTries(self, rows)


class _Attempt(NamedTuple):
    """What is tried about a person, both hashed, and how much may be on a day."""

    subject: str
    trial: str
    most: int


class MatchTries:
    """
    What the rows of a chunk or call try, as far as the budgets allow.

    What matches costs nothing; only what is in vain is written down. Where more than one thing is tried about a person,
    each is written down before anybody is looked up, so that one that matches counts like the others. Of a row with a
    number that holds for the number alone: its names count only in vain, since many learners have the same ones.

    Parameters
    ----------
    budget
        Where tries are counted.
    rows
        Whom each row claims to be about.

    Attributes
    ----------
    refused
        Which budget is spent, in words, of each row that isn't to be answered; None of the others.
    """

    def __init__(self, budget: MatchBudget, rows: Sequence[Sequence[ClaimedPerson]]) -> None:
        self._store, self._asker, self._day = store, asker, day = budget
        self._rows = [frozenset(_tries(claims)) for claims in rows]
        trials: dict[str, set[str]] = defaultdict(set)
        for some in self._rows:
            for attempt in some:
                trials[attempt.subject].add(attempt.trial)
        self._tried: Mapping[str, frozenset[str]]
        tally, self._tried = store.standing(asker.caller, trials, day) if trials else (Tally(0, 0), {})
        crowded = {subject for subject, here in trials.items() if len(here | self._before(subject)) > 1}
        self._written = {
            attempt
            for some in self._rows
            for attempt in _tried_first(some)
            if asker.is_counted_first or attempt.subject in crowded
        }
        self.refused: list[str | None]
        if tally.failed >= asker.most_of(tally):
            self.refused = self._all_refused(tally)
        else:
            self.refused = self._write(self._written)

    def settle(self, in_vain: Sequence[bool]) -> None:
        """
        Count the rows that were looked up in vain, and refuse those for which there was no room.

        A try that was made before on the same day counts no more: it tells nothing new. If the caller's budget is
        passed, no row is answered: whoever heard of those that match would know the others.
        """
        answered = [bool(some) and not refused for some, refused in zip(self._rows, self.refused, strict=True)]
        failed = [
            some
            for some, is_answered, is_in_vain in zip(self._rows, answered, in_vain, strict=True)
            if is_answered and is_in_vain
        ]
        new = {some for some in failed if any(attempt.trial not in self._before(attempt.subject) for attempt in some)}
        late = self._write({attempt for some in new for attempt in some} - self._written)
        self.refused = [before or after for before, after in zip(self.refused, late, strict=True)]
        matched = sum(answered) - len(failed)
        if new or (matched and self._asker.sends_files):
            tally = self._store.count(self._asker.caller, self._day, matched=matched, failed=len(new))
            if tally.failed > self._asker.most_of(tally):
                self.refused = self._all_refused(tally)

    def _all_refused(self, tally: Tally) -> list[str | None]:
        spent = of_caller(self._asker.most_of(tally))
        return [spent if some else None for some in self._rows]

    def _before(self, subject: str) -> frozenset[str]:
        return self._tried.get(subject, frozenset())

    def _write(self, attempts: Collection[_Attempt]) -> list[str | None]:
        """Write down what is tried, and return which rows are refused since there is no room for it."""
        beyond: set[_Attempt] = set()
        for most in (TRIES_PER_NUMBER, TRIES_PER_NAME):  # the names only of rows for whose numbers there is room
            rows = (some for some in self._rows if beyond.isdisjoint(some))
            wanted = {attempt for some in rows for attempt in some if attempt.most == most and attempt in attempts}
            if wanted:
                with ThreadPoolExecutor(_WRITERS) as writers:
                    admitted = dict(zip(wanted, writers.map(self._admit, wanted), strict=True))
                beyond |= {attempt for attempt, is_admitted in admitted.items() if not is_admitted}
        return [None if beyond.isdisjoint(some) else OF_PERSON for some in self._rows]

    def _admit(self, attempt: _Attempt) -> bool:
        before = self._before(attempt.subject)
        if attempt.trial in before or len(before) >= attempt.most:
            return attempt.trial in before
        return self._store.admit(attempt.subject, attempt.trial, self._day, most=attempt.most)


def _tried_first(attempts: Collection[_Attempt]) -> list[_Attempt]:
    """Return what may have to be written down before anybody is looked up: the numbers, or without any the names."""
    return [attempt for attempt in attempts if attempt.most == TRIES_PER_NUMBER] or [*attempts]


def _tries(claims: Iterable[ClaimedPerson]) -> Iterator[_Attempt]:
    """
    Yield what claims try: who has each of the numbers, and which birth day and numbers go with the names.

    The names stand in any order, since they match in either field.
    """
    numbers: dict[tuple[str, str], Person] = {}
    of_names: dict[tuple[str, ...], list[object]] = {}
    for claim in claims:
        names = tuple(sorted((*folded_parts(claim.person.given_name), *folded_parts(claim.person.family_name))))
        said = of_names.setdefault(names, [claim.person.birth_month_day])
        for number in [(claim.authority, claim.entry_id), (NPI, claim.npi)]:
            if number[1]:
                numbers[number[0], number[1]] = claim.person
                said.append(number)
    for number, person in numbers.items():
        yield _Attempt(
            _hash("number", *number),
            _hash(folded(person.given_name), folded(person.family_name), person.birth_month_day),
            TRIES_PER_NUMBER,
        )
    for names, said in of_names.items():
        yield _Attempt(_hash("names", *names), _hash(*map(str, said)), TRIES_PER_NAME)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
