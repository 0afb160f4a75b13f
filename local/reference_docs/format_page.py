"""The format guide: the columns, elements and limits of every format, and an example of each."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cmehub.activities.activity import Activity
from cmehub.activities.choices import ACTIVITY_FORMATS
from cmehub.activities.rows import DESCRIPTION_LIMIT
from cmehub.chunks.ingestion import SIZE_LIMIT
from cmehub.chunks.staging import ROW_LIMIT, ROWS_LIMIT
from cmehub.documents.activity_json import activities_json
from cmehub.documents.activity_xml import activities_xml
from cmehub.fields.types import NAME_LIMIT
from cmehub.formats import json_documents, json_faults, json_members, packages, xml
from cmehub.formats.activities.columns import COLUMNS, GROUPS
from cmehub.formats.activities.layouts import HEADINGS, OLDEST, SUPPORT_COLUMNS, TEMPLATES
from cmehub.formats.activities.xml import ACTIVITY_XML
from cmehub.formats.learners.columns import LEARNER_TABLE, LearnerColumn, LearnerTable
from cmehub.formats.learners.elements import ELEMENTS, REMS_ELEMENTS, LearnerElement
from cmehub.formats.learners.xml import LEARNER_XML
from cmehub.formats.matches.columns import MATCH_COLUMNS
from cmehub.formats.synonyms import SYNONYMS
from cmehub.formats.text_lines import LINE_LIMIT
from cmehub.formats.workbook import CELL_LIMIT, SHEET_LIMIT
from cmehub.learners import rems
from cmehub.rules.packs import board_codes, rule_pack
from cmehub.submissions.rows import Format
from local.reference_docs.elements import ACTIVITY_ELEMENTS, ActivityElement
from local.sample_data.activities import sample_activities
from local.sample_data.activity_text import activities_text
from local.sample_data.completions import Completion
from local.sample_data.learner_json import write_json_reports
from local.sample_data.learner_text import write_separated
from local.sample_data.learner_xml import write_reports

_ALSO = "also understood"
_GUIDED = ("heading", "what to write", _ALSO)
_WORDS = Path(__file__).with_name("formats.md")
RULES_ON = dt.date(2026, 11, 1)
"""The day whose rule packs give the credit types."""

EXAMPLE = Completion(
    activity_id="202699001",
    completed_on=dt.date(2026, 5, 5),
    given_name="Mira",
    family_name="Osei",
    birth_day="02/29",
    state="Ohio",
    licence="35.900001",
    cme_credits=6.5,
    board="ABA",
    board_id="35550001",
    board_total=6.5,
    lines=(("Lifelong Learning", 6.5), ("Patient Safety", 2)),
    credit_ids=("ccid:cme.example.org:A8-77-1", "ccid:cme.example.org:A8-77-2", "ccid:cme.example.org:A8-77-3"),
    title="Breathing circuits refresher",
)


def format_page(learner_table: LearnerTable = LEARNER_TABLE) -> str:
    """Return the guide as Markdown: the words beside this module, with what the code knows filled in."""
    page = _WORDS.read_text("utf-8")
    for name, part in _parts(learner_table).items():
        page = page.replace(f"[[{name}]]", "\n".join(part))
    return page


def _parts(learner_table: LearnerTable) -> dict[str, Iterable[str]]:
    return {
        "learner columns": _learner_columns(learner_table.template),
        "learner additions": _learner_columns(learner_table.of("added")),
        "learner groups": _learner_columns(learner_table.of("group")),
        "rems columns": _table(("heading", "element", _ALSO), _rems_columns(learner_table)),
        "rems lists": _rems_lists(),
        "learner elements": _elements(LEARNER_XML, ELEMENTS),
        "rems elements": _elements(LEARNER_XML, REMS_ELEMENTS),
        "learner csv": _fenced("", _written(write_separated, ",", learner_table)),
        "learner xml": _fenced("xml", _written(write_reports)),
        "learner json": _fenced("json", json.dumps(json.loads(_written(write_json_reports)), indent=1)),
        "activity columns": _table(
            _GUIDED, ((column.heading, column.guidance, _synonyms(column.heading)) for column in COLUMNS)
        ),
        "activity groups": _table(("heading", "what to write"), _activity_groups()),
        "activity elements": _elements(ACTIVITY_XML, ACTIVITY_ELEMENTS),
        "activity xml": _fenced("xml", activities_xml([_example_activity()]).decode()),
        "activity json": _fenced(
            "json", json.dumps(activities_json([_example_activity()]), ensure_ascii=False, indent=1)
        ),
        "tab columns": _tab_columns(),
        "tab example": _fenced("", activities_text([_example_activity()]).decode().strip("\r\n").replace("\t", "⇥")),
        "activity formats": _table(
            ("name", "also read"), ((name, ", ".join(others)) for name, others in ACTIVITY_FORMATS.items())
        ),
        "credit types": _table(("board", "credit types", "board ID"), _boards()),
        "match columns": _table(
            ("heading", "JSON member, XML element", _ALSO),
            ((column.heading, f"`{column.member}`", _synonyms(column.heading)) for column in MATCH_COLUMNS),
        ),
        "json fault bytes": (f"{json_faults.SIZE_LIMIT:,}",),
        "limits": _table(("what", "at most"), _limits()),
    }


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join("---" for _ in head) + " |"
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _elements(source: Format, elements: Sequence[ActivityElement | LearnerElement]) -> Iterator[str]:
    fields: dict[str, Any] = {"lines": [{}]}
    rows = (
        (f"`{source.field_name(element.location, fields)}`", element.needed, element.meaning) for element in elements
    )
    return _table(("element", "needed", "what stands there"), rows)


def _fenced(language: str, content: str) -> tuple[str, ...]:
    return f"```{language}", content.strip("\n"), "```"


def _written(write: Callable[..., int], *more: Any) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder, "example")
        write(path, [EXAMPLE], *more)
        return path.read_text("utf-8")


def _example_activity() -> Activity:
    return sample_activities()[0]


def _learner_columns(columns: Iterable[LearnerColumn]) -> Iterator[str]:
    return _table(_GUIDED, ((column.numbered(1), column.guidance, _synonyms(column.numbered(1))) for column in columns))


def _synonyms(heading: str) -> str:
    return ", ".join(SYNONYMS.get(heading, ()))


def _rems_columns(learner_table: LearnerTable) -> Iterator[tuple[str, str, str]]:
    for column in learner_table.of("participant", "regulation"):
        yield column.heading, f"`{LEARNER_XML.field_name(column.location, {})}`", _synonyms(column.heading)


def _rems_lists() -> Iterator[str]:
    for name, names in (
        ("Profession", rems.PROFESSIONS),
        ("DEARegistration", rems.DEA_REGISTRATIONS),
        ("PracticeArea", rems.PRACTICE_AREAS),
        ("TimeInPractice", rems.TIMES_IN_PRACTICE),
    ):
        yield f"- `{name}`: {', '.join(names)}."
    older = ", ".join(f"{old} for {name}" for old, name in rems.OLDER_PRACTICE_AREAS.items())
    yield f"- An older name is read too: {older}."


def _activity_groups() -> Iterator[tuple[str, str]]:
    for group in GROUPS:
        only = " (CME+MOC sheet)" if group.moc_only else ""
        for column in group.columns:
            yield f"{group.name} 1: {column.heading}{only}", column.guidance


def _tab_columns() -> Iterator[str]:
    layouts = {"43 columns": OLDEST} | {name.title(): layout for name, layout in TEMPLATES.items()}

    def rows() -> Iterator[tuple[str, ...]]:
        for field, heading in HEADINGS.items():
            places = (str(layout.index(field) + 1) if field in layout else "" for layout in layouts.values())
            yield heading, *places
        yield (
            f"Commercial supporters, {SUPPORT_COLUMNS} columns each, from",
            *(str(len(layout) + 1) for layout in layouts.values()),
        )

    return _table(("column", *layouts), rows())


def _boards() -> Iterator[tuple[str, str, str]]:
    for board in board_codes():
        pack = rule_pack(board, RULES_ON)
        expected = pack.id_format.expected if pack.id_format.required else f"{pack.id_format.expected}, or none"
        yield f"[{board}](boards/{board}.md)", "; ".join(pack.types_on(RULES_ON)), expected


def _limits() -> Iterator[tuple[str, str]]:
    yield "size of a file", f"{SIZE_LIMIT:,} bytes"
    yield "rows of a file", f"{ROWS_LIMIT:,}"
    yield "a name or another short text", f"{NAME_LIMIT} characters"
    yield "an activity's description", f"{DESCRIPTION_LIMIT:,} characters"
    yield "a cell of a workbook", f"{CELL_LIMIT:,} characters"
    yield "what is read of a row", f"{ROW_LIMIT:,} bytes"
    yield "a line of a text file", f"{LINE_LIMIT:,} characters"
    yield "a record of a JSON file", f"{json_documents.RECORD_LIMIT:,} bytes, {json_members.DEPTH_LIMIT} levels deep"
    yield "a workbook once unpacked", f"{packages.UNPACKED_LIMIT:,} bytes, {packages.RATIO_LIMIT} times its size"
    yield "texts that a workbook's cells share", f"{packages.STRINGS_LIMIT:,} bytes"
    yield "sheets of a workbook", f"{SHEET_LIMIT}"
    yield "parts of a workbook", f"{packages.ENTRY_LIMIT:,}"
    yield "cells in the rectangle around a sheet's data", f"{packages.AREA_LIMIT:,}"
    yield "a report of an XML file", f"{xml.REPORT_LIMIT:,} bytes, 256 levels deep"
    yield "XML", "no document type, no entities of its own"
