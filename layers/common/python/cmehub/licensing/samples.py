"""Audit samples: licensees drawn from a whole roster so that anybody can draw them again; pure, no I/O."""

import hashlib
import heapq
import math
from collections.abc import Collection
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

METHOD = (
    "For each licensee of the roster, the SHA-256 of the seed, a line feed and the licence number (capitals and digits "
    "alone), all in UTF-8, is written as hexadecimal digits; those with the smallest are drawn."
)
"""How a sample is drawn, for whoever wants to do it by hand."""


class Sample(BaseModel):
    """
    How many licensees are drawn, and what decides which.

    Attributes
    ----------
    seed
        The same seed draws the same licensees from the same roster.
    size, percent
        One of them. A percentage is rounded up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    size: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    percent: Annotated[float, Field(gt=0, le=100)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.size is None) == (self.percent is None):
            raise ValueError("give the size or the percentage of a sample")
        return self

    def count(self, licensees: int) -> int:
        """Return how many of so many licensees are drawn; all, if there are no more."""
        # A percentage is written in tenths or so, which binary fractions miss by a hair that must not round up.
        asked = self.size or math.ceil(round(licensees * (self.percent or 0) / 100, 6))
        return min(asked, licensees)


def drawn(sample: Sample, licence_numbers: Collection[str]) -> list[str]:
    """Return the licence numbers that a sample draws, as `METHOD` says, in the order in which they are drawn."""
    return heapq.nsmallest(
        sample.count(len(licence_numbers)),
        licence_numbers,
        key=lambda number: hashlib.sha256(f"{sample.seed}\n{number}".encode()).hexdigest(),
    )
