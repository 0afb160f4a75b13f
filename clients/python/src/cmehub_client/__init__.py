"""
Calls the API of CME Hub.

    with CmeHub("https://...", key="cmeh_...") as hub:
        hub.records.save([RecordInput(...)])

What is sent and answered is in `cmehub_client.models`.
"""

from cmehub_client.activities import ReadActivity
from cmehub_client.client import CmeHub
from cmehub_client.events import (
    CreditAdded,
    CreditWithdrawn,
    Event,
    RecordsDecided,
    RecordsValidated,
    ReviewAsked,
    ReviewClosed,
    SubmissionFinished,
    WebhookTest,
    verify_webhook,
)
from cmehub_client.problems import HubProblem
from cmehub_client.submissions import Uploaded

__all__ = [
    "CmeHub",
    "CreditAdded",
    "CreditWithdrawn",
    "Event",
    "HubProblem",
    "ReadActivity",
    "RecordsDecided",
    "RecordsValidated",
    "ReviewAsked",
    "ReviewClosed",
    "SubmissionFinished",
    "Uploaded",
    "WebhookTest",
    "verify_webhook",
]
