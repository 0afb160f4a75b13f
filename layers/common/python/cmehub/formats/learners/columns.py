"""
The columns of a learner file: of the ACCME Excel template, and those that a sender may add to them.

The template's headings are those of ``917_20240125_Learner_Excel_CME_MOC_Template.xlsx``. The reader, the template, the
fix-it workbook, the format guide and the samples all follow this table.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from cmehub.formats.headings import Headings, NamedColumn
from cmehub.formats.synonyms import SYNONYMS
from cmehub.submissions.rows import IN_LINE, Location

Part = Literal["row", "total", "cme", "board", "pair", "further pair", "group", "participant", "regulation", "added"]
"""
What a column tells of.

``row``, ``total``, ``regulation`` and ``added`` are fields of the row itself: of any row, of one with board credits, of
a REMS report, which also has a ``participant``, and of any row whose sender has the column. The others are fields of
credit lines: of the ``cme`` credit; of every ``board`` credit, or of one of them, in the template's own ``pair`` of
columns or in a ``further pair``, whose headings end in its number; or of any credit, in a ``group`` of columns, whose
headings begin with ``Credit 1: `` and so on. A pair is a credit type and, beside it, its amount; it has no third
column.
"""
_IN_TEMPLATE: tuple[Part, ...] = ("row", "total", "cme", "board", "pair")
FURTHER_PAIRS = 3
"""How many further pairs the template has; any number is read."""


class LearnerColumn(NamedTuple):
    """
    A column.

    Attributes
    ----------
    heading
        Without the number of its further pair, or the name of its group.
    part, field
        What it tells of, and the field's name there.
    guidance
        What to write there.
    choices
        The name of the list of values that may stand there, if there is one.
    """

    heading: str
    part: Part
    field: str
    guidance: str = ""
    choices: str = ""

    @property
    def location(self) -> Location:
        """Where `cmehub.learners.records.LearnerRow` has the field, if it is no credit line's."""
        return (self.part, self.field) if self.part == "participant" else (self.field,)

    def numbered(self, number: int) -> str:
        """Return the heading, with a number if the column is one of a further pair or a group."""
        if self.part == "group":
            return f"Credit {number}: {self.heading}"
        return f"{self.heading} {number}" if self.part == "further pair" else self.heading


COLUMNS = (
    LearnerColumn("Record Action", "row", "action", "Add a record, or delete one that was accepted", "Learner Action"),
    LearnerColumn("ACCME Activity ID", "row", "activity_id", "Nine digits, given when the activity was sent"),
    LearnerColumn("Completion Date", "row", "completion_date", "The day on which the learner finished"),
    LearnerColumn("First Name", "row", "given_name", "As the board or the state knows it"),
    LearnerColumn("Last Name", "row", "family_name", "As the board or the state knows it"),
    LearnerColumn("Date of Birth", "row", "birth_month_day", "Month and day only: MM/DD"),
    LearnerColumn("Licensing State", "cme", "board", "Only for CME credits", "Licensing State"),
    LearnerColumn("Licensing ID or NPI", "cme", "learner_id", "Only for CME credits"),
    LearnerColumn("Number of CME Credits", "cme", "amount", "Steps of 0.25; blank if board credits only"),
    LearnerColumn("Certifying Board", "board", "board", "Blank if CME credits only", "Board"),
    LearnerColumn("Certifying Board ID", "board", "learner_id", "The learner's own number at the board"),
    LearnerColumn("Total Board Credits", "total", "board_total", "All board credits of this record"),
    LearnerColumn("Credit Type", "pair", "credit_type", "One that the activity offers for the board", "Credit Type"),
    LearnerColumn("Credits Awarded for Credit Type", "pair", "amount", "Types overlap; none exceeds the total"),
    LearnerColumn(
        "Additional Credit Type", "further pair", "credit_type", "Only if there is a further type", "Credit Type"
    ),
    LearnerColumn("Credits Awarded for Additional Credit Type", "further pair", "amount", "Credits of that type"),
    LearnerColumn("For", "group", "board", "A board's code, a state, or NPI"),
    LearnerColumn("Learner ID", "group", "learner_id", "The learner's ID there"),
    LearnerColumn("Credit Type", "group", "credit_type", "The board's credit type; blank for CME"),
    LearnerColumn("Credits", "group", "amount", "Steps of 0.25"),
    LearnerColumn("Credit ID", "group", "credit_id", "Your own ID of the credit: ccid:domain:ID"),
    LearnerColumn("Local Identifier", "participant", "local_id", "Only for a REMS report: your own ID of the learner"),
    LearnerColumn("Local Identifier Domain", "participant", "local_id_domain", "Such as idd:cme.example.org:learner"),
    LearnerColumn("Profession", "participant", "profession", "Only for a REMS report", "Profession"),
    LearnerColumn("State of Primary Practice", "participant", "state", "Only for a REMS report", "Licensing State"),
    LearnerColumn("DEA Registration", "participant", "dea_registration", "Only for a REMS report", "DEA Registration"),
    LearnerColumn("Practice Area", "participant", "practice_area", "Only for a REMS report", "Practice Area"),
    LearnerColumn("Surgical Procedures", "participant", "surgical_procedures", "Only for a REMS report", "Yes or No"),
    LearnerColumn("Time in Practice", "participant", "time_in_practice", "Only for a REMS report", "Time in Practice"),
    LearnerColumn("Regulation", "regulation", "regulation_label", "Only for a REMS report: the name of the REMS"),
    LearnerColumn("Regulation URL", "regulation", "regulation_url", "Only for a REMS report: where the REMS is found"),
    LearnerColumn(
        "Permission to Share",
        "added",
        "permission_to_share",
        "Whether the learner permits to pass the completion on: Yes or No",
        "Yes or No",
    ),
)


