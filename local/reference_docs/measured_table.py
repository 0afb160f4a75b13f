"""README's table of what was measured, from what ``python -m benchmarks --runs 3 --json`` last told."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_REPOSITORY = Path(__file__).parents[2]
_README = _REPOSITORY / "README.md"
_MEASURED = _REPOSITORY / "benchmarks" / "measured.json"
_START, _END = "<!-- measured: made by make generate -->", "<!-- measured: end -->"
_WHOLE_FROM = 100
_SIGNS = {"<=": "≤", ">=": "≥"}
_ROWS = {
    "stream": "our way from learner XML to judged rows ÷ reading its texts with `lxml`, CPU",
    "path": "openpyxl, one `get_item` an ID and one `put_item` a row ÷ our way from workbook to records, CPU",
    "write": "one `put_item` a record ÷ our record store, CPU",
    "write-credit-ids": "our record store with the sample data's credit IDs ÷ without, CPU",
    "workbook-1,000": "openpyxl ÷ our reading of a workbook of 1,000 rows, CPU",
    "workbook-100,000": "the same of 100,000 rows",
    "memory-xml": "peak memory at 1,000,000 rows of XML ÷ at 10,000",
    "memory-json": "the same of JSON",
    "memory-tab": "the same of tab-delimited text",
    "memory-xml-peak": "peak memory at 1,000,000 rows of XML, MB",
    "memory-xlsx-peak": "the same of a workbook, which is held whole",
    "matching-precision": "matching: precision on 100,000 labelled rows, %",
    "matching-recall": "recall of those that bring a number, %",
    "roster-time": "loading a roster ÷ boto3 sending the same batches, CPU",
    "roster-peak": "peak memory of loading a roster of 1,000,000 entries, MB",
    "contention-physician-day": "writes tried per chunk when 100,000 records fall on one physician's day",
    "search-speed-service": "search without counts ÷ the engine alone, 250,000 activities, median, CPU",
    "search-speed-new": "the same where nobody has asked for these words before",
    "search-speed-p99": "search with counts, slowest hundredth ÷ the engine counting everything once, CPU",
    "search-size-first": "a new process's first answer ÷ its imports and unpacking the index, CPU",
    "calls-save": "a record saved by a call of the API, on the local stack ÷ its validation in process and one write",
    "write-units-moc": "DynamoDB write units for an accepted MOC record with all facts, beside one for each credit ID",
    "write-units-cme": "the same for a CME-only record",
    "site-typing": "from a keystroke to painted results in a browser, 10,000 activities, ms, the answer apart",
    "first-sight-paint": "a first visit's first paint at 400 kb/s and 400 ms, the slowest of four, ms",
    "first-sight-console": "the same of the console, the slower of two",
    "mending-paging": "20,000 rows to mend in a browser, longest frame of paging, ms, median of three rounds",
    "mending-scrolling": "the same of scrolling; 0 where none takes more than 50",
    "mending-editing": "the same of typing into cells",
    "mending-pasting": "the same of pasting a column",
    "mending-alike": "the same of taking a value in all 20,000",
    "mending-undoing": "the same of undoing that",
    "mending-sending": "longest frame of sending all of them, ms",
    "mending-call": "the call that sends them, on the local stack, s",
}
"""The figures that README shows, by their names, as far as `benchmarks/measured.json` has them."""


def readme_text() -> str:
    """Return README with its table of measured figures made anew."""
    before, _, rest = _README.read_text("utf-8").partition(_START)
    _, _, after = rest.partition(_END)
    table = measured_table(json.loads(_MEASURED.read_text("utf-8")))
    return f"{before}{_START}\n\n{table}\n{_END}{after}"


def measured_table(figures: Sequence[Mapping[str, Any]]) -> str:
    """Return the table, and a sentence that says which commits were measured; what was measured once has no spread."""
    by_name = {figure["name"]: figure for figure in figures}
    shown = {name: what for name, what in _ROWS.items() if name in by_name}
    lines = [f"| {what} | {' | '.join(_cells(by_name[name]))} |" for name, what in shown.items()]
    commits = dict.fromkeys(by_name[name]["commit"] for name in shown)
    head = ["| what | lowest | median | highest | target |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *lines, "", f"Measured at {', '.join(commits)}.", ""])


def _cells(figure: Mapping[str, Any]) -> list[str]:
    spread = [_told(figure[name]) for name in ("lowest", "median", "highest")]
    sign, limit = figure["target"].split(" ")
    return [*(spread if figure["runs"] > 1 else ["", spread[1], ""]), f"{_SIGNS[sign]} {_told(float(limit))}"]


def _told(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value < _WHOLE_FROM else f"{value:,.0f}"
