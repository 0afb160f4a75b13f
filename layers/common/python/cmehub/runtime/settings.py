"""A function's settings, read once from its environment."""

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict, Json, ValidationError


class SettingsError(Exception):
    """The environment lacks settings, or has some that can't be read."""


class Settings(BaseModel):
    """
    What a function reads from its environment: each field from the variable of its name in capitals.

    A function declares every table, bucket and queue that it needs, as ``records_table``, ``work_bucket`` or
    ``chunks_queue_url``; by `cmehub.runtime.stores` it can reach no other.
    """

    model_config = ConfigDict(frozen=True)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """
        Read the settings.

        Raises
        ------
        SettingsError
            Naming every variable that is missing or can't be read.
        """
        given = {name: environment[name.upper()] for name in cls.model_fields if name.upper() in environment}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            names = sorted({str(misfit["loc"][0]).upper() for misfit in error.errors()})
            raise SettingsError(f"missing or unreadable environment variables: {', '.join(names)}") from None

    def table(self, name: str) -> str:
        """Return the real name of a table."""
        return str(getattr(self, f"{name}_table"))

    def bucket(self, name: str) -> str:
        """Return the real name of a bucket."""
        return str(getattr(self, f"{name}_bucket"))

    def queue_url(self, name: str) -> str:
        """Return the URL of a queue."""
        return str(getattr(self, f"{name}_queue_url"))


class BoardQueueSettings(Settings):
    """What a function needs that puts messages into the boards' queues; their URLs are a JSON object by board code."""

    board_queue_urls: Json[dict[str, str]]

    def queue_url(self, name: str) -> str:
        """Return the URL of a queue; ``board-<code>`` is that of a board."""
        board = name.removeprefix("board-")
        return super().queue_url(name) if board == name else self.board_queue_urls[board]


class CallerSettings(Settings):
    """What a function needs that providers' systems call, so as to know who calls."""

    providers_table: str
    token_pool_id: str
    aws_region: str


class ContactSettings(CallerSettings):
    """What a function needs that providers' contacts call as well."""

    accounts_table: str
    staff_pool_id: str
    staff_client_id: str
