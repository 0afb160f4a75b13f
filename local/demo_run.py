"""Sends the sample files in the demo's order and watches what becomes of each."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import SubmissionStatus
from hub.errors import UserError
from hub.provider.report_view import state
from hub.provider.sending import SentFile, report_of, send
from hub.stores import HubStores
from local.expectations import differences, expected_of
from local.patience import Patience
from local.sample_data.sample_files import SAMPLES
from local.sample_load import ACTIVITY_FILES, PROVIDER_ID

_PAUSE = 0.1


@dataclass
class SentSample:
    """A sample file on its way."""

    path: Path
    sent: SentFile
    started: float
    seconds: float = 0.0
    words: str = ""
    report: SubmissionReport | None = None

    def look(self, stores: HubStores) -> bool:
        """Ask how far the submission has come; tell whether it is finished."""
        found = stores.submissions.find(self.sent.submission_id)
        self.words = state(found)
        if found and found.status is SubmissionStatus.FINISHED:
            self.seconds = time.monotonic() - self.started
            self.report = report_of(stores, self.sent)
        return self.report is not None

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def finished(self) -> SubmissionReport:
        """The report of the finished submission."""
        if self.report is None:
            raise ValueError(f"{self.name} is not finished")
        return self.report

    @property
    def to_mend(self) -> int:
        """How many rows the hub refused or a board rejected."""
        return self.finished.counts.refused + self.finished.counts.rejected

    def surprises(self) -> list[str]:
        """List what came out otherwise than expected."""
        return [f"{self.name}, {difference}" for difference in differences(self.finished, expected_of(self.path))]


def send_activities(stores: HubStores, console: Console) -> list[SentSample]:
    """Send the activities of the sample providers."""
    return _wave(stores, console, [*ACTIVITY_FILES.items()])


def send_learners(stores: HubStores, console: Console) -> list[SentSample]:
    """Send the learner files side by side; once they are decided, the delete file and the first file again."""
    first = ("learners-clean.xlsx", "learners-mistakes.xlsx", "learners.xml")
    then = ("learners-delete.xlsx", "learners-clean.xlsx")
    return [
        delivery
        for names in (first, then)
        for delivery in _wave(stores, console, [(name, PROVIDER_ID) for name in names])
    ]


def _wave(stores: HubStores, console: Console, files: Sequence[tuple[str, str]]) -> list[SentSample]:
    deliveries = []
    for name, provider_id in files:
        started = time.monotonic()
        deliveries.append(SentSample(SAMPLES / name, send(stores, SAMPLES / name, provider_id), started))
    waiting = [*deliveries]
    patience = Patience()
    with Live(console=console, transient=True, auto_refresh=console.is_terminal) as live:
        while waiting:
            if not patience.lasts([delivery.words for delivery in waiting]):
                raise UserError(
                    f"{waiting[0].name} isn't decided, and nothing has moved for {patience.seconds:g} seconds "
                    f"({waiting[0].words}). .local/emulator.log may tell why."
                )
            for delivery in [delivery for delivery in waiting if delivery.look(stores)]:
                waiting.remove(delivery)
                console.print(_line(delivery))
            live.update(_progress(waiting) if console.is_terminal else Text())
            time.sleep(_PAUSE)
    return deliveries


def _progress(waiting: list[SentSample]) -> Table:
    grid = Table.grid(padding=(0, 1))
    for delivery in waiting:
        grid.add_row(Spinner("dots"), delivery.name, Text(delivery.words, style="dim"))
    return grid


def _line(delivery: SentSample) -> Text:
    report = delivery.finished
    rows = f"{report.rows} {'row' if report.rows == 1 else 'rows'} decided"
    told = "recognised: the same bytes were sent before" if report.duplicate_of else rows
    return Text.assemble(("✓ ", "green"), f"{delivery.name:<32}", f"{told} ({delivery.seconds:.1f} s)")
