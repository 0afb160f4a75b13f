import datetime as dt
from dataclasses import replace
from itertools import count

import pytest

from cmehub.accounts.claiming import (
    LINKS_LIFE,
    Claiming,
    ClaimRefusedError,
    TriesSpentError,
)
from cmehub.accounts.claims import TRIES_ABOUT_PERSON, TRIES_OF_ACCOUNT, Claim, Sureness, TryOutcome
from cmehub.accounts.proofs import Proof
from cmehub.people.rosters import EntryKey, RosterEntry
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores.accounts import learner_keys
from cmehub.stores.memory_accounts import MemoryAccountStore
from cmehub.stores.memory_records import MemoryRecordStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from cmehub.stores.memory_tries import MemoryTryStore
from cmehub.submissions.messages import ClaimTriedMessage
from local.in_memory.rosters import put_on_rosters
from tests.examples import NOW, a_diplomate, a_line, a_record, a_row

ZOE, OTHER = "zoe", "other"
NPI, OTHER_NPI = "1234567893", "1245319599"
INTERNIST = a_diplomate(npi=NPI, state="OH")
LICENSEE = a_diplomate(authority="OH", entry_id="35900001", npi=NPI)
PEDIATRICIAN = a_diplomate(
    authority="ABP", entry_id="77", npi=OTHER_NPI, given_name="Ana", family_name="Osei", birth_month_day="03-01"
)
PROOF = {
    "given_name": "Zoë",
    "family_name": "García-López",
    "birth_month_day": "02-29",
    "authority": "ABIM",
    "number": "123456",
}


class ClaimingHub:
    def __init__(self, *entries: RosterEntry) -> None:
        self.now = NOW
        self.rosters = MemoryRosterStore()
        put_on_rosters(self.rosters, entries or (INTERNIST, LICENSEE, PEDIATRICIAN))
        self.accounts = MemoryAccountStore()
        self.records = MemoryRecordStore()
        self.notices = MemoryQueue()
        numbers = count()
        self.claiming = Claiming(
            accounts=self.accounts,
            rosters=self.rosters,
            records=self.records,
            tries=MemoryTryStore(),
            notices=self.notices,
            clock=lambda: self.now,
            new_id=lambda: f"id-{next(numbers)}",
        )

    def claim(self, sub: str = ZOE, **changes: str) -> Claim:
        return self.claiming.claim(sub, proof(**changes))

    def refuses(self, sub: str = ZOE, **changes: str) -> TryOutcome:
        with pytest.raises(ClaimRefusedError) as caught:
            self.claim(sub, **changes)
        assert caught.value.args == ()
        message = self.notices.messages[-1]
        assert isinstance(message, ClaimTriedMessage)
        assert message.sub == sub
        tried = self.accounts.find_try(sub, message.try_id)
        assert tried
        assert "123456" not in tried.person
        return tried.outcome


def proof(**changes: str) -> Proof:
    return Proof.model_validate(PROOF | changes)


@pytest.fixture
def hub() -> ClaimingHub:
    return ClaimingHub()


@pytest.mark.parametrize(
    "number",
    [
        {"authority": "ABIM", "number": "123456"},
        {"authority": "ohio", "number": "35.900001"},
        {"authority": "NPI", "number": NPI},
    ],
)
def test_any_one_number_brings_all_linked_entries(hub: ClaimingHub, number: dict[str, str]) -> None:
    claim = hub.claim(**number)

    assert set(claim.linked) == {INTERNIST.key, LICENSEE.key}
    assert claim.linked[0] == claim.key
    assert claim.sureness is Sureness.STATED
    assert claim.since == NOW
    assert hub.claiming.claims(ZOE) == [claim]
    assert set(learner_keys(hub.accounts, ZOE)) == {"ABIM-123456", "OH-35900001"}


def test_names_agree_as_those_of_a_row_do(hub: ClaimingHub) -> None:
    assert hub.claim(given_name="ZOE", family_name="Garcia").key == INTERNIST.key


def test_an_id_without_its_leading_zeroes_is_the_one_with_them() -> None:
    hub = ClaimingHub(a_diplomate(authority="OH", entry_id="0035900001"))

    assert hub.claim(authority="OH", number="35900001").key == EntryKey("OH", "0035900001")


@pytest.mark.parametrize(
    ("outcome", "changes"),
    [
        (TryOutcome.UNKNOWN, {"number": "654321"}),
        (TryOutcome.UNKNOWN, {"authority": "TX", "number": "123456"}),
        (TryOutcome.UNKNOWN, {"authority": "NPI", "number": "1003000126"}),
        (TryOutcome.DISAGREES, {"given_name": "Ana"}),
        (TryOutcome.DISAGREES, {"family_name": "Osei"}),
        (TryOutcome.DISAGREES, {"birth_month_day": "03-01"}),
        (TryOutcome.DISAGREES, {"authority": "NPI", "number": OTHER_NPI}),
    ],
)
def test_who_does_not_agree_in_all_gets_nobody(hub: ClaimingHub, outcome: TryOutcome, changes: dict[str, str]) -> None:
    assert hub.refuses(**changes) is outcome

    assert hub.accounts.claims(ZOE) == []
    assert hub.accounts.holders([INTERNIST.key, LICENSEE.key]) == {}


def test_a_second_account_gets_the_answer_that_strangers_get(hub: ClaimingHub) -> None:
    claim = hub.claim()

    assert hub.refuses(OTHER) is TryOutcome.HELD
    assert hub.refuses(OTHER, authority="OH", number="35900001") is TryOutcome.HELD

    assert hub.accounts.claims(OTHER) == []
    assert hub.accounts.claims(ZOE) == [claim]


