"""Checks of licensees are done by a function that reads credits and writes what came of it, and nothing else."""

from tests.infra.test_feedback import grants
from tests.infra.test_stack import Template, resources

HANDLER = "functions.licensing.checks.handler.handle"


def dynamodb(*actions: str) -> set[str]:
    return {f"dynamodb:{action}" for action in actions}


def test_the_function_reads_credits_and_writes_readings_and_results(template: Template) -> None:
    granted = grants(template, HANDLER)
    # A transaction needs the rights of its writes: PutItem for a portion, UpdateItem for the counts.
    assert granted["AccountsTable"] == dynamodb("BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "UpdateItem")
    assert granted["RecordsTable"] == dynamodb("BatchGetItem", "Query")
    assert granted["RostersTable"] == dynamodb("BatchGetItem", "Query")
    assert granted["ActivitiesTable"] == dynamodb("BatchGetItem")
    assert granted["WorkBucket"] == {"s3:GetObject", "s3:PutObject"}
    queues = {"ChecksQueue", "NoticesQueue"}
    tables = {"AccountsTable", "RecordsTable", "RostersTable", "ActivitiesTable"}
    assert granted.keys() == queues | tables | {"WorkBucket"}


def test_whoever_answers_officers_asks_for_checks_and_follows_them(template: Template) -> None:
    granted = grants(template, "functions.validate.api.handler.handle")
    assert granted["AccountsTable"] >= dynamodb("GetItem", "PutItem", "Query", "BatchWriteItem")
    assert "sqs:SendMessage" in granted["ChecksQueue"]
    assert "ChecksQueue" not in grants(template, "functions.validate.pars.handler.handle")


def test_results_go_after_90_days(template: Template) -> None:
    rules = [
        rule
        for bucket in resources(template, "AWS::S3::Bucket").values()
        for rule in bucket.get("LifecycleConfiguration", {}).get("Rules", [])
        if rule.get("Prefix") == "licensing-checks/"
    ]
    assert [rule["ExpirationInDays"] for rule in rules] == [90]
