"""Whether a process number still means the process that we started."""

import os
import subprocess
from pathlib import Path


def exists(pid: int) -> bool:
    """Tell whether there is a process with this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def carries(pid: int, token: str) -> bool:
    """Tell whether the process with this number was started with the token on its command line."""
    return exists(pid) and token in _command_line(pid)


def _command_line(pid: int) -> str:
    proc = Path("/proc")
    if (proc / "self").exists():
        try:
            return (proc / str(pid) / "cmdline").read_text(errors="replace")
        except OSError:
            return ""
    command = ["ps", "-o", "args=", "-p", str(pid)]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return listing.stdout
