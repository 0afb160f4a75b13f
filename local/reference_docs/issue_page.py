"""The page of the issue catalogue: every code with its sentence, its mend and an example."""

from collections.abc import Iterator

from cmehub.issues.catalogue import GROUPS, Entry, Severity
from cmehub.issues.issue import file_issue, row_issue

_DOES = {
    Severity.ERROR: "An error: the row is not taken.",
    Severity.WARNING: "A warning: the row is taken.",
    Severity.NOTE: "A note: the row is taken, with a repair.",
}
_DOES_NOT_READ = "An error: the file isn't read, or not to its end."
_REJECTS = "The board rejects the record."
_FILE = "The file"
_BOARDS = "Reasons that boards give"
_ROW = 3


def issue_page() -> str:
    """Return the page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Issues and reasons"
    yield ""
    yield "What CME Hub says of a file, a row or a record, and how to mend it. The codes stay as they are; the"
    yield "sentences may get better. In a report each stands with its row, field and value, and with a suggestion"
    yield "where one can be told. This page is made from the code with `make generate`."
    for group, entries in GROUPS.items():
        yield ""
        yield f"## {group}"
        for code, entry in entries.items():
            yield from _entry(code, entry, group)


def _entry(code: str, entry: Entry, group: str) -> Iterator[str]:
    example = file_issue(code, **entry.example) if group == _FILE else row_issue(code, _ROW, **entry.example)
    yield ""
    yield f"### {code}"
    yield ""
    yield {_FILE: _DOES_NOT_READ, _BOARDS: _REJECTS}.get(group) or _DOES[entry.severity]
    yield ""
    yield f"- Sentence: {_code(entry.message)}"
    yield f"- Mend: {_code(entry.fix)}"
    if example.message != entry.message or example.fix != entry.fix:
        yield f"- Example: {example.message} {example.fix}"


def _code(sentence: str) -> str:
    """Return a sentence as code where it has places to fill, or Markdown would take a part of it for a tag."""
    return f"`{sentence}`" if "{" in sentence or "<" in sentence else sentence
