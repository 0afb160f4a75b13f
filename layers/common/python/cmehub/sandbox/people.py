"""The people of a sandbox, all invented, on the rosters that it needs; their IDs are nobody else's in the samples."""

from collections.abc import Sequence

from cmehub.people.rosters import RosterEntry
from cmehub.sandbox import SLOW_BOARD

STATE = "GU"
"""The state whose licensees are those of the sandbox and nobody else."""


def _entry(authority: str, entry_id: str, given_name: str, family_name: str, birth_month_day: str) -> RosterEntry:
    return RosterEntry(
        authority=authority,
        entry_id=entry_id,
        given_name=given_name,
        family_name=family_name,
        birth_month_day=birth_month_day,
    )


ANESTHESIOLOGIST = _entry("ABA", "30009001", "Ardith", "Sandgrove", "01-11")
INTERNIST = _entry("ABIM", "9001", "Bertil", "Sandgrove", "02-12")
TWIN = _entry("ABIM", "9002", "Corin", "Sandgrove", "03-13")
OTHER_TWIN = _entry("ABIM", "9003", "Corin", "Sandgrove", "03-13")
PEDIATRICIAN = _entry("ABP", "9001", "Delphine", "Sandgrove", "04-14")
OTOLARYNGOLOGIST = _entry(SLOW_BOARD, "9001", "Emlyn", "Sandgrove", "05-15")
LICENSEE = _entry(STATE, "SBX1", "Fenella", "Sandgrove", "06-16")
LICENSED_TWIN = _entry(STATE, "SBX2", "Gwilym", "Sandgrove", "07-17")
OTHER_LICENSED_TWIN = _entry(STATE, "SBX3", "Gwilym", "Sandgrove", "07-17")
ROSTERS: dict[str, Sequence[RosterEntry]] = {
    "ABA": (ANESTHESIOLOGIST,),
    "ABIM": (INTERNIST, TWIN, OTHER_TWIN),
    "ABP": (PEDIATRICIAN,),
    SLOW_BOARD: (OTOLARYNGOLOGIST,),
    STATE: (LICENSEE, LICENSED_TWIN, OTHER_LICENSED_TWIN),
}
"""By whose they are."""

STRANGER = _entry("ABIM", "9099", "Hesper", "Nowhere", "08-18")
"""Somebody who is on no roster."""
UNKNOWN_NPI = "9999999995"
"""Well-formed, and nobody's: those that are given begin with 1 or 2."""
