"""The entries of the issue catalogue, one for each code, by what they are about."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple


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
    example
        What the sentences name, as the guide's example of it has it; made up, as everything in the samples is.
    severity
        What it does to its row or file.
    heading, mend
        What stands for the message and the fix where many rows are spoken of at once, with limits, steps and forms, but
        nothing that only one row has; there is none where the sentence itself has no such thing.
    fields
        The fields of a learner's row that a board speaks of when this is its reason, which the fix-it workbook colours;
        None of what no board says. What the hub finds names its field where it is found. A sentence that says which
        ``{fields}`` disagree has these coloured instead.
    in_cells
        Whether another value in a cell of the row can get it taken; the fix-it workbook has others on a sheet apart.
    against_stored
        Whether something that is stored keeps the row out, which might well be taken at another time.
    no_fixture
        Why the sandbox can't bring it about; None if it can.
    """

    message: str
    fix: str
    example: Mapping[str, Any]
    severity: Severity = Severity.ERROR
    heading: str | None = None
    mend: str | None = None
    fields: tuple[str, ...] | None = None
    in_cells: bool = True
    against_stored: bool = False
    no_fixture: str | None = None
