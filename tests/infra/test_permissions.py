"""Each function may do what it is for and no more."""

import json
import re
from collections import defaultdict
from typing import Any

import pytest

from cmehub.stores.tables import TABLES
from tests.infra.test_stack import Template, resources


def test_the_api_may_only_put_and_read_files_and_find_what_it_is_asked_for(template: Template) -> None:
    (role,) = {
        resource["Role"]["Fn::GetAtt"][0]
        for resource in resources(template, "AWS::Lambda::Function").values()
        if resource["Handler"] == "functions.ingest.api.handler.handle"
    }
    statements = [
        statement
        for policy in resources(template, "AWS::IAM::Policy").values()
        if {"Ref": role} in policy["Roles"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]
    actions = {
        action
        for statement in statements
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
        if action.startswith(("s3:", "dynamodb:", "sqs:"))
    }
    assert actions == {
        *(f"s3:{action}" for action in ("GetObject", "GetObjectVersion", "PutObject", "ListBucket")),
        *(f"s3:{action}" for action in ("AbortMultipartUpload", "ListMultipartUploadParts")),
        *(f"dynamodb:{action}" for action in ("BatchGetItem", "GetItem", "Query", "PutItem", "UpdateItem")),
        *(f"dynamodb:{action}" for action in ("BatchWriteItem", "DeleteItem", "ConditionCheckItem")),
        *(f"sqs:{action}" for action in ("SendMessage", "GetQueueAttributes", "GetQueueUrl")),
    }


@pytest.mark.parametrize("handler", ["functions.ingest.api.handler.handle", "functions.validate.api.handler.handle"])
def test_the_api_reads_what_boards_decided_and_what_counts_until_they_have(template: Template, handler: str) -> None:
    """
    A report and a check of its rows need both, a record's history the first.

    The emulator refuses nobody, so this alone shows it.
    """
    (role,) = {
        resource["Role"]["Fn::GetAtt"][0]
        for resource in resources(template, "AWS::Lambda::Function").values()
        if resource["Handler"] == handler
    }
    table = template["Outputs"]["BoardsTable"]["Value"]["Ref"]
    (actions,) = [
        [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        for policy in resources(template, "AWS::IAM::Policy").values()
        if {"Ref": role} in policy["Roles"]
        for statement in policy["PolicyDocument"]["Statement"]
        if f'"{table}"' in json.dumps(statement["Resource"])
    ]
    assert {*actions} == {"dynamodb:GetItem", "dynamodb:Query"}


def test_on_aws_no_webhook_may_lead_to_the_function_itself(template: Template) -> None:
    given = [
        resource["Environment"]["Variables"]["WEBHOOKS_MAY_BE_LOCAL"]
        for resource in resources(template, "AWS::Lambda::Function").values()
        if "WEBHOOKS_MAY_BE_LOCAL" in resource.get("Environment", {}).get("Variables", {})
    ]
    assert set(given) == {"False"}


def test_the_function_that_posts_to_addresses_of_providers_reaches_events_and_no_record(template: Template) -> None:
    (function,) = [
        resource
        for resource in resources(template, "AWS::Lambda::Function").values()
        if resource["Handler"] == "functions.notify.webhooks.deliveries_handler.handle"
    ]
    role = function["Role"]["Fn::GetAtt"][0]
    policies = [
        resource for resource in resources(template, "AWS::IAM::Policy").values() if {"Ref": role} in resource["Roles"]
    ]
    outputs = {
        name: output["Value"].get("Ref") for name, output in template["Outputs"].items() if "Ref" in output["Value"]
    }
    reached = {outputs[name] for name in outputs if f'"{outputs[name]}"' in json.dumps(policies)}
    assert reached & {outputs[f"{table.name.capitalize()}Table"] for table in TABLES} == {outputs["ProvidersTable"]}
    assert re.findall(r'"Arn"\]}, "/([^"]+)"', json.dumps(policies)) == ["events/*"]


def test_no_statement_allows_every_action_or_every_resource(template: Template) -> None:
    for policy in resources(template, "AWS::IAM::Policy").values():
        for statement in policy["PolicyDocument"]["Statement"]:
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            assert not [action for action in actions if "*" in action]
            assert statement["Resource"] != "*"


@pytest.mark.parametrize(("handler", "folders"), [("asks", {"out"}), ("decisions", {"in", "in-reports"})])
def test_each_function_reaches_only_its_side_of_the_exchange(
    template: Template, handler: str, folders: set[str]
) -> None:
    (role,) = {
        resource["Role"]["Fn::GetAtt"][0]
        for resource in resources(template, "AWS::Lambda::Function").values()
        if resource["Handler"] == f"functions.board_dispatch.files.{handler}_handler.handle"
    }
    policies = [
        resource for resource in resources(template, "AWS::IAM::Policy").values() if {"Ref": role} in resource["Roles"]
    ]
    bucket = template["Outputs"]["ExchangeBucket"]["Value"]["Ref"]
    reached = re.findall(rf'"{bucket}", "Arn"\]}}, "/([^"]+)"', json.dumps(policies))
    assert {key.removeprefix("boards/*/").removesuffix("/*") for key in reached} == folders


def test_pages_of_the_site_alone_may_call_search(template: Template, context: dict[str, Any]) -> None:
    apis = resources(template, "AWS::ApiGatewayV2::Api")
    search = template["Outputs"]["SearchId"]["Value"]["Ref"]
    assert {name for name, api in apis.items() if "CorsConfiguration" in api} == {search}
    assert apis[search]["CorsConfiguration"]["AllowOrigins"] == [context["site_url"]]
    assert apis[search]["CorsConfiguration"]["AllowMethods"] == ["GET"]


def test_search_may_only_read(template: Template) -> None:
    (role,) = {
        resource["Role"]["Fn::GetAtt"][0]
        for resource in resources(template, "AWS::Lambda::Function").values()
        if resource["Handler"] == "functions.search_api.query.handler.handle"
    }
    actions = {
        action
        for policy in resources(template, "AWS::IAM::Policy").values()
        if policy["Roles"] == [{"Ref": role}]
        for statement in policy["PolicyDocument"]["Statement"]
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
        if not action.startswith(("kms:", "logs:"))
    }
    assert actions == {"s3:GetObject", "s3:ListBucket", "dynamodb:BatchGetItem", "dynamodb:GetItem"}


def test_the_function_that_mails_may_do_what_its_mails_need_and_gathers_calls_by_the_hour(template: Template) -> None:
    function = _function(template, "functions.notify.mail.handler.handle")
    assert _table_actions(template, function) == {
        "providers": {"GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "BatchWriteItem"},
        "rosters": {"BatchGetItem", "Query"},
        "accounts": {"GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"},
        "records": {"Query"},
        "activities": {"GetItem", "BatchGetItem", "Query", "PutItem"},
        "submissions": {"GetItem", "Query", "PutItem", "UpdateItem", "BatchWriteItem", "ConditionCheckItem"},
    }
    assert function["Environment"]["Variables"]["CALL_MAILS_HOUR_SECONDS"] == "3600"
    assert function["Environment"]["Variables"]["NEWS_GATHERING_SECONDS"] == "300"


def test_the_function_of_events_lets_physicians_know_and_changes_no_record(template: Template) -> None:
    function = _function(template, "functions.notify.webhooks.events_handler.handle")
    assert _table_actions(template, function) == {
        "providers": {"GetItem", "Query", "BatchWriteItem"},
        "accounts": {"GetItem", "BatchGetItem", "PutItem", "UpdateItem", "BatchWriteItem"},
        "records": {"BatchGetItem", "Query"},
        "rosters": {"BatchGetItem", "Query"},
        "activities": {"Query", "BatchGetItem"},
        "submissions": {"GetItem", "Query", "BatchWriteItem"},
    }


@pytest.mark.parametrize(
    "handler", ["functions.validate.api.handler.handle", "functions.board_dispatch.callbacks.handler.handle"]
)
def test_whoever_answers_or_closes_a_review_may_take_it_out_of_those_that_wait(
    template: Template, handler: str
) -> None:
    """A transaction that deletes needs ``dynamodb:DeleteItem``; the emulator refuses nobody, so this alone shows it."""
    granted = _table_actions(template, _function(template, handler))["activities"]
    assert {"BatchGetItem", "Query", "PutItem", "DeleteItem"} <= granted


def _function(template: Template, handler: str) -> dict[str, Any]:
    functions = resources(template, "AWS::Lambda::Function").values()
    (function,) = [resource for resource in functions if resource["Handler"] == handler]
    return function


def _table_actions(template: Template, function: dict[str, Any]) -> dict[str, set[str]]:
    """Return what a function may do, by table."""
    policies = [
        resource
        for resource in resources(template, "AWS::IAM::Policy").values()
        if {"Ref": function["Role"]["Fn::GetAtt"][0]} in resource["Roles"]
    ]
    statements = [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]
    tables = {template["Outputs"][f"{table.name.capitalize()}Table"]["Value"]["Ref"]: table.name for table in TABLES}
    actions: dict[str, set[str]] = defaultdict(set)
    for statement in map(_listed, statements):
        for logical_id, table in tables.items():
            if f'["{logical_id}", "Arn"]' in json.dumps(statement["Resource"]):
                actions[table] |= {action.partition(":")[2] for action in statement["Action"]}
    return actions


def _listed(statement: dict[str, Any]) -> dict[str, Any]:
    """Return a statement whose actions are a list, however many there are."""
    given = statement["Action"]
    return {**statement, "Action": [given] if isinstance(given, str) else given}
