"""What is told of sent rosters in full: every fault of theirs, or every licensee that loading them changes."""

from collections.abc import Iterable, Mapping

from cmehub.documents.csv_tables import csv_table
from cmehub.people.roster_lines import RosterFault
from cmehub.people.rosters import RosterEntry


def faults_table(faults: Iterable[RosterFault]) -> bytes:
    """Return all faults as CSV."""
    rows = ((str(fault.line), fault.column, fault.value, f"It {fault.what}.") for fault in faults)
    return csv_table(("Line", "Column", "What Stands There", "What Is Wrong"), rows)


def changes_table(before: Mapping[str, RosterEntry], after: Mapping[str, RosterEntry]) -> bytes:
    """Return as CSV who is added, changed and taken out, and which columns change, but nothing of what stands there."""
    numbers = sorted(before.keys() | after.keys())
    rows = ((number, *change) for number in numbers if (change := _change(before.get(number), after.get(number))))
    return csv_table(("Licence Number", "Change", "Columns"), rows)


def _change(before: RosterEntry | None, after: RosterEntry | None) -> tuple[str, str] | None:
    if before == after:
        return None
    if before is None or after is None:
        return ("taken out" if before else "added"), ""
    columns = [name for name in RosterEntry.model_fields if getattr(before, name) != getattr(after, name)]
    return "changed", ", ".join(columns)
