"""What the queue of checks carries about nightly files: see `cmehub.licensing.check_messages`."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict


class _OfNights(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1


class _OfNight(_OfNights):
    state: str
    night: dt.date


class NightlyFilesDueMessage(_OfNights):
    """Begins the nightly files of the states that want them."""

    type: Literal["nightly_files_due"] = "nightly_files_due"


class NightlyFileMessage(_OfNight):
    """A state's file of a night has to be begun."""

    type: Literal["nightly_file"] = "nightly_file"


class NightlyDayMessage(_OfNight):
    """What changed of the licensees born on a day has to be found."""

    type: Literal["nightly_day"] = "nightly_day"
    birth_month_day: str


class NightlyEndMessage(_OfNight):
    """All licensees of a night were looked at, and the file has to be put."""

    type: Literal["nightly_end"] = "nightly_end"


AnyNightlyMessage = NightlyFilesDueMessage | NightlyFileMessage | NightlyDayMessage | NightlyEndMessage
