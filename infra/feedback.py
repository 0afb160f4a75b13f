"""What comes back of mails: SES's topic, its queue and the function behind it."""

from aws_cdk import Aws, CfnOutput, Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_ses as ses
from aws_cdk import aws_sns as sns
from aws_cdk.aws_sns_subscriptions import SqsSubscription
from constructs import Construct

from infra.functions import FunctionFactory
from infra.mail import Mail
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_TIMEOUT = Duration.minutes(1)


class Feedback(Construct):
    """
    The function that notes which addresses take no mail.

    The configuration set tells a topic of bounces and complaints; SES tells no queue by itself.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        functions: FunctionFactory,
        tables: Tables,
        mail: Mail,
        notices: WorkQueue,
        key: kms.Key,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        topic = sns.Topic(self, "Topic", master_key=key, enforce_ssl=True)
        _let_ses_use(key)
        mail.configuration_set.add_event_destination(
            "Feedback",
            destination=ses.EventDestination.sns_topic(topic),
            events=[ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT],
        )
        queue = WorkQueue(
            self, "Queue", target=target, name="mail-feedback", function_timeout=_TIMEOUT, alarm_topic=alarm_topic
        )
        topic.add_subscription(SqsSubscription(queue.queue, raw_message_delivery=True))
        function = functions.function(
            self,
            "notify",
            handler="feedback.handler.handle",
            timeout=_TIMEOUT,
            memory_size=512,
            environment={"NOTICES_QUEUE_URL": notices.queue.queue_url, **tables.environment(["providers"])},
        )
        queue.feed(function, batch_size=10, most_concurrent=2)
        notices.queue.grant_send_messages(function)
        tables.grant(function, "providers", "GetItem", "UpdateItem")
        CfnOutput(self, "TopicArn", key="MailFeedbackTopic", value=topic.topic_arn)


def _let_ses_use(key: kms.Key) -> None:
    """
    Let SES use the topic's key; that it may publish there the CDK says by itself.

    As AWS has it at https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-sns.html
    """
    key.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("ses.amazonaws.com")],
            actions=["kms:Decrypt", "kms:GenerateDataKey"],
            resources=["*"],
            conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
        )
    )
