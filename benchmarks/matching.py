"""How many learners are matched with the right licensee, and what looking them up costs."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.fake_dynamo import fake_dynamo
from benchmarks.febrl import FOLDER, febrl_sets
from benchmarks.measurement import Measurement, cpu_ratio
from cmehub.chunks.staging import CHUNK_ROWS
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.learners.records import LearnerRow
from cmehub.people.matching import match_learners
from cmehub.people.rosters import RosterEntry
from cmehub.runtime.clients import dynamo_client
from cmehub.runtime.portions import portions
from cmehub.stores import RosterStore
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from local.in_memory.rosters import put_on_rosters
from local.sample_data.matching import KINDS, STATE, MatchingSet, ReportedLearner
from local.sample_data.populations import chinese, hispanic, indian

PRECISION, RECALL = 99.99, 97.0
"""Of all rows, and of those with a number."""
PRECISION_BY_NAME, RECALL_BY_NAME = 99.97, 90.0
"""Without a number, a frequent name is no proof, nor is a slip in a name whose parts are frequent."""
RECALL_OF_KINDS = 94.0
"""A third of each kind's rows have no number; names with nicknames are the frequent ones."""
RECALL_OF_LOOSE_NAMES = 65.0
LOOSE = {"one slip", "part of a name", "name added"}
POPULATIONS = {"Chinese": (chinese, 75.0), "Indian": (indian, 80.0), "Hispanic": (hispanic, 93.0)}
"""Who share names, and how many of those without a number are found at least."""
ROWS_OF_EACH = 3
"""So many rows there are for each of them: of 20,000, one wrong match more or less would decide."""
KEPT_APART = 99.0
COST_LIMIT = 2.0
UNTELLABLE = {"two slips", "unknown new name", "other birth day", "wrong number", "twin not listed", "stranger"}
"""Kinds whose rows don't tell for sure who is meant: there it counts that nobody else is matched."""


class Answer(NamedTuple):
    """A learner, and the key that the hub gave them; None if it matched nobody."""

    learner: ReportedLearner
    key: str | None

    @property
    def right(self) -> bool:
        """Whether the one who is meant was matched."""
        return self.learner.meant is not None and self.key == self.learner.meant.learner_key

    @property
    def wrong(self) -> bool:
        """Whether somebody else was matched."""
        return self.key is not None and not self.right


def measure_matching(
    *,
    people: int = 100_000,
    learners: int = 100_000,
    cost_rows: int = 2_000,
    rounds: int = 3,
    sharing: int = 20_000,
    febrl: Path = FOLDER,
) -> list[Measurement]:
    """
    Match the labelled set of `local.sample_data.matching`, and time it against a look-up of licence numbers.

    So many people of each population that shares names, and three times as many learners, are matched, too, as
    ``sharing`` says; and FEBRL's sets, if they are in the folder ``febrl``.
    """
    labelled = MatchingSet(people)
    told = [*labelled.learners(learners)]
    answers = _answers(told, labelled.roster)
    return [
        *_quality(answers),
        *_kinds(answers),
        *_shared_names(sharing),
        *_febrl(febrl),
        *_cost(told[:cost_rows], labelled.roster, rounds),
    ]


def _quality(answers: Sequence[Answer]) -> Iterator[Measurement]:
    numbered, by_name = _by_number(answers)
    yield Measurement.at_least("matching-precision", _precision(answers), "%", PRECISION)
    yield Measurement.at_least("matching-recall", _recall(numbered), "%", RECALL)
    yield Measurement.at_least("matching-by-name-precision", _precision(by_name), "%", PRECISION_BY_NAME)
    yield Measurement.at_least("matching-by-name-recall", _recall(by_name), "%", RECALL_BY_NAME)


