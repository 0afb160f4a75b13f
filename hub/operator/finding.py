"""What ``hub preflight`` found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Settings = Mapping[str, Any]
"""What stands in ``cdk.json`` under ``context``."""


@dataclass(frozen=True)
class Finding:
    """What was looked at; a fault if it isn't ready, and what to do or type."""

    what: str
    fault: str = ""
    mend: str = ""


Look = Callable[[], Finding]


def record_to_make(*records: str) -> str:
    """Say that somebody has to make records in DNS."""
    return "Make in DNS: " + "; ".join(records)
