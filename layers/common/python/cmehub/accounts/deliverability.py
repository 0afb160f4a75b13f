"""Whether mail arrives at an address, as SES has heard; pure, no I/O."""

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

DELIVERABILITY_LIFE = dt.timedelta(days=365)
"""For so long it is kept that mail came back: addresses are given up and given out anew."""


class MailFeedback(StrEnum):
    """
    What comes back of a mail.

    A *bounce* is a permanent one: nobody has the address. A *complaint* is a reader who marked the mail as unwanted.
    """

    BOUNCE = "bounce"
    COMPLAINT = "complaint"


class Deliverability(BaseModel):
    """
    What is known of an address from which something came back.

    Attributes
    ----------
    bounced_at, complained_at
        Since when it is so; None if it never was, or if an operator has said that it is mended.
    """

    model_config = ConfigDict(frozen=True)

    email: str
    bounced_at: dt.datetime | None = None
    complained_at: dt.datetime | None = None

    @property
    def takes_mail(self) -> bool:
        """Whether mail arrives there; a complaint alone ends no mail that has to be sent."""
        return self.bounced_at is None

    @property
    def takes_optional_mail(self) -> bool:
        """Whether mail may be sent there that nobody needs."""
        return self.takes_mail and self.complained_at is None


def known_as(email: str) -> str:
    """Return what an address is kept under: nobody's mail depends on capital letters."""
    return email.lower()
