import datetime as dt

import pytest

from cmehub.licensing.audits import Audit, AuditAnswer, AuditedLicensee, AuditProgress
from cmehub.people.rosters import EntryKey
from cmehub.stores import MailClaim
from cmehub.stores.dynamo_audits import DynamoAuditStore
from cmehub.stores.tables import KEPT_UNTIL
from tests.contract.conftest import Stores
from tests.contract.test_check_stores import SAMPLE
from tests.examples import NOW

UNTIL = dt.date(2027, 1, 29)
LEASE = dt.timedelta(minutes=1)


def an_audit(**changes: object) -> Audit:
    audit = Audit(check=SAMPLE, licensees=3, portions=2, told_by="officer zoe", told_at=NOW, until=UNTIL, words="Hello")
    return audit.model_copy(update=changes)


def an_audited(licence: str = "35900001", **changes: object) -> AuditedLicensee:
    audited = AuditedLicensee(
        state="OH",
        check_id=SAMPLE.check_id,
        licence=licence,
        family_name="Osei",
        given_name="Mira",
        starts=dt.date(2025, 1, 1),
        ends=dt.date(2026, 12, 31),
        has_email=True,
    )
    return audited.model_copy(update=changes)


AUDIT = an_audit()
ANSWER = AuditAnswer(words="Ten hours abroad.", at=NOW)


def found(stores: Stores, audit: Audit = AUDIT) -> AuditProgress:
    progress = stores.audits.find(audit.check.state, audit.check.check_id)
    assert progress
    return progress


def test_a_check_has_one_audit_and_its_state_alone_finds_it(stores: Stores) -> None:
    stores.audits.open(AUDIT)
    stores.audits.open(an_audit(words="Something else"))
    assert found(stores) == AuditProgress(AUDIT)
    assert stores.audits.find("PA", SAMPLE.check_id) is None
    assert stores.audits.find("OH", "another") is None


def test_a_portion_that_is_told_counts_once(stores: Stores) -> None:
    stores.audits.open(AUDIT)
    assert not stores.audits.is_told(AUDIT, 1)
    for told in (2, 5):
        stores.audits.add_told(AUDIT, 1, told=told, with_email=1)
    assert stores.audits.is_told(AUDIT, 1)
    assert not stores.audits.is_told(AUDIT, 2)
    stores.audits.add_told(AUDIT, 2, told=1, with_email=1)
    assert found(stores) == AuditProgress(AUDIT, told=3, with_email=2)


def test_those_drawn_are_found_by_audit_page_by_page_and_by_licence(stores: Stores) -> None:
    first, second, third = (an_audited(licence) for licence in ("1", "2", "3"))
    elsewhere = an_audit(check=SAMPLE.model_copy(update={"check_id": "later"}))
    of_later = an_audited("2", check_id="later")
    for _ in range(2):
        stores.audits.put(AUDIT, [third, first, second])
    stores.audits.put(elsewhere, [of_later])

    assert stores.audits.licensees(AUDIT, limit=2) == [first, second]
    assert stores.audits.licensees(AUDIT, after="2", limit=2) == [third]
    assert stores.audits.licensees(elsewhere, limit=2) == [of_later]
    assert stores.audits.of_licensees([EntryKey("OH", "2")]) == [second, of_later]
    assert stores.audits.of_licensees([EntryKey("OH", "3"), EntryKey("OH", "1")]) == [third, first]
    assert stores.audits.of_licensees([EntryKey("PA", "2")]) == []


def test_an_answer_stands_until_another_takes_its_place_whoever_is_told_again(stores: Stores) -> None:
    stores.audits.open(AUDIT)
    licensees = [an_audited("1"), an_audited("2")]
    stores.audits.put(AUDIT, licensees)
    assert stores.audits.answers(licensees) == {}

    later = AuditAnswer(words="=1+1\nsecond line", at=NOW + LEASE)
    stores.audits.answer(AUDIT, licensees[1], ANSWER)
    stores.audits.answer(AUDIT, licensees[1], later)
    stores.audits.put(AUDIT, licensees)

    assert stores.audits.answers(licensees) == {licensees[1]: later}
    assert stores.audits.answers([an_audited("2", check_id="later")]) == {}
    assert found(stores).answered == 1


def test_a_mail_is_sent_once_and_again_only_if_the_first_wasn_t(stores: Stores) -> None:
    def claim(at: dt.datetime, licence: str = "1") -> MailClaim:
        return stores.audits.claim_mail(AUDIT, licence, at=at, lease=LEASE)

    assert [claim(NOW), claim(NOW), claim(NOW, "2")] == [MailClaim.CLAIMED, MailClaim.BUSY, MailClaim.CLAIMED]
    assert claim(NOW + LEASE) is MailClaim.CLAIMED
    stores.audits.note_mail(AUDIT, "1", message_id="mail-1", at=NOW)
    assert claim(NOW + 2 * LEASE) is MailClaim.SENT


def test_dynamodb_takes_all_out_a_year_after_the_last_day(stores_in_aws: Stores) -> None:
    audits = stores_in_aws.audits
    if not isinstance(audits, DynamoAuditStore):
        pytest.fail("no store in AWS")
    audits.open(AUDIT)
    audits.put(AUDIT, [an_audited()])
    audits.answer(AUDIT, an_audited(), ANSWER)
    audits.add_told(AUDIT, 1, told=1, with_email=1)
    until = {int(item[KEPT_UNTIL]["N"]) for item in audits._table.scan("")}
    assert until == {int(AUDIT.kept_until.timestamp())}
    assert AUDIT.kept_until == dt.datetime(2028, 1, 30, tzinfo=dt.UTC)
