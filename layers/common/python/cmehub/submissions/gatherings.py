"""Gatherings: the calls in which boards rejected something, so many of a provider as one mail tells of."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

from pydantic import BaseModel, ConfigDict

from cmehub.submissions.submission import LineResult, LineStatus, RowResult, Submission

HOURLY_MAILS = 6
HOURS_OF_A_DAY = 24


class RejectedRow(BaseModel):
    """
    A row of a call in which boards rejected something.

    Attributes
    ----------
    record
        The name of its learner record; see `RowResult`.
    credit_lines
        Those that were rejected.
    """

    model_config = ConfigDict(frozen=True)

    activity_id: str | None = None
    record: str | None = None
    credit_lines: tuple[LineResult, ...]


class RejectedCall(BaseModel):
    """What boards rejected in a call."""

    model_config = ConfigDict(frozen=True)

    submission_id: str
    provider_id: str
    received_at: dt.datetime
    rows: tuple[RejectedRow, ...]

    @classmethod
    def of(cls, call: Submission, results: Iterable[RowResult]) -> Self | None:
        """Return what boards rejected in a call that is finished; None if it is nothing."""
        rows = []
        for result in results:
            rejected = tuple(line for line in result.credit_lines if line.status is LineStatus.REJECTED)
            if rejected:
                rows.append(RejectedRow(activity_id=result.activity_id, record=result.record, credit_lines=rejected))
        if not rows:
            return None
        return cls(
            submission_id=call.submission_id,
            provider_id=call.provider_id,
            received_at=call.received_at,
            rows=tuple(rows),
        )


class Gathering(BaseModel):
    """
    The rejected calls that one mail tells of.

    Attributes
    ----------
    gathering_id
        The ID of the call that began it.
    due_at
        When its mail is due.
    in_a_row
        Which it is since the provider last had a day without a rejected call, from 1.
    """

    model_config = ConfigDict(frozen=True)

    gathering_id: str
    provider_id: str
    due_at: dt.datetime
    in_a_row: int

    @classmethod
    def begun_by(cls, call: RejectedCall, before: "Gathering | None", *, at: dt.datetime, hour: dt.timedelta) -> Self:
        """
        Begin a gathering with a rejected call.

        The first ones last an hour, those that follow in a row a day.

        Parameters
        ----------
        call
            The first that it holds.
        before
            The provider's last one, which is closed.
        at
            When it begins.
        hour
            What counts as an hour; a stack for trials has a shorter one.
        """
        day = HOURS_OF_A_DAY * hour
        in_a_row = before.in_a_row + 1 if before and at < before.due_at + day else 1
        return cls(
            gathering_id=call.submission_id,
            provider_id=call.provider_id,
            due_at=at + (hour if in_a_row <= HOURLY_MAILS else day),
            in_a_row=in_a_row,
        )
