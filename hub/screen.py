"""The terminal: results on standard output, progress and errors on standard error."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table
from rich.text import Text

_PIPE_WIDTH = 100
_PIPE_SECONDS = 5.0


def output() -> Console:
    """Return the console that results are written to."""
    return _console(stderr=False)


def notes() -> Console:
    """Return the console that progress and errors are written to."""
    return _console(stderr=True)


@contextmanager
def progress(console: Console, first: str) -> Iterator[Callable[[str], None]]:
    """Show one line of progress that changes in place; where that can't be, a line now and then."""
    if console.is_terminal:
        with console.status(Text(first)) as status:
            yield lambda line: status.update(Text(line))
        return
    console.print(first)
    said, at = first, time.monotonic()

    def say(line: str) -> None:
        nonlocal said, at
        if line != said and time.monotonic() - at >= _PIPE_SECONDS:
            console.print(line)
            said, at = line, time.monotonic()

    yield say


def several(count: int, name: str) -> str:
    """Return so many things in words: ``1 row``, ``2 rows``."""
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"


def table(title: str, *columns: str, right: tuple[str, ...] = ()) -> Table:
    """Return a plain table; ``right`` names the columns of numbers."""
    made = Table(title=Text(title, style="bold"), title_justify="left", box=None, padding=(0, 2, 0, 0))
    for name in columns:
        made.add_column(Text(name, style="dim"), justify="right" if name in right else "left", overflow="fold")
    return made


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPE_WIDTH
    return console
