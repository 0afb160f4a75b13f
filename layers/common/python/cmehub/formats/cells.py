"""Rows written down again under the headings of a kind's Excel template."""

from typing import NamedTuple

from cmehub.submissions.rows import Location


class Cell(NamedTuple):
    """
    One cell of a row in a template.

    Attributes
    ----------
    heading, text
        The column's heading, and what stands below it; blank if nothing does.
    location
        Where the text stands in the fields of the row.
    place
        Where the column stands among the others.
    choices
        The name of the list of values that may stand there, if there is one.
    """

    heading: str
    text: str
    location: Location
    place: tuple[int, ...]
    choices: str = ""
