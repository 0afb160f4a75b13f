"""What officers say to those drawn in a sample, and what they are told of the audit."""

import datetime as dt
from typing import Self

from pydantic import BaseModel, ConfigDict

from cmehub.api.contract import Day
from cmehub.licensing.audits import AuditAnswer, AuditedLicensee, AuditProgress, BoardWords
from cmehub.licensing.state_readers import StateReader


class AuditInput(BaseModel):
    """
    What those drawn are told.

    Attributes
    ----------
    until
        The last day, US Eastern, on which they can answer.
    words
        What the board says to them, if it has something to say. It stands in their accounts, not in the mail.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"until": "2027-01-29", "words": "Tell us of courses abroad too."}]},
    )

    until: Day
    words: BoardWords = ""


class AuditView(BaseModel):
    """
    An audit, and how far it is.

    Attributes
    ----------
    until, words
        Until the end of which day, US Eastern, those drawn can answer, and what the board said to them.
    told_at, told_by
        When they were told, and who had that done; ``is_you`` if that is who asks.
    told
        How many were told so far: all see the audit in their accounts, if they have one.
    with_email
        To how many of these a mail went, since they had an e-mail address on the state's roster. Whoever has an account
        is mailed to there.
    answered
        How many have answered.
    kept_until
        Until when the audit is kept, with its answers.
    """

    until: dt.date
    words: str
    told_at: dt.datetime
    told_by: str
    is_you: bool
    told: int
    with_email: int
    answered: int
    kept_until: dt.datetime

    @classmethod
    def of(cls, progress: AuditProgress, reader: StateReader) -> Self:
        """Return what is told of an audit to a reader of its state."""
        audit = progress.audit
        return cls(
            until=audit.until,
            words=audit.words,
            told_at=audit.told_at,
            told_by=audit.told_by.partition(" ")[2],
            is_you=audit.told_by == reader.reader_id,
            told=progress.told,
            with_email=progress.with_email,
            answered=progress.answered,
            kept_until=audit.kept_until,
        )


class AuditedLicenseeView(BaseModel):
    """
    Somebody who was drawn.

    Attributes
    ----------
    family_name, given_name
        As the roster had them; null if it had no such number any more when the sample was looked at.
    has_email
        Whether the state's roster had an e-mail address when they were told.
    answer, answered_at
        What they answered, the last time.
    """

    licence: str
    family_name: str | None
    given_name: str | None
    has_email: bool
    answer: str | None
    answered_at: dt.datetime | None

    @classmethod
    def of(cls, licensee: AuditedLicensee, answer: AuditAnswer | None) -> Self:
        """Return what is told of somebody."""
        return cls(
            **licensee.model_dump(include={"licence", "family_name", "given_name", "has_email"}),
            answer=answer.words if answer else None,
            answered_at=answer.at if answer else None,
        )


class AuditedLicenseeList(BaseModel):
    """A part of those who were told, by licence number; when they were, and until when they can answer."""

    told_at: dt.datetime
    until: dt.date
    licensees: tuple[AuditedLicenseeView, ...]
