"""What the queue of checks carries, of audits, nightly files and rosters too: see `cmehub.submissions.messages`."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from cmehub.licensing.audit_messages import AuditPortionMessage
from cmehub.licensing.nightly_messages import AnyNightlyMessage
from cmehub.licensing.roster_messages import RosterMessage


class _OfCheck(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    state: str
    check_id: str


class CheckMessage(_OfCheck):
    """An officer has asked for a check of licensees."""

    type: Literal["check"] = "check"


class CheckPortionMessage(_OfCheck):
    """A portion of a check's licensees has to be looked at."""

    type: Literal["check_portion"] = "check_portion"
    portion: int


class CheckFilesMessage(_OfCheck):
    """All portions of a check are done, and its files have to be written."""

    type: Literal["check_files"] = "check_files"


AnyCheckMessage = CheckMessage | CheckPortionMessage | CheckFilesMessage
_Any = AnyCheckMessage | AuditPortionMessage | AnyNightlyMessage | RosterMessage
CHECK_MESSAGES: TypeAdapter[_Any] = TypeAdapter(Annotated[_Any, Field(discriminator="type")])
"""Reads what the queue carries."""
