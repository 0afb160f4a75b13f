"""What a provider's own headings mean, as was agreed for all its files."""

from collections.abc import Mapping

from cmehub.formats.activities.workbook import ActivityColumns
from cmehub.formats.headings import plain_heading
from cmehub.formats.learners.workbook import LearnerColumns
from cmehub.formats.matches.columns import MatchColumns

MOST_AGREED = 500
"""Of a provider."""


def is_of_a_template(heading: str) -> bool:
    """Tell whether a template has a heading, however it is spelt."""
    return any(columns([heading]).headings.found for columns in (LearnerColumns, ActivityColumns, MatchColumns))


def agreed_with(known: Mapping[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
    """
    Return what headings mean after changes.

    Parameters
    ----------
    known, changes
        By the provider's own heading, a template's heading or nothing if it isn't to be read; None forgets it. Of two
        spellings that are read as the same the last stays.
    """
    changed = {plain_heading(heading) for heading in changes}
    kept = {heading: meant for heading, meant in known.items() if plain_heading(heading) not in changed}
    return kept | {heading: meant for heading, meant in changes.items() if meant is not None}
