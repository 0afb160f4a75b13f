"""A function's settings, read once from its environment."""

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError


class SettingsError(Exception):
    """The environment lacks settings, or has some that can't be read."""


class Settings(BaseModel):
    """What a function reads from its environment: each field from the variable of its name in capitals."""

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
