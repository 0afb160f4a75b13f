"""The buckets: what providers upload, what the steps hand to each other, and who asked for either."""

from aws_cdk import Aws, CfnOutput, Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.target import Target


class Buckets(Construct):
    """The uploads bucket, the work bucket and the log of the requests to both."""

    def __init__(self, scope: Construct, construct_id: str, *, target: Target) -> None:
        super().__init__(scope, construct_id)
        self._target = target
        self._access_log = self._bucket(
            "AccessLog",
            versioned=False,
            lifecycle_rules=[s3.LifecycleRule(id="expire", expiration=Duration.days(365))],
        )
        self.uploads = self._bucket(
            "Uploads",
            versioned=True,
            access_log=self._access_log,
            lifecycle_rules=[_end_broken_uploads()],
        )
        self.work = self._bucket(
            "Work",
            versioned=True,
            access_log=self._access_log,
            lifecycle_rules=[
                _end_broken_uploads(),
                s3.LifecycleRule(id="expire-noncurrent", noncurrent_version_expiration=Duration.days(30)),
            ],
        )
        CfnOutput(self, "UploadsBucket", key="UploadsBucket", value=self.uploads.bucket_name)
        CfnOutput(self, "WorkBucket", key="WorkBucket", value=self.work.bucket_name)

    def announce_uploads(self, queue: sqs.Queue) -> None:
        """Send a message to the queue for every object that arrives in the uploads bucket.

        The bucket's own property says so. ``Bucket.add_event_notification`` would add a function with the right to
        change any bucket's notifications.
        """
        result = queue.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal("s3.amazonaws.com")],
                actions=["sqs:SendMessage"],
                resources=[queue.queue_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )
        bucket = self.uploads.node.default_child
        if not isinstance(bucket, s3.CfnBucket) or result.policy_dependable is None:
            raise TypeError("The uploads bucket or its queue is not made by this stack.")
        bucket.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            queue_configurations=[
                s3.CfnBucket.QueueConfigurationProperty(event="s3:ObjectCreated:*", queue=queue.queue_arn)
            ]
        )
        bucket.node.add_dependency(result.policy_dependable)

    def allow_reading_uploads(self, grantee: iam.IGrantable) -> None:
        """Allow to read what was uploaded, also a version that is no longer the newest."""
        self._allow(grantee, ["s3:GetObject", "s3:GetObjectVersion"], self.uploads.arn_for_objects("*"))

    def allow_work(self, grantee: iam.IGrantable) -> None:
        """Allow to read, write and list what the steps hand to each other.

        Without the right to list, a missing object would look like a forbidden one.
        """
        self._allow(grantee, ["s3:GetObject", "s3:PutObject"], self.work.arn_for_objects("*"))
        self._allow(grantee, ["s3:ListBucket"], self.work.bucket_arn)

    @staticmethod
    def _allow(grantee: iam.IGrantable, actions: list[str], resource: str) -> None:
        statement = iam.PolicyStatement(actions=actions, resources=[resource])
        grantee.grant_principal.add_to_principal_policy(statement)

    def _bucket(
        self,
        construct_id: str,
        *,
        versioned: bool,
        lifecycle_rules: list[s3.LifecycleRule],
        access_log: s3.Bucket | None = None,
    ) -> s3.Bucket:
        return s3.Bucket(
            self,
            construct_id,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=versioned,
            lifecycle_rules=lifecycle_rules,
            server_access_logs_bucket=access_log,
            server_access_logs_prefix=f"{construct_id.lower()}/" if access_log else None,
            removal_policy=self._target.removal_policy,
        )


def _end_broken_uploads() -> s3.LifecycleRule:
    return s3.LifecycleRule(id="end-broken-uploads", abort_incomplete_multipart_upload_after=Duration.days(7))
