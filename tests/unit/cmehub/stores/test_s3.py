"""Where S3 does what moto doesn't."""

import io
from collections.abc import Iterator

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.response import StreamingBody
from botocore.stub import Stubber

from cmehub.stores.s3 import S3WorkObjects

KEY = "decisions/1"


@pytest.fixture
def s3() -> Iterator[tuple[S3WorkObjects, Stubber]]:
    client = boto3.client("s3")
    with Stubber(client) as stubbed:
        yield S3WorkObjects(client, "work"), stubbed
        stubbed.assert_no_pending_responses()


def another_writes(stubbed: Stubber) -> None:
    """Answer a write as S3 does while somebody else writes the same key."""
    stubbed.add_client_error("put_object", "ConditionalRequestConflict", http_status_code=409)


def test_a_write_beside_another_is_tried_again(s3: tuple[S3WorkObjects, Stubber]) -> None:
    objects, stubbed = s3
    another_writes(stubbed)
    stubbed.add_response("put_object", {})

    assert objects.put_first(KEY, b"ours") == b"ours"


def test_the_other_one_is_kept_if_it_was_first(s3: tuple[S3WorkObjects, Stubber]) -> None:
    objects, stubbed = s3
    another_writes(stubbed)
    stubbed.add_client_error("put_object", "PreconditionFailed", http_status_code=412)
    stubbed.add_response("get_object", {"Body": StreamingBody(io.BytesIO(b"theirs"), 6)})

    assert objects.put_first(KEY, b"ours") == b"theirs"


def test_what_never_comes_to_an_end_is_told_and_other_faults_at_once(s3: tuple[S3WorkObjects, Stubber]) -> None:
    objects, stubbed = s3
    for _ in range(3):
        another_writes(stubbed)
    with pytest.raises(ClientError, match="ConditionalRequestConflict"):
        objects.put_first(KEY, b"ours")
    stubbed.add_client_error("put_object", "AccessDenied", http_status_code=403)
    with pytest.raises(ClientError, match="AccessDenied"):
        objects.put_first(KEY, b"ours")
