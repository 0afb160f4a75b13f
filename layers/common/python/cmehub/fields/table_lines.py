"""Lines of tables that operators and officers load: a model a line, and all that is wrong with a line at once."""

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class TableLine(BaseModel):
    """A line; a field without a default is a column that has to be there and has to be filled."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class LineFault(NamedTuple):
    """What is wrong with a field of a line and then how to mend it, without a full stop; it repeats nothing."""

    column: str
    what: str


T = TypeVar("T", bound=TableLine)


def needed_columns(model: type[TableLine]) -> list[str]:
    """Return the columns that have to be there."""
    return [name for name, field in model.model_fields.items() if field.is_required()]


def read_line(
    fields: Mapping[str, str], model: type[T], expected: Mapping[str, str] | None = None
) -> T | list[LineFault]:
    """
    Read a line's fields.

    Parameters
    ----------
    fields
        By column; those that the model needs are all there, blank or not.
    expected
        What fields are whose type doesn't say it.

    Returns
    -------
    T | list[LineFault]
        The line, or everything that is wrong with it.
    """
    empty = [name for name in needed_columns(model) if not fields[name]]
    faults = [LineFault(name, "is empty. Fill it in") for name in empty]
    try:
        line = model.model_validate({name: fields[name] for name in model.model_fields if fields.get(name)})
    except ValidationError as error:
        for found in error.errors(include_url=False, include_input=False):
            name = str(found["loc"][0])
            if name not in empty:
                said = (expected or {}).get(name) or found.get("ctx", {})["expected"]
                faults.append(LineFault(name, f"is not {said}. Correct it"))
        return faults
    return line
