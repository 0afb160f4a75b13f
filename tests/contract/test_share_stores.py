import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from cmehub.passport.shares import KnownPasscode, Share, ShareState
from cmehub.passport.transcript_choices import TranscriptChoice
from tests.contract.conftest import Stores

AT = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)


def a_share(share_id: str = "s1", **changes: Any) -> Share:
    told = {
        "share_id": share_id,
        "sub": "zoe",
        "reader": "Mercy Hospital",
        "choice": TranscriptChoice(since=dt.date(2026, 1, 1), boards=("ABIM",)),
        "is_fixed": False,
        "made_at": AT,
        "ends_at": AT + dt.timedelta(days=30),
        "digest": f"digest-{share_id}",
        "passcode": KnownPasscode(salt="00", digest="11"),
    }
    return Share.model_validate(told | changes)


def test_a_share_lies_under_its_account_and_its_link_leads_there(stores: Stores) -> None:
    first, second = a_share(), a_share("s2", made_at=LATER, passcode=None)
    for share in (first, second, a_share("s3", sub="other")):
        stores.shares.add(share, {}, most=9)

    assert stores.shares.of_account("zoe") == [second, first]
    assert stores.shares.of_link("digest-s1") == first
    assert stores.shares.of_link("digest-s9") is None
    assert stores.shares.file(first, "json") is None


def test_files_are_as_they_were_however_large(stores: Stores) -> None:
    share, large = a_share(), bytes(range(256)) * 4_000
    stores.shares.add(share, {"json": b"{}", "pdf": large}, most=9)

    assert stores.shares.file(share, "json") == b"{}"
    assert stores.shares.file(share, "pdf") == large
    assert stores.shares.file(a_share("s2"), "pdf") is None


def test_readings_are_counted_however_many_come_at_once(stores: Stores) -> None:
    share = a_share()
    stores.shares.add(share, {}, most=9)

    with ThreadPoolExecutor(4) as readers:
        assert all(readers.map(lambda _: stores.shares.note_view(share, LATER), range(8)))

    (told,) = stores.shares.of_account("zoe")
    assert (told.views, told.viewed_at) == (8, LATER)


def test_what_is_revoked_is_read_no_more_and_stays_as_it_was_revoked_first(stores: Stores) -> None:
    share = a_share()
    stores.shares.add(share, {"json": b"{}"}, most=9)
    stores.shares.note_view(share, AT)
    stores.shares.revoke(share, LATER)
    stores.shares.revoke(share, LATER + dt.timedelta(hours=1))

    assert not stores.shares.note_view(share, LATER)
    told = stores.shares.of_link(share.digest)
    assert told is not None
    assert (told.revoked_at, told.views, told.state(LATER)) == (LATER, 1, ShareState.REVOKED)
    assert stores.shares.file(share, "json") is None


def test_what_is_forgotten_is_gone_with_its_link_and_its_files(stores: Stores) -> None:
    for share in (a_share(), a_share("s2"), a_share("s3", sub="other")):
        stores.shares.add(share, {"json": b"{}"}, most=9)
    stores.shares.forget("zoe")

    assert stores.shares.of_account("zoe") == []
    assert stores.shares.of_link("digest-s1") is None
    assert stores.shares.file(a_share(), "json") is None
    assert not stores.shares.note_view(a_share(), AT)
    assert stores.shares.of_link("digest-s3") == a_share("s3", sub="other")
