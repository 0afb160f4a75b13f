"""The CDK app: ``cdk synth`` and ``cdk deploy`` run this module. It needs no account and no network."""

from aws_cdk import App, Validations
from aws_cdk import aws_lambda as lambda_
from cdk_nag import AwsSolutionsChecks

from infra.assets import dependency_layer_code
from infra.stack import HubStack
from infra.target import Target

STACK_NAME = "CmeHub"


def add_stack(app: App, dependency_code: lambda_.Code | None = None) -> HubStack:
    """Add the stack to the app; a finding of cdk-nag that nobody acknowledged will fail the synthesis.

    Parameters
    ----------
    app
        Its context names the target.
    dependency_code
        What to take as the layer of libraries instead of what `make build` made.
    """
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    target = Target.from_context(app.node)
    code = dependency_code or dependency_layer_code(target.dependency_build)
    return HubStack(app, STACK_NAME, target=target, dependency_code=code)


if __name__ == "__main__":
    hub = App()
    add_stack(hub)
    hub.synth()
