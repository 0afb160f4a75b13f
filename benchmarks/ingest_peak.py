"""``python -m benchmarks.ingest_peak FILE``: stage a file, keep nothing, and print the process's peak and CPU time."""

import datetime as dt
import json
import re
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel

from cmehub.chunks.staging import ChunkStage, Staged
from cmehub.formats import open_file
from cmehub.runtime.queues import NO_DELAY
from cmehub.submissions.submission import Submission
from local.sample_data.providers import MAIN_PROVIDER_ID

_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


class DroppedObjects:
    """Work objects that nobody will ask for."""

    def put(self, key: str, content: bytes) -> None:
        """Forget an object."""

    def put_first(self, key: str, content: bytes) -> bytes:  # noqa: ARG002
        """Forget an object."""
        return content

    def get(self, key: str) -> bytes:
        """Have nothing."""
        raise KeyError(key)

    def keys(self, prefix: str) -> list[str]:  # noqa: ARG002
        """List nothing."""
        return []


@dataclass
class CountedQueue:
    """A queue that only counts."""

    sent: int = 0

    def send(self, messages: Sequence[BaseModel], *, delay: dt.timedelta = NO_DELAY) -> None:  # noqa: ARG002
        """Count messages."""
        self.sent += len(messages)


def stage(path: Path) -> Staged:
    """Stage every row of a file as ingest does."""
    opened = open_file(path)
    at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    submission = Submission(
        submission_id="0" * 32,
        provider_id=MAIN_PROVIDER_ID,
        upload_key=f"{MAIN_PROVIDER_ID}/{path.name}",
        received_at=at,
        changed_at=at,
        kind=opened.format.kind,
        format=opened.format.name,
    )
    with TemporaryDirectory() as folder:
        return ChunkStage(submission, DroppedObjects(), CountedQueue(), Path(folder)).stage(opened.rows)


def peak_memory() -> int:
    """
    Return the peak of this process's resident memory in kilobytes.

    Linux counts a parent's peak into a child's ``ru_maxrss``, but not into what it tells in ``/proc``.
    """
    status = Path("/proc/self/status")
    if status.exists() and (found := _PEAK.search(status.read_text())):
        return int(found[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> int:
    """Run the command."""
    staged = stage(Path(sys.argv[1]))
    if staged.issues or not staged.rows:
        print(*(issue.code for issue in staged.issues), file=sys.stderr)
        return 1
    print(json.dumps({"kilobytes": peak_memory(), "cpu_seconds": time.process_time()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
