"""The Excel templates that providers download: guidance, headings, and lists from the codes and rule packs."""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cmehub.formats.activities.columns import COLUMNS, GROUPS
from cmehub.formats.activities.workbook import heading_of
from cmehub.formats.learners.columns import LEARNER_TABLE, LearnerTable, Part
from cmehub.formats.matches.columns import MATCH_COLUMNS
from cmehub.formats.valid_values import valid_values
from cmehub.rules.packs import boards_taking, rule_pack

Template = Literal["learners", "activities", "activities-moc", "matches"]
TEMPLATES: dict[Template, str] = {
    "learners": "Sheet1",
    "activities": "CME",
    "activities-moc": "CME+MOC",
    "matches": "Learners",
}
"""The templates, and the names of the sheets that hold their data."""

VALUES_SHEET = "ValidValues"
_REFERENCE = "Reference"
_ACTIVITY_ID, _OWN_ACTIVITIES = "ACCME Activity ID", "Your Activities"
_OF_REMS: tuple[Part, ...] = ("participant", "regulation")
_ROWS = 5_000
_HEAD = PatternFill("solid", fgColor="162E51")
_GUIDE = PatternFill("solid", fgColor="F1F3F6")


class TemplateColumn(NamedTuple):
    """A column of a template, and the name of the list that its cells are chosen from."""

    heading: str
    guidance: str
    choices: str = ""


def template_columns(template: Template, learner_table: LearnerTable = LEARNER_TABLE) -> Iterator[TemplateColumn]:
    """Yield the columns of a template in their order."""
    if template == "learners":
        added = ((added_column, 0) for added_column in learner_table.of(*_OF_REMS, "added"))
        for learner_column, number in (*learner_table.with_further_pairs(), *added):
            heading = learner_column.numbered(number)
            yield TemplateColumn(heading, learner_column.guidance, learner_column.choices)
        return
    if template == "matches":
        for match_column in MATCH_COLUMNS:
            yield TemplateColumn(match_column.heading, match_column.guidance, match_column.choices)
        return
    for column in COLUMNS:
        yield TemplateColumn(column.heading, column.guidance, column.choices)
    for group in GROUPS:
        if template == "activities-moc" or not group.moc_only:
            for number in range(1, group.in_template + 1):
                for column in group.columns:
                    yield TemplateColumn(heading_of(group, number, column), column.guidance, column.choices)


def write_template(
    template: Template,
    path: Path,
    on: dt.date,
    learner_table: LearnerTable = LEARNER_TABLE,
    activities: Mapping[str, str] | None = None,
) -> None:
    """
    Write an empty template.

    Parameters
    ----------
    template
        Which one.
    path
        Where to.
    on
        The day whose rule packs give the lists.
    learner_table
        The columns of the template about learners.
    activities
        The titles of a provider's own activities by ID, to choose from; another ID may be written as well.
    """
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = TEMPLATES[template]
    values = valid_values(on)
    if activities:
        values |= {_OWN_ACTIVITIES: tuple(activities), "Their Titles": tuple(activities.values())}
    lists = write_choices(book.create_sheet(VALUES_SHEET), values)
    for place, column in enumerate(template_columns(template, learner_table), start=1):
        is_chosen = activities and column.heading == _ACTIVITY_ID
        _write_column(sheet, place, column._replace(choices=_OWN_ACTIVITIES) if is_chosen else column, lists)
    sheet.freeze_panes = "A3"
    reference = book.create_sheet(_REFERENCE)
    for line in _reference(template, on, learner_table):
        reference.append(line)
    reference.column_dimensions["A"].width, reference.column_dimensions["B"].width = 28, 90
    moment = dt.datetime.combine(on, dt.time())
    book.properties.creator, book.properties.created, book.properties.modified = "CME Hub", moment, moment
    book.save(path)


def _write_column(sheet: Worksheet, place: int, column: TemplateColumn, lists: dict[str, str]) -> None:
    letter = get_column_letter(place)
    guidance, heading = sheet.cell(1, place, column.guidance), sheet.cell(2, place, column.heading)
    guidance.alignment, guidance.fill = Alignment(wrap_text=True, vertical="top"), _GUIDE
    heading.font, heading.fill = Font(bold=True, color="FFFFFF"), _HEAD
    sheet.column_dimensions[letter].width = max(14, len(column.heading) + 2)
    sheet.column_dimensions[letter].number_format = "@"
    if column.choices:
        sheet.add_data_validation(choice_list(column.heading, lists[column.choices], f"{letter}3:{letter}{_ROWS}"))


def write_choices(sheet: Any, values: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Write lists into a sheet, each below its name, and return the references to them."""
    references = {}
    for place, (name, choices) in enumerate(values.items(), start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(map(len, (name, *choices))) + 2
        references[name] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${len(choices) + 1}"
    heads = [WriteOnlyCell(sheet, value=name) for name in values]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in zip_longest(*values.values()):
        sheet.append(row)
    return references


def choice_list(heading: str, choices: str, cells: str) -> DataValidation:
    """Return what lets cells be chosen from a list; both are references."""
    validation = DataValidation("list", formula1=choices, allow_blank=True, showErrorMessage=True)
    if heading == _ACTIVITY_ID:
        # An activity that isn't in the list may have been added since.
        validation.errorStyle = "warning"
    validation.errorTitle, validation.error = heading, "Choose one of the list."
    validation.add(cells)
    return validation


def _reference(template: Template, on: dt.date, learner_table: LearnerTable) -> Iterator[list[Any]]:
    yield ["Format", "Row 1 is guidance, row 2 holds the headings, data start in row 3. The order of columns is free."]
    yield ["Several values", "Where a cell may hold several values, write semicolons between them."]
    yield ["Repeated columns", "Groups such as Supporter 1 may be repeated with the next number, as often as needed."]
    if template == "matches":
        yield [
            "What comes of it",
            "A result for each row: match, no_match, multiple_matches or invalid. Nothing is stored.",
        ]
    if template == "learners":
        yield ["CME only", "Fill Licensing State, Licensing ID or NPI, and Number of CME Credits."]
        yield ["Board credits only", "Fill Certifying Board to Credits Awarded; further credit types follow in pairs."]
        group = ", ".join(column.numbered(1) for column in learner_table.of("group")[:3])
        yield ["More than one board", f"Add columns {group}, ..."]
        rems = ", ".join(column.heading for column in learner_table.of(*_OF_REMS))
        for column in learner_table.of("added"):
            yield [column.heading, f"{column.guidance}. It may be left out."]
        yield ["REMS", f"Fill {rems}; a report without credit needs no name, no birth day and no board."]
    yield []
    yield ["Board", "Credit types"]
    for board in boards_taking(on):
        yield [board, "; ".join(rule_pack(board, on).types_on(on))]
    if template in ("activities", "activities-moc"):
        yield []
        yield ["Board", "Practice areas"]
        for board in boards_taking(on):
            if areas := rule_pack(board, on).practice_areas:
                yield [board, "; ".join(areas.names)]
