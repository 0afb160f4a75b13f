"""What an account may do, as the hub knows it: a token only says whose it is."""

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class RoleKind(StrEnum):
    """What somebody of the staff may be; the first three are a provider's contacts."""

    PRIMARY = "primary"
    REPORTER = "reporter"
    VIEWER = "viewer"
    OFFICER = "officer"
    ACCREDITOR = "accreditor"
    OPERATOR = "operator"


class Role(BaseModel):
    """
    What somebody of the staff is.

    Attributes
    ----------
    at
        Where: a provider's ID, the code of an officer's state, or an accreditor's ID; nothing for operators.
    """

    model_config = ConfigDict(frozen=True)

    kind: RoleKind
    at: str = ""

    @property
    def is_contact(self) -> bool:
        """Whether it makes somebody a provider's contact."""
        return self.kind not in {RoleKind.OFFICER, RoleKind.ACCREDITOR, RoleKind.OPERATOR}

    @property
    def key(self) -> str:
        """What it is kept under; somebody is one kind of contact of a provider."""
        match self.kind:
            case RoleKind.OPERATOR:
                return "role#operator"
            case RoleKind.OFFICER:
                return f"role#state#{self.at}"
            case RoleKind.ACCREDITOR:
                return f"role#accreditor#{self.at}"
            case _:
                return f"role#provider#{self.at}"


class Standing(BaseModel):
    """
    What is kept of an account.

    Attributes
    ----------
    signed_out_at
        When its holder signed out everywhere, or the account was ended; tokens given until then are good for nothing.
    ends_on
        The last day, US Eastern, on which its holder can keep a physician's account that is to end.
    ended_at
        When a physician's account ended; no token is good any more, whenever it was given.
    """

    model_config = ConfigDict(frozen=True)

    roles: tuple[Role, ...] = ()
    signed_out_at: dt.datetime | None = None
    ends_on: dt.date | None = None
    ended_at: dt.datetime | None = None

    def takes(self, given_at: dt.datetime) -> bool:
        """Tell whether a token that was given then is still good; a token's time is told in whole seconds."""
        is_later = self.signed_out_at is None or given_at > self.signed_out_at
        return is_later and self.ended_at is None
