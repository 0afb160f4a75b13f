"""Mail to providers and physicians: who sends it, and the function that composes it."""

from aws_cdk import Aws, CfnOutput, Duration, Stack
from aws_cdk import aws_events as eventbridge
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_ses as ses
from constructs import Construct

from cmehub.passport.mail_preferences import HOUR_OF_MAILS
from cmehub.submissions.messages import (
    AccountsDueMessage,
    MissingCreditsDueMessage,
    PhysicianMailsDueMessage,
    RemindersDueMessage,
)
from infra.acknowledgements import acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.own_names import OwnNames, Record, add_record
from infra.people import PeoplePool
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

MAIL_TIMEOUT = Duration.minutes(5)
_DAILY = (MissingCreditsDueMessage, AccountsDueMessage, RemindersDueMessage)
_DUE = [message().model_dump() for message in _DAILY]


class Mail(Construct):
    """The sender's identity and the function that turns notices into mails."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        notices: WorkQueue,
        api_url: str,
    ) -> None:
        super().__init__(scope, construct_id)
        self.configuration_set = configuration_set = ses.ConfigurationSet(
            self,
            "ConfigurationSet",
            reputation_metrics=True,
            tls_policy=ses.ConfigurationSetTlsPolicy.REQUIRE,
            suppression_reasons=ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
        )
        self._identity = (
            ses.EmailIdentity(
                self,
                "Sender",
                identity=_identity(target),
                configuration_set=configuration_set,
                mail_from_domain=target.names.mail_from_domain or None,
            )
            if target.makes_sender
            else ses.EmailIdentity.from_email_identity_name(self, "Sender", target.sender_identity)
        )
        if isinstance(self._identity, ses.EmailIdentity) and target.names.mail_from_domain:
            self._add_records(target.names, self._identity)
        self._configuration_set_arn = Stack.of(self).format_arn(
            service="ses", resource="configuration-set", resource_name=configuration_set.configuration_set_name
        )
        self.environment = {
            "MAIL_SENDER": target.mail_sender,
            "MAIL_CONFIGURATION_SET": configuration_set.configuration_set_name,
        }
        self._function = function = functions.function(
            self,
            "notify",
            handler="mail.handler.handle",
            timeout=MAIL_TIMEOUT,
            memory_size=1024,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "UPLOADS_BUCKET": buckets.uploads.bucket_name,
                "FILES_BUCKET": buckets.files.bucket_name,
                "API_URL": api_url,
                "GUIDE_URL": target.guide_url,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                "NEWS_GATHERING_SECONDS": str(int(target.news_gathering.to_seconds())),
                "CALL_MAILS_HOUR_SECONDS": str(int(target.call_mails_hour.to_seconds())),
                **self.environment,
                **tables.environment(["submissions", "providers", "activities", "accounts", "rosters", "records"]),
            },
        )
        eventbridge.Rule(
            self,
            "MissingCredits",
            description="Reminds providers, ends what nobody answered, ends accounts.",
            # After midnight in all of the United States, before the offices of the East open.
            schedule=eventbridge.Schedule.cron(hour=str(HOUR_OF_MAILS), minute="0"),
            targets=[
                targets.SqsQueue(notices.queue, message=eventbridge.RuleTargetInput.from_object(due)) for due in _DUE
            ],
        )
        eventbridge.Rule(
            self,
            "WaitingMails",
            description="Sends mails that people chose, once they are due: quiet hours end at any hour.",
            # Some time zones are half an hour or a quarter of one off.
            schedule=eventbridge.Schedule.cron(minute="0/15"),
            targets=[
                targets.SqsQueue(
                    notices.queue,
                    message=eventbridge.RuleTargetInput.from_object(PhysicianMailsDueMessage().model_dump()),
                )
            ],
        )
        notices.feed(function, batch_size=10, most_concurrent=10)
        notices.queue.grant_send_messages(function)
        buckets.allow_work(function)
        buckets.allow_deleting_files(function)
        # A transaction needs the permissions of its parts; for a condition alone that is ConditionCheckItem.
        writes = ("PutItem", "UpdateItem", "BatchWriteItem", "ConditionCheckItem")
        tables.grant(function, "submissions", "GetItem", "Query", *writes)
        # What a mail was about is kept by a batch of one, and a disabled webhook's tries are found by a query.
        tables.grant(
            function, "providers", "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "BatchWriteItem"
        )
        tables.grant(function, "activities", "BatchGetItem", "GetItem", "Query", "PutItem")
        tables.grant_indexes(function, "activities")
        of_accounts = ("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
        tables.grant(function, "accounts", *of_accounts)
        tables.grant(function, "records", "Query")
        tables.grant(function, "rosters", "BatchGetItem", "Query")
        self.allow_sending(function)
        acknowledge_object_wildcards(self, buckets.work, buckets.files)
        CfnOutput(self, "MailSender", key="MailSender", value=target.mail_sender)

    def _add_records(self, names: OwnNames, identity: ses.EmailIdentity) -> None:
        """Have DNS say what SES signs the mails with (DKIM), where bounces go, and that SES may send (SPF)."""
        records = [
            *(
                Record(f"Dkim{number}", dkim.name, "CNAME", dkim.value)
                for number, dkim in enumerate(identity.dkim_records, 1)
            ),
            Record("Bounces", names.mail_from_domain, "MX", f"10 feedback-smtp.{Aws.REGION}.amazonses.com"),
            Record("Spf", names.mail_from_domain, "TXT", '"v=spf1 include:amazonses.com ~all"'),
        ]
        for record in records:
            add_record(self, names, record)

    def reach(self, physicians: PeoplePool, staff: PeoplePool, site_url: str) -> None:
        """Let mails go to the addresses with which people sign in, and lead to their pages."""
        self._function.add_environment("SITE_URL", site_url)
        for name, value in {**physicians.environment(), **staff.environment()}.items():
            if name.endswith("_POOL_ID"):
                self._function.add_environment(name, value)
        physicians.allow(self._function, "AdminGetUser", "AdminDeleteUser")
        staff.allow(self._function, "AdminGetUser")

    def allow_sending(self, function: lambda_.Function) -> None:
        """Allow a function to send mails as this sender."""
        function.add_to_role_policy(
            iam.PolicyStatement(
                actions=["ses:SendEmail", "ses:SendRawEmail"],
                resources=[self._identity.email_identity_arn, self._configuration_set_arn],
            )
        )


def _identity(target: Target) -> ses.Identity:
    if target.names.mail_from_domain:
        return ses.Identity.domain(target.sender_identity)
    return ses.Identity.email(target.sender_identity)
