"""Where alarms go: a topic, and the operator's address if one is given."""

from aws_cdk import ArnFormat, Aws, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk.aws_sns_subscriptions import EmailSubscription

from infra.target import Target


def alarm_topic(stack: Stack, target: Target, key: kms.Key) -> sns.Topic:
    """
    Make the topic of a stack's alarms, under a key, to which alarms of this account and region can publish.

    ``enforce_ssl`` gives the topic a policy of its own, which replaces SNS's default: whoever publishes needs a
    statement there. This one is as AWS has it at https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
    """
    topic = sns.Topic(stack, "Alarms", master_key=key, enforce_ssl=True, display_name="CME Hub alarms")
    cloudwatch = iam.ServicePrincipal("cloudwatch.amazonaws.com")
    alarms = stack.format_arn(
        service="cloudwatch", resource="alarm", resource_name="*", arn_format=ArnFormat.COLON_RESOURCE_NAME
    )
    topic.add_to_resource_policy(
        iam.PolicyStatement(
            sid="AllowPublishFromAlarms",
            principals=[cloudwatch],
            actions=["sns:Publish"],
            resources=[topic.topic_arn],
            conditions={
                "StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID},
                "ArnLike": {"aws:SourceArn": alarms},
            },
        )
    )
    key.add_to_resource_policy(
        iam.PolicyStatement(principals=[cloudwatch], actions=["kms:Decrypt", "kms:GenerateDataKey"], resources=["*"])
    )
    if target.alarm_mail:
        topic.add_subscription(EmailSubscription(target.alarm_mail))
    return topic
