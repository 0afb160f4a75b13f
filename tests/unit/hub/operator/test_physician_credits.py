"""The command that lists a physician's credits, on a stack in moto."""

import json
from typing import Any

import pytest

from cmehub.accounts.proofs import Proof
from cmehub.boards.ledgers import Decision
from cmehub.learners.records import Origin
from cmehub.stores import LedgerKey
from cmehub.submissions.messages import CreditsReadMessage
from hub.stores import HubStores
from local.in_memory.rosters import put_on_rosters
from tests.examples import ACTIVITY_ID, NOW, a_diplomate, a_line, a_record, a_request, a_row
from tests.unit.hub.test_cli import run

KEY = LedgerKey("ABIM", "123456", ACTIVITY_ID)
DELETED = Origin(submission_id="del", chunk=1, row=7, at=NOW)


def stock(stores: HubStores) -> None:
    """Store an accepted, a rejected and a deleted record of one physician, who is known to a state as well."""
    npi = "1234567893"
    put_on_rosters(
        stores.rosters,
        [a_diplomate(npi=npi), a_diplomate(authority="OH", entry_id="35900001", npi=npi, given_name="Z.")],
    )
    board_ids = {"ABIM": "123456"}
    earlier = a_record(record_id="again", board_ids=board_ids, deleted=DELETED)
    stores.records.put(
        [
            a_record(record_id="accepted", board_ids=board_ids, before=earlier),
            a_record(
                a_row(a_line(amount="0.5")),
                record_id="rejected",
                board_ids=board_ids,
                origin=Origin(submission_id="other", chunk=1, row=9, at=NOW),
            ),
            a_record(a_row(a_line(amount="0.75")), record_id="gone", board_ids=board_ids, deleted=DELETED),
            a_record(
                a_row(a_line(board="OH", learner_id="35.900001", credit_type="AMA PRA Category 1", amount="0.25")),
                record_id="licence",
                learner_key="OH-35900001",
            ),
        ]
    )
    ledger = stores.ledgers.find([KEY])[KEY]
    for name in ("accepted", "gone"):
        ledger = ledger.with_accepted(a_request(record_id=name))
    ledger = ledger.with_accepted(a_request(record_id="gone", action="delete", origin="del#7"))
    refused = Decision(row=9, board="ABIM", accepted=False, reason_code="CODE", reason="Because.")
    stores.ledgers.save(ledger.with_rejections("other-00001-ABIM", [refused], [9]))


def shown(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("credits", *arguments, "--json").stdout)
    return found


@pytest.mark.parametrize("who", [("abim", "123456"), ("OH", "35.900001")])
def test_all_that_was_reported_under_any_of_a_physicians_ids(stores: HubStores, who: tuple[str, str]) -> None:
    stock(stores)

    found = shown(*who)

    assert sorted(found["entries"]) == ["ABIM-123456", "OH-35900001"]
    told = sorted(
        (credit["board"], credit["amount"], credit["status"], credit["derived"]) for credit in found["credits"]
    )
    assert told == [
        ("ABIM", 0.5, "rejected", False),
        ("ABIM", 1.0, "accepted", True),
        ("ABIM", 1.25, "accepted", False),
        ("OH", 0.25, "accepted", False),
    ]


def test_what_was_deleted_is_in_the_history(stores: HubStores) -> None:
    stock(stores)

    events = [
        (event["record_id"], event["action"], event["submission_id"]) for event in shown("ABIM", "123456")["history"]
    ]

    assert ("gone", "delete", "del") in events
    assert ("again", "add", "sub") in events
    assert ("again", "delete", "del") in events
    history = run("credits", "ABIM", "123456", "--history").stdout
    assert "del" in history.split("History")[1]


def test_people_read_why_a_credit_was_rejected(stores: HubStores, monkeypatch: pytest.MonkeyPatch) -> None:
    stock(stores)
    monkeypatch.setenv("COLUMNS", "160")

    done = run("credits", "ABIM", "123456").stdout

    assert "rejected: Because." in done
    assert "accepted, derived" in done
    assert "History" not in done


def test_a_physician_without_credits(stores: HubStores) -> None:
    put_on_rosters(stores.rosters, [a_diplomate()])

    assert "No credit is reported." in run("credits", "ABIM", "123456").stdout


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [(("ABX", "1"), "There is no board or state ABX"), (("ABIM", "1"), "nobody with the ID 1. Check the ID")],
)
def test_who_is_not_there(stores: HubStores, arguments: tuple[str, str], mend: str) -> None:
    done = run("credits", *arguments)

    assert (done.exit_code, done.stdout) == (1, "")
    assert mend in " ".join(done.stderr.split())


def test_who_holds_the_physician_is_let_know_by_ids_alone(stores: HubStores) -> None:
    stock(stores)
    given = {"given_name": "Zoe", "family_name": "Garcia Lopez", "birth_month_day": "02-29"}
    stores.claiming.claim("zoe", Proof.model_validate({**given, "authority": "ABIM", "number": "123456"}))
    shown("ABIM", "123456")
    url = stores.connection.queue_url("notices")
    (message,) = stores.sqs.receive_message(QueueUrl=url)["Messages"]
    (access,) = stores.accesses.of_learner(["ABIM-123456"], limit=9)
    assert json.loads(message["Body"]) == json.loads(
        CreditsReadMessage(sub="zoe", access_id=access.access_id).model_dump_json()
    )
