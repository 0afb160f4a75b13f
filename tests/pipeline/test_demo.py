import io

from rich.console import Console

from local.demo import MAIL_FOLDER, tell
from tests.pipeline.conftest import Hub


def test_the_demo_shows_what_happened_without_colour_in_a_pipe(hub: Hub) -> None:
    screen = io.StringIO()
    surprises = tell(hub.stores, Console(file=screen, width=100, markup=False, highlight=False))
    told = screen.getvalue()
    assert surprises == []
    assert "\x1b" not in told
    assert max(len(line) for line in told.splitlines()) <= 100
    assert "Row 28 of learners.xml, step by step" in told
    assert "ABIM rejects it, IDENTITY_MISMATCH" in told
    assert "Subject: 5 of 29 reports need mending: learners.xml" in told
    assert "Report 28" in (MAIL_FOLDER / "mail.html").read_text()
