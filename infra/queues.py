"""A queue of work with its dead-letter queue, the shape of every asynchronous step."""

from aws_cdk import CfnOutput, Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.alarm_kinds import DEAD_LETTERS, OLDEST_MESSAGE
from infra.alarms import add_alarm
from infra.target import Target

_TRIES = 5
_FEWEST_CONCURRENT = 2
LONGEST_WAIT = Duration.hours(1)


class WorkQueue(Construct):
    """
    A queue whose messages are tried five times, or as said, then kept for 14 days as dead letters under an alarm.

    Another alarm tells of messages that wait for long, unless they wait for somebody else who may be down.

    Attributes
    ----------
    dead, oldest
        How many dead letters there are, and for how many seconds the oldest message has waited.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        name: str,
        function_timeout: Duration,
        alarm_topic: sns.ITopic,
        tries: int = _TRIES,
        delay: Duration | None = None,
        waits_for_others: bool = False,
    ) -> None:
        super().__init__(scope, construct_id)
        self._target = target
        self.name, self.waits_for_others = name, waits_for_others
        self.dead_letter_queue = sqs.Queue(
            self,
            "DeadLetter",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(14),
            removal_policy=target.removal_policy,
        )
        self.queue = sqs.Queue(
            self,
            "Work",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(14),
            visibility_timeout=target.visibility_timeout(function_timeout),
            delivery_delay=delay,
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead_letter_queue, max_receive_count=tries),
        )
        self.dead = self.dead_letter_queue.metric_approximate_number_of_messages_visible(
            period=Duration.minutes(1), statistic="Maximum"
        )
        add_alarm(self, "DeadLetterAlarm", DEAD_LETTERS, self.dead, alarm_topic, about=name)
        self.oldest = self.queue.metric_approximate_age_of_oldest_message(
            period=Duration.minutes(5), statistic="Maximum"
        )
        if not waits_for_others:
            add_alarm(
                self,
                "OldestAlarm",
                OLDEST_MESSAGE,
                self.oldest,
                alarm_topic,
                about=name,
                threshold=LONGEST_WAIT.to_seconds(),
            )
        title = "".join(part.capitalize() for part in name.split("-"))
        CfnOutput(self, "Url", key=f"{title}Queue", value=self.queue.queue_url)
        CfnOutput(self, "DeadLetterUrl", key=f"{title}DeadLetterQueue", value=self.dead_letter_queue.queue_url)

    def feed(self, function: lambda_.Function, *, batch_size: int = 1, most_concurrent: int) -> None:
        """Run the function for the queue's messages, at most so many batches at a time."""
        function.add_event_source(
            event_sources.SqsEventSource(
                self.queue,
                batch_size=batch_size,
                max_concurrency=max(_FEWEST_CONCURRENT, min(most_concurrent, self._target.most_workers)),
                report_batch_item_failures=True,
            )
        )
