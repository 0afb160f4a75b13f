"""The DynamoDB tables, built from the one description in ``cmehub.stores.tables``."""

from collections.abc import Iterable

from aws_cdk import Aws, CfnOutput
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from cmehub.stores.tables import KEPT_UNTIL, TABLES
from cmehub.stores.tables import Table as TableDescription
from infra.target import Target

_KEY_ACTIONS = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)


class Tables(Construct):
    """All tables: on demand, encrypted with one customer key, with point-in-time recovery."""

    def __init__(self, scope: Construct, construct_id: str, *, target: Target, key: kms.IKey) -> None:
        super().__init__(scope, construct_id)
        self._key = key
        self._tables = {description.name: self._table(description, target) for description in TABLES}

    def environment(self, names: Iterable[str]) -> dict[str, str]:
        """Return the environment variables that tell a function the names of these tables."""
        return {f"{name.upper()}_TABLE": self._tables[name].table_name for name in names}

    def grant_stream(self, grantee: iam.IGrantable, name: str) -> str:
        """Allow to follow the changes of a table, and return the ARN of their stream."""
        arn = self._tables[name].table_stream_arn
        if arn is None:
            raise ValueError(f"The table '{name}' streams nothing.")
        actions = [
            f"dynamodb:{action}" for action in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
        ]
        grantee.grant_principal.add_to_principal_policy(iam.PolicyStatement(actions=actions, resources=[arn]))
        return arn

    def grant(self, grantee: iam.IGrantable, name: str, *actions: str) -> None:
        """Allow these DynamoDB actions, given without their prefix, on one table, but not on its indexes."""
        arn = self._tables[name].table_arn
        grantee.grant_principal.add_to_principal_policy(
            iam.PolicyStatement(actions=[f"dynamodb:{action}" for action in actions], resources=[arn])
        )
        grantee.grant_principal.add_to_principal_policy(
            iam.PolicyStatement(
                actions=list(_KEY_ACTIONS),
                resources=[self._key.key_arn],
                conditions={"StringEquals": {"kms:ViaService": f"dynamodb.{Aws.REGION}.amazonaws.com"}},
            )
        )

    def grant_indexes(self, grantee: iam.IGrantable, name: str) -> None:
        """Allow to query the indexes of one table; what they lead to is read from the table."""
        indexes = next(description.indexes for description in TABLES if description.name == name)
        arns = [f"{self._tables[name].table_arn}/index/{index.name}" for index in indexes]
        grantee.grant_principal.add_to_principal_policy(iam.PolicyStatement(actions=["dynamodb:Query"], resources=arns))

    def _table(self, description: TableDescription, target: Target) -> dynamodb.Table:
        title = description.name.capitalize()
        table = dynamodb.Table(
            self,
            title,
            partition_key=_string("pk"),
            sort_key=_string("sk"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=self._key,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=target.keeps_data,
            stream=dynamodb.StreamViewType.KEYS_ONLY if description.streams_keys else None,
            time_to_live_attribute=KEPT_UNTIL if description.expires else None,
            removal_policy=target.removal_policy,
        )
        for index in description.indexes:
            table.add_global_secondary_index(
                index_name=index.name,
                partition_key=_string(index.partition_key),
                sort_key=_string(index.sort_key),
                projection_type=dynamodb.ProjectionType.KEYS_ONLY,
            )
        CfnOutput(self, f"{title}Output", key=f"{title}Table", value=table.table_name, description=description.purpose)
        return table


def _string(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
