"""Checks of licensees, audits and nightly files as AWS does them (in moto): from the queue on, messages twice."""

import datetime as dt
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from pydantic import BaseModel

from cmehub.licensing import nightly_files
from cmehub.licensing.audit_messages import AuditPortionMessage
from cmehub.licensing.audits import Audit
from cmehub.licensing.check_messages import CheckMessage
from cmehub.licensing.checking import LIST_NAME
from cmehub.licensing.checks import Check, check_key
from cmehub.licensing.licence_lists import typed_list
from cmehub.licensing.nightly_messages import NightlyFilesDueMessage
from cmehub.licensing.nightly_states import NightlyStates
from cmehub.licensing.samples import Sample
from cmehub.stores.dynamo_accesses import DynamoAccessStore
from cmehub.stores.dynamo_audits import DynamoAuditStore
from cmehub.stores.dynamo_checks import DynamoCheckStore
from cmehub.stores.dynamo_records import DynamoRecordStore
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from cmehub.stores.dynamo_state_logs import DynamoStateLogStore
from functions.licensing.checks import handler as checks_handler
from functions.notify.mail import handler as notice_handler
from local.in_memory.rosters import put_on_rosters
from tests.component.conftest import NOW, Cloud
from tests.examples import a_cme_line, a_licensee, a_record, a_row
from tests.signing_keys import LocalKey

LICENSEE = a_licensee(authority="PA", degree="MD", npi="1234567893")
OTHER = a_licensee(authority="PA", entry_id="MD8", birth_month_day="07-04")
CHECK = Check(
    check_id="20261120-120000-a", state="PA", asked_by="officer z", asked_at=NOW, of="list", on=dt.date(2026, 11, 20)
)


def test_a_list_is_checked_and_its_files_are_written_however_often_messages_come(cloud: Cloud) -> None:
    put_on_rosters(DynamoRosterStore(cloud.tables["rosters"]), [LICENSEE])
    record = a_record(a_row(a_cme_line(board="PA", amount=2)), learner_key=LICENSEE.learner_key)
    DynamoRecordStore(cloud.tables["records"]).put([record])
    checks = DynamoCheckStore(cloud.tables["accounts"])
    cloud.objects.put(check_key(CHECK, LIST_NAME), typed_list("PA", [LICENSEE.entry_id, "no-such"]).packed())
    checks.open(CHECK)

    deliver(cloud, CheckMessage(state="PA", check_id=CHECK.check_id))

    progress = checks.find("PA", CHECK.check_id)
    assert progress
    assert progress.finished_at
    assert (progress.licensees, progress.done, progress.counts) == (2, 1, {"open": 1, "not found": 1})
    found = json.loads(cloud.objects.get(check_key(CHECK, "licensees.json")))["licensees"]
    assert [(line["number"], line["hours"] and line["hours"]["counted"]) for line in found] == [
        (LICENSEE.entry_id, 2),
        ("no-such", None),
    ]
    assert len(DynamoAccessStore(cloud.tables["accounts"]).of_learner([LICENSEE.learner_key], limit=5)) == 1


def test_those_drawn_are_told_once_however_often_messages_come(cloud: Cloud) -> None:
    drawn = [
        a_licensee(authority="PA", entry_id="MD11", email="garcia@hospital.example.org"),
        a_licensee(authority="PA", entry_id="MD12", birth_month_day="07-05"),
    ]
    put_on_rosters(DynamoRosterStore(cloud.tables["rosters"]), drawn)
    checks, audits = DynamoCheckStore(cloud.tables["accounts"]), DynamoAuditStore(cloud.tables["accounts"])
    drawing = {"check_id": "20261120-120000-b", "of": "sample", "sample": Sample(seed="audit 7", size=2)}
    sample = CHECK.model_copy(update=drawing)
    checks.open(sample)
    deliver(cloud, CheckMessage(state="PA", check_id=sample.check_id))
    progress = checks.find("PA", sample.check_id)
    assert progress
    assert (progress.with_email, progress.licensees) == (1, 2)
    cloud.received("notices")
    audit = Audit(
        check=sample, licensees=2, portions=1, told_by="officer z", told_at=NOW, until=NOW.date() + dt.timedelta(days=9)
    )
    audits.open(audit)

    deliver(cloud, AuditPortionMessage(state="PA", check_id=sample.check_id, portion=1))
    told = audits.find("PA", sample.check_id)
    assert told
    assert (told.told, told.with_email) == (2, 1)
    assert [licensee.licence for licensee in audits.licensees(audit, limit=9)] == ["MD11", "MD12"]
    for body in cloud.received("notices"):
        assert "MD1" not in body
        for _ in range(2):
            assert cloud.call(notice_handler, body) == {"batchItemFailures": []}
    (mail,) = cloud.mails()
    assert {*mail.destinations} == {"garcia@hospital.example.org"}


def deliver(cloud: Cloud, *messages: BaseModel) -> None:
    """Take messages of checks and all that follow from them, each twice."""
    waiting = [message.model_dump_json() for message in messages]
    while waiting:
        for body in waiting:
            for _ in range(2):
                assert cloud.call(checks_handler, body) == {"batchItemFailures": []}
        waiting = [*cloud.received("checks")]


def test_a_nightly_file_is_put_and_signed_however_often_messages_come(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Moto's KMS hashes a digest once more; see tests/unit/cmehub/credentials/test_signing.py.
    key = LocalKey()
    monkeypatch.setattr(checks_handler, "KmsKey", lambda *_: key)
    days = ("01-31", OTHER.birth_month_day)
    monkeypatch.setattr(nightly_files, "BIRTH_DAYS", days)
    put_on_rosters(DynamoRosterStore(cloud.tables["rosters"]), [OTHER])
    record = a_record(a_row(a_cme_line(board="PA", amount=2)), learner_key=OTHER.learner_key)
    DynamoRecordStore(cloud.tables["records"]).put([record])
    NightlyStates(cloud.objects).start("PA")

    waiting = [NightlyFilesDueMessage().model_dump_json()]
    while waiting:
        for body in waiting:
            assert cloud.call(checks_handler, body) == {"batchItemFailures": []}
        assert cloud.call(checks_handler, waiting[-1]) == {"batchItemFailures": []}
        waiting = [*dict.fromkeys(cloud.received("checks"))]

    (csv_key, manifest_key, signature_key) = cloud.exchange.keys("states/PA/out/")
    manifest = cloud.exchange.get(manifest_key)
    key.private.public_key().verify(cloud.exchange.get(signature_key), manifest, ec.ECDSA(SHA256()))
    told = json.loads(manifest)
    assert told["sha256"] == hashlib.sha256(cloud.exchange.get(csv_key)).hexdigest()
    _, begin, added = cloud.exchange.get(csv_key).decode().splitlines()
    assert (begin[:10], added[:10]) == ("begin,MD8,", "added,MD8,")
    assert len(cloud.objects.keys(f"nightly-files/PA/nights/{told['night']}/days/")) == len(days)
    assert len(DynamoAccessStore(cloud.tables["accounts"]).of_learner([OTHER.learner_key], limit=5)) == 1
    (look,) = DynamoStateLogStore(cloud.tables["accounts"]).latest("PA", limit=5)
    assert look.kind == "nightly file"
