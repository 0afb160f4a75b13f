"""What goes wrong is said in a sentence, with what to do, whatever it is."""

import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from typer.testing import Result

from cmehub.submissions.submission import fix_it_key
from hub.failures import sentence
from hub.provider import sending
from hub.running_stack import RunningStack
from hub.stack import StackConnection
from hub.stores import HubStores
from tests.examples import PROVIDER_ID
from tests.unit.hub.test_cli import TAKEN, finish, put_mail, run

NOBODY_LISTENS = "http://127.0.0.1:1"


def said(done: Result) -> str:
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("hub: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.fixture
def fix_it(stores: HubStores) -> HubStores:
    """A stack with a submission that has a fix-it workbook, and with a mail."""
    finish(stores)
    stores.objects.put(fix_it_key(PROVIDER_ID, TAKEN), b"workbook")
    put_mail(stores, TAKEN, 11, "A mail.")
    return stores


SAVING = [("fix-it", TAKEN, "--out"), ("template", "learners", "--out"), ("mails", "--html")]


@pytest.mark.parametrize("command", SAVING)
def test_a_file_that_cannot_be_written_is_told(fix_it: HubStores, tmp_path: Path, command: tuple[str, ...]) -> None:
    absent = tmp_path / "absent" / "file"
    told = said(run(*command, str(absent)))
    assert f"{absent} can't be used: No such file or directory. Check the path" in told


@pytest.mark.parametrize("command", SAVING)
def test_a_file_that_is_there_stays(fix_it: HubStores, tmp_path: Path, command: tuple[str, ...]) -> None:
    there = tmp_path / "file"
    there.write_text("mine")
    assert f"{there} is there already. Name another file with {command[-1]}." in said(run(*command, str(there)))
    assert there.read_text() == "mine"


def test_a_stack_that_is_not_there_is_told_with_the_region_that_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    client = boto3.client("cloudformation")
    stubbed = Stubber(client)
    stubbed.add_client_error("describe_stacks", "ValidationError", "Stack with id Nowhere does not exist")
    stubbed.activate()
    monkeypatch.setattr(boto3.Session, "client", lambda *_, **__: client)
    told = said(run("status", TAKEN, "--stack", "Nowhere"))
    assert "There is no stack Nowhere in us-east-1. Check its name, AWS_REGION and AWS_PROFILE." in told


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stack that was noted, whose process lives and doesn't answer."""
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(RunningStack, "find", lambda: RunningStack(endpoint=NOBODY_LISTENS, pid=1, token="x"))


@pytest.mark.enable_socket
@pytest.mark.usefixtures("gone")
def test_a_refused_connection_is_told() -> None:
    told = said(run("status", TAKEN))
    assert "Could not connect to the endpoint URL" in told
    assert "hub down, then hub up" in told


@pytest.mark.parametrize(
    ("name", "content", "mend"),
    [("AWS_CONFIG_FILE", "[[[", "Mend your AWS configuration"), ("AWS_PROFILE", None, "Mend your AWS configuration")],
)
def test_a_broken_configuration_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, content: str | None, mend: str
) -> None:
    if content:
        (tmp_path / "config").write_text(content)
    monkeypatch.setenv(name, str(tmp_path / "config"))
    assert mend in said(run("status", TAKEN, "--stack", "CmeHub"))


def test_without_a_region_it_is_told_where_to_set_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    assert "Set AWS_REGION" in said(run("status", TAKEN, "--stack", "CmeHub"))


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        ("ExpiredToken", "Sign in to AWS again"),
        ("AccessDeniedException", "Ask for the right to it"),
        ("ThrottlingException", "Try again"),
    ],
)
def test_what_aws_refuses_is_told_with_a_mend(code: str, mend: str) -> None:
    error = ClientError({"Error": {"Code": code, "Message": "It is so."}}, "GetItem")
    assert re.fullmatch(rf"AWS refused GetItem: It is so\. {mend}.*", sentence(error))


class Greeting(http.server.BaseHTTPRequestHandler):
    """Answers like some other service."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<h1>Hello</h1>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def greeting() -> Iterator[str]:
    with http.server.HTTPServer(("127.0.0.1", 0), Greeting) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.enable_socket
def test_a_search_that_answers_something_else_is_told(
    stores: HubStores, monkeypatch: pytest.MonkeyPatch, greeting: str
) -> None:
    monkeypatch.setattr(StackConnection, "search_url", greeting)
    assert "answered 200, and no JSON. Is another service there?" in said(run("search", "heart"))


@pytest.mark.enable_socket
def test_a_search_that_nobody_answers_is_told(stores: HubStores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StackConnection, "search_url", NOBODY_LISTENS)
    assert "Connection refused. Check your network" in said(run("search", "heart"))


def test_a_fault_of_the_hub_is_kept_for_a_report(stores: HubStores, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("absent")

    monkeypatch.setattr(sending, "report", fail)
    told = said(run("status", TAKEN))
    found = re.search(r"fault of the hub's own \(KeyError\)\. Please report it with (\S+),", told)
    assert found
    report = Path(found[1])
    assert "KeyError: 'absent'" in report.read_text("utf-8")
    report.unlink()
