"""The words of a mail that depend on what was sent and what came of it."""

import datetime as dt
from typing import NamedTuple

from cmehub.fields.plain_text import one_line
from cmehub.submissions.row_numbers import RowNumbers
from cmehub.submissions.submission import Submission
from functions.notify.mail.summary import Summary

_LONGEST_NAME = 60


class RowWords(NamedTuple):
    """What the sender calls rows, and how they are counted."""

    singular: str
    plural: str
    counting: str

    def for_count(self, count: int) -> str:
        """Return the word that goes with a number."""
        return self.singular if count == 1 else self.plural

    def listing(self, rows: RowNumbers) -> str:
        """Return the rows of a group as a mail lists them."""
        if rows.count == 1:
            return f"{self.singular.capitalize()} {rows}"
        return f"{self.plural.capitalize()} {rows} ({rows.count:,} {self.plural})"


_ROWS = RowWords("row", "rows", "Rows are counted as in your file.")
_SHEET = RowWords("row", "rows", "Row numbers are those that your sheet shows.")
_LINES = RowWords("row", "rows", "Rows are counted by the lines of the file, from 1.")
_BY_FORMAT = {
    "learner-workbook": _SHEET,
    "learner-csv": _LINES,
    "learner-tab": _LINES,
    "learner-xml": RowWords("report", "reports", "Reports are the file's ActivityReport elements, counted from 1."),
    "learner-json": RowWords("report", "reports", "Reports are the document's ActivityReport objects, counted from 1."),
    "activity-json": RowWords(
        "activity", "activities", "Activities are the document's MedicalEducationMetrics objects, counted from 1."
    ),
    "match-workbook": _SHEET,
    "match-csv": _LINES,
    "match-tab": _LINES,
    "match-json": RowWords("learner", "learners", "Learners are the objects of the array, counted from 1."),
    "match-xml": RowWords("learner", "learners", "Learners are the elements that hold one each, counted from 1."),
    "activity-workbook": _SHEET,
    "activity-tab": _LINES,
    "activity-csv": _LINES,
    "activity-table": _LINES,
    "activity-xml": RowWords(
        "activity", "activities", "Activities are the file's MedicalEducationMetrics elements, counted from 1."
    ),
}


FIX_IT_ADVICE = (
    "If you would rather use Excel: download the fix-it workbook, which holds the rows to mend, mend its coloured "
    "cells and save it."
)


def row_words(submission: Submission) -> RowWords:
    """Return what the rows of a submission are called."""
    return _BY_FORMAT.get(submission.format or "", _ROWS)


def headline(summary: Summary, words: RowWords) -> str:
    """Say in one line what the sender has to do."""
    if not summary.rows:
        return "Nothing could be taken from your file"
    if summary.file_issues:
        return "Only a part of your file could be read"
    needs = "needs" if summary.to_mend == 1 else "need"
    return f"{summary.to_mend:,} of {summary.rows:,} {words.for_count(summary.rows)} {needs} mending"


def preview(summary: Summary, words: RowWords) -> str:
    """Say what a mailbox shows beside the subject."""
    if not summary.rows:
        return summary.file_issues[0].message
    accepted = f"{summary.accepted:,} {words.for_count(summary.accepted)} accepted"
    return f"{accepted}, {summary.refused:,} refused by CME Hub, {summary.rejected:,} rejected by boards."


def read(submission: Submission, summary: Summary, words: RowWords) -> str:
    """Say how much of the file was read, so that the sender sees whether it was all."""
    rows = f"{summary.rows:,} {words.for_count(summary.rows)}"
    if submission.lines is None:
        return f"CME Hub read {rows}."
    return f"CME Hub read {rows} in {submission.lines:,} {'line' if submission.lines == 1 else 'lines'}."


def advice(summary: Summary, words: RowWords, *, has_fix_it: bool) -> list[str]:
    """Say what to do next, in paragraphs."""
    if not summary.rows:
        return ["Mend the file as shown below and send it again."]
    if not summary.to_mend:
        return ["Mend the file as shown below and send it again. What was accepted is not counted twice."]
    mend = "Or mend" if has_fix_it else "Mend"
    return [
        (
            f"{mend} what is listed below in your own file, then send a file with the mended {words.plural}. "
            "If you send the others again too, what was accepted is not counted twice."
        ),
        f"{words.counting} One that has several problems is listed under each.",
    ]


def moment(at: dt.datetime) -> str:
    """Return a time as a mail tells it."""
    return f"{day(at)}, {at:%H:%M} UTC"


def day(at: dt.date) -> str:
    """Return a day as a mail tells it."""
    return f"{at.day} {at:%B %Y}"


def file_name(submission: Submission) -> str:
    """Return what the provider called the file, fit to be shown."""
    return shown(submission.upload_key.rpartition("/")[2]) or "without a name"


def shown(name: str) -> str:
    """Return a name that a stranger chose on one line, without characters that can't be seen, and not too long."""
    text = one_line(name)
    if len(text) <= _LONGEST_NAME:
        return text
    half = _LONGEST_NAME // 2
    return f"{text[:half].rstrip()}…{text[-half + 1 :].lstrip()}"
