"""Hours in which somebody wants no mail that can wait; pure, no I/O."""

import datetime as dt
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Hour = Annotated[int, Field(strict=True, ge=0, le=23)]


def _known(zone: str) -> str:
    if zone not in available_timezones():
        raise ValueError("give a time zone by its name in the IANA's list, such as America/Chicago")
    return zone


class QuietHours(BaseModel):
    """
    From an hour to another one, each day, by the clock of a time zone.

    Attributes
    ----------
    starts, ends
        Full hours; quiet hours that end before they start go over midnight.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={"examples": [{"starts": 19, "ends": 7, "zone": "America/Chicago"}]},
    )

    starts: Hour
    ends: Hour
    zone: Annotated[str, AfterValidator(_known)]

    @model_validator(mode="after")
    def _have_an_end(self) -> Self:
        if self.starts == self.ends:
            raise ValueError("starts and ends: they are the same hour; give two, or no quiet hours")
        return self

    def passed_at(self, at: dt.datetime) -> dt.datetime:
        """Return the moment itself, or when the quiet hours end in which it lies, in UTC."""
        there = at.astimezone(ZoneInfo(self.zone))
        if not self._has(there.hour):
            return at
        end = there.replace(hour=self.ends, minute=0, second=0, microsecond=0, fold=0)
        if self.ends <= there.hour:
            end += dt.timedelta(days=1)  # by the clock: a day of 23 or 25 hours is one
        return end.astimezone(dt.UTC)

    def _has(self, hour: int) -> bool:
        if self.starts < self.ends:
            return self.starts <= hour < self.ends
        return hour >= self.starts or hour < self.ends
