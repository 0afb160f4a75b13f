"""What the queue of checks carries about audits."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class AuditPortionMessage(BaseModel):
    """Those drawn in a portion of a sample have to be told of its audit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    type: Literal["audit_portion"] = "audit_portion"
    state: str
    check_id: str
    portion: int
