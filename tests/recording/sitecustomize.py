"""
Writes down what a function's process asks of AWS, so that tests can judge it by the rights that the function has.

Python imports a module of this name by itself; the emulator's processes find it by ``PYTHONPATH``. Each kind of call is
written once a process, by what it is about: tables, buckets and keys, queues; no item and no message.
"""

import json
import os
from pathlib import Path
from typing import Any

_FUNCTION, _FOLDER = os.environ.get("AWS_LAMBDA_FUNCTION_NAME"), os.environ.get("RECORDED_CALLS")
_PLACES = ("TableName", "IndexName", "Bucket", "Key", "VersionId", "QueueUrl", "UserPoolId", "KeyId", "SecretId")
_WRITES = ("Put", "Update", "Delete", "ConditionCheck")
_MISSING = ("NoSuchKey", "404")


def _about(params: dict[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {name: params[name] for name in _PLACES if isinstance(params.get(name), str)}
    if "RequestItems" in params:
        about["Tables"] = sorted(params["RequestItems"])
    if "TransactItems" in params:
        parts = [
            (kind, part[kind]["TableName"]) for part in params["TransactItems"] for kind in _WRITES if kind in part
        ]
        about["Writes"] = sorted({*parts})
    return about


def _record(folder: Path) -> None:
    import botocore.client
    import botocore.exceptions

    seen: set[str] = set()

    def note(service: str, operation: str, about: dict[str, Any]) -> None:
        line = json.dumps({"function": _FUNCTION, "service": service, "operation": operation, **about})
        if line not in seen:
            seen.add(line)
            with Path(folder, f"{os.getpid()}.jsonl").open("a") as file:
                file.write(f"{line}\n")

    clients: Any = botocore.client.BaseClient
    call, emit = clients._make_api_call, clients._emit_api_params

    def noted_call(client: Any, operation: str, params: dict[str, Any]) -> Any:
        service = client.meta.service_model.service_name
        note(service, operation, _about(params))
        try:
            return call(client, operation, params)
        except botocore.exceptions.ClientError as error:
            if service == "s3" and error.response["Error"]["Code"] in _MISSING:
                # Whoever may not list would be told that it is forbidden.
                note(service, "ListObjectsV2", {"Bucket": params["Bucket"]})
            raise

    def noted_emit(client: Any, api_params: Any, operation_model: Any, context: Any, **more: Any) -> Any:
        if context.get("is_presign_request"):
            # Forms that put a file are signed as if a bucket were made.
            is_form = operation_model.name == "CreateBucket"
            operation, key = ("PutObject", {"Key": "of a form"}) if is_form else (operation_model.name, {})
            note(client.meta.service_model.service_name, operation, _about(api_params) | key)
        return emit(client, api_params, operation_model, context, **more)

    clients._make_api_call, clients._emit_api_params = noted_call, noted_emit


if _FUNCTION and _FOLDER:
    _record(Path(_FOLDER))
