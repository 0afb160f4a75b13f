"""The parts of a mail: the counts at its top, and a section for each way in which rows went."""

from typing import NamedTuple

from cmehub.issues.issue import Issue
from functions.notify.mail.summary import ReasonGroup, Section, Summary
from functions.notify.mail.wording import RowWords

_GREEN, _ORANGE, _RED, _BLUE = "#19613a", "#8c3e00", "#a30d0d", "#1a4480"
MOST_TOLD = 10
"""Of the groups of a section."""
_PALE_GREEN, _PALE_ORANGE, _PALE_RED = "#edf7f0", "#fdf2e9", "#fdeeee"


class MailCount(NamedTuple):
    """A count at the top of the mail, and its colours."""

    rows: int
    label: str
    colour: str
    ground: str


class MailSection(NamedTuple):
    """
    A part of the mail.

    Attributes
    ----------
    title, explanation
        Its heading, and a sentence below it.
    notes
        What is told of the file as a whole.
    groups, singles
        Its groups, the largest first; if several are of one row alone, these are gathered.
    is_cut
        Whether there are more groups.
    """

    title: str
    explanation: str
    notes: tuple[Issue, ...]
    groups: list[ReasonGroup]
    singles: list[ReasonGroup]
    colour: str
    is_cut: bool


def tallies(summary: Summary) -> list[MailCount]:
    """Return the counts at the top of the mail."""
    return [
        MailCount(summary.accepted, "accepted", _GREEN, _PALE_GREEN),
        MailCount(summary.refused, "refused by CME Hub", _ORANGE, _PALE_ORANGE),
        MailCount(summary.rejected, "rejected by boards", _RED, _PALE_RED),
    ]


def mail_sections(summary: Summary, words: RowWords) -> list[MailSection]:
    """Return the sections that have anything to say, each with its ten largest groups: a mail is read on a phone."""
    refused = f"{summary.refused:,} {words.for_count(summary.refused)}"
    rejected = f"{summary.rejected:,} {words.for_count(summary.rejected)}"
    sections = [
        _section(
            f"Refused by CME Hub: {refused}",
            "Nothing of these was stored or passed on to a board.",
            summary.refusals,
            _ORANGE,
        ),
        _section(
            f"Rejected by boards: {rejected}",
            f"A board did not accept a credit in these. What the same {words.plural} report to other boards stands.",
            summary.rejections,
            _RED,
        ),
        _section(
            "Good to know",
            "These points keep nothing from being accepted.",
            summary.warnings,
            _BLUE,
            summary.file_notes,
        ),
    ]
    return [section for section in sections if section.notes or section.groups or section.singles]


def _section(title: str, explanation: str, section: Section, colour: str, notes: tuple[Issue, ...] = ()) -> MailSection:
    told = section.groups[:MOST_TOLD]
    singles = [group for group in told if group.rows.count == 1]
    if len(singles) > 1:
        groups = [group for group in told if group.rows.count > 1]
    else:
        groups, singles = told, []
    return MailSection(title, explanation, notes, groups, singles, colour, is_cut=len(section.groups) > MOST_TOLD)
