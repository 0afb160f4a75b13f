"""
A DynamoDB endpoint in a process of its own that keeps items and judges nothing.

It answers the calls that the benchmarks make so fast that the caller's CPU time is what counts. Conditions are not
evaluated: whoever needs DynamoDB's own behaviour uses moto.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.local_aws import aws_environment

_STARTED_WITHIN = 300.0

Partition = tuple[str, str]


class EndpointError(Exception):
    """The endpoint didn't start."""


@contextmanager
def fake_dynamo(*, keep: bool = True) -> Iterator[None]:
    """Have boto3's DynamoDB clients that are made meanwhile talk to a new, empty endpoint, which may stay empty."""
    processes = get_context("spawn")
    here, there = processes.Pipe(duplex=False)
    endpoint = processes.Process(target=_serve, args=(there, keep), daemon=True)
    endpoint.start()
    try:
        if not here.poll(_STARTED_WITHIN):
            raise EndpointError
        with aws_environment(AWS_ENDPOINT_URL_DYNAMODB=f"http://127.0.0.1:{here.recv()}"):
            yield
    finally:
        endpoint.terminate()
        endpoint.join()


def _serve(port: Connection, keep: bool) -> None:
    _Handler.keep = keep
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    port.send(server.server_port)
    server.serve_forever()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    keep = True
    partitions: dict[Partition, dict[str, Any]] = {}  # noqa: RUF012 - one endpoint per process

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        operation = self.headers["X-Amz-Target"].partition(".")[2]
        answer = json.dumps(self._answer(operation, request)).encode()
        self.send_response_only(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _answer(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        match operation:
            case "PutItem":
                self._put(request["TableName"], request["Item"])
                return {}
            case "BatchWriteItem":
                for table, writes in request["RequestItems"].items():
                    for write in writes:
                        self._write(table, write)
                return {"UnprocessedItems": {}}
            case "GetItem":
                item = next(self._found(request["TableName"], {"Keys": [request["Key"]]}), None)
                return {"Item": item} if item else {}
            case "BatchGetItem":
                found = {table: [*self._found(table, some)] for table, some in request["RequestItems"].items()}
                return {"Responses": found, "UnprocessedKeys": {}}
            case "Query":
                values = request["ExpressionAttributeValues"]
                prefix = values.get(":prefix", {"S": ""})["S"]
                found = self.partitions.get((request["TableName"], values[":pk"]["S"]), {})
                return {"Items": [found[sk] for sk in sorted(found) if sk.startswith(prefix)]}
            case _:
                raise NotImplementedError(operation)

    def _write(self, table: str, write: dict[str, Any]) -> None:
        if "PutRequest" in write:
            self._put(table, write["PutRequest"]["Item"])
        else:
            key = write["DeleteRequest"]["Key"]
            self._partition(table, key).pop(key["sk"]["S"], None)

    def _put(self, table: str, item: dict[str, Any]) -> None:
        if self.keep:
            self._partition(table, item)[item["sk"]["S"]] = item

    def _found(self, table: str, wanted: dict[str, Any]) -> Iterator[Any]:
        found = (self._partition(table, key).get(key["sk"]["S"]) for key in wanted["Keys"])
        return (item for item in found if item)

    def _partition(self, table: str, key: dict[str, Any]) -> dict[str, Any]:
        return self.partitions.setdefault((table, key["pk"]["S"]), {})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep silent."""
