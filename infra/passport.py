"""What physicians call who signed in on the Passport site."""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.functions import FunctionFactory
from infra.people import PeoplePool

_CALL_TIMEOUT = Duration.seconds(29)


class Passport(Construct):
    """
    The function that answers physicians.

    Attributes
    ----------
    calls
        The function.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, functions: FunctionFactory, physicians: PeoplePool
    ) -> None:
        super().__init__(scope, construct_id)
        self.calls: lambda_.Function = functions.function(
            self,
            "passport",
            handler="api.handler.handle",
            timeout=_CALL_TIMEOUT,
            memory_size=1769,
            environment=physicians.environment(),
        )
