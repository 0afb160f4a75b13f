"""Providers as CSV files."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import StringConstraints

from cmehub.accounts.providers import Contact, Provider
from cmehub.fields.table_lines import TableLine, needed_columns
from cmehub.fields.types import Name, YesNo
from cmehub.formats.learners.columns import LEARNER_TABLE
from cmehub.formats.learners.workbook import LearnerColumns
from cmehub.formats.own_headings import is_of_a_template
from cmehub.stores import ProviderStore
from hub.csv_lines import line_error, parsed, read_fields
from hub.errors import UserError

_NOT_IN_CSV = {"learner_columns", "headings", "activities_listed", "copies", "ended_at"}


PROVIDER_ID = r"^[0-9]{7}$"
MAIL_ADDRESS = r"^[^@\s,<>]+@[^@\s,<>]+$"


class _ContactLine(TableLine):
    provider_id: Annotated[str, StringConstraints(pattern=PROVIDER_ID)]
    name: Name
    contact_name: Name
    contact_email: Annotated[str, StringConstraints(pattern=MAIL_ADDRESS)]
    is_primary: YesNo


def read_providers(path: Path) -> list[Provider]:
    """
    Read providers from a CSV file with one line for each contact.

    Raises
    ------
    UserError
        Naming the first line that can't be read, and how to mend it.
    """
    providers: dict[str, Provider] = {}
    for line, fields in read_fields(path, needed_columns(_ContactLine)):
        contact_line = parsed(path, line, fields, _ContactLine)
        provider = providers.setdefault(
            contact_line.provider_id, Provider(provider_id=contact_line.provider_id, name=contact_line.name)
        )
        if provider.name != contact_line.name:
            raise line_error(
                path, line, f"provider {contact_line.provider_id} has another name above. Give all its lines one name"
            )
        if contact_line.is_primary and any(contact.is_primary for contact in provider.contacts):
            raise line_error(
                path, line, f"provider {contact_line.provider_id} has a primary contact above. Mark only one with yes"
            )
        contact = Contact(
            name=contact_line.contact_name, email=contact_line.contact_email, is_primary=contact_line.is_primary
        )
        providers[contact_line.provider_id] = provider.model_copy(update={"contacts": (*provider.contacts, contact)})
    return [*providers.values()]


def put_providers(store: ProviderStore, providers: Iterable[Provider]) -> int:
    """Store providers, keeping what is known of them beside, and return how many they were."""
    return store.put(
        [
            provider.model_copy(update=known.model_dump(include=_NOT_IN_CSV))
            if (known := store.find(provider.provider_id))
            else provider
            for provider in providers
        ]
    )


def set_columns(store: ProviderStore, provider_id: str, columns: Sequence[str]) -> str:
    """
    Store what the columns of a provider's files are, and say what is known now; without columns, forget it.

    Parameters
    ----------
    store, provider_id
        The provider, and where it is stored.
    columns
        All of them ``own heading=heading of a template``, the latter blank for what isn't to be read; or all of them
        headings of the learner template, as they stand in tab-delimited files without a heading row.

    Raises
    ------
    UserError
        If there is no such provider, no template has a heading, or the columns aren't enough to read a learner.
    """
    provider = _provider(store, provider_id)
    with_meanings = ["=" in column for column in columns]
    if not columns:
        change: dict[str, Any] = {"learner_columns": (), "headings": {}}
    elif all(with_meanings):
        change = {"headings": _meanings(columns)}
    elif any(with_meanings):
        raise UserError("Say what headings mean, or the order of columns, in a call of its own: some lack the =.")
    else:
        if missing := LearnerColumns(columns).missing:
            raise UserError(
                f"The columns lack {' and '.join(missing)}. "
                f"The template's headings are: {', '.join(column.heading for column in LEARNER_TABLE.template)}."
            )
        change = {"learner_columns": tuple(columns)}
    provider = provider.model_copy(update=change)
    store.put([provider])
    return f"{len(provider.headings)} headings and {len(provider.learner_columns)} columns without headings are known"


def _meanings(columns: Sequence[str]) -> dict[str, str]:
    meanings = {}
    for column in columns:
        own, _, meant = (part.strip() for part in column.rpartition("="))
        if meant and not is_of_a_template(meant):
            raise UserError(f"“{own}” can't mean “{meant}”: no template has that heading. hub template saves them.")
        meanings[own] = meant
    return meanings


def set_activities_listed(store: ProviderStore, provider_id: str, listed: bool | None) -> None:
    """
    Store whether a provider's activities are listed in public whose file has no place to say so; None forgets it.

    Raises
    ------
    UserError
        If there is no such provider.
    """
    store.put([_provider(store, provider_id).model_copy(update={"activities_listed": listed})])


def _provider(store: ProviderStore, provider_id: str) -> Provider:
    provider = store.find(provider_id)
    if provider is None:
        raise UserError(f"No provider has the ID {provider_id} (7 digits, leading zeroes kept).")
    return provider
