"""Run a command and end it, with all that it started, when whoever asked for it is gone.

It is started as a session of its own by an interpreter without our libraries, so it imports the standard library only.
With ``--detached`` it leaves its parent once it has told its number. Otherwise its standard input is a pipe that the
parent holds open: end of file means that the parent has gone, however it ended. On Linux the command also dies if this
process is killed.
"""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
from types import FrameType

_GRACE_SECONDS = 5.0
_POLL_SECONDS = 0.5
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _leave_parent() -> None:
    """Go on as a process of our own in a new session; the one that was started prints its number and ends."""
    pid = os.fork()
    if pid:
        sys.stdout.write(str(pid))
        sys.stdout.flush()
        os._exit(0)
    os.setsid()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def _raise_exit(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _wait(child: subprocess.Popen[bytes], *, detached: bool) -> None:
    while child.poll() is None:
        if detached:
            try:
                child.wait(_POLL_SECONDS)
            except subprocess.TimeoutExpired:
                continue
        elif select.select([sys.stdin], [], [], _POLL_SECONDS)[0] and not os.read(sys.stdin.fileno(), 1):
            return


def main() -> None:
    """Run the command that follows ``--``; what stands before it names this process for whoever looks for it."""
    options, command = sys.argv[1 : sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1 :]
    detached = "--detached" in options
    if detached:
        _leave_parent()
    signal.signal(signal.SIGTERM, _raise_exit)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_die_with_parent)  # noqa: PLW1509
    try:
        _wait(child, detached=detached)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(_GRACE_SECONDS)
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
