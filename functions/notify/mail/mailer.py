"""Sending mails through SES."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from functions.notify.mail.mail import Mail

if TYPE_CHECKING:
    from mypy_boto3_ses import SESClient


class Mailer(Protocol):
    """A way to send mails."""

    def send(self, mail: Mail) -> str:
        """Send a mail and return the ID that it was given on its way."""


@dataclass(frozen=True)
class SesMailer:
    """SES, which takes the mail as it was composed."""

    client: "SESClient"
    configuration_set: str

    def send(self, mail: Mail) -> str:
        """Send a mail and return the ID that SES gave it."""
        answer = self.client.send_raw_email(
            Source=mail.sender,
            Destinations=[mail.recipient, *mail.copies],
            RawMessage={"Data": mail.raw},
            ConfigurationSetName=self.configuration_set,
        )
        return answer["MessageId"]
