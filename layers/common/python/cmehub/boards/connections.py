"""How the hub reaches each board."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

SECRET_PREFIX = "cme-hub/boards/"  # noqa: S105 - where the secrets lie, not one of them
LONGEST_TIMEOUT = 20
CIRCUIT_METRIC = "BoardCircuitOpened"
_URL = r"^(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?)(/[^\s#]*)?$"


class RosterConnection(BaseModel):
    """The hub decides by the board's rule pack and roster; so it is for a board that was never connected."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["roster"] = "roster"


class HttpConnection(BaseModel):
    """
    The board is asked over HTTP.

    Attributes
    ----------
    url
        Where asks are posted: they name learners, so only over TLS, or to this machine.
    secret_name
        The secret in Secrets Manager, below `SECRET_PREFIX`, that signs asks and answers.
    timeout_seconds
        How long one try may take; three tries fit into the time that the function has.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["http"] = "http"
    url: Annotated[str, Field(pattern=_URL)]
    secret_name: Annotated[str, Field(pattern=rf"^{SECRET_PREFIX}[A-Za-z0-9/_+=.@-]+$")]
    timeout_seconds: Annotated[int, Field(ge=1, le=LONGEST_TIMEOUT)] = 10


class FilesConnection(BaseModel):
    """The board is sent a file of asks each day, and puts files of decisions."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["files"] = "files"


Connection = RosterConnection | HttpConnection | FilesConnection

CONNECTION: TypeAdapter[Connection] = TypeAdapter(Annotated[Connection, Field(discriminator="kind")])
"""Reads a stored connection."""
