import datetime as dt

import pytest

from cmehub.accounts.contact_mails import ContactMailKind, ContactMailPreferences
from cmehub.passport.mail_preferences import MailKind, MailPreferences, Rhythm
from cmehub.passport.mailings import MAIL_LINK_LIFE, CreditNews, FileNews, FileNotice, Mailing, PhysicianNotice
from cmehub.stores import MailClaim
from tests.contract.conftest import Stores

AT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
SOON = dt.timedelta(minutes=5)
LEASE = dt.timedelta(seconds=60)
MAILING = Mailing("zoe", MailKind.ACCEPTED, AT + SOON)
LATER = MAILING._replace(due_at=AT + 2 * SOON)
WANTED = MailPreferences(accepted=Rhythm.DAILY, access=Rhythm.AT_ONCE)


def a_notice(notice_id: str) -> PhysicianNotice:
    news = CreditNews(
        provider_id="0009999", activity_id="202612345", completed_on=AT.date(), board="ABIM", lines=(), is_delete=False
    )
    return PhysicianNotice(notice_id=notice_id, kind=MailKind.ACCEPTED, about_key="ABIM-1", news=news)


def waiting(stores: Stores, mailing: Mailing = MAILING) -> list[str]:
    return [notice.notice_id for notice in stores.physician_mails.notices(mailing)]


def test_who_never_chose_wants_nothing_that_is_stored(stores: Stores) -> None:
    stores.physician_mails.put_preferences("zoe", WANTED)
    assert stores.physician_mails.preferences(["zoe", "other"]) == {"zoe": WANTED}
    stores.physician_mails.put_preferences("zoe", WANTED.without(MailKind.ACCESS))
    assert stores.physician_mails.preferences(["zoe"])["zoe"].access is Rhythm.NEVER
    assert stores.physician_mails.preferences([]) == {}


def test_notices_wait_for_their_mailing_each_once(stores: Stores) -> None:
    mails = stores.physician_mails
    first, second = a_notice("a"), a_notice("b")

    assert mails.add(MAILING, [first], None, AT)
    assert mails.newest("zoe", MailKind.ACCEPTED) == MAILING
    assert mails.newest("zoe", MailKind.REJECTED) is mails.newest("other", MailKind.ACCEPTED) is None
    assert not mails.add(MAILING, [second, first], MAILING, AT), "one of them is there"
    assert mails.add(MAILING, [second], MAILING, AT)

    assert mails.notices(MAILING) == [first, second]
    assert mails.known("zoe", ["a", "b", "c"]) == {"a": MAILING, "b": MAILING}
    assert mails.known("other", ["a"]) == {}
    assert [*mails.due(AT)] == []
    assert [*mails.due(AT + SOON)] == [MAILING]


def test_of_two_who_begin_a_mailing_at_the_same_time_the_second_reads_again(stores: Stores) -> None:
    mails = stores.physician_mails
    assert mails.add(MAILING, [a_notice("a")], None, AT)
    assert not mails.add(LATER, [a_notice("b")], None, AT)
    assert waiting(stores, LATER) == []
    assert mails.add(LATER, [a_notice("b")], MAILING, AT)
    assert [*mails.due(AT + 2 * SOON)] in ([MAILING, LATER], [LATER, MAILING])


def test_nothing_enters_a_mailing_that_is_being_sent(stores: Stores) -> None:
    mails = stores.physician_mails
    mails.add(MAILING, [a_notice("a")], None, AT)
    assert mails.claim(MAILING, at=AT + SOON, lease=LEASE) is MailClaim.CLAIMED
    assert not mails.add(MAILING, [a_notice("b")], MAILING, AT)
    assert mails.add(LATER, [a_notice("b")], MAILING, AT)
    assert (waiting(stores), waiting(stores, LATER)) == (["a"], ["b"])


def test_a_claim_holds_for_its_lease_until_the_mail_is_sent(stores: Stores) -> None:
    mails = stores.physician_mails
    mails.add(MAILING, [a_notice("a")], None, AT)

    assert mails.claim(MAILING, at=AT, lease=LEASE) is MailClaim.CLAIMED
    assert mails.claim(MAILING, at=AT + LEASE / 2, lease=LEASE) is MailClaim.BUSY
    assert mails.claim(MAILING, at=AT + LEASE, lease=LEASE) is MailClaim.CLAIMED
    mails.note_sent(MAILING)
    assert mails.claim(MAILING, at=AT + 9 * LEASE, lease=LEASE) is MailClaim.SENT
    mails.remove(MAILING)
    assert mails.claim(MAILING, at=AT + 9 * LEASE, lease=LEASE) is MailClaim.SENT


