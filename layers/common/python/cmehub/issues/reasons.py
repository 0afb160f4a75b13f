"""Reasons: what is wrong with many rows at once, without anything that stands in one of them."""

from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import NamedTuple

from cmehub.issues.catalogue import CATALOGUE
from cmehub.issues.issue import Issue
from cmehub.submissions.submission import LineResult

WORDS_OF_RULES = frozenset(
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
        "maximum",
        "limit",
        "most",
        "days",
        "points",
        "period",
        "year",
        "closed_on",
    }
)
"""What the sentences of the catalogue name and no row has of its own: fields, boards, and what the rules know."""


class Reason(NamedTuple):
    """Why rows were not accepted, and how to mend them; rows with the same two sentences are told of together."""

    code: str
    heading: str
    mend: str


class _Words(dict[str, str]):
    """Words for a sentence; one that isn't known, as of an issue that an earlier version stored, is left open."""

    def __missing__(self, word: str) -> str:
        return "…"


def reason_of_issue(issue: Issue) -> Reason:
    """Return the reason that an issue about a row stands for."""
    entry = CATALOGUE[issue.code]
    heading, mend = issue.message, issue.fix
    of_heading, of_mend = not says_only_rules(entry.message), not says_only_rules(entry.fix)
    if of_heading or of_mend:
        words = _Words(_words_of(issue))
        heading = str(entry.heading).format_map(words) if of_heading else heading
        mend = str(entry.mend).format_map(words) if of_mend else mend
    return Reason(issue.code, heading, mend)


def reason_of_rejection(line: LineResult) -> Reason:
    """Return the reason why a board rejected a credit line."""
    code = str(line.reason_code)
    entry = CATALOGUE[code]
    return Reason(code, str(line.reason), (entry.mend or entry.fix).format(board=line.board))


def fields_said(issue: Issue) -> str:
    """Return what an issue says of which fields disagree, such as ``given name and birth day``; blank if nothing."""
    return _words_of(issue).get("fields", "")


def fields_rejected(line: LineResult) -> str:
    """Return the same of a board's reason."""
    known = {"board": line.board}
    return words_said(CATALOGUE[str(line.reason_code)].message, str(line.reason), known).get("fields", "")


@cache
def says_only_rules(sentence: str) -> bool:
    """Tell whether a sentence of the catalogue names nothing but fields, boards and what the rules know."""
    return {name for _, name in _pieces(sentence) if name} <= WORDS_OF_RULES


def words_said(template: str, sentence: str, known: Mapping[str, str]) -> dict[str, str]:
    """
    Return what a sentence says in the places of its template.

    Parameters
    ----------
    template, sentence
        A sentence of the catalogue, and what was made of it.
    known
        What stands in some of its places, among them all that strangers wrote.

    Returns
    -------
    dict
        By the names of the places, what is known too; the latter alone if the sentence was made otherwise.
    """
    said, rest = dict(known), sentence
    pieces = _pieces(template)
    for (literal, name), (following, _) in zip(pieces, (*pieces[1:], ("", None)), strict=True):
        if not rest.startswith(literal):
            return dict(known)
        rest = rest.removeprefix(literal)
        if name is None:
            continue
        if name not in said:
            said[name] = rest.partition(following)[0] if following else rest
        if not rest.startswith(said[name]):
            return dict(known)
        rest = rest.removeprefix(said[name])
    return dict(known) if rest else said


def _words_of(issue: Issue) -> dict[str, str]:
    entry = CATALOGUE[issue.code]
    known = {"field": str(issue.field), "value": str(issue.value)}
    return words_said(f"{entry.message}\n{entry.fix}", f"{issue.message}\n{issue.fix}", known)


@cache
def _pieces(sentence: str) -> tuple[tuple[str, str | None], ...]:
    """Return the literal texts of a format string, each with the name of the place that follows it."""
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(sentence))