def _shared_names(count: int) -> Iterator[Measurement]:
    for name, (population, least_by_name) in POPULATIONS.items():
        labelled = MatchingSet(count, population=population)
        answers = _answers([*labelled.learners(ROWS_OF_EACH * count)], labelled.roster)
        numbered, by_name = _by_number(answers)
        yield Measurement.at_least(f"{name} names: precision", _precision(answers), "%", PRECISION)
        yield Measurement.at_least(f"{name} names: recall with a number", _recall(numbered), "%", RECALL)
        yield Measurement.at_least(f"{name} names: recall without a number", _recall(by_name), "%", least_by_name)


def _by_number(answers: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """Return the answers to rows with a number, and to those without."""
    with_number = [answer for answer in answers if answer.learner.number is not None]
    return with_number, [answer for answer in answers if answer.learner.number is None]


def _precision(answers: Sequence[Answer]) -> float:
    right, wrong = sum(answer.right for answer in answers), sum(answer.wrong for answer in answers)
    return 100 * right / max(right + wrong, 1)


def _recall(answers: Sequence[Answer]) -> float:
    listed = sum(answer.learner.meant is not None for answer in answers)
    return 100 * sum(answer.right for answer in answers) / max(listed, 1)


def _febrl(folder: Path) -> Iterator[Measurement]:
    if not folder.exists():
        print(
            "FEBRL's sets are not installed, so nothing is measured of them: make bench installs them.", file=sys.stderr
        )
        return
    answers = [answer for some in febrl_sets(folder) for answer in _answers(some.learners, some.roster)]
    wrong = sum(answer.wrong for answer in answers)
    yield Measurement.at_most("FEBRL: false matches", wrong, f"of {len(answers):,} questions", 0)


def _kinds(answers: Sequence[Answer]) -> Iterator[Measurement]:
    for kind in KINDS:
        some = [answer for answer in answers if answer.learner.kind == kind]
        if kind in UNTELLABLE:
            good, least, what = sum(not answer.wrong for answer in some), KEPT_APART, "kept apart"
        else:
            good, least, what = sum(answer.right for answer in some), RECALL_OF_KINDS, "recall"
        least = RECALL_OF_LOOSE_NAMES if kind in LOOSE else least
        yield Measurement.at_least(f"{what}: {kind}", 100 * good / max(len(some), 1), "%", least)


def _cost(learners: Sequence[ReportedLearner], roster: Sequence[RosterEntry], rounds: int) -> Iterator[Measurement]:
    """Compare matching learners as they come with looking a licence number up for each of them."""
    rows = [_row(learner, learner.number) for learner in learners]
    keys = [learner.meant.key for learner in learners if learner.meant]
    with fake_dynamo():
        store = DynamoRosterStore(DynamoTable(dynamo_client(), "rosters"))
        put_on_rosters(store, roster)
        ratio = cpu_ratio(lambda _: [*_keys(rows, store)], lambda _: [store.find([key]) for key in keys], rounds)
    yield Measurement.at_most("matching-cost", ratio, "x CPU of a number a row", COST_LIMIT)


def _answers(learners: Sequence[ReportedLearner], roster: Sequence[RosterEntry]) -> list[Answer]:
    store = MemoryRosterStore()
    put_on_rosters(store, roster)
    keys = _keys((_row(learner, learner.number) for learner in learners), store)
    return [Answer(*person) for person in zip(learners, keys, strict=True)]


def _keys(rows: Iterable[LearnerRow], store: RosterStore) -> Iterator[str | None]:
    for some in portions(rows, CHUNK_ROWS):
        for row, match in zip(some, match_learners(some, store), strict=True):
            yield None if match.learner_key == row.learner_hash else match.learner_key


def _row(learner: ReportedLearner, number: str | None) -> LearnerRow:
    line = {"board": STATE, "credit_type": CME_CREDIT_TYPE, "amount": 1} | ({"learner_id": number} if number else {})
    completion = {"action": "add", "activity_id": "202600001", "completion_date": "2026-05-31", "lines": [line]}
    return LearnerRow.model_validate(completion | learner.person._asdict())
