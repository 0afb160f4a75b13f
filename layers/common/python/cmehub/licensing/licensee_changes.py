"""What changed of the credits that a state was told of its licensees, from night to night; pure, no I/O."""

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Self

from cmehub.licensing.state_credits import StateCredit

COLUMNS = (
    "change", "licence", "credit_id", "activity_id", "title", "provider_id", "completed_on", "amount", "topics",
)  # fmt: skip
"""Of the file, in order."""


class Change(StrEnum):
    """
    What a line of the file says.

    ``begin`` is about the licensee: whatever the state has of it from earlier files counts no more.
    """

    BEGIN = "begin"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    ADDED = "added"


class ToldCredit(NamedTuple):
    """A credit as the file tells it, in texts; ``topics`` have ``; `` between them."""

    credit_id: str
    activity_id: str
    title: str
    provider_id: str
    completed_on: str
    amount: str
    topics: str

    @classmethod
    def of(cls, credit: StateCredit) -> Self:
        """Return what is told of a credit."""
        return cls(
            credit.credit_id,
            credit.activity_id,
            credit.title,
            credit.provider_id,
            credit.completed_on.isoformat(),
            f"{credit.amount:g}",
            "; ".join(dict.fromkeys(content.topic for content in credit.contents)),
        )


class LicenseeNight(NamedTuple):
    """
    A licensee in one night.

    Attributes
    ----------
    told
        What the state knows by its files, this one included.
    changes
        What this one tells; None for a credit with ``begin``.
    """

    licence: str
    told: tuple[ToldCredit, ...]
    changes: tuple[tuple[Change, ToldCredit | None], ...]

    @classmethod
    def kept(cls, parts: Sequence[Any]) -> Self:
        """Return it as it was kept in JSON."""
        licence, told, changes = parts
        return cls(
            licence,
            tuple(ToldCredit(*credit) for credit in told),
            tuple((Change(change), credit and ToldCredit(*credit)) for change, credit in changes),
        )

    @property
    def parts(self) -> tuple[Any, ...]:
        """What is kept of it in JSON."""
        changes = [(change, credit and tuple(credit)) for change, credit in self.changes]
        return self.licence, [*map(tuple, self.told)], changes

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last completion of which this file tells something; None if it tells of no credit."""
        days = [credit.completed_on for _, credit in self.changes if credit]
        return (dt.date.fromisoformat(min(days)), dt.date.fromisoformat(max(days))) if days else None

    @property
    def lines(self) -> Iterator[tuple[object, ...]]:
        """The lines of the file, by `COLUMNS`."""
        for change, credit in self.changes:
            if credit is None:
                yield (change, self.licence, *(None for _ in ToldCredit._fields))
            else:
                yield (change, self.licence, *credit)


def licensee_night(
    licence: str, before: Sequence[ToldCredit] | None, now: Sequence[ToldCredit] | None
) -> LicenseeNight:
    """
    Return what a night's file tells of a licensee.

    Nothing is told of a physician who withholds, not even that something was taken back: beginning to withhold and
    ending it look like nights in which nothing was reported.

    Parameters
    ----------
    before
        What the state knows by earlier files; None if the licensee stood in none.
    now
        What the state may see; None if the physician withholds it.
    """
    if before is None:
        return LicenseeNight(
            licence, (*(now or ()),), ((Change.BEGIN, None), *((Change.ADDED, new) for new in now or ()))
        )
    if now is None:
        return LicenseeNight(licence, (*before,), ())
    old, new = ({credit.credit_id: credit for credit in some} for some in (before, now))
    withdrawn = [(Change.WITHDRAWN, credit) for credit_id, credit in old.items() if credit_id not in new]
    others = [
        (Change.CHANGED if credit_id in old else Change.ADDED, credit)
        for credit_id, credit in new.items()
        if old.get(credit_id) != credit
    ]
    return LicenseeNight(licence, (*now,), (*withdrawn, *others))
