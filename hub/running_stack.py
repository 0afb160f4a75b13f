"""The stack that ``hub up`` left running on this machine, as its record tells where it answers."""

import os
from pathlib import Path
from typing import Self

import boto3
import botocore.session
from pydantic import BaseModel, ValidationError

from hub.process_identity import carries

STACK_NAME = "CmeHub"
REGION = "us-east-1"
STATE_DIR = Path(__file__).resolve().parents[1] / ".local"
_RECORD = "stack.json"


class RunningStack(BaseModel):
    """
    What is noted about a stack that stays after the process that started it.

    Attributes
    ----------
    endpoint
        Where all AWS services of the stack answer.
    pid, token
        Its process: the number, and a word on its command line that no other process has.
    """

    endpoint: str
    pid: int
    token: str

    @classmethod
    def find(cls, state_dir: Path = STATE_DIR) -> Self | None:
        """Return the stack that is noted in a folder, if it still runs."""
        try:
            stack = cls.model_validate_json((state_dir / _RECORD).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None
        return stack if carries(stack.pid, stack.token) else None

    def note(self, state_dir: Path) -> None:
        """Note the stack in a folder."""
        (state_dir / _RECORD).write_text(self.model_dump_json())


def forget(state_dir: Path) -> None:
    """Remove the note about a stack, if there is one."""
    (state_dir / _RECORD).unlink(missing_ok=True)


def emulator_session() -> boto3.Session:
    """Return a session with the emulator's credentials, which no AWS profile of the user can change."""
    no_files = {
        "profile": (None, None, None, None),
        "config_file": (None, None, os.devnull, None),
        "credentials_file": (None, None, os.devnull, None),
    }
    return boto3.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
        region_name=REGION,
        botocore_session=botocore.session.Session(session_vars=no_files),
    )