def test_what_was_sent_is_gone_and_still_known(stores: Stores) -> None:
    mails = stores.physician_mails
    mails.add(MAILING, [a_notice("a"), a_notice("b")], None, AT)
    mails.add(LATER, [a_notice("c")], MAILING, AT)
    mails.note_sent(MAILING)
    mails.remove(MAILING)
    mails.remove(MAILING)

    assert (waiting(stores), waiting(stores, LATER)) == ([], ["c"])
    assert [*mails.due(AT + 2 * SOON)] == [LATER]
    assert mails.known("zoe", ["a"]) == {"a": MAILING}
    mails.note_sent(MAILING)
    assert [*mails.due(AT + 2 * SOON)] == [LATER], "a late note makes nothing anew"


def test_a_link_leads_to_its_account_and_kind_until_it_ends(stores: Stores) -> None:
    stores.physician_mails.add_link("zoe", MailKind.ACCESS, "digest", AT)
    assert stores.physician_mails.of_link("digest", AT + MAIL_LINK_LIFE - SOON) == ("zoe", MailKind.ACCESS)
    assert stores.physician_mails.of_link("digest", AT + MAIL_LINK_LIFE) is None
    assert stores.physician_mails.of_link("another", AT) is None


@pytest.mark.parametrize("sub", ["zoe", "other"])
def test_everything_of_an_account_can_be_taken_out_and_of_it_alone(stores: Stores, sub: str) -> None:
    mails = stores.physician_mails
    for account in ("zoe", "other"):
        mails.put_preferences(account, WANTED)
        mails.add(MAILING._replace(sub=account), [a_notice("a")], None, AT)
        mails.add_link(account, MailKind.ACCEPTED, f"digest-{account}", AT)

    mails.forget(sub)

    (left,) = {"zoe", "other"} - {sub}
    assert mails.preferences(["zoe", "other"]) == {left: WANTED}
    assert [mailing.sub for mailing in mails.due(AT + SOON)] == [left]
    assert waiting(stores, MAILING._replace(sub=sub)) == []
    assert mails.known(sub, ["a"]) == {}
    assert mails.newest(sub, MailKind.ACCEPTED) is None
    assert mails.of_link(f"digest-{sub}", AT) is None
    assert mails.of_link(f"digest-{left}", AT) == (left, MailKind.ACCEPTED)


def test_what_contacts_want_is_kept_by_provider_and_goes_with_them(stores: Stores) -> None:
    mails, daily = stores.physician_mails, ContactMailPreferences(taken_whole=Rhythm.DAILY, to_mend=Rhythm.WEEKLY)
    for provider_id in ("0009999", "0008888"):
        mails.put_contact_preferences("rae", provider_id, daily)
        mails.put_contact_preferences("mira", provider_id, daily)

    assert mails.contact_preferences(["rae", "mira", "nobody"], "0009999") == {"rae": daily, "mira": daily}
    assert mails.contact_preferences(["rae"], "0007777") == {}
    mails.end_contact_mails("rae", ContactMailKind.TAKEN_WHOLE)
    for provider_id in ("0009999", "0008888"):
        assert mails.contact_preferences(["rae", "mira"], provider_id) == {
            "rae": ContactMailPreferences(to_mend=Rhythm.WEEKLY),
            "mira": daily,
        }
    assert mails.preferences(["rae"]) == {}
    mails.forget("rae")
    assert mails.contact_preferences(["rae", "mira"], "0008888") == {"mira": daily}


def test_a_contacts_mailing_and_link_are_of_their_own_kind(stores: Stores) -> None:
    kind = ContactMailKind.TO_MEND
    mailing = Mailing("rae", kind, AT)
    news = FileNews(submission_id="s1", provider_id="0009999", rows=2, to_mend=1, is_whole=False)
    notice = FileNotice(notice_id="n-rae", kind=kind, news=news)

    assert stores.physician_mails.add(mailing, [notice], None, AT)
    assert stores.physician_mails.newest("rae", kind) == mailing
    assert [*stores.physician_mails.due(AT)] == [mailing]
    assert stores.physician_mails.notices(mailing) == [notice]
    stores.physician_mails.add_link("rae", kind, "digest-rae", AT)
    assert stores.physician_mails.of_link("digest-rae", AT) == ("rae", kind)
