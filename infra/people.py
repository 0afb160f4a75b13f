"""The user pools that people sign in to: physicians, who sign up on our own page, and staff, who are invited."""

from collections.abc import Sequence

from aws_cdk import Acknowledgment, Aws, CfnOutput, Duration, Validations
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from constructs import Construct

from cmehub.accounts.pools import ACCOUNT_SCOPE, Pool
from cmehub.api.tokens import RESOURCE_SERVER
from infra.emulator_port import EmulatorPort
from infra.target import Target

_ACCESS_VALIDITY = Duration.minutes(15)
_LONGEST_SESSION = Duration.hours(12)
"""After which somebody signs in again, however busy; the pages end sessions that are idle much sooner."""
_GRACE = Duration.seconds(10)
"""For how long a refresh token is good after it was used, since an answer may be lost on its way."""


class PeoplePool(Construct):
    """
    A user pool with its sign-in pages and its one client, which has no secret.

    Parameters
    ----------
    invited
        Whether people are here by invitation alone, and everybody needs a second factor.

    Attributes
    ----------
    sign_in_url
        The address below which people sign in.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        kind: Pool,
        invited: bool,
        emulator_port: EmulatorPort | None,
    ) -> None:
        super().__init__(scope, construct_id)
        self._target, self._kind, self._invited = target, kind, invited
        self._pool = cognito.UserPool(
            self,
            "Pool",
            # Cognito's own sign-up tells anybody whether an address has an account, our route doesn't.
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            keep_original=cognito.KeepOriginalAttrs(email=True),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            email=_sender(target),
            password_policy=cognito.PasswordPolicy(
                min_length=12, require_lowercase=True, require_uppercase=True, require_digits=True, require_symbols=True
            ),
            mfa=cognito.Mfa.REQUIRED if invited else cognito.Mfa.OPTIONAL,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            sign_in_policy=None if invited else _choices(),
            # Somebody who uses a passkey has shown a finger or a face as well.
            passkey_user_verification=None if invited else cognito.PasskeyUserVerification.REQUIRED,
            feature_plan=cognito.FeaturePlan.PLUS,
            standard_threat_protection_mode=cognito.StandardThreatProtectionMode.FULL_FUNCTION,
            deletion_protection=target.keeps_data,
            removal_policy=target.removal_policy,
        )
        if not invited:
            Validations.of(self._pool).acknowledge(
                Acknowledgment(
                    id="AwsSolutions::AwsSolutions-COG2",
                    reason="Physicians choose among passkey, e-mail code and password; a second factor is offered.",
                )
            )
        name = "cme-hub-sandbox" if target.is_sandbox else "cme-hub"
        domain = self._pool.add_domain(
            "SignIn",
            cognito_domain=cognito.CognitoDomainOptions(domain_prefix=f"{name}-{kind}-{Aws.ACCOUNT_ID}-{Aws.REGION}"),
            managed_login_version=cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
        )
        self.sign_in_url = emulator_port.url if emulator_port else domain.base_url()

    def add_client(self, pages: Sequence[str]) -> None:
        """Let people sign in from these pages, to which they come back."""
        # Its own scope is all that a page needs: no token that names the person, none that changes the account.
        account = cognito.ResourceServerScope(scope_name=ACCOUNT_SCOPE, scope_description="What the account may do.")
        resources = self._pool.add_resource_server("Scopes", identifier=RESOURCE_SERVER, scopes=[account])
        self._client = self._pool.add_client(
            "Site",
            generate_secret=False,
            auth_flows=cognito.AuthFlow(user=not self._invited, user_srp=self._invited),
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[cognito.OAuthScope.resource_server(resources, account)],
                callback_urls=[*pages],
                logout_urls=[*pages],
            ),
            supported_identity_providers=[cognito.UserPoolClientIdentityProvider.COGNITO],
            prevent_user_existence_errors=True,
            access_token_validity=_ACCESS_VALIDITY,
            id_token_validity=_ACCESS_VALIDITY,
            refresh_token_validity=_LONGEST_SESSION,
            refresh_token_rotation_grace_period=_GRACE,
            enable_token_revocation=True,
            read_attributes=cognito.ClientAttributes().with_standard_attributes(email=True, email_verified=True),
            write_attributes=cognito.ClientAttributes().with_standard_attributes(email=True),
        )
        # Without a style of its own a client has no pages of the newer kind; the emulator has pages of its own.
        if self._target.has_real_edge:
            cognito.CfnManagedLoginBranding(
                self,
                "Style",
                user_pool_id=self._pool.user_pool_id,
                client_id=self.client_id,
                use_cognito_provided_values=True,
            )
        title = self._kind.capitalize()
        CfnOutput(self, "PoolId", key=f"{title}PoolId", value=self._pool.user_pool_id)
        CfnOutput(self, "ClientId", key=f"{title}ClientId", value=self.client_id)
        CfnOutput(self, "SignInUrl", key=f"{title}SignInUrl", value=self.sign_in_url)

    @property
    def client_id(self) -> str:
        """The client with which people sign in."""
        return self._client.user_pool_client_id

    @property
    def issuer(self) -> str:
        """Who the tokens say that they are from."""
        return f"https://{self._pool.user_pool_provider_name}"

    def sign_in_metric(self, name: str, statistic: str, label: str) -> cloudwatch.Metric:
        """
        Return what Cognito counts of who signs in, every five minutes.

        See https://docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html
        """
        return cloudwatch.Metric(
            namespace="AWS/Cognito",
            metric_name=name,
            dimensions_map={"UserPool": self._pool.user_pool_id, "UserPoolClient": self.client_id},
            period=Duration.minutes(5),
            statistic=statistic,
            label=f"{self._kind}: {label}",
        )

    def allow(self, grantee: iam.IGrantable, *actions: str) -> None:
        """Allow these actions of Cognito, given without their prefix, on the pool."""
        self._pool.grant(grantee, *(f"cognito-idp:{action}" for action in actions))

    def environment(self) -> dict[str, str]:
        """Return the environment variables that tell a function whose tokens are good."""
        name = self._kind.upper()
        return {f"{name}_POOL_ID": self._pool.user_pool_id, f"{name}_CLIENT_ID": self.client_id}


def _sender(target: Target) -> cognito.UserPoolEmail:
    if not target.sender_is_confirmed:
        return cognito.UserPoolEmail.with_cognito()
    return cognito.UserPoolEmail.with_ses(
        from_email=target.mail_sender,
        from_name="CME Hub",
        ses_region=Aws.REGION,
        ses_verified_domain=target.sender_identity if target.names.mail_from_domain else None,
    )


def _choices() -> cognito.SignInPolicy:
    return cognito.SignInPolicy(
        allowed_first_auth_factors=cognito.AllowedFirstAuthFactors(password=True, email_otp=True, passkey=True)
    )
