"""What the queue of checks carries about rosters that officers send."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class RosterMessage(BaseModel):
    """A sent roster has to be looked through, or loaded, as its status says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    type: Literal["roster"] = "roster"
    state: str
    roster_id: str
