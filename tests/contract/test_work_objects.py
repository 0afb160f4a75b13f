import pytest

from tests.contract.conftest import Stores


def test_an_object_is_what_was_put_last(stores: Stores) -> None:
    stores.objects.put("chunks/sub/00001.jsonl.gz", b"first")
    stores.objects.put("chunks/sub/00001.jsonl.gz", b"\x00second")

    assert stores.objects.get("chunks/sub/00001.jsonl.gz") == b"\x00second"


def test_an_object_that_is_not_there(stores: Stores) -> None:
    with pytest.raises(KeyError):
        stores.objects.get("chunks/sub/00001.jsonl.gz")


def test_keys_under_a_prefix_in_order(stores: Stores) -> None:
    for key in ("results/sub/00002", "results/sub/00001", "results/sub2/00001", "chunks/sub/00001"):
        stores.objects.put(key, b"")

    assert stores.objects.keys("results/sub/") == ["results/sub/00001", "results/sub/00002"]
    assert stores.objects.keys("mails/") == []
