"""Every issue and every board's reason: one sentence on what is wrong, one on how to mend it."""

from cmehub.issues.entries import Entry, Severity
from cmehub.issues.entries.activities import ACTIVITIES
from cmehub.issues.entries.boards import BOARDS
from cmehub.issues.entries.decisions import DECISIONS
from cmehub.issues.entries.files import FILES
from cmehub.issues.entries.headings import HEADINGS
from cmehub.issues.entries.learners import LEARNERS
from cmehub.issues.entries.matches import MATCHES
from cmehub.issues.entries.records import RECORDS
from cmehub.issues.entries.rows import ROWS

__all__ = ["CATALOGUE", "GROUPS", "Entry", "Severity"]

GROUPS: dict[str, dict[str, Entry]] = {
    "The file": FILES,
    "The headings of a table": HEADINGS,
    "Any row": ROWS,
    "Activities": ACTIVITIES,
    "Learners, before any board is asked": LEARNERS,
    "Learners, beside the records that are stored": RECORDS,
    "Learner matching": MATCHES,
    "Reasons that boards give": BOARDS,
    "Decision files of boards": DECISIONS,
}
"""The entries by what they are about, in the order in which the hub comes to ask."""

CATALOGUE: dict[str, Entry] = {code: entry for entries in GROUPS.values() for code, entry in entries.items()}
"""All entries by their code."""

BOARD_REASONS: frozenset[str] = frozenset(code for code, entry in CATALOGUE.items() if entry.fields is not None)
"""The codes that a board's rejection may have."""
