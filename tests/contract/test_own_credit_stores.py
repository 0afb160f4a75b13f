"""Own credits and their files."""

import base64
import datetime as dt
import json
from collections.abc import Callable

import boto3
import pytest

from cmehub.passport.own_credits import MOST_OWN, OwnCredit, OwnKind
from cmehub.passport.own_files import LARGEST_FILE
from cmehub.stores.memory_own_files import MemoryOwnFiles
from tests.aws import FILES_BUCKET
from tests.contract.conftest import Stores

AT = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
ROUNDS = OwnCredit(
    own_id="o1",
    sub="sub-1",
    title="Grand rounds",
    completed_on=dt.date(2026, 10, 3),
    amount=1.5,
    kind=OwnKind.CATEGORY_2,
    entered_at=AT,
)
EARLIER = ROUNDS.model_copy(update={"own_id": "o2", "completed_on": dt.date(2025, 1, 2)})
OTHERS = ROUNDS.model_copy(update={"sub": "sub-2"})
CHANGED = ROUNDS.model_copy(update={"amount": 2.0})


def test_an_account_has_its_own_credits_the_newest_completion_first(stores: Stores) -> None:
    assert [stores.own_credits.add(credit) for credit in (EARLIER, ROUNDS, OTHERS)] == [True] * 3
    assert stores.own_credits.of_account("sub-1") == [ROUNDS, EARLIER]
    assert stores.own_credits.find("sub-2", "o1") == OTHERS
    assert stores.own_credits.find("sub-2", "o2") is None


def test_what_was_changed_meanwhile_is_neither_changed_nor_deleted(stores: Stores) -> None:
    stores.own_credits.add(ROUNDS)
    assert stores.own_credits.change(ROUNDS, CHANGED)
    assert not stores.own_credits.change(ROUNDS, EARLIER.model_copy(update={"own_id": "o1"}))
    assert not stores.own_credits.delete(ROUNDS)
    assert stores.own_credits.of_account("sub-1") == [CHANGED]

    assert stores.own_credits.delete(CHANGED)
    assert not stores.own_credits.delete(CHANGED)
    assert not stores.own_credits.change(CHANGED, ROUNDS)
    assert stores.own_credits.of_account("sub-1") == []


def test_no_more_are_taken_than_are_kept_and_a_deleted_one_makes_room(stores: Stores) -> None:
    own = [ROUNDS.model_copy(update={"own_id": f"o{number}"}) for number in range(MOST_OWN + 1)]
    assert [stores.own_credits.add(credit) for credit in own] == [True] * MOST_OWN + [False]
    assert stores.own_credits.delete(own[0])
    assert stores.own_credits.add(own[-1])
    assert len(stores.own_credits.of_account("sub-1")) == MOST_OWN


@pytest.fixture
def put(stores: Stores) -> Callable[[str, bytes], None]:
    """Puts a file where a form that was signed for a credit puts it."""

    def put_it(own_id: str, content: bytes) -> None:
        files = stores.own_files
        if isinstance(files, MemoryOwnFiles):
            files.put("sub-1", own_id, content)
        else:
            key = files.place("sub-1", own_id).fields["key"]
            boto3.client("s3").put_object(Bucket=FILES_BUCKET, Key=key, Body=content)

    return put_it


def test_what_was_put_is_there_until_it_is_forgotten(stores: Stores, put: Callable[[str, bytes], None]) -> None:
    assert stores.own_files.uploaded("sub-1", "o1") is None
    put("o1", b"file")
    assert stores.own_files.uploaded("sub-1", "o1") == b"file"
    assert stores.own_files.uploaded("sub-1", "o2") is stores.own_files.uploaded("sub-2", "o1") is None
    stores.own_files.forget_upload("sub-1", "o1")
    stores.own_files.forget_upload("sub-1", "o1")
    assert stores.own_files.uploaded("sub-1", "o1") is None


def test_files_are_kept_and_dropped_one_by_one_or_all(stores: Stores, put: Callable[[str, bytes], None]) -> None:
    for own_id in ("o1", "o11"):
        for file_id in ("f1", "f2"):
            stores.own_files.keep("sub-1", own_id, file_id, f"{own_id} {file_id}".encode())
    stores.own_files.drop("sub-1", "o1", "f1")
    assert stores.own_files.read("sub-1", "o1", "f1") is None
    assert stores.own_files.read("sub-1", "o1", "f2") == b"o1 f2"

    put("o1", b"file")
    stores.own_files.drop_all("sub-1", "o1")

    assert stores.own_files.read("sub-1", "o1", "f2") is stores.own_files.uploaded("sub-1", "o1") is None
    assert stores.own_files.read("sub-1", "o11", "f1") == b"o11 f1"


def test_every_file_of_an_account_can_be_deleted(stores: Stores, put: Callable[[str, bytes], None]) -> None:
    for sub in ("sub-1", "sub-11"):
        stores.own_files.keep(sub, "o1", "f1", sub.encode())
    put("o2", b"file")
    stores.own_files.forget("sub-1")

    assert stores.own_files.read("sub-1", "o1", "f1") is stores.own_files.uploaded("sub-1", "o2") is None
    assert stores.own_files.read("sub-11", "o1", "f1") == b"sub-11"


def test_a_form_is_signed_for_one_key_no_type_and_a_size(stores_in_aws: Stores) -> None:
    place = stores_in_aws.own_files.place("sub-1", "o1")
    conditions = json.loads(base64.b64decode(place.fields["policy"]))["conditions"]
    assert ["content-length-range", 1, LARGEST_FILE] in conditions
    assert {"Content-Type": "application/octet-stream"} in conditions
    assert {"key": "unconfirmed/sub-1/o1"} in conditions
    assert {"bucket": FILES_BUCKET} in conditions
    assert place.url == f"https://{FILES_BUCKET}.s3.us-east-1.amazonaws.com/"
