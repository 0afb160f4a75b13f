import hashlib
import json
from email.message import EmailMessage
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.main import get_group
from typer.testing import CliRunner, Result

from cmehub.accounts.providers import Contact
from cmehub.issues.issue import Issue
from cmehub.people.rosters import EntryKey
from cmehub.submissions.submission import submission_id
from hub.cli import app
from hub.operator import dead_letters
from hub.provider import sending
from hub.running_stack import RunningStack
from hub.stores import HubStores
from tests.aws import UPLOADS_BUCKET
from tests.examples import NOW, PROVIDER_ID, a_submission
from tests.notify_hub import HOUR, a_rejected_call
from tests.unit.hub.conftest import FILE

TAKEN = submission_id(PROVIDER_ID, hashlib.sha256(FILE).hexdigest())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def finish(stores: HubStores, *issues: Issue) -> None:
    stores.submissions.open(a_submission(submission_id=TAKEN, provider_id=PROVIDER_ID))
    stores.submissions.add_staged(TAKEN, chunks=0, rows=0, issues=issues, at=NOW)


def test_a_file_is_put_into_the_folder_of_its_provider(stores: HubStores, file: Path) -> None:
    done = run("submit", str(file), "--provider", PROVIDER_ID)
    assert done.exit_code == 0
    assert f"Submission {TAKEN}" in done.stdout
    assert f"hub status {TAKEN}" in done.stdout
    stored = stores.connection.s3.get_object(Bucket=UPLOADS_BUCKET, Key=f"{PROVIDER_ID}/learners.xml")
    assert stored["Body"].read() == FILE


@pytest.mark.parametrize(("option", "folder"), [("--permission-denied", "permission-denied"), ("--again", "again")])
def test_an_option_chooses_the_folder(stores: HubStores, file: Path, option: str, folder: str) -> None:
    ids = {
        json.loads(run("submit", str(file), "--provider", PROVIDER_ID, option, "--json").stdout)["submission_id"]
        for _ in range(2)
    }

    found = stores.connection.s3.list_objects_v2(Bucket=UPLOADS_BUCKET)["Contents"]
    assert [there["Key"] for there in found] == [f"{PROVIDER_ID}/{folder}/learners.xml"]
    assert TAKEN not in ids
    assert len(ids) == (2 if folder == "again" else 1)


def test_a_file_that_is_not_taken_yet_is_reported_as_being_read(stores: HubStores, file: Path) -> None:
    document = json.loads(run("submit", str(file), "--provider", PROVIDER_ID, "--json").stdout)
    assert (document["submission_id"], document["status"], document["duplicate_of"]) == (TAKEN, "reading", None)
    assert (document["rows"], document["issues"], document["records"]) == (0, [], [])


def test_a_file_that_was_sent_before_names_its_submission(stores: HubStores, file: Path) -> None:
    finish(stores)
    waited = json.loads(run("submit", str(file), "--provider", PROVIDER_ID, "--wait", "--json").stdout)
    assert (waited["status"], waited["duplicate_of"]) == ("finished", TAKEN)
    assert "sent before" in run("submit", str(file), "--provider", PROVIDER_ID).stdout
    assert json.loads(run("status", TAKEN, "--json").stdout) == {**waited, "duplicate_of": None}


def test_waiting_ends_with_an_error_when_time_is_up(stores: HubStores, file: Path) -> None:
    done = run("submit", str(file), "--provider", PROVIDER_ID, "--wait", "--timeout", "0")
    assert done.exit_code == 1
    assert f"Submission {TAKEN} is not finished after 0 seconds (not taken yet)" in done.stderr


