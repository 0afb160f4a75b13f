"""What the pages about the client show does what they say."""

import re
import shutil
from pathlib import Path

import pytest

from cmehub_client import CmeHub
from local.sample_data.sample_files import SAMPLES

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _no_network(hub: CmeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmehub_client.CmeHub", lambda _url, **_key: hub)


def run(page: str) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    exec(example, {})  # noqa: S102


def test_the_example_of_the_clients_own_page(capsys: pytest.CaptureFixture[str]) -> None:
    run("clients/python/README.md")

    assert "activity_id No activity has the ID 202699001." in capsys.readouterr().out


def test_the_example_of_the_page_about_the_api(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SAMPLES / "learners-mistakes.xlsx", tmp_path / "learners.xlsx")
    monkeypatch.chdir(tmp_path)

    run("docs/api.md")

    counts, *issues = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"accepted=\d+ rejected=\d+ refused=[1-9]\d* pending=0", counts)
    assert len(issues) > 1
