"""Where the stack is deployed to: AWS, or the emulator on this machine."""

import platform
from dataclasses import dataclass, field, replace
from typing import Self

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from constructs import Node

from infra.own_names import OwnNames, domain_of

HIGHEST_MAPPING_CONCURRENCY = 1000


@dataclass(frozen=True)
class Target:
    """
    The few choices that differ between AWS, a sandbox there, and one machine; everything else is the same stack.

    Attributes
    ----------
    is_sandbox
        Whether nothing in it counts, so that fixtures can be tried there.
    asks_outside
        Whether boards outside the hub can be asked.
    call_mails_hour
        What counts as an hour where mails about calls are gathered.
    news_gathering
        For so long what physicians want to be told at once is gathered into one mail.
    has_real_edge
        Whether CloudFront is AWS's, which speaks TLS to visitors and to origins, and signs what it asks them.
    sender_is_confirmed
        Whether SES has confirmed the sender, so that user pools may send by it: they can't be made before.
    makes_sender
        Whether the identity that sends mails is made with the stack. An account has it once, and it is the hub's.
    alarm_mail
        Who is told of alarms by mail; nobody if empty.
    small_account
        Whether Lambda lets the account run few functions at once, and none above 3,008 MB, as with new ones.
    monthly_budget
        In dollars: above it the account's month is told to ``alarm_mail``; 0 for no budget.
    credential_keys
        Names of the keys for physicians' credentials: the first signs, the others signed before it.
    other_site_url
        Of the hub where its sandbox's site is, of the sandbox where the hub's is; empty if there is none.
    names
        Its own names, if it has any.
    credentials_need_confirmed
        Whether only physicians whose claim is confirmed can have credentials made.
    """

    architecture: lambda_.Architecture
    dependency_build: str
    keeps_data: bool
    most_workers: int
    visibility_factor: int
    longest_redelivery: Duration | None
    board_recovery: Duration
    call_mails_hour: Duration
    news_gathering: Duration
    webhooks_may_be_local: bool
    has_real_edge: bool
    mail_sender: str
    sender_is_confirmed: bool
    alarm_mail: str
    site_url: str
    guide_url: str
    credential_keys: tuple[str, ...]
    credentials_need_confirmed: bool
    is_sandbox: bool
    other_site_url: str = ""
    monthly_budget: int = 0
    small_account: bool = False
    asks_outside: bool = True
    makes_sender: bool = True
    names: OwnNames = field(default_factory=OwnNames)

    @classmethod
    def from_context(cls, node: Node) -> Self:
        """
        Read the target from the CDK context.

        It has ``target``, ``mail_sender``, ``sender_is_confirmed``, ``alarm_mail``, ``monthly_budget``,
        ``small_account``, ``site_url``, ``guide_url``, ``sandbox_url``, ``credential_keys`` and
        ``credentials_need_confirmed``, and may have ``redelivery_seconds``. AWS reads the names of `OwnNames` too.
        """
        name = node.get_context("target")
        redelivery = node.try_get_context("redelivery_seconds")
        longest_redelivery = None if redelivery is None else Duration.seconds(int(redelivery))
        mail_sender = node.get_context("mail_sender")
        sender_is_confirmed = bool(node.get_context("sender_is_confirmed"))
        alarm_mail = node.get_context("alarm_mail")
        site_url = node.get_context("site_url")
        guide_url = node.get_context("guide_url")
        credential_keys = tuple(node.get_context("credential_keys"))
        credentials_need_confirmed = bool(node.get_context("credentials_need_confirmed"))
        if name == "aws":
            return cls(
                architecture=lambda_.Architecture.ARM_64,
                dependency_build="aws",
                keeps_data=True,
                most_workers=HIGHEST_MAPPING_CONCURRENCY,
                visibility_factor=6,
                longest_redelivery=longest_redelivery,
                board_recovery=Duration.seconds(30),
                call_mails_hour=Duration.hours(1),
                news_gathering=Duration.minutes(5),
                webhooks_may_be_local=False,
                has_real_edge=True,
                mail_sender=mail_sender,
                sender_is_confirmed=sender_is_confirmed,
                alarm_mail=alarm_mail,
                site_url=site_url,
                guide_url=guide_url,
                credential_keys=credential_keys,
                credentials_need_confirmed=credentials_need_confirmed,
                is_sandbox=False,
                other_site_url=node.get_context("sandbox_url"),
                monthly_budget=int(node.get_context("monthly_budget")),
                small_account=bool(node.get_context("small_account")),
                names=OwnNames.from_context(node),
            )
        if name == "local":
            return cls(
                architecture=_host_architecture(),
                dependency_build="linked",
                keeps_data=False,
                most_workers=2,
                visibility_factor=1,
                longest_redelivery=longest_redelivery,
                board_recovery=Duration.seconds(3),
                call_mails_hour=Duration.seconds(5),
                news_gathering=Duration.seconds(5),
                webhooks_may_be_local=True,
                has_real_edge=False,
                mail_sender=mail_sender,
                sender_is_confirmed=True,
                alarm_mail=alarm_mail,
                site_url=site_url,
                guide_url=guide_url,
                credential_keys=credential_keys,
                credentials_need_confirmed=credentials_need_confirmed,
                is_sandbox=True,
            )
        raise ValueError(f"The context value 'target' is 'aws' or 'local', not {name!r}.")

    def as_sandbox(self) -> Self:
        """Return the target of a sandbox beside the stack: none of its data is worth keeping, and it asks nobody."""
        back = self.site_url if self.other_site_url else ""
        return replace(
            self,
            is_sandbox=True,
            site_url=self.other_site_url or self.site_url,
            other_site_url=back,
            asks_outside=False,
            keeps_data=False,
            makes_sender=False,
            names=self.names.of_sandbox(has_site=bool(self.other_site_url)),
        )

    @property
    def sender_identity(self) -> str:
        """What SES knows the sender by: its domain if mails have names of their own, else the address."""
        return domain_of(self.mail_sender) if self.names.mail_from_domain else self.mail_sender

    @property
    def removal_policy(self) -> RemovalPolicy:
        """What happens to stored data when the stack goes."""
        return RemovalPolicy.RETAIN if self.keeps_data else RemovalPolicy.DESTROY

    @property
    def metrics_namespace(self) -> str:
        """Where functions write metrics of their own: a sandbox has another, or it would set off the hub's alarms."""
        return "CMEHubSandbox" if self.is_sandbox else "CMEHub"

    def visibility_timeout(self, function_timeout: Duration) -> Duration:
        """Say how long a message stays hidden while a function with this timeout works on it."""
        seconds = self.visibility_factor * int(function_timeout.to_seconds())
        if self.longest_redelivery is not None:
            seconds = min(seconds, int(self.longest_redelivery.to_seconds()))
        return Duration.seconds(seconds)


def _host_architecture() -> lambda_.Architecture:
    is_arm = platform.machine().lower() in {"arm64", "aarch64"}
    return lambda_.Architecture.ARM_64 if is_arm else lambda_.Architecture.X86_64