def test_a_file_that_the_hub_would_not_read_is_not_sent(
    stores: HubStores, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SIZE_LIMIT", 10)
    done = run("submit", str(file), "--provider", PROVIDER_ID)
    assert done.exit_code == 1
    assert f"has {len(FILE)} bytes; at most 10 are read" in done.stderr
    assert "Contents" not in stores.connection.s3.list_objects_v2(Bucket=UPLOADS_BUCKET)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("submit", "{file}", "--provider", "0000000"), "No provider has the ID 0000000"),
        (("submit", "{file}.gone", "--provider", PROVIDER_ID), "There is no file"),
        (("submit", "{folder}", "--provider", PROVIDER_ID), "can't be read: Is a directory"),
        (("status", "nothing"), "No submission has the ID nothing"),
        (("mails", "--submission", "nothing"), "No mail was sent about submission nothing"),
        (("redrive", "nothing"), "There is no queue nothing. Name one of: chunks, notices."),
        (("load-roster", "{file}", "--board", "ABX"), "There is no board ABX. Name one of: ABA, ABIM, ABO,"),
        (("load-roster", "{file}", "--board", "ABA"), "line 1: the column board_id is missing"),
        (("load-providers", "{file}.gone"), "There is no file"),
    ],
)
def test_what_a_user_can_mend_is_said_on_standard_error(
    stores: HubStores, file: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*(argument.format(file=file, folder=file.parent) for argument in arguments))
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert not {"Sending", "Moving"} & set(done.stderr.split())


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").stdout == f"CME Hub {version('cme-hub')}\n"


def test_shells_complete_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_HUB_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "hub boards dec")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert CliRunner().invoke(app, prog_name="hub").stdout.split() == ["decide"]


def test_without_a_stack_it_is_said_how_to_start_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RunningStack, "find", lambda: None)
    done = run("status", "nothing")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Start one with: hub up" in done.stderr


def test_without_credentials_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    done = run("status", "nothing", "--stack", "CmeHub")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "credentials" in done.stderr


@pytest.mark.parametrize("arguments", [("submit", "x.xml"), ("status",), ("fly",), ("mails", "--fast")])
def test_a_command_that_is_not_understood_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_every_command_has_an_example() -> None:
    for name, command in get_group(app).commands.items():
        assert f"Example: hub {name}" in f"{command.help} {command.epilog}"


def test_registers_are_loaded(stores: HubStores, tmp_path: Path) -> None:
    providers = tmp_path / "providers.csv"
    providers.write_text(
        "provider_id,name,contact_name,contact_email,is_primary\n"
        "0000002,Two,Ada,ada@two.example,no\n"
        "0000002,Two,Bo,bo@two.example,yes\n"
    )
    assert run("load-providers", str(providers)).stdout == "Loaded 1 providers with 2 contacts.\n"
    found = stores.providers.find("0000002")
    assert found is not None
    assert found.primary_contact() == Contact(name="Bo", email="bo@two.example", is_primary=True)


