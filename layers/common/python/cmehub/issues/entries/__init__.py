"""The entries of the issue catalogue, one for each code, by what they are about."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """
    What an issue does to its row or file.

    An error keeps it out, a warning lets it in, a note only tells: of a repair, or of what to do otherwise next time.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Entry(NamedTuple):
    """
    One kind of problem; the sentences are format strings.

    Attributes
    ----------
    message, fix
        What is wrong with one row or file, and how to mend it.
    severity
        What it does to its row or file.
    heading, mend
        What stands for the message and the fix where many rows are spoken of at once. They name no more than ``field``
        and ``board``; there is none where the sentence itself says nothing that only one row has.
    """

    message: str
    fix: str
    severity: Severity = Severity.ERROR
    heading: str | None = None
    mend: str | None = None
