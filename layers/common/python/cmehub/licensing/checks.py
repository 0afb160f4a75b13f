"""Checks: how all licensees of a list, of a roster or of a sample stand by what their state asks."""

import datetime as dt
import hashlib
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.samples import Sample
from cmehub.people.rosters import Degree

CHECK_LIFE = dt.timedelta(days=90)
"""For so long a check and its results are kept; the check of an audit as long as that."""

MOST_LISTED = 250_000
"""Licence numbers of one list."""

MOST_RUNNING = 3
"""Checks of a state at a time."""

ABANDONED_AFTER = dt.timedelta(days=1)
"""A check that isn't finished by then holds no other one up."""


class CheckResult(StrEnum):
    """
    What came of one licensee.

    ``met`` is told only if the cycle, the hours and all duties that hold are known; duties that concern only some
    licensees decide nothing, since the hub doesn't know whom.
    """

    MET = "met"
    OPEN = "open"
    NOT_FOUND = "not found"
    CYCLE_UNKNOWN = "cycle unknown"
    NOT_JUDGED = "not judged"


class Check(BaseModel):
    """
    What an officer asked to be checked.

    Attributes
    ----------
    check_id
        Later checks have greater ones.
    asked_by
        Who asked, as the state's log has it.
    of
        Whether a list, the whole roster, or a sample of it is checked.
    on
        The day in whose cycle each licensee is looked at.
    span
        Days that are looked at instead of each licensee's cycle.
    degree
        Of licensees of whom the roster doesn't tell it.
    sample
        How the sample is drawn.
    """

    model_config = ConfigDict(frozen=True)

    check_id: str
    state: str
    asked_by: str
    asked_at: dt.datetime
    of: Literal["list", "roster", "sample"]
    on: dt.date
    span: ChosenSpan | None = None
    degree: Degree | None = None
    sample: Sample | None = None


class CheckProgress(BaseModel):
    """
    A check, and how far it is; counted from facts that are written once.

    Attributes
    ----------
    licensees, portions
        How many licensees are looked at, in how many portions; None until that is known.
    roster_size
        How many licensees the roster had, if it was gone through.
    done
        How many portions are done.
    counts
        How many licensees have each result so far.
    with_email
        How many of them have an e-mail address on the state's roster.
    finished_at
        When the results could be fetched.
    """

    model_config = ConfigDict(frozen=True)

    check: Check
    licensees: int | None = None
    portions: int | None = None
    roster_size: int | None = None
    done: int = 0
    counts: dict[CheckResult, int] = {}
    with_email: int = 0
    finished_at: dt.datetime | None = None

    @property
    def is_judged(self) -> bool:
        """Whether every portion is done."""
        return self.portions is not None and self.done == self.portions


CHECKS = "licensing-checks/"
"""What is put there goes after `CHECK_LIFE`: `infra.buckets` says so."""


def asked_key(state: str, asked_by: str, idempotency_key: str) -> str:
    """Return where it is kept which check a caller asked for under an Idempotency-Key."""
    name = hashlib.sha256("\x1f".join((asked_by, idempotency_key)).encode()).hexdigest()
    return f"{CHECKS}{state}/asked/{name}.json"


def check_key(check: Check, name: str) -> str:
    """Return the key of an object of a check."""
    return f"{CHECKS}{check.state}/{check.check_id}/{name}"


def result_key(check: Check, portion: int) -> str:
    """Return the key of what came of a portion."""
    return check_key(check, f"results/{portion}.jsonl.gz")
