"""Reasons: what is wrong with many rows at once, without anything that stands in one of them."""

from functools import cache
from string import Formatter
from typing import NamedTuple

from cmehub.issues.catalogue import CATALOGUE
from cmehub.issues.issue import Issue
from cmehub.submissions.submission import LineResult

_WORDS_OF_RULES = frozenset(
    {
        "field",
        "board",
        "fields",
        "expected",
        "known",
        "offered",
        "missing",
        "credit_type",
        "start",
        "step",
        "last_day",
        "reason",
    }
)


class Reason(NamedTuple):
    """Why rows were not accepted, and how to mend them; rows with the same two sentences are told of together."""

    heading: str
    mend: str


def reason_of_issue(issue: Issue) -> Reason:
    """Return the reason that an issue about a row stands for."""
    entry = CATALOGUE[issue.code]
    heading, mend = issue.message, issue.fix
    if not says_only_rules(entry.message):
        heading = str(entry.heading).format(field=issue.field)
    if not says_only_rules(entry.fix):
        mend = str(entry.mend).format(field=issue.field)
    return Reason(heading, mend)


def reason_of_rejection(line: LineResult) -> Reason:
    """Return the reason why a board rejected a credit line."""
    entry = CATALOGUE[str(line.reason_code)]
    heading = str(line.reason)
    if not says_only_rules(entry.message):
        heading = str(entry.heading).format(board=line.board)
    return Reason(heading, (entry.mend or entry.fix).format(board=line.board))


@cache
def says_only_rules(sentence: str) -> bool:
    """Tell whether a sentence of the catalogue names nothing but fields, boards and what the rules know."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name} <= _WORDS_OF_RULES
