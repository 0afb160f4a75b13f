"""The CDK app: ``cdk synth`` and ``cdk deploy`` run this module. It needs no account and no network."""

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from infra.assets import dependency_layer_code
from infra.stack import HubStack
from infra.target import Target

STACK_NAME = "CmeHub"


def main() -> None:
    """Synthesize the stack; any finding of cdk-nag that carries no reason fails it."""
    app = App()
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    target = Target.from_context(app.node)
    HubStack(app, STACK_NAME, target=target, dependency_code=dependency_layer_code(target.dependency_build))
    app.synth()


if __name__ == "__main__":
    main()
