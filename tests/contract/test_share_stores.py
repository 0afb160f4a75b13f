import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from cmehub.passport.share_mails import ShareMail, ShareMailKind
from cmehub.passport.shares import SHOWN_FOR, KnownPasscode, Share, ShareState
from cmehub.passport.transcript_choices import TranscriptChoice
from cmehub.stores.dynamo import number
from cmehub.stores.dynamo_shares import DynamoShareStore
from cmehub.stores.tables import KEPT_UNTIL
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


def test_no_more_shares_are_kept_than_can_be(stores: Stores) -> None:
    shares = [a_share(f"s{number}") for number in range(3)]
    added = [stores.shares.add(share, {"json": b"{}"}, most=2) for share in shares]

    assert added == [True, True, False]
    assert {share.share_id for share in stores.shares.of_account("zoe")} == {"s0", "s1"}
    assert stores.shares.file(shares[2], "json") is None
    assert stores.shares.of_link(shares[2].digest) is None


def test_one_that_is_added_while_others_are_counted_is_counted(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, added = stores.shares.of_account, []

    def and_add_another(sub: str) -> list[Share]:
        found = counted(sub)
        monkeypatch.setattr(stores.shares, "of_account", counted)
        added.append(stores.shares.add(a_share("s2"), {}, most=1))
        return found

    if isinstance(stores.shares, DynamoShareStore):  # the other one has a lock
        monkeypatch.setattr(stores.shares, "of_account", and_add_another)
    added.append(stores.shares.add(a_share(), {}, most=1))

    assert added.count(True) == 1
    assert len(counted("zoe")) == 1


def test_each_mailed_link_leads_to_its_share_until_that_is_revoked(stores: Stores) -> None:
    share = a_share(ends_at=None, email="reader@mercy.example.org")
    stores.shares.add(share, {}, most=9)
    assert stores.shares.add_link(share, "digest-m1")
    assert stores.shares.add_link(share, "digest-m2")

    told = stores.shares.of_link("digest-m2")
    assert told is not None
    assert told.mailed == {"digest-m1", "digest-m2"}
    assert stores.shares.find("zoe", "s1") == stores.shares.of_link("digest-m1") == told
    assert stores.shares.find("other", "s1") is None
    stores.shares.revoke(told, LATER)
    revoked = stores.shares.of_link("digest-m1")
    assert revoked is not None
    assert revoked.state(LATER) is ShareState.REVOKED
    assert not stores.shares.add_link(share, "digest-m3")
    assert stores.shares.of_link("digest-m3") is None


def test_one_without_an_end_goes_by_itself_with_its_links_once_it_is_revoked(stores: Stores) -> None:
    if not isinstance(stores.shares, DynamoShareStore):
        pytest.skip("In memory nothing goes by itself.")
    share = a_share(ends_at=None)
    stores.shares.add(share, {}, most=9)
    stores.shares.add_link(share, "digest-m1")
    keys = [("acct#zoe", "share#s1"), ("share#digest-s1", "link"), ("share#digest-m1", "link")]

    def until() -> list[Any]:
        items = stores.shares._table.get_many(keys)  # type: ignore[attr-defined]
        return [items[key].get(KEPT_UNTIL) for key in keys]

    assert until() == [None] * 3
    told = stores.shares.of_link("digest-m1")
    assert told is not None
    stores.shares.revoke(told, LATER)
    assert until() == [number(int((LATER + SHOWN_FOR).timestamp()))] * 3


def test_a_mail_is_changed_by_one_at_a_time_and_keeps_that_its_code_was_given(stores: Stores) -> None:
    share, asked = a_share(), ShareMail(code_id="m1", asked_at=AT, kind=ShareMailKind.CODE)
    stores.shares.put_mail(share, asked)
    made = asked.model_copy(update={"digest": "d", "sent_at": AT})

    assert stores.shares.change_mail(share, asked, made)
    assert not stores.shares.change_mail(share, asked, asked.model_copy(update={"digest": "other"}))
    stores.shares.note_entered(share, made, LATER)
    told = stores.shares.find_mail(share, "m1")
    assert told == made.model_copy(update={"entered_at": LATER})
    assert stores.shares.find_mail(share, "m2") is None
    assert stores.shares.find_mail(a_share("s2"), "m1") is None


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
    stores.shares.add_link(a_share(), "digest-m1")
    stores.shares.put_mail(a_share(), ShareMail(code_id="m1", asked_at=AT, kind=ShareMailKind.LINK))
    stores.shares.forget("zoe")

    assert stores.shares.of_link("digest-m1") is None
    assert stores.shares.find_mail(a_share(), "m1") is None
    assert stores.shares.of_account("zoe") == []
    assert stores.shares.of_link("digest-s1") is None
    assert stores.shares.file(a_share(), "json") is None
    assert not stores.shares.note_view(a_share(), AT)
    assert stores.shares.of_link("digest-s3") == a_share("s3", sub="other")
