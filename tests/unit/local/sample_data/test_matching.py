"""The labelled set is what it says, and the hub matches it as well as is claimed."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.matching import POPULATIONS, PRECISION, RECALL, measure_matching
from cmehub.people.names import folded
from cmehub.people.npi import is_npi
from cmehub.people.rosters import normal_entry_id
from local.sample_data.matching import KINDS, STATE, MatchingSet


@pytest.fixture(scope="module")
def labelled() -> MatchingSet:
    return MatchingSet(3_000)


def test_the_same_seed_gives_the_same_set(labelled: MatchingSet) -> None:
    again = MatchingSet(3_000)
    assert again.roster == labelled.roster
    assert MatchingSet(3_000, seed=1).roster != labelled.roster
    assert [*MatchingSet(50).learners(20)] == [*MatchingSet(50).learners(20)]


def test_a_roster_has_each_number_once_and_names_as_often_as_in_life(labelled: MatchingSet) -> None:
    names = Counter(entry.family_name for entry in labelled.roster)
    assert len({entry.entry_id for entry in labelled.roster}) == len(labelled.roster)
    assert names["Smith"] > 30
    assert len(names) > 800
    assert all(normal_entry_id(STATE, entry.entry_id) == entry.entry_id for entry in labelled.roster)
    assert all(entry.npi is None or is_npi(entry.npi) for entry in labelled.roster)


def test_kinds_come_by_their_shares_and_are_what_they_say(labelled: MatchingSet) -> None:
    learners = [*labelled.learners(4_000)]
    kinds = Counter(learner.kind for learner in learners)

    assert sum(share for share, _ in KINDS.values()) == pytest.approx(100)
    assert all(abs(kinds[kind] / 40 - share) < 3 for kind, (share, _) in KINDS.items())
    for learner in learners:
        assert (learner.meant is None) == (learner.kind in {"stranger", "twin not listed"})
        if learner.meant and learner.kind in {"capitals", "accents lost", "hyphens, blanks", "suffix", "exact"}:
            assert folded(learner.person.family_name) == folded(learner.meant.family_name), learner.kind
        if learner.meant and learner.kind not in {"exact", "twin", "wrong number"}:
            assert learner.person != (
                learner.meant.given_name,
                learner.meant.family_name,
                learner.meant.birth_month_day,
            )
    numbers = [learner.number for learner in learners]
    assert 0.3 < numbers.count(None) / len(numbers) < 0.4


@pytest.mark.enable_socket
def test_the_claims_hold_on_a_smaller_set(tmp_path: Path) -> None:
    measured = {
        measurement.name: measurement
        for measurement in measure_matching(
            people=6_000, learners=6_000, cost_rows=20, rounds=1, sharing=1_000, febrl=tmp_path / "febrl"
        )
    }

    assert measured["matching-precision"].value >= PRECISION
    assert measured["matching-recall"].value >= RECALL
    for population in POPULATIONS:
        assert measured[f"{population} names: precision"].value >= PRECISION
        assert measured[f"{population} names: recall with a number"].value >= RECALL
