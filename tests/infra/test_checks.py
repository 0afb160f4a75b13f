"""Checks of licensees are done by a function that reads credits and writes what came of it, and nothing else."""

import json

import pytest

from cmehub.licensing.check_messages import CHECK_MESSAGES
from cmehub.licensing.nightly_messages import NightlyFilesDueMessage
from tests.infra.test_feedback import grants
from tests.infra.test_stack import Template, resources

HANDLER = "functions.licensing.checks.handler.handle"


def dynamodb(*actions: str) -> set[str]:
    return {f"dynamodb:{action}" for action in actions}


def test_the_function_reads_credits_and_writes_readings_and_results(template: Template) -> None:
    granted = grants(template, HANDLER)
    # A transaction needs the rights of its writes: PutItem for a portion, UpdateItem for the counts.
    assert granted["AccountsTable"] == dynamodb("BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "UpdateItem")
    # Rosters that officers send are loaded, and what waited for their licensees is moved to them.
    assert granted["RecordsTable"] == dynamodb("BatchGetItem", "BatchWriteItem", "Query")
    assert granted["RostersTable"] == dynamodb("BatchGetItem", "BatchWriteItem", "PutItem", "Query")
    assert granted["ActivitiesTable"] == dynamodb("BatchGetItem")
    # Without the right to list, a missing object would look like a forbidden one.
    assert granted["WorkBucket"] == {"s3:GetObject", "s3:PutObject", "s3:ListBucket"}
    assert granted["ExchangeBucket"] == {"s3:PutObject"}
    queues = {"ChecksQueue", "NoticesQueue"}
    tables = {"AccountsTable", "RecordsTable", "RostersTable", "ActivitiesTable"}
    assert granted.keys() == queues | tables | {"WorkBucket", "ExchangeBucket"}


def test_whoever_answers_officers_asks_for_checks_and_follows_them(template: Template) -> None:
    granted = grants(template, "functions.validate.api.handler.handle")
    assert granted["AccountsTable"] >= dynamodb("GetItem", "PutItem", "Query", "BatchWriteItem")
    assert "sqs:SendMessage" in granted["ChecksQueue"]
    assert "ChecksQueue" not in grants(template, "functions.validate.pars.handler.handle")


@pytest.mark.parametrize(
    ("prefix", "days"),
    [("licensing-checks/", 90), ("licensing-rosters/", 90), ("nightly-files/", 30), ("states/", 90)],
)
def test_results_and_files_go_by_themselves(template: Template, prefix: str, days: int) -> None:
    rules = [
        rule
        for bucket in resources(template, "AWS::S3::Bucket").values()
        for rule in bucket.get("LifecycleConfiguration", {}).get("Rules", [])
        if rule.get("Prefix") == prefix
    ]
    assert [rule["ExpirationInDays"] for rule in rules] == [days]


def test_nightly_files_are_begun_at_night(template: Template) -> None:
    (rule,) = [
        rule
        for rule in resources(template, "AWS::Events::Rule").values()
        if "nightly_files_due" in json.dumps(rule["Targets"])
    ]
    assert rule["ScheduleExpression"] == "cron(0 9 * * ? *)"
    (target,) = rule["Targets"]
    assert "ChecksQueue" in json.dumps(target["Arn"])
    assert CHECK_MESSAGES.validate_json(target["Input"]) == NightlyFilesDueMessage()
