"""
What SES tells of a mail that came back.

SES has two documents of the same parts: a configuration set's events name their type ``eventType``, an identity's
notifications ``notificationType``. See https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

import datetime as dt
from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel


class _Part(BaseModel):
    # Who gets mail isn't to stand in logs, where errors end.
    model_config = ConfigDict(frozen=True, alias_generator=to_camel, hide_input_in_errors=True)


class Recipient(_Part):
    """Who didn't get a mail, or didn't want it."""

    email_address: str


class _Mail(_Part):
    message_id: str


class Bounce(_Part):
    """Why a mail came back; `Permanent` says that no other will arrive either."""

    bounce_type: Literal["Permanent", "Transient", "Undetermined"]
    bounced_recipients: tuple[Recipient, ...]
    timestamp: dt.datetime


class Complaint(_Part):
    """That readers marked a mail as unwanted; of several it isn't known who."""

    complained_recipients: tuple[Recipient, ...]
    timestamp: dt.datetime


class _Event(_Part):
    mail: _Mail


class BounceEvent(_Event):
    """A mail came back."""

    type: Literal["Bounce"] = Field(validation_alias=AliasChoices("eventType", "notificationType"))
    bounce: Bounce


class ComplaintEvent(_Event):
    """A mail was marked as unwanted."""

    type: Literal["Complaint"] = Field(validation_alias=AliasChoices("eventType", "notificationType"))
    complaint: Complaint


SES_EVENTS: TypeAdapter[BounceEvent | ComplaintEvent] = TypeAdapter(BounceEvent | ComplaintEvent)
"""Reads what SES tells."""