class LearnerTable:
    """Columns of a learner file, found by what they tell of or by their headings."""

    def __init__(self, columns: Iterable[LearnerColumn]) -> None:
        self._columns = tuple(columns)
        self.template = self.of(*_IN_TEMPLATE)
        """The template's columns in front of its further pairs."""
        self._by_field = {(column.part, column.field): column for column in self._columns}
        self.headings = Headings(named for column in self._columns for named in _named(column))
        self._headings = {
            column.location: column.heading for column in self.of("row", "total", "participant", "regulation", "added")
        }
        self._headings["lines",] = self._by_field["cme", "amount"].heading
        self._headings["participant",] = self._by_field["participant", "local_id"].heading

    def of(self, *parts: Part) -> tuple[LearnerColumn, ...]:
        """Return the columns that tell of these parts."""
        return tuple(column for column in self._columns if column.part in parts)

    def with_further_pairs(self) -> Iterator[tuple[LearnerColumn, int]]:
        """Yield all of the template's columns, each with the number of its further pair, or 0."""
        yield from ((column, 0) for column in self.template)
        for number in range(1, FURTHER_PAIRS + 1):
            yield from ((column, number) for column in self.of("further pair"))

    def field_name(self, location: Location, fields: dict[str, Any]) -> str:
        """Return the heading of the column that holds the field at a location of `LearnerRow`."""
        if location[0] == "lines" and len(location) > 1:
            return self._heading_in_line(str(location[-1]), fields["lines"][location[1]][IN_LINE])
        return self._headings[location]

    def _heading_in_line(self, field: str, column: str) -> str:
        if column.startswith("credit"):
            return self._by_field["group", field].numbered(int(column.split()[1]))
        number = 0 if column == "cme" else int(column)
        shared = self._by_field.get(("cme" if column == "cme" else "board", field))
        return (shared or self._by_field["further pair" if number else "pair", field]).numbered(number)


def _named(column: LearnerColumn) -> Iterator[NamedColumn[LearnerColumn]]:
    is_further = column.part == "further pair"
    if is_further:  # ACCME's template doesn't number them
        yield NamedColumn(column, column.heading, repeats=True)
    if is_further or column.part == "group":
        yield NamedColumn(column, column.numbered(1), numbered=True, repeats=is_further)
    else:
        yield NamedColumn(column, column.heading, SYNONYMS.get(column.heading, ()))


LEARNER_TABLE = LearnerTable(COLUMNS)