def test_rosters_are_loaded_and_listed(stores: HubStores, tmp_path: Path) -> None:
    roster, licences = tmp_path / "roster.csv", tmp_path / "licences.csv"
    roster.write_text("board_id,given_name,family_name,birth_month_day\n123456,Ada,Example,02-29\n")
    licences.write_text("action,licence_id,given_name,family_name,birth_month_day\nadd,35.01,Ada,Example,02-29\n")
    changes = ("load-roster", str(licences), "--state", "ohio", "--delta")
    key, licence = EntryKey("ABIM", "123456"), EntryKey("OH", "3501")

    assert run("load-roster", str(roster), "--board", "abim").stdout == "Loaded 1 diplomates of ABIM.\n"
    assert "without --delta" in run(*changes).stderr
    assert run("load-roster", str(licences), "--state", "OH").stdout == "Loaded 1 licensees of OH.\n"
    assert run(*changes).stdout == "Added or changed 1 licensees of OH and removed 0.\n"

    assert stores.rosters.find([key, licence]).keys() == {key, licence}
    listed = json.loads(run("rosters", "--json").stdout)
    assert [(load["authority"], load["number"], load["entries"]) for load in listed] == [("ABIM", 1, 1), ("OH", 1, 1)]
    assert "ABIM" in run("rosters").stdout
    of_ohio = json.loads(run("rosters", "oh", "--json").stdout)
    assert [(load["number"], load["full"]) for load in of_ohio] == [(2, False), (1, True)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "with --board or with --state"),
        (("--board", "ABA", "--state", "OH"), "with --board or with --state"),
        (("--board", "OH"), "There is no board OH"),
        (("--state", "ABA"), "There is no state ABA"),
    ],
)
def test_a_roster_is_of_ohio_board_or_state(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run("load-roster", str(tmp_path / "roster.csv"), *arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr


def test_rosters_of_nobody_are_not_there(stores: HubStores) -> None:
    assert "There is no board or state XX" in run("rosters", "XX").stderr


def put_mail(stores: HubStores, submission: str, day: int, text: str) -> None:
    mail = EmailMessage()
    mail["To"] = "Ada Example <ada@one.example>"
    mail["Subject"] = f"About {submission}"
    mail["Date"] = NOW.replace(day=day)
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    stores.objects.put(f"mails/{PROVIDER_ID}/{submission}.eml", mail.as_bytes())
    stores.objects.put(f"mails/{PROVIDER_ID}/{submission}.html", f"<p>{text}</p>".encode())


def test_mails_are_listed_oldest_first(stores: HubStores) -> None:
    put_mail(stores, "aaa", 12, "Later — ünd last.")
    put_mail(stores, "bbb", 11, "Earlier.")
    first, last = json.loads(run("mails", "--json").stdout)
    assert first["submission_id"] == "bbb"
    assert last == {
        "submission_id": "aaa",
        "provider_id": PROVIDER_ID,
        "to": "ada@one.example",
        "subject": "About aaa",
        "sent_at": "2026-11-12T12:00:00Z",
        "text": "Later — ünd last.\n",
    }


def test_the_newest_mail_or_the_one_asked_for_is_shown_and_saved(stores: HubStores, tmp_path: Path) -> None:
    put_mail(stores, "aaa", 12, "Later.")
    put_mail(stores, "bbb", 11, "Earlier.")
    assert run("mails").stdout.endswith("Later.\n\n")
    page = tmp_path / "mail.html"
    assert run("mails", "--submission", "bbb", "--html", str(page)).stdout.endswith("Earlier.\n\n")
    assert page.read_text() == "<p>Earlier.</p>"


def test_a_call_has_the_mail_of_its_gathering(stores: HubStores) -> None:
    for name in ("aaa", "bbb"):
        stores.gatherings.add(a_rejected_call(name), at=NOW, hour=HOUR)
    put_mail(stores, "aaa", 12, "About both.")
    assert run("mails", "--submission", "bbb").stdout.endswith("About both.\n\n")


def test_without_mails_there_is_an_empty_list(stores: HubStores) -> None:
    assert run("mails", "--json").stdout == "[]\n"
    assert run("mails").stdout == "No mail was sent yet.\n"


@pytest.fixture
def dead(stores: HubStores, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(dead_letters, "_LOOK_SECONDS", 0)
    bodies = [json.dumps({"number": number}) for number in range(23)]
    for body in bodies:
        letters = stores.connection.dead_letter_queue_url("chunks")
        stores.connection.sqs.send_message(QueueUrl=letters, MessageBody=body)
    return bodies


def bodies_in(stores: HubStores, url: str) -> list[str]:
    found: list[str] = []
    while messages := stores.connection.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [message["Body"] for message in messages]
    return found


def test_every_dead_letter_goes_back_to_its_queue(stores: HubStores, dead: list[str]) -> None:
    assert run("redrive", "chunks").stdout.endswith("Moved 23 messages back to chunks.\n")
    assert sorted(bodies_in(stores, stores.connection.queue_url("chunks"))) == sorted(dead)
    assert bodies_in(stores, stores.connection.dead_letter_queue_url("chunks")) == []


def test_a_redrive_that_stops_midway_loses_nothing(
    stores: HubStores, dead: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sqs = stores.connection.sqs
    taken: list[str] = []

    def take_four(**message: str) -> None:
        if len(taken) == 4:
            raise KeyboardInterrupt
        taken.append(message["MessageBody"])

    with monkeypatch.context() as patch:
        patch.setattr(sqs, "send_message", take_four)
        assert run("redrive", "chunks").exit_code == 130
    counts = sqs.get_queue_attributes(
        QueueUrl=stores.connection.dead_letter_queue_url("chunks"), AttributeNames=["All"]
    )["Attributes"]
    left = int(counts["ApproximateNumberOfMessages"]) + int(counts["ApproximateNumberOfMessagesNotVisible"])
    assert left == len(dead) - len(set(taken))


def test_the_public_listing_of_a_providers_activities_is_set_and_forgotten(stores: HubStores) -> None:
    for listed, stored in (("yes", True), ("no", False), ("registered", None)):
        assert run("activity-listing", PROVIDER_ID, listed).exit_code == 0
        provider = stores.providers.find(PROVIDER_ID)
        assert provider
        assert provider.activities_listed is stored
