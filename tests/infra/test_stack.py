import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cmehub.accounts.webhooks import MOST_TRIES
from cmehub.rules.packs import board_codes
from cmehub.stores.tables import KEPT_UNTIL, TABLES
from cmehub.submissions.messages import (
    NOTICE_MESSAGES,
    AccountsDueMessage,
    MissingCreditsDueMessage,
    PhysicianMailsDueMessage,
    RemindersDueMessage,
)
from tests.infra.conftest import REPOSITORY, SANDBOX_STACK_NAME, STACK_NAME

Template = dict[str, Any]


def resources(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    return {
        logical_id: resource["Properties"]
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def kinds(template: Template) -> dict[str, str]:
    """The kind of each resource; a layer's name holds a digest of its content."""
    return {name: resource["Type"] for name, resource in template["Resources"].items() if "Layer" not in name}


def test_every_mapping_reports_the_failures_of_a_batch_one_by_one(template: Template) -> None:
    mappings = resources(template, "AWS::Lambda::EventSourceMapping")
    assert len(mappings) == 12 + len(board_codes())
    for mapping in mappings.values():
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_every_queue_of_work_has_its_own_dead_letter_queue_under_an_alarm(template: Template) -> None:
    queues = resources(template, "AWS::SQS::Queue")
    redrives = [queue["RedrivePolicy"] for queue in queues.values() if "RedrivePolicy" in queue]
    dead_letter_queues = [redrive["deadLetterTargetArn"]["Fn::GetAtt"][0] for redrive in redrives]
    alarmed = [
        alarm["Dimensions"][0]["Value"]["Fn::GetAtt"][0]
        for alarm in resources(template, "AWS::CloudWatch::Alarm").values()
        if alarm.get("MetricName") == "ApproximateNumberOfMessagesVisible"
    ]
    tries = Counter(redrive["maxReceiveCount"] for redrive in redrives)
    assert tries == {5: len(redrives) - 1, MOST_TRIES + 5: 1}
    assert len(set(dead_letter_queues)) == len(redrives) == len(queues) / 2
    assert sorted(alarmed) == sorted(dead_letter_queues)
    assert {queues[name]["MessageRetentionPeriod"] for name in dead_letter_queues} == {14 * 24 * 3600}


def test_a_message_stays_hidden_for_six_times_as_long_as_its_function_may_work(template: Template) -> None:
    queues = resources(template, "AWS::SQS::Queue")
    functions = resources(template, "AWS::Lambda::Function")
    for mapping in resources(template, "AWS::Lambda::EventSourceMapping").values():
        source = mapping["EventSourceArn"]["Fn::GetAtt"][0]
        if source not in queues:
            continue
        queue = queues[source]
        function = functions[mapping["FunctionName"]["Ref"]]
        assert queue["VisibilityTimeout"] == 6 * function["Timeout"]


def test_each_board_has_a_mapping_with_its_own_maximum_concurrency(template: Template) -> None:
    functions = resources(template, "AWS::Lambda::Function")
    of_boards = [
        mapping
        for mapping in resources(template, "AWS::Lambda::EventSourceMapping").values()
        if functions[mapping["FunctionName"]["Ref"]]["Handler"] == "functions.board_dispatch.asking.handler.handle"
    ]
    assert len({mapping["EventSourceArn"]["Fn::GetAtt"][0] for mapping in of_boards}) == len(board_codes())
    assert all(mapping["ScalingConfig"]["MaximumConcurrency"] >= 2 for mapping in of_boards)


def test_every_api_is_throttled_and_logged(template: Template) -> None:
    routes = resources(template, "AWS::ApiGatewayV2::Route").values()
    stages = resources(template, "AWS::ApiGatewayV2::Stage").values()
    assert sorted(route["RouteKey"] for route in routes) == [
        *("$default", "ANY /.well-known/jwks.json", "ANY /GetLearnerMatch"),
        "ANY /GetLearnerTranscriptCreditsByDate",
        *("ANY /GetLearnerTranscriptbyLearner", "ANY /GetLearnerTranscriptbyLearnerPDF"),
        *("ANY /activities", "ANY /activities/{path+}"),
        *("ANY /learner-activities", "ANY /learner-activities/{path+}", "ANY /learner-matches"),
        *("ANY /services/{path+}", "ANY /v1/accreditors", "ANY /v1/accreditors/{path+}"),
        *("ANY /v1/activities", "ANY /v1/activities/{path+}"),
        *("ANY /v1/learner-records", "ANY /v1/learner-records/{path+}"),
        *("ANY /v1/licensing", "ANY /v1/licensing/{path+}"),
        *("ANY /v1/mail-preferences", "ANY /v1/matches", "ANY /v1/me", "ANY /v1/me/{path+}"),
        *("ANY /v1/missing-credits", "ANY /v1/missing-credits/{missing_credit}/answers"),
        *("ANY /v1/missing-credits/{path+}", "ANY /v1/reminders", "ANY /v1/reviews"),
        *("ANY /v1/shares/{path+}", "ANY /v1/sign-ups"),
        *("ANY /v1/status-lists/{path+}", "ANY /v1/submissions/{submission}/checks", "ANY /v1/templates/{template}"),
        *("ANY /v1/verifications/{path+}", "ANY /v1/years", "ANY /v1/years/{path+}", "GET /activities/{path+}"),
        *("GET /search/{path+}", "POST /boards/{board}/decisions", "POST /boards/{board}/review-outcomes"),
        "POST /boards/{board}/reviews",
    ]
    assert {route["ApiId"]["Ref"] for route in routes} == {stage["ApiId"]["Ref"] for stage in stages}
    for stage in stages:
        assert stage["DefaultRouteSettings"]["ThrottlingRateLimit"] > 0
        assert stage["AccessLogSettings"]["DestinationArn"]
        assert "query" not in stage["AccessLogSettings"]["Format"].lower(), "it may hold the token of a link"


def test_tables_are_as_described_encrypted_with_the_customer_key_and_recoverable(template: Template) -> None:
    keys = resources(template, "AWS::KMS::Key")
    (key,) = [name for name, key in keys.items() if key.get("KeyUsage") != "SIGN_VERIFY"]
    tables = resources(template, "AWS::DynamoDB::Table")
    assert len(tables) == len(TABLES)
    for table in tables.values():
        assert table["SSESpecification"] == {
            "KMSMasterKeyId": {"Fn::GetAtt": [key, "Arn"]},
            "SSEEnabled": True,
            "SSEType": "KMS",
        }
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table["DeletionProtectionEnabled"] is True
        assert [key["AttributeName"] for key in table["KeySchema"]] == ["pk", "sk"]
    indexes = {index["IndexName"] for table in tables.values() for index in table.get("GlobalSecondaryIndexes", [])}
    assert indexes == {index.name for table in TABLES for index in table.indexes}


def test_what_webhooks_were_told_of_and_what_was_tried_is_forgotten(template: Template) -> None:
    expiring = {
        name: resource["TimeToLiveSpecification"]
        for name, resource in resources(template, "AWS::DynamoDB::Table").items()
        if "TimeToLiveSpecification" in resource
    }
    tables = (template["Outputs"][f"{name}Table"]["Value"]["Ref"] for name in ("Accounts", "Providers"))
    assert expiring == {name: {"AttributeName": KEPT_UNTIL, "Enabled": True} for name in tables}
    work = template["Resources"][template["Outputs"]["WorkBucket"]["Value"]["Ref"]]["Properties"]
    (rule,) = [rule for rule in work["LifecycleConfiguration"]["Rules"] if rule["Id"] == "expire-events"]
    assert (rule["Prefix"], rule["ExpirationInDays"], rule["Status"]) == ("events/", 30, "Enabled")


@pytest.mark.parametrize(
    ("output", "prefixes"),
    [("UploadsBucket", [None]), ("ExchangeBucket", [f"boards/{board}/in/" for board in board_codes()])],
)
def test_files_are_announced_to_a_queue_once_it_lets_s3_send(
    template: Template, output: str, prefixes: list[str | None]
) -> None:
    bucket = template["Resources"][template["Outputs"][output]["Value"]["Ref"]]
    configurations = bucket["Properties"]["NotificationConfiguration"]["QueueConfigurations"]
    (queue,) = {configuration["Queue"]["Fn::GetAtt"][0] for configuration in configurations}
    policies = resources(template, "AWS::SQS::QueuePolicy")
    (policy,) = [name for name, policy in policies.items() if policy["Queues"] == [{"Ref": queue}]]
    assert {configuration["Event"] for configuration in configurations} == {"s3:ObjectCreated:*"}
    assert policy in bucket["DependsOn"]
    rules = [
        configuration["Filter"]["S3Key"]["Rules"] if "Filter" in configuration else None
        for configuration in configurations
    ]
    assert rules == [prefix and [{"Name": "prefix", "Value": prefix}] for prefix in prefixes]


def test_every_bucket_is_closed_encrypted_and_versioned(template: Template) -> None:
    buckets = resources(template, "AWS::S3::Bucket")
    assert len(buckets) == 7
    # What a person deletes is gone.
    unversioned = template["Outputs"]["FilesBucket"]["Value"]["Ref"]
    for name, bucket in buckets.items():
        assert all(bucket["PublicAccessBlockConfiguration"].values())
        assert bucket["BucketEncryption"]
        assert "VersioningConfiguration" in bucket or "AccessLog" in name or name == unversioned


@pytest.mark.parametrize(("queue", "hour"), [("QuestionFiles", 9), ("SearchRebuilds", 8), ("Notices", 12)])
def test_files_of_questions_rebuilds_of_the_index_and_missing_credits_are_due_once_a_day(
    template: Template, queue: str, hour: int
) -> None:
    arn = {"Fn::GetAtt": [template["Outputs"][f"{queue}Queue"]["Value"]["Ref"], "Arn"]}
    schedules = [
        resource["ScheduleExpression"]
        for resource in resources(template, "AWS::Events::Rule").values()
        if [due["Arn"] for due in resource["Targets"]][:1] == [arn]
    ]
    assert f"cron(0 {hour} * * ? *)" in schedules


def test_the_calls_of_the_clock_are_messages_that_the_function_can_read(
    template: Template,
) -> None:
    rules = {
        resource["ScheduleExpression"]: [
            NOTICE_MESSAGES.validate_json(target["Input"]) for target in resource["Targets"]
        ]
        for name, resource in resources(template, "AWS::Events::Rule").items()
        if name.startswith("Mail")
    }
    assert rules == {
        "cron(0 12 * * ? *)": [MissingCreditsDueMessage(), AccountsDueMessage(), RemindersDueMessage()],
        "cron(0/15 * * * ? *)": [PhysicianMailsDueMessage()],
    }


def test_outputs_name_all_that_the_command_line_needs(template: Template) -> None:
    queues = [
        "Uploads",
        "Chunks",
        "Notices",
        "Events",
        "Deliveries",
        "QuestionFiles",
        "DecisionFiles",
        *(f"Board{code.capitalize()}" for code in board_codes()),
    ]
    expected = {
        "UploadsBucket",
        "WorkBucket",
        "ExchangeBucket",
        "ApiUrl",
        *(f"{table.name.capitalize()}Table" for table in TABLES),
    }
    expected |= {f"{queue}{kind}" for queue in queues for kind in ("Queue", "DeadLetterQueue")}
    assert expected <= set(template["Outputs"])


def test_cdk_nag_finds_nothing_and_every_acknowledgement_has_a_reason(assembly: Path) -> None:
    report = json.loads((assembly / "validation-report.json").read_text())
    plugins = {plugin["pluginName"]: plugin for plugin in report["pluginReports"]}
    nag = plugins["AwsSolutions"]
    assert nag["conclusion"] == "success"
    assert nag["violations"] == []
    assert all(len(finding["reason"]) > 40 for finding in nag["suppressedViolations"])
    assert all(
        finding["acknowledgedAt"] not in {STACK_NAME, SANDBOX_STACK_NAME} for finding in nag["suppressedViolations"]
    )


@pytest.fixture(scope="module")
def local_stack(tmp_path_factory: pytest.TempPathFactory, context: dict[str, Any]) -> Template:
    """The stack for this machine, synthesized by a process that finds nothing of AWS in its environment."""
    folder = tmp_path_factory.mktemp("local")
    environment = {
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "CDK_OUTDIR": str(folder / "out"),
        "CDK_CONTEXT_JSON": json.dumps({**context, "target": "local"}),
        "CDK_VALIDATION": "false",
    }
    done = subprocess.run(
        [sys.executable, "-m", "infra.app"],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads((folder / "out" / f"{STACK_NAME}.template.json").read_text()))


def test_a_local_stack_needs_no_aws_and_differs_only_in_a_few_properties(
    local_stack: Template, template: Template
) -> None:
    pages = "AWS::Cognito::ManagedLoginBranding"  # the emulator has its own
    of_hub = ("BounceRate", "Compl", "Concurr", "Throttled", "Guard", "Dashboard")
    left_out = {name for name in kinds(template) if name.startswith(of_hub)}
    assert kinds(local_stack) == {
        name: kind for name, kind in kinds(template).items() if kind != pages and name not in left_out
    }
    assert local_stack["Outputs"].keys() == template["Outputs"].keys() - {"OtherSiteUrl", "DashboardName"} | {"Sandbox"}
    tables = resources(local_stack, "AWS::DynamoDB::Table")
    assert all(not table["DeletionProtectionEnabled"] for table in tables.values())


def test_changes_of_activities_reach_one_function_at_a_time_and_a_rebuild_if_they_fail(template: Template) -> None:
    (mapping,) = [
        resource
        for resource in resources(template, "AWS::Lambda::EventSourceMapping").values()
        if resource["EventSourceArn"]["Fn::GetAtt"][1] == "StreamArn"
    ]
    function = resources(template, "AWS::Lambda::Function")[mapping["FunctionName"]["Ref"]]
    rebuilds = template["Outputs"]["SearchRebuildsQueue"]["Value"]["Ref"]
    assert (function["Handler"], function["ReservedConcurrentExecutions"]) == (
        "functions.search_api.index.handler.handle",
        1,
    )
    assert mapping["MaximumBatchingWindowInSeconds"] <= 20
    assert mapping["MaximumRetryAttempts"] > 0
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0] == rebuilds
    (wanted,) = mapping["FilterCriteria"]["Filters"]
    assert json.loads(wanted["Pattern"]) == {"dynamodb": {"Keys": {"sk": {"S": ["activity"]}}}}
