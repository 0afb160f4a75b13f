import re

import pytest

from cmehub.figures.months import month_of
from local.demo import MAIL_FOLDER, run
from local.sample_load import PROVIDER_ID
from local.stack import LocalStack
from tests.pipeline.conftest import Hub


def test_the_demo_shows_what_happened_on_the_stack_that_runs_and_leaves_it_with_the_site(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(LocalStack, "running", lambda: hub.stack)
    monkeypatch.setattr(LocalStack, "up", lambda **_: hub.stack)
    monkeypatch.setenv("COLUMNS", "80")
    assert run() == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert max(len(line) for line in told.splitlines()) <= 80
    assert "It ran before and has kept its data" in told
    assert re.search(r"^learners.xml +29 +24 +3 +2 +again +sent", told, re.MULTILINE)
    assert "Row 28 of learners.xml, step by step" in told
    assert "ABIM rejects it, IDENTITY_MISMATCH" in told
    assert "Subject: 5 of 29 reports need mending: learners.xml" in told
    assert "a catalogue of 10,000 activities" in told
    assert "tomas.greaves@example.org" in told
    this_month = month_of(hub.stores.clock())
    assert hub.stores.figures.find(PROVIDER_ID, [this_month])[this_month].figures.submissions > 0
    assert told.endswith(f"\n{hub.stores.connection.site_url}\n")
    assert "Report 28" in (MAIL_FOLDER / "mail.html").read_text()
    assert hub.stack.emulator.is_running()
