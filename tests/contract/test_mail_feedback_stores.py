import datetime as dt
from itertools import permutations

import pytest

from cmehub.accounts.deliverability import Deliverability, MailFeedback
from cmehub.stores import MailClaim
from cmehub.submissions.messages import GatheringMessage, MissingCreditMessage, NoticeMessage, ProviderNotice
from tests.contract.conftest import Stores
from tests.examples import NOW, PROVIDER_ID

EMAIL = "paula@cme.example.org"
HOUR = dt.timedelta(hours=1)
LEASE = dt.timedelta(minutes=1)


def known(stores: Stores, email: str = EMAIL) -> Deliverability | None:
    return stores.mail_feedback.of_addresses([email, "viktor@cme.example.org"]).get(email)


def test_of_an_address_it_is_kept_since_when_it_takes_no_mail(stores: Stores) -> None:
    assert known(stores) is None
    stores.mail_feedback.note("Paula@CME.example.org", MailFeedback.BOUNCE, NOW)

    told = known(stores)
    assert told == Deliverability(email=EMAIL, bounced_at=NOW)
    assert (told.takes_mail, told.takes_optional_mail) == (False, False)
    assert stores.mail_feedback.of_addresses(["PAULA@cme.example.org"]).keys() == {"PAULA@cme.example.org"}
    assert stores.mail_feedback.of_addresses([]) == {}


def test_a_complaint_ends_no_mail_that_is_needed(stores: Stores) -> None:
    stores.mail_feedback.note(EMAIL, MailFeedback.COMPLAINT, NOW)

    told = known(stores)
    assert told == Deliverability(email=EMAIL, complained_at=NOW)
    assert (told.takes_mail, told.takes_optional_mail) == (True, False)


def test_in_which_order_and_how_often_it_is_told_makes_no_difference(stores: Stores) -> None:
    said = [(MailFeedback.BOUNCE, 2), (MailFeedback.BOUNCE, 1), (MailFeedback.COMPLAINT, 3)]
    for place, order in enumerate(permutations([*said, said[0]])):
        email = f"p{place:02}@cme.example.org"
        for feedback, hours in order:
            stores.mail_feedback.note(email, feedback, NOW + hours * HOUR)
        assert known(stores, email) == Deliverability(
            email=email, bounced_at=NOW + HOUR, complained_at=NOW + 3 * HOUR
        ), order


def test_what_was_mended_isnt_undone_by_word_of_an_older_bounce(stores: Stores) -> None:
    stores.mail_feedback.note(EMAIL, MailFeedback.BOUNCE, NOW)
    stores.mail_feedback.note(EMAIL, MailFeedback.COMPLAINT, NOW)

    assert stores.mail_feedback.mend(EMAIL, NOW + HOUR)
    stores.mail_feedback.note(EMAIL, MailFeedback.BOUNCE, NOW)
    assert known(stores) is None
    assert stores.mail_feedback.all() == []
    assert not stores.mail_feedback.mend(EMAIL, NOW + HOUR)

    stores.mail_feedback.note(EMAIL, MailFeedback.BOUNCE, NOW + 2 * HOUR)
    assert known(stores) == Deliverability(email=EMAIL, bounced_at=NOW + 2 * HOUR)


def test_addresses_are_listed_in_their_order(stores: Stores) -> None:
    for name in "bca":
        stores.mail_feedback.note(f"{name}@example.org", MailFeedback.BOUNCE, NOW)
    assert [told.email for told in stores.mail_feedback.all()] == ["a@example.org", "b@example.org", "c@example.org"]
    assert not stores.mail_feedback.mend("nobody@example.org", NOW)


@pytest.mark.parametrize(
    "message",
    [
        NoticeMessage(submission_id="s1", provider_id=PROVIDER_ID),
        GatheringMessage(provider_id=PROVIDER_ID, gathering_id="g1", due_at=NOW),
        MissingCreditMessage(provider_id=PROVIDER_ID, sub="zoe", missing_id="m1", reminder=True),
    ],
)
def test_what_a_mail_was_about_is_known_by_its_id(stores: Stores, message: ProviderNotice) -> None:
    stores.mail_feedback.add_sent("mail-1", message, NOW)
    assert (stores.mail_feedback.sent("mail-1"), stores.mail_feedback.sent("mail-2")) == (message, None)


def test_one_mail_takes_the_place_of_another(stores: Stores) -> None:
    claims = [stores.mail_feedback.claim_next("mail-1", at=NOW, lease=LEASE) for _ in range(2)]
    again = stores.mail_feedback.claim_next("mail-1", at=NOW + LEASE, lease=LEASE)
    stores.mail_feedback.add_next("mail-1", next_id="mail-2", at=NOW + LEASE)

    assert [*claims, again] == [MailClaim.CLAIMED, MailClaim.BUSY, MailClaim.CLAIMED]
    assert stores.mail_feedback.claim_next("mail-1", at=NOW + HOUR, lease=LEASE) is MailClaim.SENT
    assert stores.mail_feedback.claim_next("mail-2", at=NOW, lease=LEASE) is MailClaim.CLAIMED
