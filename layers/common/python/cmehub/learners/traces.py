"""
Traces of completions: a few bytes for a learner and a day, by which most need not be looked for.

A chunk leaves those of its records with each activity. Where somebody left none, no record can be; where the trace of
somebody is there, it may be another's.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable

LENGTH = 4
"""Bytes of a trace: of a million learners, one in 4,000 others meets the trace of one of them."""


def trace(learner_key: str, day: dt.date) -> bytes:
    """Return the trace of what a learner completed on a day; the activity has no part in it."""
    return hashlib.blake2b(f"{learner_key}|{day.isoformat()}".encode(), digest_size=LENGTH).digest()


def joined(traces: Iterable[bytes]) -> bytes:
    """Return traces as one text of bytes, each of them once."""
    return b"".join(sorted({*traces}))


def parted(text: bytes) -> set[bytes]:
    """Return the traces of which a text was joined."""
    return {text[start : start + LENGTH] for start in range(0, len(text), LENGTH)}
