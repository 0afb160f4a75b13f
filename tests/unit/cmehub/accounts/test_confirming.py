import datetime as dt

import pytest

from cmehub.accounts.claiming import Claiming
from cmehub.accounts.claims import CODES_OF_ACCOUNT, CaseKind, Claim, Sureness
from cmehub.accounts.confirming import CodesSpentError, Confirming
from cmehub.accounts.mailed_codes import CODE_LIFE, TRIES_OF_CODE
from cmehub.accounts.proofs import Proof
from cmehub.people.rosters import RosterEntry
from cmehub.submissions.messages import CodeAskedMessage
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate

ZOE = "zoe"
NPI = "1234567893"
INTERNIST = a_diplomate(npi=NPI)
LICENSEE = a_diplomate(authority="OH", entry_id="35900001", npi=NPI, email="zoe@example.org")
PROOF = Proof(given_name="Zoe", family_name="Garcia Lopez", birth_month_day="02-29", authority="ABIM", number="123456")
CODE = "041592"


class ConfirmingHub(MemoryHub):
    def __init__(self, *entries: RosterEntry) -> None:
        super().__init__()
        put_on_rosters(self.rosters, entries)
        claiming: Claiming = self.claiming
        self.claim = claiming.claim(ZOE, PROOF)

    def ask(self) -> object:
        confirming: Confirming = self.confirming
        return confirming.ask(ZOE, self.claim)

    def send(self, code: str = CODE) -> None:
        """Do what the function does that mails codes."""
        asked = self.accounts.find_code(ZOE)
        assert asked
        sent = asked.model_copy(update={"digest": asked.digest_of(code), "sent_at": self.now})
        assert self.accounts.change_code(ZOE, asked, sent)

    def give(self, code: str = CODE) -> Claim | None:
        confirming: Confirming = self.confirming
        return confirming.give(ZOE, self.claim, code)

    @property
    def sureness(self) -> Sureness:
        (claim,) = self.accounts.claims(ZOE)
        return claim.sureness


@pytest.fixture
def hub() -> ConfirmingHub:
    return ConfirmingHub(INTERNIST, LICENSEE)


def test_a_code_goes_to_the_e_mail_that_any_linked_entry_has(hub: ConfirmingHub) -> None:
    assert hub.ask() == LICENSEE.key

    asked = hub.accounts.find_code(ZOE)
    assert asked
    assert asked.to == LICENSEE.key
    assert hub.line[-1] == CodeAskedMessage(sub=ZOE, code_id=asked.code_id)


def test_the_code_that_was_sent_confirms_the_claim(hub: ConfirmingHub) -> None:
    hub.ask()
    hub.send()
    hub.now += CODE_LIFE - dt.timedelta(seconds=1)

    confirmed = hub.give()

    assert confirmed
    assert confirmed.confirmed_at == hub.now
    assert hub.sureness is Sureness.CONFIRMED


@pytest.mark.parametrize("given", ["041593", "", "41592", "041592 "])
def test_another_code_confirms_nothing(hub: ConfirmingHub, given: str) -> None:
    hub.ask()
    hub.send()

    assert hub.give(given) is None
    assert hub.sureness is Sureness.STATED


def test_a_code_is_over_after_its_time(hub: ConfirmingHub) -> None:
    hub.ask()
    hub.send()
    hub.now += CODE_LIFE

    assert hub.give() is None


def test_a_code_is_over_after_its_tries(hub: ConfirmingHub) -> None:
    hub.ask()
    hub.send()
    for number in range(TRIES_OF_CODE):
        hub.give(f"00000{number}")

    assert hub.give() is None


def test_of_two_codes_the_later_counts(hub: ConfirmingHub) -> None:
    hub.ask()
    hub.send("111111")
    hub.ask()

    assert hub.give("111111") is None
    hub.send("222222")
    assert hub.give("111111") is None
    assert hub.give("222222")


def test_a_code_that_was_not_sent_yet_is_none(hub: ConfirmingHub) -> None:
    hub.ask()

    assert hub.give("None") is None
    assert hub.give("") is None


def test_a_code_confirms_the_claim_that_it_was_asked_for(hub: ConfirmingHub) -> None:
    hub.ask()
    hub.send()
    hub.claiming.give_back(ZOE, hub.claim.claim_id)
    hub.claim = hub.claiming.claim(ZOE, PROOF.model_copy(update={"authority": "OH", "number": "35900001"}))

    assert hub.give() is None
    assert hub.sureness is Sureness.STATED


def test_no_more_than_a_few_codes_are_sent_a_day(hub: ConfirmingHub) -> None:
    for _ in range(CODES_OF_ACCOUNT):
        hub.ask()

    with pytest.raises(CodesSpentError):
        hub.ask()

    hub.now += dt.timedelta(days=1)
    assert hub.ask() == LICENSEE.key


def test_without_an_e_mail_an_operator_is_asked_once() -> None:
    hub = ConfirmingHub(INTERNIST)

    assert hub.ask() is None
    assert hub.ask() is None

    (case,) = hub.accounts.cases()
    assert (case.kind, case.sub, case.key) == (CaseKind.CONFIRM, ZOE, INTERNIST.key)
    (claim,) = hub.accounts.claims(ZOE)
    assert claim.asked_at == hub.now
    assert hub.accounts.find_code(ZOE) is None
