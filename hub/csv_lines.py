"""Lines of the CSV files that operators load, read with errors that say which line to mend and how."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from cmehub.fields.table_lines import TableLine, read_line
from hub.errors import UserError

_EXPECTED = {"provider_id": "7 digits, leading zeroes kept", "contact_email": "one mail address"}


L = TypeVar("L", bound=TableLine)


def read_fields(path: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """
    Yield the number of each line below the first and its fields, without blanks around them.

    Raises
    ------
    UserError
        If the file can't be read as CSV or one of the columns is missing.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
                raise line_error(
                    path, 1, f"the column {missing[0]} is missing. The first line must read: {','.join(columns)}"
                )
            for fields in reader:
                yield reader.line_num, _stripped(path, reader.line_num, fields)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}. Check the path.") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is not in UTF-8. Save it as CSV in UTF-8.") from None
    except (csv.Error, OSError) as error:
        raise UserError(f"{path} can't be read as CSV: {error}. Save it as CSV in UTF-8.") from error


def parsed(path: Path, line: int, fields: Mapping[str, str], model: type[L]) -> L:
    """
    Read a line's fields.

    Raises
    ------
    UserError
        Naming the line, the first field that is wrong, and how to mend it, but nothing that stands in it.
    """
    line_or_faults = read_line(fields, model, _EXPECTED)
    if isinstance(line_or_faults, list):
        first = line_or_faults[0]
        raise line_error(path, line, f"{first.column} {first.what}")
    return line_or_faults


def line_error(path: Path, line: int, what: str) -> UserError:
    """Return the error of a line; ``what`` says what is wrong and then how to mend it, without a full stop."""
    return UserError(f"{path}, line {line}: {what}.")


def _stripped(path: Path, line: int, fields: dict[str | Any, str | Any]) -> dict[str, str]:
    if None in fields or None in fields.values():
        raise line_error(path, line, "it has not as many fields as the first line. Put texts with a comma in quotes")
    return {name: text.strip() for name, text in fields.items()}
