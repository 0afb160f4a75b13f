"""The alarms, and where they go: a topic, and the operator's address if one is given."""

from aws_cdk import ArnFormat, Aws, Duration, Stack
from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as cloudwatch_actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk.aws_sns_subscriptions import EmailSubscription
from constructs import Construct

from cmehub.api.guards import GUARD_METRIC, GUARD_SERVICE, GUARDED, Guard
from infra.alarm_kinds import BOUNCES, COMPLAINTS, CONCURRENCY, GUESSING, THROTTLED, AlarmKind
from infra.target import Target

MOST_BOUNCES, MOST_COMPLAINTS = 0.05, 0.001
"""Shares of mails at which SES reviews an account: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html"""
_MOST_BUSY = 80
"""Percent of the account's concurrent executions."""


def add_alarm(
    scope: Construct,
    construct_id: str,
    kind: AlarmKind,
    metric: cloudwatch.IMetric,
    topic: sns.ITopic,
    *,
    about: str = "",
    threshold: float = 0,
    spans: int = 1,
    of_spans: int = 1,
) -> None:
    """Raise an alarm once a metric was above the threshold in so many of its last spans, and tell the topic."""
    alarm = cloudwatch.Alarm(
        scope,
        construct_id,
        alarm_description=kind.description(about),
        metric=metric,
        threshold=threshold,
        comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        datapoints_to_alarm=spans,
        evaluation_periods=of_spans,
        treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
    )
    alarm.add_alarm_action(cloudwatch_actions.SnsAction(topic))


def reputation(name: str) -> cloudwatch.Metric:
    """Return which share of the account's mails came back (``BounceRate``) or was complained of (``ComplaintRate``)."""
    return cloudwatch.Metric(
        namespace="AWS/SES", metric_name=f"Reputation.{name}", period=Duration.hours(1), statistic="Average"
    )


def refusals(target: Target, guard: Guard) -> cloudwatch.Metric:
    """Return how much a guard refused, in all functions that answer calls."""
    return cloudwatch.Metric(
        namespace=target.metrics_namespace,
        metric_name=GUARD_METRIC,
        dimensions_map={"service": GUARD_SERVICE, "guard": guard},
        period=Duration.hours(1),
        statistic="Sum",
    )


def watch_account(scope: Construct, target: Target, topic: sns.ITopic) -> None:
    """
    Raise alarms on what belongs to the account as a whole: mails, how busy it is, who guesses, and its cost.

    CloudFormation takes 500 resources a stack: what a metric of all functions tells has no alarm for each of them.
    """
    for kind, name, most in (
        (BOUNCES, "BounceRate", MOST_BOUNCES),
        (COMPLAINTS, "ComplaintRate", MOST_COMPLAINTS),
    ):
        add_alarm(scope, name, kind, reputation(name), topic, threshold=most)
    running = cloudwatch.Metric(
        namespace="AWS/Usage",
        metric_name="ResourceCount",
        dimensions_map={
            "Type": "Resource",
            "Service": "Lambda",
            "Resource": "ConcurrentExecutions",
            "Class": "None",
        },
        period=Duration.minutes(5),
        statistic="Maximum",
    )
    # The metric is that of quota L-B99A9384, as others have written it down; no account was asked for it.
    # The quota of whichever account it is: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html
    share = cloudwatch.MathExpression(
        expression="100 * running / SERVICE_QUOTA(running)",
        using_metrics={"running": running},
        period=Duration.minutes(5),
    )
    add_alarm(scope, "Concurrency", CONCURRENCY, share, topic, threshold=_MOST_BUSY)
    throttles = cloudwatch.Metric(
        namespace="AWS/Lambda", metric_name="Throttles", period=Duration.minutes(5), statistic="Sum"
    )
    add_alarm(scope, "Throttled", THROTTLED, throttles, topic, spans=2, of_spans=3)
    for guard, guarded in GUARDED.items():
        refused = refusals(target, guard)
        add_alarm(
            scope,
            f"Guard{guard.capitalize()}",
            GUESSING,
            refused,
            topic,
            about=guard,
            threshold=guarded.most_an_hour,
        )
    if target.alarm_mail and target.monthly_budget:
        _tell_of_costs(scope, target)


def _tell_of_costs(scope: Construct, target: Target) -> None:
    """Have AWS mail the operator once the month is expected to cost more than its budget, and once it has."""
    mail = budgets.CfnBudget.SubscriberProperty(address=target.alarm_mail, subscription_type="EMAIL")
    budgets.CfnBudget(
        scope,
        "Budget",
        budget=budgets.CfnBudget.BudgetDataProperty(
            budget_type="COST",
            time_unit="MONTHLY",
            budget_limit=budgets.CfnBudget.SpendProperty(amount=target.monthly_budget, unit="USD"),
        ),
        notifications_with_subscribers=[
            budgets.CfnBudget.NotificationWithSubscribersProperty(
                notification=budgets.CfnBudget.NotificationProperty(
                    notification_type=kind,
                    comparison_operator="GREATER_THAN",
                    threshold=100,
                    threshold_type="PERCENTAGE",
                ),
                subscribers=[mail],
            )
            for kind in ("FORECASTED", "ACTUAL")
        ],
    )


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
