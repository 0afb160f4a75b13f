"""What physicians call who signed in on the Passport site."""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.acknowledgements import acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.credentials import SigningKeys
from infra.functions import FunctionFactory
from infra.people import PeoplePool
from infra.queues import WorkQueue
from infra.tables import Tables

_CALL_TIMEOUT = Duration.seconds(29)


class Passport(Construct):
    """
    The function that answers physicians.

    Attributes
    ----------
    calls
        The function.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        physicians: PeoplePool,
        notices: WorkQueue,
        signing_keys: SigningKeys,
        site_url: str,
    ) -> None:
        super().__init__(scope, construct_id)
        self.calls: lambda_.Function = functions.function(
            self,
            "passport",
            handler="api.handler.handle",
            timeout=_CALL_TIMEOUT,
            memory_size=1769,
            environment={
                "FILES_BUCKET": buckets.files.bucket_name,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                **physicians.environment(),
                **signing_keys.environment(site_url),
                **tables.environment(
                    ["accounts", "rosters", "records", "submissions", "boards", "activities", "providers"]
                ),
            },
        )
        signing_keys.allow_signing(self.calls)
        buckets.allow_keeping_files(self.calls)
        acknowledge_object_wildcards(self, buckets.files)
        notices.queue.grant_send_messages(self.calls)
        # A transaction needs the permissions of its parts.
        writes = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
        tables.grant(self.calls, "accounts", "GetItem", "BatchGetItem", "Query", *writes)
        tables.grant(self.calls, "rosters", "BatchGetItem", "Query")
        tables.grant(self.calls, "records", "BatchGetItem", "Query", "BatchWriteItem")
        tables.grant(self.calls, "submissions", "GetItem")
        tables.grant(self.calls, "boards", "Query")
        tables.grant(self.calls, "activities", "BatchGetItem")
        tables.grant(self.calls, "providers", "GetItem")
        physicians.allow(self.calls, "AdminCreateUser", "AdminGetUser", "AdminUserGlobalSignOut")
