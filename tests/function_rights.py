"""What functions may do by their roles, and what they were seen to do on the emulator, which refuses nobody."""

import json
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import boto3

_REGION, _ACCOUNT = "us-east-1", "000000000000"
_OF_S3 = {
    "HeadObject": "GetObject",
    "UploadPart": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "CompleteMultipartUpload": "PutObject",
    "ListParts": "ListMultipartUploadParts",
    "ListObjectsV2": "ListBucket",
    "DeleteObjects": "DeleteObject",
}
"""The rights that calls of S3 need which aren't called as they are: see Amazon's service authorization reference."""
_OF_WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
_OF_BATCHES = {"SendMessageBatch": "SendMessage", "DeleteMessageBatch": "DeleteMessage"}

_USED_BY_SERVICES = (
    *("logs:", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncrypt"),
    *("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueue"),
    *("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"),
)
"""Lambda reads queues and streams, DynamoDB its key, and writes logs, by the function's role."""
OWN_TO_A_STACK = re.compile("-[0-9A-F]{13}(?![0-9A-F])", re.IGNORECASE)
"""What CloudFormation puts behind a name to make it the only one."""


class Need(NamedTuple):
    """A right that a function needs: an action of IAM, and on what; of some services it isn't looked at on what."""

    function: str
    action: str
    resource: str = "*"


class Right(NamedTuple):
    """A right that a function has: an action, and the pattern of what it is for."""

    function: str
    action: str
    resource: str

    def allows(self, need: Need) -> bool:
        """Tell whether the right is enough; a condition isn't looked at, since it is about the tables' key alone."""
        return (
            self.function == need.function
            and fnmatchcase(need.action.lower(), self.action.lower())
            and (need.resource == "*" or fnmatchcase(need.resource, self.resource))
        )


def needs_of(recorded: Path) -> set[Need]:
    """Return what the calls that were written down below a folder need."""
    lines = (line for file in recorded.glob("*.jsonl") for line in file.read_text().splitlines())
    return {need for line in lines for need in _needs(json.loads(line))}


def _needs(call: dict[str, Any]) -> Iterator[Need]:
    function, service, operation = call["function"], call["service"], call["operation"]
    match service:
        case "dynamodb":
            for action, table in _of_tables(call):
                arn = f"arn:aws:dynamodb:{_REGION}:{_ACCOUNT}:table/{table}"
                yield Need(function, f"dynamodb:{action}", arn)
        case "s3":
            action = _OF_S3.get(operation, operation)
            on = f"arn:aws:s3:::{call['Bucket']}"
            yield Need(function, f"s3:{action}", on if action == "ListBucket" else f"{on}/{call.get('Key', '')}")
            if action == "GetObject" and "VersionId" in call:
                yield Need(function, "s3:GetObjectVersion", f"{on}/{call['Key']}")
        case "sqs":
            queue = call["QueueUrl"].rpartition("/")[2]
            action = _OF_BATCHES.get(operation, operation)
            yield Need(function, f"sqs:{action}", f"arn:aws:sqs:{_REGION}:{_ACCOUNT}:{queue}")
        case _:
            yield Need(function, f"{service}:{operation}")


def _of_tables(call: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "Writes" in call:
        yield from ((_OF_WRITES[kind], table) for kind, table in call["Writes"])
    elif "Tables" in call:
        yield from ((call["operation"], table) for table in call["Tables"])
    else:
        index = f"/index/{call['IndexName']}" if "IndexName" in call else ""
        yield call["operation"], f"{call['TableName']}{index}"


def rights_of(session: boto3.Session, endpoint: str) -> set[Right]:
    """Return what the functions of a stack may do, by the policies of their roles."""
    functions = session.client("lambda", endpoint_url=endpoint).get_paginator("list_functions").paginate()
    roles = {
        function["FunctionName"]: function["Role"].rpartition("/")[2]
        for page in functions
        for function in page["Functions"]
    }
    iam = session.client("iam", endpoint_url=endpoint)
    return {
        Right(function, action, resource)
        for function, role in roles.items()
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]
        for statement in _list(_document(iam.get_role_policy(RoleName=role, PolicyName=name))["Statement"])
        if statement["Effect"] == "Allow"
        for action in _list(statement["Action"])
        for resource in _list(statement["Resource"])
    }


def missing(needs: Iterable[Need], rights: Iterable[Right]) -> list[Need]:
    """Return what functions were seen to do and may not."""
    by_function: dict[str, list[Right]] = {}
    for right in rights:
        by_function.setdefault(right.function, []).append(right)
    return sorted(need for need in needs if not any(right.allows(need) for right in by_function.get(need.function, ())))


def unused(needs: Iterable[Need], rights: Iterable[Right]) -> set[Right]:
    """Return the rights that no need was met by, named alike in every stack; AWS's services use some for a function."""
    by_function: dict[str, list[Need]] = {}
    for need in needs:
        by_function.setdefault(need.function, []).append(need)
    return {
        Right(*(OWN_TO_A_STACK.sub("", part) for part in right))
        for right in rights
        if not right.action.startswith(_USED_BY_SERVICES)
        and not any(right.allows(need) for need in by_function.get(right.function, ()))
    }


def _document(policy: Any) -> dict[str, Any]:
    document = policy["PolicyDocument"]
    return dict(json.loads(document) if isinstance(document, str) else document)


def _list(one_or_more: Any) -> list[Any]:
    return one_or_more if isinstance(one_or_more, list) else [one_or_more]
