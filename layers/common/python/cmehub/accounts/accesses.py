"""Accesses: each reading of a physician's credits by somebody else."""

import datetime as dt
import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

ACCESS_LIFE = dt.timedelta(days=3 * 365)
"""For so long an access stays written down."""


class Reader(StrEnum):
    """What somebody is who reads a physician's credits, and by what right."""

    PROVIDER = "provider"
    OPERATOR = "operator"
    SHARE = "share"
    ADDRESSEE = "addressee"
    OFFICER = "officer"
    SYSTEM = "system"


RIGHTS: dict[Reader, str] = {
    Reader.PROVIDER: "They reported credits of yours, and saw no others.",
    Reader.OPERATOR: "They look after this service and were helping with a case.",
    Reader.SHARE: "They had the link of a share of yours.",
    Reader.ADDRESSEE: "They had the link of a share of yours, and a code that was mailed to its reader.",
    Reader.OFFICER: "They license you. They see CME credit, and nothing that you hold at certifying boards.",
    Reader.SYSTEM: "They license you, and a system of theirs read. It sees CME credit, and nothing that you hold at "
    "certifying boards.",
}
"""By what right each of them reads, in words for the physician."""


class Access(BaseModel):
    """
    One reading of a physician's credits by somebody else.

    Attributes
    ----------
    access_id
        What no other access has.
    reader, who
        What somebody is who read, and the name.
    since, until
        Between which completion dates credits were read; None where that was open.
    what
        What was read, in a few words.
    place
        From which country and region, as ISO 3166 writes them (``US-OH``, ``CH``), if the edge told.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    access_id: str
    at: dt.datetime
    reader: Reader
    who: str
    what: str
    since: dt.date | None = None
    until: dt.date | None = None
    place: str | None = None


def place_of(country: str | None, region: str | None) -> str | None:
    """Return a place by the codes of its country and its region (ISO 3166); None if a country isn't told as such."""
    if not (country and re.fullmatch(r"[A-Z]{2}", country)):
        return None
    return f"{country}-{region}" if region and re.fullmatch(r"[A-Z0-9]{1,3}", region) else country
