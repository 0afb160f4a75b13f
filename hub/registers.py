"""Providers and rosters as CSV files."""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from cmehub.field_types import MonthDay, Name, YesNo
from cmehub.formats.learner_workbook import TEMPLATE_HEADINGS, LearnerColumns
from cmehub.providers import Contact, Provider
from cmehub.rosters import RosterEntry
from cmehub.rule_packs import normal_id, rule_pack
from cmehub.stores import ProviderStore, RosterStore
from hub.errors import UserError

_BATCH = 1000


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class _ContactLine(_Line):
    provider_id: Annotated[str, StringConstraints(pattern=r"^[0-9]{7}$")]
    name: Name
    contact_name: Name
    contact_email: Annotated[str, StringConstraints(pattern=r"^[^@\s,<>]+@[^@\s,<>]+$")]
    is_primary: YesNo


class _DiplomateLine(_Line):
    board_id: Name
    given_name: Name
    family_name: Name
    birth_month_day: MonthDay


_EXPECTED = {"provider_id": "7 digits, leading zeroes kept", "contact_email": "one mail address"}


def read_providers(path: Path) -> list[Provider]:
    """
    Read providers from a CSV file with one line for each contact.

    Raises
    ------
    UserError
        Naming the first line that can't be read, and how to mend it.
    """
    providers: dict[str, Provider] = {}
    for line, one in _lines(path, _ContactLine):
        provider = providers.setdefault(one.provider_id, Provider(provider_id=one.provider_id, name=one.name))
        if provider.name != one.name:
            raise _error(path, line, f"provider {one.provider_id} has another name above. Give all its lines one name")
        if one.is_primary and any(contact.is_primary for contact in provider.contacts):
            raise _error(path, line, f"provider {one.provider_id} has a primary contact above. Mark only one with yes")
        contact = Contact(name=one.contact_name, email=one.contact_email, is_primary=one.is_primary)
        providers[one.provider_id] = provider.model_copy(update={"contacts": (*provider.contacts, contact)})
    return [*providers.values()]


def read_roster(path: Path, board: str) -> Iterator[RosterEntry]:
    """
    Yield a board's diplomates from a CSV file.

    Raises
    ------
    UserError
        Naming the first line that can't be read, and how to mend it.
    """
    rules = rule_pack(board, dt.date.max)
    lines_by_id: dict[str, int] = {}
    for line, one in _lines(path, _DiplomateLine):
        board_id = normal_id(one.board_id)
        if not rules.takes_id(board_id):
            raise _error(path, line, f"board_id is not {rules.id_format.expected}. Write the ID as {board} does")
        first = lines_by_id.setdefault(board_id, line)
        if first != line:
            raise _error(path, line, f"board_id stands on line {first} already. Leave one of the two lines out")
        yield RosterEntry(
            authority=board,
            entry_id=board_id,
            given_name=one.given_name,
            family_name=one.family_name,
            birth_month_day=one.birth_month_day,
        )


def put_providers(store: ProviderStore, providers: Iterable[Provider]) -> int:
    """Store providers, keeping what was said of the columns of their files, and return how many they were."""
    return store.put(
        [
            one.model_copy(update={"learner_columns": known.learner_columns})
            if (known := store.find(one.provider_id))
            else one
            for one in providers
        ]
    )


def set_learner_columns(store: ProviderStore, provider_id: str, headings: tuple[str, ...]) -> None:
    """
    Store the columns of a provider's tab-delimited learner files; without headings, forget them.

    Raises
    ------
    UserError
        If there is no such provider, or the headings aren't enough to read a learner.
    """
    provider = store.find(provider_id)
    if provider is None:
        raise UserError(f"No provider has the ID {provider_id} (7 digits, leading zeroes kept).")
    if headings and LearnerColumns.among([*headings]) is None:
        raise UserError(
            "The columns must hold Record Action, ACCME Activity ID, Completion Date and Last Name. "
            f"The template's headings are: {', '.join(TEMPLATE_HEADINGS)}."
        )
    store.put([provider.model_copy(update={"learner_columns": headings})])


def load_roster(rosters: RosterStore, path: Path, board: str, progress: Callable[[str], None]) -> int:
    """
    Load a board's roster from a CSV file: read it through to check it, then again to store it.

    Returns
    -------
    int
        How many diplomates were stored.
    """
    count = sum(1 for _ in read_roster(path, board))
    stored = 0
    for some in batched(read_roster(path, board), _BATCH, strict=False):
        stored += rosters.put(some)
        progress(f"Loading {board}: {stored:,} of {count:,}")
    return stored


def _lines[L: _Line](path: Path, model: type[L]) -> Iterator[tuple[int, L]]:
    columns = [*model.model_fields]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if missing := [one for one in columns if one not in (reader.fieldnames or ())]:
                raise _error(
                    path, 1, f"the column {missing[0]} is missing. The first line must read: {','.join(columns)}"
                )
            for fields in reader:
                yield reader.line_num, _read(path, reader.line_num, fields, model)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}. Check the path.") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is not in UTF-8. Save it as CSV in UTF-8.") from None
    except (csv.Error, OSError) as error:
        raise UserError(f"{path} can't be read as CSV: {error}. Save it as CSV in UTF-8.") from error


def _read[L: _Line](path: Path, line: int, fields: dict[str | Any, str | Any], model: type[L]) -> L:
    if None in fields or None in fields.values():
        raise _error(path, line, "it has not as many fields as the first line. Put texts with a comma in quotes")
    if empty := [name for name in model.model_fields if not fields[name].strip()]:
        raise _error(path, line, f"{empty[0]} is empty. Fill it in")
    try:
        return model.model_validate({name: fields[name].strip() for name in model.model_fields})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0])
        expected = _EXPECTED.get(name) or first.get("ctx", {})["expected"]
        raise _error(path, line, f"{name} is not {expected}. Correct it") from None


def _error(path: Path, line: int, what: str) -> UserError:
    return UserError(f"{path}, line {line}: {what}.")