def test_a_physician_of_whom_one_entry_is_held_is_not_claimed_by_another() -> None:
    hub = ClaimingHub(INTERNIST)
    hub.claim()
    put_on_rosters(hub.rosters, [LICENSEE])

    assert hub.refuses(OTHER, authority="OH", number="35900001") is TryOutcome.HELD

    assert hub.accounts.holders([INTERNIST.key, LICENSEE.key]) == {INTERNIST.key: ZOE}


def test_a_claim_made_again_is_the_same(hub: ClaimingHub) -> None:
    claim = hub.claim()
    hub.now += dt.timedelta(hours=1)

    assert hub.claim() == claim
    assert hub.claim(authority="NPI", number=NPI) == claim


def test_an_account_is_one_physician(hub: ClaimingHub) -> None:
    hub.claim()
    of_another = {"given_name": "Ana", "family_name": "Osei", "birth_month_day": "03-01"}

    assert hub.refuses(**of_another, authority="ABP", number="77") is TryOutcome.SOMEBODY_ELSE

    assert hub.claim(OTHER, **of_another, authority="ABP", number="77").key == PEDIATRICIAN.key


def test_entries_that_nothing_links_are_claimed_one_by_one() -> None:
    surgeon = a_diplomate(authority="ABS", entry_id="123456")
    hub = ClaimingHub(INTERNIST, LICENSEE, surgeon)

    hub.claim()
    hub.claim(authority="ABS")

    assert set(learner_keys(hub.accounts, ZOE)) == {"ABIM-123456", "OH-35900001", "ABS-123456"}


def test_an_account_has_a_few_tries_a_day(hub: ClaimingHub) -> None:
    for number in range(TRIES_OF_ACCOUNT):
        hub.refuses(number=f"65432{number}")

    with pytest.raises(TriesSpentError):
        hub.claim()

    hub.now += dt.timedelta(days=1)
    assert hub.claim()


@pytest.mark.parametrize("number", ["123456", "654321"])
def test_a_few_tries_a_day_are_made_about_anybody_known_or_not(hub: ClaimingHub, number: str) -> None:
    for account in range(TRIES_ABOUT_PERSON):
        hub.refuses(f"account-{account}", number=number, given_name="Ana")

    with pytest.raises(TriesSpentError):
        hub.claim(number=number)

    hub.now += dt.timedelta(days=1)
    if number == "123456":
        assert hub.claim(number=number)


def test_what_is_given_back_is_free(hub: ClaimingHub) -> None:
    claim = hub.claim()

    assert hub.claiming.give_back(ZOE, claim.claim_id)
    assert not hub.claiming.give_back(ZOE, claim.claim_id)

    assert hub.accounts.claims(ZOE) == []
    assert hub.claim(OTHER).linked == claim.linked


def test_nobody_gives_back_what_another_holds(hub: ClaimingHub) -> None:
    claim = hub.claim()

    assert not hub.claiming.give_back(OTHER, claim.claim_id)

    assert hub.accounts.claims(ZOE) == [claim]


def test_entries_that_rosters_bring_later_come_to_the_claim() -> None:
    hub = ClaimingHub(INTERNIST)
    hub.claim()
    put_on_rosters(hub.rosters, [LICENSEE])
    waiting = a_row(a_line(board="OH", learner_id="35900001", credit_type="AMA PRA Category 1"))
    hub.records.put([a_record(waiting, learner_key=waiting.learner_hash)])

    assert hub.claiming.claims(ZOE)[0].linked == (INTERNIST.key,)
    hub.now += LINKS_LIFE
    (renewed,) = hub.claiming.claims(ZOE)

    assert set(renewed.linked) == {INTERNIST.key, LICENSEE.key}
    assert hub.accounts.claims(ZOE) == [renewed]
    assert hub.accounts.holders([LICENSEE.key]) == {LICENSEE.key: ZOE}
    assert len(hub.records.of_learner("OH-35900001")) == 1


def test_an_entry_that_another_holds_does_not_come_to_the_claim() -> None:
    hub = ClaimingHub(INTERNIST)
    hub.claim()
    hub.accounts.change(OTHER, None, replaced(hub.accounts.claims(ZOE)[0], LICENSEE))
    put_on_rosters(hub.rosters, [LICENSEE])

    hub.now += LINKS_LIFE

    assert hub.claiming.claims(ZOE)[0].linked == (INTERNIST.key,)
    assert hub.accounts.holders([LICENSEE.key]) == {LICENSEE.key: OTHER}


def replaced(claim: Claim, entry: RosterEntry) -> Claim:
    changes = {"authority": entry.authority, "entry_id": entry.entry_id, "linked": (entry.key,)}
    return claim.model_copy(update=changes)


def test_what_waits_under_the_physicians_ids_is_taken_home(hub: ClaimingHub) -> None:
    waiting = a_row()
    hub.records.put([a_record(waiting, learner_key=waiting.learner_hash)])

    hub.claim()

    (record,) = hub.records.of_learner("ABIM-123456")
    assert record.row == waiting
    assert hub.records.of_learner(waiting.learner_hash) == []


class StopError(Exception):
    """The process ends here."""


def test_a_stop_before_what_waits_is_taken_home_is_made_good_by_the_same_claim(hub: ClaimingHub) -> None:
    waiting = a_row()
    hub.records.put([a_record(waiting, learner_key=waiting.learner_hash)])
    stopping = replace(hub.claiming, records=StoppingRecords())
    with pytest.raises(StopError):
        stopping.claim(ZOE, proof())
    assert hub.records.of_learner("ABIM-123456") == []

    hub.claim()

    assert len(hub.records.of_learner("ABIM-123456")) == 1


class StoppingRecords(MemoryRecordStore):
    def waiting(self, ids: object) -> set[str]:  # noqa: ARG002 - as a `RecordStore` has it
        raise StopError
