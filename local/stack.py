"""The whole hub on this machine: the emulator with the CDK app deployed on it."""

import json
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import getaddresses
from pathlib import Path
from typing import Self

from hub.running_stack import STATE_DIR, RunningStack, forget
from hub.stack import StackConnection
from local.deployment import ACCOUNT, Deployment
from local.emulator import Emulator
from local.mail_feedback import tell_of_returned_mails
from local.own_address import lead_to_own_site

Progress = Callable[[str], None]


def _say_nothing(_message: str) -> None:
    pass


@dataclass(frozen=True)
class SentMail:
    """A mail that the emulator's SES took."""

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str | None


@dataclass(frozen=True)
class LocalStack:
    """A local stack that runs."""

    state_dir: Path
    emulator: Emulator

    @classmethod
    @contextmanager
    def started(
        cls,
        state_dir: Path,
        progress: Progress = _say_nothing,
        *,
        redelivery_seconds: int | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> Iterator[Self]:
        """Start a stack that ends with the ``with`` block, and with this process in any case.

        Parameters
        ----------
        state_dir
            Where its logs and temporary files go; each stack needs its own.
        progress
            Told what is being done.
        redelivery_seconds
            After how long a failed message is tried again, at most.
        variables
            What the environment of its functions has beside.
        """
        stack = cls(state_dir, Emulator.start(state_dir, detached=False, variables=variables))
        try:
            stack._deploy(progress, redelivery_seconds)
            yield stack
        finally:
            stack.emulator.stop()

    @classmethod
    def up(cls, state_dir: Path = STATE_DIR, progress: Progress = _say_nothing) -> Self:
        """Start a stack that stays after this process has ended, or bring the one that runs up to date."""
        running = cls.running(state_dir)
        if running is not None:
            running._deploy(progress)
            return running
        stack = cls(state_dir, Emulator.start(state_dir, detached=True))
        try:
            stack._deploy(progress)
            noted = RunningStack(endpoint=stack.endpoint, pid=stack.emulator.pid, token=stack.emulator.token)
            noted.note(state_dir)
        except BaseException:
            stack.emulator.stop()
            raise
        return stack

    @classmethod
    def down(cls, state_dir: Path = STATE_DIR) -> bool:
        """End the stack that was started with `up`; tell whether there was one."""
        running = cls.running(state_dir)
        if running is not None:
            running.emulator.stop()
        forget(state_dir)
        return running is not None

    @classmethod
    def running(cls, state_dir: Path = STATE_DIR) -> Self | None:
        """Return the stack that was started with `up`, if it still runs."""
        noted = RunningStack.find(state_dir)
        return cls(state_dir, Emulator(noted.endpoint, noted.pid, noted.token)) if noted else None

    @property
    def endpoint(self) -> str:
        """Where all AWS services of the stack answer."""
        return self.emulator.endpoint

    def sent_mails(self) -> list[SentMail]:
        """Return all mails sent so far, oldest first."""
        with urllib.request.urlopen(f"{self.endpoint}/_ministack/ses/messages", timeout=10) as response:
            by_account = json.load(response)["messages"]
        return [
            SentMail(
                message_id=mail["MessageId"],
                sender=mail["Source"],
                recipients=tuple(address for _, address in getaddresses([", ".join(mail["To"])])),
                subject=mail["Subject"],
                text=mail["BodyText"],
                html=mail["BodyHtml"],
            )
            for mail in by_account.get(ACCOUNT, [])
        ]

    def _deploy(self, progress: Progress, redelivery_seconds: int | None = None) -> None:
        Deployment(self.endpoint, self.state_dir, redelivery_seconds).run(progress)
        connection = StackConnection.at(self.endpoint)
        lead_to_own_site(connection)
        tell_of_returned_mails(connection)
