"""The lists from which the cells of a template or a fix-it workbook are chosen."""

import datetime as dt

from cmehub.activities.choices import ACTIVITY_FORMATS, DELIVERIES, FEES, OUTCOMES, REGISTRATIONS, REMS_TYPES
from cmehub.learners.rems import DEA_REGISTRATIONS, PRACTICE_AREAS, PROFESSIONS, TIMES_IN_PRACTICE
from cmehub.people.states import STATES
from cmehub.rules.packs import boards_taking, rule_pack


def valid_values(on: dt.date) -> dict[str, tuple[str, ...]]:
    """Return the lists that cells are chosen from, by name, as they are on a day."""
    boards = boards_taking(on)
    return {
        "Record Action": ("Add", "Update", "Delete"),
        "Learner Action": ("Add", "Delete"),
        "Yes or No": ("Yes", "No"),
        "Activity Format": tuple(ACTIVITY_FORMATS),
        "Delivery Method": DELIVERIES,
        "State": tuple(STATES),
        "Licensing State": tuple(STATES.values()),
        "Providership": ("Direct", "Joint"),
        "Fee": FEES,
        "Registration": REGISTRATIONS,
        "Outcome": OUTCOMES,
        "REMS Type": REMS_TYPES,
        "Profession": PROFESSIONS,
        "DEA Registration": DEA_REGISTRATIONS,
        "Practice Area": PRACTICE_AREAS,
        "Time in Practice": TIMES_IN_PRACTICE,
        "Board": boards,
        "Credit Type": tuple(dict.fromkeys(name for board in boards for name in rule_pack(board, on).types_on(on))),
        "Content Kind": ("Level 3 ID", "Tag ID", "Free Text"),
    }
