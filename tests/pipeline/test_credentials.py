"""A credential from its making to its end: signed by the stack's KMS, verified by others, revoked by a board."""

import csv
import io
import json
import urllib.request
from pathlib import Path
from typing import Any

import jwt
import pytest
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from playwright.sync_api import Page, expect

from cmehub.issues.entries import Severity
from cmehub.learners.credits import CreditStatus, credits_of
from cmehub.learners.records import LearnerRecord
from cmehub.people.rosters import RosterEntry
from cmehub.submissions.upload_folders import AGAIN
from hub.operator.site import BUILT_SITE, publish
from hub.provider.sending import send
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.browser_window import chromium, window
from tests.pipeline.conftest import Hub
from tests.pipeline.test_claims import Account

BOARD = "ABIM"


def physicians() -> list[RosterEntry]:
    with (SAMPLES / f"roster-{BOARD}.csv").open() as lines:
        given = [*csv.DictReader(lines)]
    names = ("given_name", "family_name", "birth_month_day", "npi")
    return [
        RosterEntry(authority=BOARD, entry_id=line["board_id"], **{name: line[name] for name in names})
        for line in given
        if "-" not in line["family_name"] and line["given_name"].isascii() and line["family_name"].isalpha()
    ]


def report(hub: Hub, folder: Path, action: str, entry: RosterEntry, like: LearnerRecord) -> None:
    """Send a file that adds or deletes a record of a physician like one of somebody else, and wait for its end."""
    (line,) = like.row.lines
    row = {
        "Record Action": action,
        "ACCME Activity ID": like.row.activity_id,
        "Completion Date": like.row.completion_date,
        "First Name": entry.given_name,
        "Last Name": entry.family_name,
        "Date of Birth": entry.birth_month_day.replace("-", "/"),
        "Certifying Board": BOARD,
        "Certifying Board ID": entry.entry_id,
        "Total Board Credits": like.row.points(BOARD),
        "Credit Type": line.credit_type,
        "Credits Awarded for Credit Type": line.amount,
    }
    text = io.StringIO()
    csv.writer(text).writerows([row.keys(), row.values()])
    file = folder / f"{action}.csv"
    file.write_text(text.getvalue())
    finished = hub.finished(send(hub.stores, file, PROVIDER_ID, AGAIN).submission_id)
    assert not [issue for issue in finished.issues if issue.severity is Severity.ERROR], finished.issues


def told(hub: Hub, path: str) -> str:
    with urllib.request.urlopen(f"{hub.stores.connection.api_url}{path}", timeout=60) as answer:
        return str(answer.read().decode())


def verified(hub: Hub, token: str) -> dict[str, Any]:
    keys = {key["kid"]: jwt.PyJWK(key) for key in json.loads(told(hub, "/.well-known/jwks.json"))["keys"]}
    return dict(jwt.decode(token, keys[jwt.get_unverified_header(token)["kid"]], algorithms=["ES256"]))


def is_revoked(hub: Hub, credential: dict[str, Any]) -> bool:
    (entry,) = [entry for entry in credential["credentialStatus"] if entry["statusPurpose"] == "revocation"]
    name = entry["statusListCredential"].rpartition("/")[2]
    subject = verified(hub, told(hub, f"/v1/status-lists/{name}"))["credentialSubject"]
    return int(entry["statusListIndex"]) in set_indices(decode_encoded_list(subject["encodedList"]))


def chosen(hub: Hub) -> tuple[RosterEntry, LearnerRecord]:
    """Return a physician of whom nothing is reported, and a record of another one's that the board took."""
    entries, records = physicians(), hub.stores.records
    nobody = next(entry for entry in reversed(entries) if not records.of_learner(entry.learner_key))
    like = next(
        record
        for entry in entries
        for record in records.of_learner(entry.learner_key)
        if [line.board for line in record.row.lines] == [BOARD]
        and credits_of([record], hub.stores.ledgers)[0].status is CreditStatus.ACCEPTED
    )
    return nobody, like


def verify_on_page(page: Page, token: str, heading: str) -> None:
    page.get_by_label("The whole credential").fill(token)
    page.get_by_role("button", name="Verify the text").click()
    expect(page.get_by_role("heading", name=heading)).to_be_focused()


def test_a_credential_is_signed_verified_and_revoked(hub: Hub, tmp_path: Path) -> None:
    if not (BUILT_SITE / "verify.html").exists():
        pytest.skip("The site isn't built. Build it with: make setup")
    publish(hub.stores.connection)
    entry, like = chosen(hub)
    physician = Account(hub, "credentials@example.org")
    claim = {"authority": BOARD, "number": entry.entry_id, "birth_month_day": entry.birth_month_day.replace("-", "/")}
    names = {"given_name": entry.given_name, "family_name": entry.family_name}
    assert physician.call("POST", "/v1/me/claims", claim | names)[0] == 201
    assert physician.call("POST", "/v1/me/credentials", {})[1]["code"] == "CLAIM_NOT_CONFIRMED"
    (held,) = hub.stores.accounts.claims(physician.sub)
    confirmed = held.model_copy(update={"confirmed_at": held.since})
    assert hub.stores.accounts.change(physician.sub, held, confirmed)
    report(hub, tmp_path, "Add", entry, like)

    status, made = physician.call("POST", "/v1/me/credentials", {})

    assert status == 201, made
    credential = verified(hub, made["token"])
    assert credential["issuer"]["id"] == hub.stores.connection.site_url
    assert not is_revoked(hub, credential)
    with chromium() as browser, window(browser, hub.stores.connection.site_url) as page:
        page.goto("/verify/")
        verify_on_page(page, made["token"], "The credential is good")
        report(hub, tmp_path, "Delete", entry, like)
        hub.wait_for("the credential to be revoked", lambda: is_revoked(hub, credential))
        verify_on_page(page, made["token"], "The credential is revoked")
    assert json.loads(told(hub, f"/v1/verifications/{made['code']}"))["state"] == "revoked"
