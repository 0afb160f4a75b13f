"""The buckets: for what providers and physicians upload, what the steps hand to each other, and files of boards."""

from collections.abc import Iterable, Sequence

from aws_cdk import Acknowledgment, Aws, CfnOutput, Duration, Validations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from cmehub.api.match_calls import LOOKUPS_KEPT
from cmehub.licensing.checks import CHECK_LIFE, CHECKS
from cmehub.licensing.nightly_files import NIGHTS, NIGHTS_KEPT
from cmehub.licensing.nightly_states import STATES
from cmehub.licensing.sent_rosters import SENT_ROSTER_LIFE, SENT_ROSTERS
from cmehub.stores.account_archives import ARCHIVES
from cmehub.stores.own_files import UNCONFIRMED
from cmehub.submissions.events import EVENTS_KEPT
from infra.target import Target

_CREATED = "s3:ObjectCreated:*"
_EXCHANGE_KEEPS = Duration.days(365)
_STATES_FILES_KEPT = Duration.days(90)


class Buckets(Construct):
    """The buckets, each for what its name says, and the log of requests to them."""

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
            cors=[_signed_puts()],
        )
        self.work = self._bucket(
            "Work",
            versioned=True,
            access_log=self._access_log,
            cors=[_signed_puts()],  # documents of reviews
            lifecycle_rules=[
                _end_broken_uploads(),
                s3.LifecycleRule(id="expire-noncurrent", noncurrent_version_expiration=Duration.days(30)),
                s3.LifecycleRule(id="expire-events", prefix="events/", expiration=Duration.days(EVENTS_KEPT.days)),
                s3.LifecycleRule(id="expire-checks", prefix=CHECKS, expiration=Duration.days(CHECK_LIFE.days)),
                s3.LifecycleRule(
                    id="expire-rosters", prefix=SENT_ROSTERS, expiration=Duration.days(SENT_ROSTER_LIFE.days)
                ),
                s3.LifecycleRule(id="expire-nights", prefix=NIGHTS, expiration=Duration.days(NIGHTS_KEPT.days)),
                s3.LifecycleRule(id="expire-lookups", prefix="lookups/", expiration=Duration.days(LOOKUPS_KEPT.days)),
            ],
        )
        self.exchange = self._bucket(
            "Exchange",
            versioned=True,
            access_log=self._access_log,
            lifecycle_rules=[
                _end_broken_uploads(),
                s3.LifecycleRule(id="expire-states", prefix="states/", expiration=_STATES_FILES_KEPT),
                s3.LifecycleRule(
                    id="expire", expiration=_EXCHANGE_KEEPS, noncurrent_version_expiration=Duration.days(30)
                ),
            ],
        )
        self.index = self._bucket(
            "Index",
            versioned=True,
            access_log=self._access_log,
            lifecycle_rules=[
                _end_broken_uploads(),
                s3.LifecycleRule(id="expire-noncurrent", noncurrent_version_expiration=Duration.days(7)),
            ],
        )
        self.files = self._bucket(
            "Files",
            versioned=False,  # what a person deletes is gone
            access_log=self._access_log,
            lifecycle_rules=[
                _end_broken_uploads(),
                s3.LifecycleRule(id="expire-unconfirmed", prefix=UNCONFIRMED, expiration=Duration.days(1)),
                s3.LifecycleRule(id="expire-archives", prefix=ARCHIVES, expiration=Duration.days(1)),
            ],
            # Whoever puts a file has a form that was signed for one key, and a browser sends nothing else along: by its
            # origin nobody is kept out. Naming the site here would need its address, which needs this bucket's.
            cors=[s3.CorsRule(allowed_methods=[s3.HttpMethods.POST], allowed_origins=["*"])],
        )
        self.site = self._bucket(
            "Site",
            versioned=True,
            enforce_ssl=target.has_real_edge,
            access_log=self._access_log,
            lifecycle_rules=[
                _end_broken_uploads(),
                s3.LifecycleRule(id="expire-noncurrent", noncurrent_version_expiration=Duration.days(30)),
            ],
        )
        if not target.has_real_edge:
            Validations.of(self.site).acknowledge(
                Acknowledgment(
                    id="AwsSolutions::AwsSolutions-S10",
                    reason="The emulator's CloudFront fetches without TLS; it is on this machine alone.",
                )
            )
        CfnOutput(self, "FilesBucket", key="FilesBucket", value=self.files.bucket_name)
        CfnOutput(self, "SiteBucket", key="SiteBucket", value=self.site.bucket_name)
        CfnOutput(self, "IndexBucket", key="IndexBucket", value=self.index.bucket_name)
        CfnOutput(self, "UploadsBucket", key="UploadsBucket", value=self.uploads.bucket_name)
        CfnOutput(self, "WorkBucket", key="WorkBucket", value=self.work.bucket_name)
        CfnOutput(self, "ExchangeBucket", key="ExchangeBucket", value=self.exchange.bucket_name)

    def announce_uploads(self, queue: sqs.Queue) -> None:
        """Send a message to the queue for every object that arrives in the uploads bucket."""
        self._announce(
            self.uploads, queue, [s3.CfnBucket.QueueConfigurationProperty(event=_CREATED, queue=queue.queue_arn)]
        )

    def announce_decisions(self, queue: sqs.Queue, boards: Iterable[str]) -> None:
        """Send a message to the queue for every file that a board puts into its folder in the exchange bucket."""
        self._announce(
            self.exchange,
            queue,
            [
                s3.CfnBucket.QueueConfigurationProperty(
                    event=_CREATED, queue=queue.queue_arn, filter=_below(f"boards/{board}/in/")
                )
                for board in boards
            ],
        )

    @staticmethod
    def _announce(
        announced: s3.Bucket, queue: sqs.Queue, configurations: Sequence[s3.CfnBucket.QueueConfigurationProperty]
    ) -> None:
        """Let a bucket send messages to a queue.

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
        bucket = announced.node.default_child
        if not isinstance(bucket, s3.CfnBucket) or result.policy_dependable is None:
            raise TypeError("The bucket or its queue is not made by this stack.")
        bucket.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            queue_configurations=configurations
        )
        bucket.node.add_dependency(result.policy_dependable)

    def allow_reading_uploads(self, grantee: iam.IGrantable) -> None:
        """Allow to read what was uploaded, also a version that is no longer the newest."""
        self._allow(grantee, ["s3:GetObject", "s3:GetObjectVersion"], self.uploads.arn_for_objects("*"))

    def allow_putting_uploads(self, grantee: iam.IGrantable) -> None:
        """Allow to put files that shall be read, whole or in parts."""
        actions = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
        self._allow(grantee, actions, self.uploads.arn_for_objects("*"))

    def allow_reading_index(self, grantee: iam.IGrantable) -> None:
        """Allow to read the published search index."""
        self._allow(grantee, ["s3:GetObject"], self.index.arn_for_objects("*"))
        self._allow(grantee, ["s3:ListBucket"], self.index.bucket_arn)

    def allow_reading_pages(self, grantee: iam.IGrantable) -> None:
        """Allow to read the pages of the published site."""
        self._allow(grantee, ["s3:GetObject"], self.site.arn_for_objects("*.html"))

    def allow_publishing_index(self, grantee: iam.IGrantable) -> None:
        """Allow to publish versions of the search index, and to delete what no version needs."""
        self.allow_reading_index(grantee)
        self._allow(grantee, ["s3:PutObject", "s3:DeleteObject"], self.index.arn_for_objects("*"))

    def allow_putting_asks(self, grantee: iam.IGrantable) -> None:
        """Allow to read what boards are asked, and to put files of it that boards may fetch."""
        self._allow(grantee, ["s3:GetObject"], self.work.arn_for_objects("requests/*"))
        self._allow(grantee, ["s3:GetObject", "s3:PutObject"], self.exchange.arn_for_objects("boards/*/out/*"))
        self._allow(grantee, ["s3:ListBucket"], self.exchange.bucket_arn)

    def allow_taking_decisions(self, grantee: iam.IGrantable) -> None:
        """Allow to read the files that boards put, and to put reports about them."""
        reading = ["s3:GetObject", "s3:GetObjectVersion"]
        self._allow(grantee, reading, self.exchange.arn_for_objects("boards/*/in/*"))
        self._allow(grantee, ["s3:PutObject"], self.exchange.arn_for_objects("boards/*/in-reports/*"))

    def allow_reading_events(self, grantee: iam.IGrantable) -> None:
        """Allow to read what events say; without the right to list, a missing one would look like a forbidden one."""
        self._allow(grantee, ["s3:GetObject"], self.work.arn_for_objects("events/*"))
        self._allow(grantee, ["s3:ListBucket"], self.work.bucket_arn)

    def allow_reading_outcomes(self, grantee: iam.IGrantable) -> None:
        """Allow to read what became of rows; listing tells a missing object from a forbidden one."""
        for kind in ("results", "decisions"):
            self._allow(grantee, ["s3:GetObject"], self.work.arn_for_objects(f"{kind}/*"))
        self._allow(grantee, ["s3:ListBucket"], self.work.bucket_arn)

    def allow_keeping_files(self, grantee: iam.IGrantable) -> None:
        """Allow to sign forms that put a file, to keep, read and delete files, and to list those of a credit."""
        self._allow(grantee, ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], self.files.arn_for_objects("*"))
        self._allow(grantee, ["s3:ListBucket"], self.files.bucket_arn)

    def allow_deleting_files(self, grantee: iam.IGrantable) -> None:
        """Allow to list and delete the files of accounts that have ended."""
        self._allow(grantee, ["s3:DeleteObject"], self.files.arn_for_objects("*"))
        self._allow(grantee, ["s3:ListBucket"], self.files.bucket_arn)

    def allow_checks(self, grantee: iam.IGrantable) -> None:
        """Allow to read what checks of licensees ask for, and to write what came of them."""
        self._allow(grantee, ["s3:GetObject", "s3:PutObject"], self.work.arn_for_objects(f"{CHECKS}*"))

    def allow_sent_rosters(self, grantee: iam.IGrantable) -> None:
        """
        Allow to read the rosters that officers sent, and to write what is told of them.

        Whoever reads checks may list, and so tell a missing one.
        """
        self._allow(grantee, ["s3:GetObject", "s3:PutObject"], self.work.arn_for_objects(f"{SENT_ROSTERS}*"))

    def allow_nightly_files(self, grantee: iam.IGrantable) -> None:
        """Allow to keep what changed of licensees by night, and to put files of it that states may fetch."""
        self._allow(grantee, ["s3:GetObject", "s3:PutObject"], self.work.arn_for_objects(f"{NIGHTS}*"))
        self._allow(grantee, ["s3:GetObject"], self.work.arn_for_objects(f"{STATES}*"))
        self._allow(grantee, ["s3:ListBucket"], self.work.bucket_arn)
        self._allow(grantee, ["s3:PutObject"], self.exchange.arn_for_objects("states/*/out/*"))

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
        enforce_ssl: bool = True,
        cors: list[s3.CorsRule] | None = None,
    ) -> s3.Bucket:
        return s3.Bucket(
            self,
            construct_id,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=enforce_ssl,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=versioned,
            lifecycle_rules=lifecycle_rules,
            cors=cors,
            server_access_logs_bucket=access_log,
            server_access_logs_prefix=f"{construct_id.lower()}/" if access_log else None,
            removal_policy=self._target.removal_policy,
        )


def _below(prefix: str) -> s3.CfnBucket.NotificationFilterProperty:
    rule = s3.CfnBucket.FilterRuleProperty(name="prefix", value=prefix)
    return s3.CfnBucket.NotificationFilterProperty(s3_key=s3.CfnBucket.S3KeyFilterProperty(rules=[rule]))


def _end_broken_uploads() -> s3.LifecycleRule:
    return s3.LifecycleRule(id="end-broken-uploads", abort_incomplete_multipart_upload_after=Duration.days(7))


def _signed_puts() -> s3.CorsRule:
    """Let a contact's browser put to addresses that are signed for one content each; see the bucket of files."""
    return s3.CorsRule(
        allowed_methods=[s3.HttpMethods.PUT],
        allowed_origins=["*"],
        allowed_headers=["content-type", "x-amz-checksum-sha256"],
        exposed_headers=["ETag"],
        max_age=3600,
    )
