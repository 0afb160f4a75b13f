import datetime as dt

import pytest

from cmehub.licensing.checks import Check, CheckProgress, CheckResult
from cmehub.licensing.samples import Sample
from cmehub.stores.dynamo_checks import DynamoCheckStore
from cmehub.stores.tables import KEPT_UNTIL
from tests.contract.conftest import Stores
from tests.examples import NOW, TODAY

SAMPLE = Check(
    check_id="20261120-120000-a",
    state="OH",
    asked_by="officer zoe",
    asked_at=NOW,
    of="sample",
    on=TODAY,
    sample=Sample(seed="audit 7", percent=2.5),
)
LATER = SAMPLE.model_copy(update={"check_id": "20261121-120000-b", "of": "roster", "sample": None})


def found(stores: Stores, check: Check = SAMPLE) -> CheckProgress:
    progress = stores.checks.find(check.state, check.check_id)
    assert progress
    return progress


def test_a_check_is_its_state_s_alone_and_the_latest_come_first(stores: Stores) -> None:
    elsewhere = SAMPLE.model_copy(update={"state": "PA"})
    for check in (SAMPLE, LATER, elsewhere, SAMPLE.model_copy(update={"asked_by": "another"})):
        stores.checks.open(check)

    assert found(stores) == CheckProgress(check=SAMPLE)
    assert stores.checks.find("PA", LATER.check_id) is None
    assert [progress.check for progress in stores.checks.of_state("OH", limit=5)] == [LATER, SAMPLE]
    assert [progress.check for progress in stores.checks.of_state("OH", limit=1)] == [LATER]
    assert [progress.check for progress in stores.checks.of_state("OH", before=LATER.check_id, limit=5)] == [SAMPLE]
    assert stores.checks.of_state("TX", limit=5) == []


def test_a_portion_counts_once_however_often_it_is_done(stores: Stores) -> None:
    stores.checks.open(SAMPLE)
    stores.checks.add_staged(SAMPLE, licensees=7, portions=2, roster_size=280)
    stores.checks.add_staged(SAMPLE, licensees=9, portions=3, roster_size=281)
    assert not stores.checks.is_done(SAMPLE, 1)

    for counts in ({CheckResult.MET: 3, CheckResult.NOT_FOUND: 1}, {CheckResult.MET: 4}):
        stores.checks.add_portion(SAMPLE, 1, counts, with_email=2)
    assert stores.checks.is_done(SAMPLE, 1)
    assert not found(stores).is_judged

    stores.checks.add_portion(SAMPLE, 2, {CheckResult.MET: 1, CheckResult.CYCLE_UNKNOWN: 2}, with_email=3)
    assert found(stores) == CheckProgress(
        check=SAMPLE,
        licensees=7,
        portions=2,
        roster_size=280,
        done=2,
        counts={CheckResult.MET: 4, CheckResult.NOT_FOUND: 1, CheckResult.CYCLE_UNKNOWN: 2},
        with_email=5,
    )
    assert found(stores).is_judged


def test_a_check_is_finished_once(stores: Stores) -> None:
    stores.checks.open(SAMPLE)
    assert not found(stores).is_judged
    stores.checks.finish(SAMPLE, NOW)
    stores.checks.finish(SAMPLE, NOW + dt.timedelta(days=1))
    assert found(stores).finished_at == NOW


def test_dynamodb_takes_checks_and_their_portions_out_after_90_days(stores_in_aws: Stores) -> None:
    checks = stores_in_aws.checks
    if not isinstance(checks, DynamoCheckStore):
        pytest.fail("no store in AWS")
    checks.open(SAMPLE)
    checks.add_portion(SAMPLE, 1, {})
    until = {item[KEPT_UNTIL]["N"] for item in checks._table.scan("")}
    assert until == {str(int((NOW + dt.timedelta(days=90)).timestamp()))}


def test_a_check_whose_drawn_were_told_is_kept_as_long_as_that(stores_in_aws: Stores) -> None:
    checks, until = stores_in_aws.checks, NOW + dt.timedelta(days=400)
    told = SAMPLE.model_copy(update={"state": "WY"})
    if not isinstance(checks, DynamoCheckStore):
        pytest.fail("no store in AWS")
    checks.keep(told, until)
    assert checks.find("WY", told.check_id) is None, "what is gone isn't made anew"
    checks.open(told)
    checks.keep(told, until)
    (item,) = checks._table.query("checks#WY")
    assert item[KEPT_UNTIL]["N"] == str(int(until.timestamp()))
