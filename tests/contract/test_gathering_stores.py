import datetime as dt

from cmehub.stores import MailClaim
from cmehub.submissions.gatherings import Gathering, RejectedCall
from tests.contract.conftest import Stores
from tests.examples import NOW, PROVIDER_ID
from tests.notify_hub import a_rejected_call

HOUR = dt.timedelta(hours=1)
LEASE = dt.timedelta(minutes=1)


def add(stores: Stores, submission_id: str, minutes: int = 0, **changes: object) -> Gathering:
    return stores.gatherings.add(a_call(submission_id, minutes, **changes), at=NOW, hour=HOUR)


def a_call(submission_id: str, minutes: int = 0, **changes: object) -> RejectedCall:
    return a_rejected_call(submission_id, received_at=NOW + dt.timedelta(minutes=minutes), **changes)


def test_the_first_call_begins_a_gathering_that_the_next_ones_enter(stores: Stores) -> None:
    gatherings = [add(stores, name, minutes) for name, minutes in (("b", 2), ("a", 3), ("c", 1))]

    begun = Gathering(gathering_id="b", provider_id=PROVIDER_ID, due_at=NOW + HOUR, in_a_row=1)
    assert gatherings == [begun] * 3
    assert [*stores.gatherings.calls("b")] == [a_call("c", 1), a_call("b", 2), a_call("a", 3)]


def test_a_call_that_comes_again_stays_where_it_is(stores: Stores) -> None:
    first = add(stores, "a")
    stores.gatherings.close(PROVIDER_ID, "a")
    add(stores, "b")

    assert add(stores, "a") == first
    assert [call.submission_id for name in "ab" for call in stores.gatherings.calls(name)] == ["a", "b"]


def test_a_closed_gathering_takes_no_call_and_another_follows_it(stores: Stores) -> None:
    add(stores, "a")
    for _ in range(2):
        stores.gatherings.close(PROVIDER_ID, "a")

    following = [add(stores, name) for name in ("b", "c")]
    stores.gatherings.close(PROVIDER_ID, "a")

    assert [(gathering.gathering_id, gathering.in_a_row) for gathering in following] == [("b", 2)] * 2
    assert add(stores, "d").gathering_id == "b", "to close one that is closed closes no other"
    assert [call.submission_id for call in stores.gatherings.calls("a")] == ["a"]


def test_providers_have_gatherings_of_their_own(stores: Stores) -> None:
    own, other = add(stores, "a"), add(stores, "b", provider_id="0008888")
    stores.gatherings.close("0008888", "b")

    assert (own.gathering_id, other.gathering_id) == ("a", "b")
    assert add(stores, "c").gathering_id == "a"


def test_the_gathering_of_a_call_is_found(stores: Stores) -> None:
    add(stores, "a")
    gathering = add(stores, "b")

    assert stores.gatherings.of_call("b") == gathering
    assert stores.gatherings.of_call("c") is None


def test_the_mail_is_claimed_once_until_its_lease_ends_and_never_after_it_was_sent(stores: Stores) -> None:
    claims = [stores.gatherings.claim_mail("a", at=NOW + minutes * LEASE, lease=LEASE) for minutes in (0, 0, 1)]
    stores.gatherings.add_mail("a", message_id="message-1", at=NOW)

    assert claims == [MailClaim.CLAIMED, MailClaim.BUSY, MailClaim.CLAIMED]
    assert stores.gatherings.claim_mail("a", at=NOW + 100 * LEASE, lease=LEASE) is MailClaim.SENT
    assert [*stores.gatherings.calls("a")] == []


def test_a_submission_with_the_id_of_a_gathering_has_a_mail_of_its_own(stores: Stores) -> None:
    stores.gatherings.add_mail("a", message_id="message-1", at=NOW)

    assert stores.submissions.claim_mail("a", at=NOW, lease=LEASE) is MailClaim.CLAIMED
