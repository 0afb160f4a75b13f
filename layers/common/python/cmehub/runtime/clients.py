"""
The clients of AWS's services: how long they wait, how often they try, and by which host they reach S3.

They are made here and nowhere else. A process of Lambda has one session; the command line gives its own, with the
endpoint of the stack that it talks to.
"""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_ses import SESClient
    from mypy_boto3_sqs import SQSClient

_PATIENCE = Config(connect_timeout=5, read_timeout=20, retries={"mode": "standard", "total_max_attempts": 5})

# Parameters come from our own models; to check them again would be half of a write's CPU time. For each call botocore
# would tell anew what it is and what it runs on, which is a twentieth of a query's.
_DYNAMO = _PATIENCE.merge(Config(parameter_validation=False, user_agent="cme-hub"))

# Signed addresses need all three: S3 takes no older signature for objects under a customer key, and outside us-east-1
# the global host, which botocore signs for unless told otherwise, redirects to one that the signature doesn't fit.
_S3 = _PATIENCE.merge(
    Config(
        signature_version="s3v4",
        s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"},
    )
)

# A mail has one try, which ends well within its lease: the queue tries again, and no late answer can send a second one.
_SES = _PATIENCE.merge(Config(retries={"total_max_attempts": 1}))


def dynamo_client(session: boto3.Session | None = None, endpoint: str | None = None) -> "DynamoDBClient":
    """Make a client for DynamoDB, which sends parameters as they are."""
    return (session or _session()).client("dynamodb", endpoint_url=endpoint, config=_DYNAMO)


def s3_client(session: boto3.Session | None = None, endpoint: str | None = None) -> "S3Client":
    """Make a client for S3; addresses that it signs lead to the bucket's own region."""
    return (session or _session()).client("s3", endpoint_url=endpoint, config=_S3)


def sqs_client(session: boto3.Session | None = None, endpoint: str | None = None) -> "SQSClient":
    """Make a client for SQS."""
    return (session or _session()).client("sqs", endpoint_url=endpoint, config=_PATIENCE)


def ses_client() -> "SESClient":
    """
    Make a client for SES, which tries once.

    It is SES's first API: the second sends a mail no other way, but the emulator lets none come back that it sends.
    """
    return _session().client("ses", config=_SES)


def cognito_client(
    session: boto3.Session | None = None, endpoint: str | None = None
) -> "CognitoIdentityProviderClient":
    """Make a client for Cognito's user pools."""
    return (session or _session()).client("cognito-idp", endpoint_url=endpoint, config=_PATIENCE)


def secrets_client(session: boto3.Session | None = None, endpoint: str | None = None) -> "SecretsManagerClient":
    """Make a client for Secrets Manager."""
    return (session or _session()).client("secretsmanager", endpoint_url=endpoint, config=_PATIENCE)


def kms_client() -> "KMSClient":
    """Make a client for KMS's keys that sign."""
    return _session().client("kms", config=_PATIENCE)


@cache
def _session() -> boto3.Session:
    return boto3.Session()
