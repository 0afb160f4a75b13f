"""What a provider agrees to with a year's report, as numbered versions of the text."""

import datetime as dt
import hashlib
from typing import NamedTuple


class Agreement(NamedTuple):
    """A version of the text; ``since`` is the first day, US Eastern, on which it is signed."""

    version: str
    since: dt.date
    paragraphs: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, so that it can be shown later what was signed."""
        return hashlib.sha256("\n".join(self.paragraphs).encode()).hexdigest()


AGREEMENTS = (
    Agreement(
        "1",
        dt.date(2026, 1, 1),
        (
            "What this report says of the year's activities, learners and money is true and whole, as far as we know.",
            "We keep what shows it, and let the accreditor see it when it asks.",
            "We keep the accreditor's requirements and policies, and learners' data confidential.",
            "The accreditor may use the report to accredit us, and publish totals that name no learner.",
            "When something turns out to be wrong, we send the report anew.",
        ),
    ),
)
"""
The oldest first; a version that was ever signed stays as it is.

ACCME's annual agreement isn't public: these points are in our own words, and inferred.
"""


def agreement_on(day: dt.date) -> Agreement:
    """Return the text that is signed on a day; before there was any, the first."""
    return next((text for text in reversed(AGREEMENTS) if text.since <= day), AGREEMENTS[0])


def agreement_of(version: str) -> Agreement:
    """Return a version of the text; raises KeyError if there never was such a one."""
    return {text.version: text for text in AGREEMENTS}[version]
