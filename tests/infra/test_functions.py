"""How functions are made for accounts of each size."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.memory import INGEST_MEGABYTES
from tests.infra.test_stack import Template, resources


@pytest.mark.parametrize(("is_small", "memory", "reserved"), [(False, 3538, 1), (True, 3008, None)])
def test_a_small_account_reserves_nothing_and_has_no_large_function(
    context: dict[str, Any], tmp_path: Path, is_small: bool, memory: int, reserved: int | None
) -> None:
    from aws_cdk import App, Duration, Stack
    from aws_cdk import aws_kms as kms
    from aws_cdk import aws_lambda as lambda_
    from aws_cdk.assertions import Template as Synthesized

    from infra.alarms import alarm_topic
    from infra.functions import FunctionFactory
    from infra.target import Target

    (tmp_path / "README").touch()
    app = App(context={**context, "small_account": is_small})
    stack = Stack(app, "Functions")
    target = Target.from_context(app.node)
    factory = FunctionFactory(
        stack,
        "Factory",
        target=target,
        dependency_code=lambda_.Code.from_asset(str(tmp_path)),
        alarm_topic=alarm_topic(stack, target, kms.Key(stack, "Key")),
    )
    factory.function(
        stack,
        "search_api",
        handler="index.handler.handle",
        timeout=Duration.minutes(15),
        memory_size=3538,
        environment={},
        one_at_a_time=True,
    )

    made = dict(Synthesized.from_stack(stack).to_json())
    (function,) = resources(made, "AWS::Lambda::Function").values()
    assert (function["MemorySize"], function.get("ReservedConcurrentExecutions")) == (memory, reserved)


def test_ingest_has_the_memory_that_a_workbook_is_measured_against(template: Template) -> None:
    (ingest,) = [
        resource
        for resource in resources(template, "AWS::Lambda::Function").values()
        if resource["Handler"] == "functions.ingest.uploads.handler.handle"
    ]
    assert ingest["MemorySize"] == INGEST_MEGABYTES
