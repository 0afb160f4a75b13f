"""The CDK app: ``cdk synth`` and ``cdk deploy`` run this module. It needs no account and no network."""

from collections.abc import Callable
from functools import partial

from aws_cdk import App, Validations
from aws_cdk import aws_lambda as lambda_
from cdk_nag import AwsSolutionsChecks

from infra.assets import dependency_layer_code
from infra.stack import HubStack
from infra.target import Target

STACK_NAME = "CmeHub"
SANDBOX_STACK_NAME = "CmeHubSandbox"


def add_stacks(app: App, dependency_code: Callable[[], lambda_.Code] | None = None) -> None:
    """Add the stack and, on AWS, the sandbox; a finding of cdk-nag that nobody acknowledged will fail the synthesis.

    On one machine nothing counts anyway, so that the one stack is the sandbox.

    Parameters
    ----------
    app
        Its context names the target.
    dependency_code
        Makes what to take, in one stack, as the layer of libraries instead of what `make build` made.
    """
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    target = Target.from_context(app.node)
    code = dependency_code or partial(dependency_layer_code, target.dependency_build)
    HubStack(app, STACK_NAME, target=target, dependency_code=code())
    if not target.is_sandbox:
        HubStack(app, SANDBOX_STACK_NAME, target=target.as_sandbox(), dependency_code=code())


if __name__ == "__main__":
    hub = App()
    add_stacks(hub)
    hub.synth()
