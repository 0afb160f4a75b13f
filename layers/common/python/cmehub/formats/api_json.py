"""The documents of the API's own routes: the fields of a row under their own names, in JSON."""

from typing import Any

from pydantic import BaseModel

from cmehub.formats.json_values import text_of, without_blanks
from cmehub.submissions.rows import Format, Location

_OUTER_NAMES = {"lines": "credit_lines"}
_INNER_NAMES = {outer: inner for inner, outer in _OUTER_NAMES.items()}


def row_fields(document: BaseModel) -> dict[str, Any]:
    """Return the fields of a row that a document of the API describes."""
    given = document.model_dump(exclude_none=True)
    return without_blanks({_INNER_NAMES.get(name, name): _texts(value) for name, value in given.items()})


def field_name(location: Location, _fields: dict[str, Any]) -> str:
    """Return a field's place in the document, such as ``credit_lines[0].amount``."""
    first, *rest = location
    named = str(_OUTER_NAMES.get(str(first), first))
    return named + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in rest)


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _texts(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(element) for element in value]
    return str(value) if isinstance(value, float) else text_of(value)


API_LEARNERS = Format("api-learners", "learners", field_name)
API_ACTIVITIES = Format("api-activities", "activities", field_name)
API_MATCHES = Format("api-matches", "matches", field_name)
