"""The sandbox beside the stack: the same, with nothing in common."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from aws_cdk import App

from cmehub.api.guards import GUARDED
from cmehub.sandbox import SLOW_BOARD_SECONDS
from infra.target import Target
from tests.infra.conftest import REPOSITORY, SANDBOX_STACK_NAME
from tests.infra.test_stack import Template, kinds, resources

REPEATABLE = {
    ("AWS::ApiGatewayV2::Api", "Name"),  # a label: an API is known by its ID
    ("AWS::ApiGatewayV2::Stage", "StageName"),  # one of its API's
    ("AWS::CloudWatch::Alarm", "MetricName"),  # what it watches
    ("AWS::Cognito::UserPoolResourceServer", "Identifier"),  # one of its pool's
    ("AWS::Cognito::UserPoolResourceServer", "Name"),
    ("AWS::ApiGatewayV2::Authorizer", "Name"),  # one of its API's
    ("AWS::IAM::Policy", "PolicyName"),  # one of its role's
    ("AWS::SNS::Topic", "DisplayName"),  # a label in mails
}
"""Names that the stacks may give both, since an account and region may have them twice."""


def named_in(value: Any) -> set[str]:
    """The texts in a template, however deep."""
    if isinstance(value, dict):
        return {text for part in value.values() for text in named_in(part)}
    if isinstance(value, list):
        return {text for part in value for text in named_in(part)}
    return {str(value)}


def physical_names(stack: Template) -> list[tuple[str, str, str]]:
    """Kind, property and value of each name that a stack gives, not of those that CloudFormation makes."""
    found = []
    for resource in stack["Resources"].values():
        properties = resource.get("Properties", {})
        nested = {
            f"{path}.Name": part["Name"]
            for path, part in properties.items()
            if isinstance(part, dict) and "Name" in part
        }
        for path, value in (properties | nested).items():
            named = path.endswith("Name") or path in {"Domain", "EmailIdentity", "Identifier"}
            if named and not named_in(value) & stack["Resources"].keys():
                found.append((resource["Type"], path, json.dumps(value)))
    return found


def test_it_is_the_same_stack(template: Template, sandbox: Template) -> None:
    # The names of some resources begin with the stack's.
    of_account = [
        "AWS::SES::EmailIdentity",
        *(4 + len(GUARDED)) * ["AWS::CloudWatch::Alarm"],
        "AWS::CloudWatch::Dashboard",
    ]
    assert Counter(kinds(sandbox).values()) == Counter(kinds(template).values()) - Counter(of_account)
    assert sandbox["Outputs"].keys() - template["Outputs"].keys() == {"Sandbox"}


def test_the_two_have_nothing_in_common(template: Template, sandbox: Template, assembly: Path) -> None:
    for stack, artifact in ((template, "CmeHub"), (sandbox, SANDBOX_STACK_NAME)):
        assert "Fn::ImportValue" not in json.dumps(stack)
        assert "Fn::GetStackOutput" not in json.dumps(stack)
        assert not any("Export" in output for output in stack["Outputs"].values())
        stacks = json.loads((assembly / "manifest.json").read_text())["artifacts"]
        assert not {"CmeHub", SANDBOX_STACK_NAME} & set(stacks[artifact].get("dependencies", []))
    domains = [
        json.dumps(domain["Domain"])
        for stack in (template, sandbox)
        for domain in resources(stack, "AWS::Cognito::UserPoolDomain").values()
    ]
    assert len(set(domains)) == len(domains) == 2 * 3


def test_no_physical_name_is_given_twice(template: Template, sandbox: Template) -> None:
    given = Counter(name for stack in (template, sandbox) for name in physical_names(stack))
    twice = {(kind, path) for (kind, path, _), times in given.items() if times > 1}
    assert ("AWS::SES::EmailIdentity", "EmailIdentity") in {(kind, path) for kind, path, _ in given}
    assert twice <= REPEATABLE


def test_it_sends_as_the_hub_which_alone_has_the_senders_identity(template: Template, sandbox: Template) -> None:
    sender = template["Outputs"]["MailSender"]["Value"]
    (identity,) = resources(template, "AWS::SES::EmailIdentity").values()
    allowed = [text for text in named_in(sandbox) if text.startswith(":identity/")]

    assert identity["EmailIdentity"] == sandbox["Outputs"]["MailSender"]["Value"] == sender
    assert resources(sandbox, "AWS::SES::EmailIdentity") == {}
    assert allowed == [f":identity/{sender}"]


def test_neither_sets_off_an_alarm_of_the_other(template: Template, sandbox: Template) -> None:
    def watched(stack: Template) -> set[str]:
        """What alarms watch that no resource of the stack tells apart: metrics that its functions write."""
        alarms = resources(stack, "AWS::CloudWatch::Alarm").values()
        metrics = [
            json.dumps([alarm["Namespace"], alarm["MetricName"], alarm["Dimensions"]])
            for alarm in alarms
            if "Dimensions" in alarm  # the others are the account's, and the hub's alone
        ]
        return {metric for metric in metrics if "Fn::GetAtt" not in metric and "Ref" not in metric}

    assert len(watched(template)) == len(watched(sandbox)) > 1
    assert not watched(template) & watched(sandbox)


def test_its_functions_alone_know_that_it_is_one(template: Template, sandbox: Template) -> None:
    def told(template: Template) -> set[str | None]:
        functions = resources(template, "AWS::Lambda::Function").values()
        return {
            function["Environment"]["Variables"].get("SANDBOX")
            for function in functions
            if function["Handler"].startswith("functions.")
        }

    assert (told(template), told(sandbox)) == ({None}, {"true"})


def test_it_reads_no_secret_of_a_board(template: Template, sandbox: Template) -> None:
    assert "secretsmanager:GetSecretValue" in named_in(template)
    assert "secretsmanager:GetSecretValue" not in named_in(sandbox)


def test_nothing_in_it_is_kept(sandbox: Template) -> None:
    kept = {
        name
        for name, resource in sandbox["Resources"].items()
        if resource["Type"].startswith(
            ("AWS::DynamoDB", "AWS::S3", "AWS::SQS", "AWS::KMS", "AWS::Logs", "AWS::Cognito")
        )
        and resource.get("DeletionPolicy") == "Retain"
    }
    assert kept == set()


def test_one_board_answers_late_in_it(template: Template, sandbox: Template) -> None:
    def delays(template: Template) -> list[int]:
        queues = resources(template, "AWS::SQS::Queue").values()
        return [queue["DelaySeconds"] for queue in queues if "DelaySeconds" in queue]

    assert (delays(template), delays(sandbox)) == ([], [SLOW_BOARD_SECONDS])


def test_hub_and_sandbox_know_each_others_site(template: Template, sandbox: Template, context: dict[str, Any]) -> None:
    assert template["Outputs"]["OtherSiteUrl"]["Value"] == "https://sandbox.example.org"
    assert sandbox["Outputs"]["OtherSiteUrl"]["Value"] == context["site_url"]


def test_without_a_known_sandbox_neither_leads_to_the_other() -> None:
    target = Target.from_context(App(context=json.loads((REPOSITORY / "cdk.json").read_text())["context"]).node)
    assert (target.other_site_url, target.as_sandbox().other_site_url) == ("", "")
