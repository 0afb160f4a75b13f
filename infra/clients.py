"""The clients of OAuth 2: a user pool without users, whose clients get tokens by their own credentials."""

from aws_cdk import Acknowledgment, Aws, CfnOutput, Validations
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from cmehub.accounts.keys import Scope
from cmehub.api.tokens import RESOURCE_SERVER
from infra.target import Target


class Clients(Construct):
    """The pool, and the scopes that its clients may have; `hub keys create --oauth` makes a client for a provider."""

    def __init__(self, scope: Construct, construct_id: str, *, target: Target) -> None:
        super().__init__(scope, construct_id)
        self._pool = cognito.UserPool(
            self,
            "Pool",
            self_sign_up_enabled=False,
            password_policy=cognito.PasswordPolicy(
                min_length=16, require_lowercase=True, require_uppercase=True, require_digits=True, require_symbols=True
            ),
            mfa=cognito.Mfa.REQUIRED,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            deletion_protection=target.keeps_data,
            removal_policy=target.removal_policy,
        )
        self._pool.add_resource_server(
            "Scopes",
            identifier=RESOURCE_SERVER,
            scopes=[
                cognito.ResourceServerScope(
                    scope_name=scope, scope_description=f"What the scope {scope} of a key allows."
                )
                for scope in Scope
            ],
        )
        name = "cme-hub-sandbox" if target.is_sandbox else "cme-hub"
        domain = self._pool.add_domain(
            "Tokens",
            cognito_domain=cognito.CognitoDomainOptions(domain_prefix=f"{name}-{Aws.ACCOUNT_ID}-{Aws.REGION}"),
        )
        Validations.of(self._pool).acknowledge(
            Acknowledgment(
                id="AwsSolutions::AwsSolutions-COG3",
                reason="Nobody signs in here: the pool has clients of machines alone.",
            ),
            Acknowledgment(
                id="AwsSolutions::AwsSolutions-COG8",
                reason="Threat protection watches sign-ins of people, of whom there are none.",
            ),
        )
        CfnOutput(self, "PoolId", key="TokenPoolId", value=self._pool.user_pool_id)
        CfnOutput(self, "Url", key="TokenUrl", value=f"{domain.base_url()}/oauth2/token")

    def environment(self) -> dict[str, str]:
        """Return the environment variables that tell a function whose tokens are good."""
        return {"TOKEN_POOL_ID": self._pool.user_pool_id}
