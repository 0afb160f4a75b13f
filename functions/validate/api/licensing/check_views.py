"""What officers ask to be checked, and what they are told of it."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from cmehub.api.contract import Day
from cmehub.licensing.checks import CHECK_LIFE, MOST_LISTED, CheckProgress, CheckResult
from cmehub.licensing.samples import METHOD, Sample
from cmehub.licensing.state_readers import StateReader, is_system
from cmehub.people.rosters import Degree
from functions.validate.api.licensing.audit_views import AuditView
from functions.validate.api.licensing.views import DaysInput


class CheckInput(DaysInput):
    """
    Who is to be checked: a list, the whole roster, or a sample of it.

    Attributes
    ----------
    numbers
        Licence numbers.
    file
        A workbook (.xlsx) or text file (.csv, tab-delimited) with a column Licence Number, or with one column alone, in
        Base64.
    roster
        True for the whole roster.
    sample
        How many of the roster are drawn by lot, and by which seed.
    on
        The day in whose cycle each licensee is looked at; today if it is left out.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"numbers": ["35900001", "35900002"], "on": "2026-11-20"}, {"roster": True}]}
    )

    numbers: (
        Annotated[list[Annotated[str, StringConstraints(max_length=100)]], Field(min_length=1, max_length=MOST_LISTED)]
        | None
    ) = None
    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]*={0,2}$")] | None = None
    roster: Literal[True] | None = None
    sample: Sample | None = None
    on: Day | None = None

    @field_validator("file")
    @classmethod
    def _whole(cls, file: str | None) -> str | None:
        if file and len(file) % 4:
            raise ValueError("give the whole file in Base64, with its padding")
        return file

    @model_validator(mode="after")
    def _in_one_way(self) -> Self:
        ways = (self.numbers, self.file, self.roster, self.sample)
        if sum(way is not None for way in ways) != 1:
            raise ValueError("numbers, file, roster and sample: give one of them")
        if self.on and self.since:
            raise ValueError("on and since: give the day of a cycle, or days instead of it")
        return self

    @property
    def of(self) -> Literal["list", "roster", "sample"]:
        """Who is to be checked."""
        return "sample" if self.sample else "roster" if self.roster else "list"


class SampleView(BaseModel):
    """How a sample was drawn; ``method`` tells how to do it by hand."""

    seed: str
    size: int | None
    percent: float | None
    method: str


class CheckFile(BaseModel):
    """A file of results; the address is good for five minutes."""

    kind: str
    name: str
    url: str


class CheckView(BaseModel):
    """
    A check, and how far it is.

    Attributes
    ----------
    of
        Whether a list, the whole roster or a sample of it is checked.
    asked_by
        Who asked, as the hub calls them: an officer, or the key's ID if it was the board's own system (``by_system``);
        ``is_you`` if that is who asks now.
    on
        In whose cycle each licensee is looked at, unless days were chosen: ``since`` to ``until``.
    licensees
        How many are looked at; null until that is known.
    checked
        How many were looked at so far.
    counts
        How many have each result so far.
    with_email
        How many of them have an e-mail address on the state's roster.
    roster_size
        How many licensees the roster had, if it was gone through.
    finished_at, kept_until
        Since when there are results, and until when.
    files
        The results, once they are there; a list of checks has none.
    audit
        Of a sample whose drawn were told; a list of checks has none.
    """

    check_id: str
    state: str
    of: Literal["list", "roster", "sample"]
    asked_at: dt.datetime
    asked_by: str
    by_system: bool
    is_you: bool
    on: dt.date
    since: dt.date | None
    until: dt.date | None
    degree: Degree | None
    sample: SampleView | None
    licensees: int | None
    checked: int
    counts: dict[CheckResult, int]
    with_email: int
    roster_size: int | None
    finished_at: dt.datetime | None
    kept_until: dt.datetime
    files: tuple[CheckFile, ...] = ()
    audit: AuditView | None = None

    @classmethod
    def of_progress(cls, progress: CheckProgress, reader: StateReader, files: tuple[CheckFile, ...] = ()) -> Self:
        """Return what is told of a check to a reader of its state."""
        check, sample = progress.check, progress.check.sample
        return cls(
            check_id=check.check_id,
            state=check.state,
            of=check.of,
            asked_at=check.asked_at,
            asked_by=check.asked_by.partition(" ")[2],
            by_system=is_system(check.asked_by),
            is_you=check.asked_by == reader.reader_id,
            on=check.on,
            since=check.span.starts if check.span else None,
            until=check.span.ends if check.span else None,
            degree=check.degree,
            sample=SampleView(**sample.model_dump(), method=METHOD) if sample else None,
            licensees=progress.licensees,
            checked=sum(progress.counts.values()),
            counts={result: progress.counts.get(result, 0) for result in CheckResult},
            with_email=progress.with_email,
            roster_size=progress.roster_size,
            finished_at=progress.finished_at,
            kept_until=check.asked_at + CHECK_LIFE,
            files=files,
        )


class CheckList(BaseModel):
    """A part of a state's checks, the latest first."""

    checks: tuple[CheckView, ...]
