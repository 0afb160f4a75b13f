"""What a benchmark measures, and whether the figure is as good as was claimed."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Self

Work = Callable[[int], object]
"""Something to time; it is told the number of its round, the first of which is not timed."""


@dataclass(frozen=True)
class Measurement:
    """
    What one run gave for one figure.

    Attributes
    ----------
    name
        Of the benchmark, with a suffix if it measures several things.
    target
        The claim, such as ``<= 5.0``; empty for a figure that is looked at and claims nothing.
    holds
        Whether the figure keeps it.
    """

    name: str
    value: float
    unit: str
    target: str
    holds: bool

    @classmethod
    def at_most(cls, name: str, value: float, unit: str, limit: float) -> "Measurement":
        """Return a figure that shall be small."""
        return cls(name, round(value, 2), unit, f"<= {limit}", value <= limit)

    @classmethod
    def at_least(cls, name: str, value: float, unit: str, limit: float) -> "Measurement":
        """Return a figure that shall be large."""
        return cls(name, round(value, 2), unit, f">= {limit}", value >= limit)

    @classmethod
    def check(cls, name: str, value: float, unit: str) -> "Measurement":
        """Return a figure without a claim."""
        return cls(name, round(value, 2), unit, "", True)


@dataclass(frozen=True)
class Figure:
    """
    What several runs gave for one thing.

    Attributes
    ----------
    holds
        Whether the median keeps the target.
    commit
        What was measured; ``-dirty`` stands behind it if files had changed since.
    """

    name: str
    unit: str
    target: str
    lowest: float
    median: float
    highest: float
    runs: int
    holds: bool
    commit: str

    @classmethod
    def of(cls, runs: Sequence[Measurement], commit: str) -> Self:
        """Return the figure of measurements of one name; of an even number the higher middle one is its median."""
        in_order = sorted(runs, key=lambda run: run.value)
        middle = in_order[len(runs) // 2]
        return cls(
            name=middle.name,
            unit=middle.unit,
            target=middle.target,
            lowest=in_order[0].value,
            median=middle.value,
            highest=in_order[-1].value,
            runs=len(runs),
            holds=middle.holds,
            commit=commit,
        )

    def document(self) -> dict[str, Any]:
        """Return the figure as it stands in the JSON output."""
        return asdict(self)


def cpu_ratio(work: Work, reference: Work, rounds: int) -> float:
    """
    Return how much more CPU time some work takes than other work: the median of rounds that run one after the other.

    CPU time, and both in each round, because a machine that others use too is slower at one time than at another. One
    round more goes before them, so that both are warm.
    """
    ratios = [cpu_seconds(work, number) / cpu_seconds(reference, number) for number in range(rounds + 1)]
    return median(ratios[1:])


def cpu_seconds(work: Work, number: int) -> float:
    """Return how much CPU time a round of work takes."""
    gc.collect()
    with everything_old():
        start = time.process_time()
        work(number)
        return time.process_time() - start


@contextmanager
def everything_old() -> Iterator[None]:
    """
    Keep what is there already out of the garbage collector's rounds, as a function does after its start.

    What was kept out before stays out: a process that has frozen its own things goes on so.
    """
    frozen_before = gc.get_freeze_count() > 0
    gc.freeze()
    try:
        yield
    finally:
        if not frozen_before:
            gc.unfreeze()
