"""The sandbox beside the stack: the same, with nothing in common."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cmehub.sandbox import SLOW_BOARD_SECONDS
from tests.infra.conftest import SANDBOX_STACK_NAME
from tests.infra.test_stack import Template, kinds, resources


@pytest.fixture(scope="module")
def sandbox(assembly: Path) -> Template:
    return dict(json.loads((assembly / f"{SANDBOX_STACK_NAME}.template.json").read_text()))


def named_in(value: Any) -> set[str]:
    """The texts in a template, however deep."""
    if isinstance(value, dict):
        return {text for part in value.values() for text in named_in(part)}
    if isinstance(value, list):
        return {text for part in value for text in named_in(part)}
    return {str(value)}


def test_it_is_the_same_stack(template: Template, sandbox: Template) -> None:
    # The names of some resources begin with the stack's.
    assert Counter(kinds(sandbox).values()) == Counter(kinds(template).values())
    assert sandbox["Outputs"].keys() - template["Outputs"].keys() == {"Sandbox"}


def test_the_two_have_nothing_in_common(template: Template, sandbox: Template, assembly: Path) -> None:
    for stack, artifact in ((template, "CmeHub"), (sandbox, SANDBOX_STACK_NAME)):
        assert "Fn::ImportValue" not in json.dumps(stack)
        assert "Fn::GetStackOutput" not in json.dumps(stack)
        assert not any("Export" in output for output in stack["Outputs"].values())
        stacks = json.loads((assembly / "manifest.json").read_text())["artifacts"]
        assert not {"CmeHub", SANDBOX_STACK_NAME} & set(stacks[artifact].get("dependencies", []))
    domains = [resources(stack, "AWS::Cognito::UserPoolDomain") for stack in (template, sandbox)]
    assert len({json.dumps(next(iter(domain.values()))["Domain"]) for domain in domains}) == 2


@pytest.mark.parametrize(
    "name", ["BucketName", "TableName", "QueueName", "FunctionName", "RoleName", "TopicName", "LogGroupName"]
)
def test_neither_gives_a_resource_a_name_that_the_other_would_take(
    template: Template, sandbox: Template, name: str
) -> None:
    named = [
        value
        for stack in (template, sandbox)
        for resource in stack["Resources"].values()
        if isinstance(value := resource.get("Properties", {}).get(name), str)
    ]
    assert named == []


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
