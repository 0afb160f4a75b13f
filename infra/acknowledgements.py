"""Findings of cdk-nag that are accepted at several constructs, each with the reason."""

from aws_cdk import Acknowledgment, Stack, Validations
from aws_cdk import aws_s3 as s3
from constructs import Construct


def acknowledge_object_wildcards(construct: Construct, *buckets: s3.Bucket) -> None:
    """Accept that a role below the construct may reach every object of these buckets."""
    for bucket in buckets:
        acknowledge_key_wildcards(construct, bucket, "*")


def acknowledge_key_wildcards(construct: Construct, bucket: s3.Bucket, *keys: str) -> None:
    """Accept that a role below the construct may reach the objects of a bucket whose keys are like these."""
    resource = bucket.node.default_child
    if not isinstance(resource, s3.CfnBucket):
        raise TypeError("The bucket is not made by this stack.")
    logical_id = Stack.of(bucket).get_logical_id(resource)
    for key in keys:
        Validations.of(construct).acknowledge(
            Acknowledgment(
                id=f"AwsSolutions::AwsSolutions-IAM5[Resource::<{logical_id}.Arn>/{key}]",
                reason="The keys of objects are known only at run time; the actions are listed and the bucket is ours.",
            )
        )
