"""The page that an operator looks at first shows what the stack has."""

import json
import re
from typing import Any

import pytest

from infra.alarm_kinds import CONCURRENCY, KINDS, THROTTLED
from tests.infra.test_stack import Template, resources

KINDS_OF_RESOURCES = {
    "ApiId": "AWS::ApiGatewayV2::Api",
    "FunctionName": "AWS::Lambda::Function",
    "QueueName": "AWS::SQS::Queue",
    "UserPool": "AWS::Cognito::UserPool",
    "UserPoolClient": "AWS::Cognito::UserPoolClient",
}

Graph = dict[str, Any]
Line = tuple[str, str, dict[str, str]]
"""A metric's namespace, name and dimensions."""


@pytest.fixture(scope="module")
def graphs(template: Template) -> list[Graph]:
    """The page's graphs; where CloudFormation fills something in stands the name of the resource that it is of."""
    (dashboard,) = resources(template, "AWS::CloudWatch::Dashboard").values()
    _, parts = dashboard["DashboardBody"]["Fn::Join"]
    body = "".join(part if isinstance(part, str) else str(_resource(part)) for part in parts)
    return [widget["properties"] for widget in json.loads(body)["widgets"] if widget["type"] == "metric"]


def _resource(part: dict[str, Any]) -> object:
    return part["Ref"] if "Ref" in part else part["Fn::GetAtt"][0]


def lines_of(graph: Graph) -> list[Line]:
    """The metrics that a graph shows, or makes what it shows of."""
    lines = []
    for namespace, name, *others in (line for line in graph["metrics"] if isinstance(line[0], str)):
        dimensions = [part for part in others if isinstance(part, str)]
        lines.append((namespace, name, dict(zip(dimensions[::2], dimensions[1::2], strict=True))))
    return lines


def test_each_metric_is_of_something_in_the_stack_or_one_that_an_alarm_watches(
    template: Template, graphs: list[Graph]
) -> None:
    watched = [
        (alarm["Namespace"], alarm["MetricName"], {part["Name"]: part["Value"] for part in alarm.get("Dimensions", [])})
        for alarm in resources(template, "AWS::CloudWatch::Alarm").values()
        if "MetricName" in alarm
    ]
    lines = [line for graph in graphs for line in lines_of(graph)]
    assert lines
    for line in lines:
        namespace, _, dimensions = line
        if namespace in {"AWS/Lambda", "AWS/SQS", "AWS/ApiGateway", "AWS/Cognito"}:
            assert dimensions
            assert all(named in resources(template, KINDS_OF_RESOURCES[kind]) for kind, named in dimensions.items())
        elif line not in watched:
            assert (namespace, dimensions) == ("AWS/SES", {}), line


def test_all_queues_functions_apis_and_pools_are_shown(template: Template, graphs: list[Graph]) -> None:
    lines = [line for graph in graphs for line in lines_of(graph)]

    def shown(metric: str, dimension: str) -> set[str]:
        return {dimensions[dimension] for _, name, dimensions in lines if name == metric}

    queues = resources(template, "AWS::SQS::Queue")
    functions = resources(template, "AWS::Lambda::Function")
    own = {name for name, function in functions.items() if function["Handler"].startswith("functions.")}
    assert shown("ApproximateNumberOfMessagesVisible", "QueueName") >= {
        name for name, queue in queues.items() if "RedrivePolicy" not in queue
    }
    assert shown("Errors", "FunctionName") == own
    assert shown("Duration", "FunctionName") == own
    assert shown("Count", "ApiId") == shown("5xx", "ApiId") == set(resources(template, "AWS::ApiGatewayV2::Api"))
    assert shown("SignInSuccesses", "UserPool") == {
        template["Outputs"][f"{kind}PoolId"]["Value"]["Ref"] for kind in ("Physicians", "Staff")
    }


def test_what_an_alarm_watches_stands_under_its_kind_with_the_same_lines_and_bound(
    template: Template, graphs: list[Graph]
) -> None:
    of_account = {CONCURRENCY, THROTTLED}  # which say what is wrong with all functions together
    for kind in set(KINDS) - of_account:
        (graph,) = [graph for graph in graphs if graph["title"].split(":")[0] == kind.title]
        alarms = [
            alarm
            for alarm in resources(template, "AWS::CloudWatch::Alarm").values()
            if re.split(r" \(|\. ", alarm["AlarmDescription"])[0] == kind.title
        ]
        watched = {
            (alarm["MetricName"], *(str(_name_of(part["Value"])) for part in alarm.get("Dimensions", [])))
            for alarm in alarms
        }
        assert {(name, *dimensions.values()) for _, name, dimensions in lines_of(graph)} == watched
        bounds = [line["value"] for line in graph.get("annotations", {}).get("horizontal", [])]
        if any("FunctionName" in line[2] and line[1] == "Duration" for line in lines_of(graph)):
            assert len(bounds) == 1
        else:
            assert {*bounds} == {alarm["Threshold"] for alarm in alarms if alarm["Threshold"]}


def _name_of(value: object) -> object:
    return _resource(value) if isinstance(value, dict) else value


def test_a_run_is_shown_as_a_share_of_its_own_functions_timeout(template: Template, graphs: list[Graph]) -> None:
    (graph,) = [graph for graph in graphs if graph["title"].endswith("percent of the timeout")]
    shares = [line[0]["expression"] for line in graph["metrics"] if isinstance(line[0], dict)]
    names = {line[-1]["id"]: line[3] for line in graph["metrics"] if isinstance(line[0], str)}
    functions = resources(template, "AWS::Lambda::Function")
    assert sorted(shares) == sorted(
        f"100 * {called} / {functions[name]['Timeout'] * 1000}" for called, name in names.items()
    )


def test_the_hub_has_one_page_and_its_sandbox_none(template: Template, sandbox: Template) -> None:
    assert len(resources(template, "AWS::CloudWatch::Dashboard")) == 1
    assert template["Outputs"]["DashboardName"]["Value"]["Ref"] in resources(template, "AWS::CloudWatch::Dashboard")
    assert resources(sandbox, "AWS::CloudWatch::Dashboard") == {}
