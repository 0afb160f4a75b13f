"""The commands of the stack on this machine."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hub.cli import app
from local.stack import LocalStack, SentMail

CODE = SentMail("1", "hub@example.org", ("ines@example.org",), "Your code", "The code is 271828.", None)
MENDING = SentMail("2", "hub@example.org", ("paula@example.org",), "3 rows", "Mend these.", "<p>Mend these.</p>")


class StackThatSent:
    def sent_mails(self) -> list[SentMail]:
        return [CODE, MENDING]


def inbox(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["inbox", *arguments])


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalStack, "running", StackThatSent)


@pytest.mark.usefixtures("stack")
def test_the_inbox_has_every_mail_and_shows_the_newest(tmp_path: Path) -> None:
    page = tmp_path / "mail.html"

    told = inbox("--html", str(page)).stdout

    assert all(mail.subject in told and mail.recipients[0] in told for mail in (CODE, MENDING))
    assert told.rstrip().endswith("Mend these.")
    assert page.read_text("utf-8") == MENDING.html


@pytest.mark.usefixtures("stack")
def test_the_inbox_of_one_address_has_its_mails_alone() -> None:
    told = inbox("--to", "Ines@Example.org").stdout

    assert told.rstrip().endswith("The code is 271828.")
    assert MENDING.subject not in told


@pytest.mark.usefixtures("stack")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "nobody@example.org"), "No mail was sent to nobody@example.org."),
        (("--to", "ines@example.org", "--html", "mail.html"), "has no HTML"),
    ],
)
def test_what_the_inbox_does_not_have_is_told(arguments: tuple[str, ...], said: str) -> None:
    refused = inbox(*arguments)

    assert (refused.exit_code, said in refused.stderr) == (1, True)


def test_without_a_stack_the_inbox_says_how_to_start_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalStack, "running", lambda: None)

    assert "hub up" in inbox().stderr
