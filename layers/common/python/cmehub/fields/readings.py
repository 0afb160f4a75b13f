"""Rows read as far as they can be, so that one fault doesn't hide the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

_Model = TypeVar("_Model", bound=BaseModel)
_Location = tuple[int | str, ...]


@dataclass(frozen=True)
class Unread:
    """The locations in a row's model that couldn't be read."""

    locations: frozenset[_Location] = frozenset()

    def spares(self, *names: str) -> bool:
        """Tell whether these fields could be read, and all that is in them."""
        return not self.locations or not any(location[0] in names for location in self.locations)

    def below(self, *at: int | str) -> "Unread":
        """Return what couldn't be read of an entry."""
        if not self.locations:
            return self
        inner = (location[len(at) :] for location in self.locations if location[: len(at)] == at)
        return Unread(frozenset(filter(None, inner)))


ALL_READ = Unread()


class Reading(NamedTuple, Generic[_Model]):
    """
    What came of reading a row.

    Attributes
    ----------
    row
        What could be read. Of the rest, what has a default has it, and what has none isn't there: who looks at a field
        asks `unread` first.
    error
        What pydantic says of the rest, if there is any.
    """

    row: _Model
    unread: Unread = ALL_READ
    error: ValidationError | None = None


def read_in_part(model: type[_Model], fields: Mapping[str, Any]) -> Reading[_Model]:
    """Read a row's fields, each of them for itself where not all of them can be read."""
    try:
        return Reading(model.model_validate(fields))
    except ValidationError as error:
        locations = frozenset(misfit["loc"] for misfit in error.errors(include_url=False, include_input=False))
        unread = Unread(locations)
        return Reading(_read_part(model, fields, unread), unread, error)


def _read_part(model: type[_Model], fields: Mapping[str, Any], unread: Unread) -> _Model:
    values = {}
    for name in model.model_fields.keys() & fields.keys():
        if unread.spares(name):
            values[name] = _field_type(model, name).validate_python(fields[name])
        elif (
            isinstance(fields[name], list) and (name,) not in unread.locations and (entry := _entry_model(model, name))
        ):
            values[name] = tuple(
                _read_part(entry, given, unread.below(name, place))
                for place, given in enumerate(fields[name])
                if (name, place) not in unread.locations
            )
    return model.model_construct(**values)


@lru_cache(maxsize=512)
def _field_type(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    kind: Any = info.annotation
    return TypeAdapter(Annotated[kind, *info.metadata] if info.metadata else kind)


def _entry_model(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """Return the model of the entries, if the field is a list of such."""
    first = next(iter(get_args(model.model_fields[name].annotation)), None)
    return first if isinstance(first, type) and issubclass(first, BaseModel) else None
