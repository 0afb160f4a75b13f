import pytest

from cmehub.accounts.cases import CaseOverError
from cmehub.accounts.claiming import ClaimRefusedError
from cmehub.accounts.claims import Case, Claim, Sureness
from cmehub.accounts.proofs import Proof
from cmehub.people.rosters import RosterEntry
from cmehub.submissions.messages import ClaimTriedMessage
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate

ZOE, OTHER = "zoe", "other"
NPI = "1234567893"
INTERNIST = a_diplomate(npi=NPI)
LICENSEE = a_diplomate(authority="OH", entry_id="35900001", npi=NPI)
PROOF = Proof(given_name="Zoe", family_name="Garcia Lopez", birth_month_day="02-29", authority="ABIM", number="123456")
BY_LICENCE = PROOF.model_copy(update={"authority": "OH", "number": "35900001"})


class CasesHub(MemoryHub):
    def __init__(self, *entries: RosterEntry) -> None:
        super().__init__()
        put_on_rosters(self.rosters, entries or (INTERNIST, LICENSEE))

    def second(self, proof: Proof = PROOF) -> Case:
        """Let another account try in vain, and return the case that it makes."""
        with pytest.raises(ClaimRefusedError):
            self.claiming.claim(OTHER, proof)
        message = self.line[-1]
        assert isinstance(message, ClaimTriedMessage)
        tried = self.accounts.find_try(OTHER, message.try_id)
        assert tried
        case = self.cases.open(tried)
        assert case
        return case

    def decided(self, case: Case) -> Case:
        found = self.accounts.find_case(case.case_id)
        assert found
        assert found.decided_at == self.now
        return found


@pytest.fixture
def hub() -> CasesHub:
    return CasesHub()


def test_a_try_about_somebody_who_is_free_opens_no_case(hub: CasesHub) -> None:
    with pytest.raises(ClaimRefusedError):
        hub.claiming.claim(OTHER, PROOF.model_copy(update={"given_name": "Ana"}))
    message = hub.line[-1]
    assert isinstance(message, ClaimTriedMessage)
    tried = hub.accounts.find_try(OTHER, message.try_id)
    assert tried

    assert hub.cases.open(tried) is None
    assert hub.accounts.cases() == []


def test_several_tries_are_one_case(hub: CasesHub) -> None:
    hub.claiming.claim(ZOE, PROOF)

    assert hub.second() == hub.second()

    assert len(hub.accounts.cases()) == 1


def test_an_approved_case_moves_everything_to_who_tried(hub: CasesHub) -> None:
    held = hub.claiming.claim(ZOE, PROOF)
    case = hub.second()

    hub.cases.approve(case)

    assert hub.accounts.claims(ZOE) == []
    (claim,) = hub.accounts.claims(OTHER)
    assert (claim.linked, claim.sureness) == (held.linked, Sureness.CONFIRMED)
    assert hub.accounts.holders(held.linked) == dict.fromkeys(held.linked, OTHER)
    assert hub.decided(case).approved


def test_the_entry_that_the_holder_lacks_comes_too() -> None:
    hub = CasesHub(INTERNIST)
    hub.claiming.claim(ZOE, PROOF)
    put_on_rosters(hub.rosters, [LICENSEE])
    case = hub.second(BY_LICENCE)

    hub.cases.approve(case)

    assert hub.accounts.holders([INTERNIST.key, LICENSEE.key]) == {INTERNIST.key: OTHER, LICENSEE.key: OTHER}
    assert {claim.sureness for claim in hub.accounts.claims(OTHER)} == {Sureness.CONFIRMED}


def test_who_has_given_back_meanwhile_hinders_nobody(hub: CasesHub) -> None:
    held = hub.claiming.claim(ZOE, PROOF)
    case = hub.second()
    hub.claiming.give_back(ZOE, held.claim_id)

    hub.cases.approve(case)

    (claim,) = hub.accounts.claims(OTHER)
    assert (set(claim.linked), claim.sureness) == ({INTERNIST.key, LICENSEE.key}, Sureness.CONFIRMED)


def test_a_case_approved_again_after_a_stop_comes_out_the_same(hub: CasesHub) -> None:
    held = hub.claiming.claim(ZOE, PROOF)
    case = hub.second()
    moved = held.model_copy(update={"claim_id": "moved", "confirmed_at": hub.now})
    assert hub.accounts.move(held, ZOE, OTHER, moved)  # and there it stopped

    hub.cases.approve(case)

    assert [claim.key for claim in hub.accounts.claims(OTHER)] == [INTERNIST.key]
    assert hub.decided(case).approved


def test_a_refused_case_leaves_the_holder_the_holder(hub: CasesHub) -> None:
    held = hub.claiming.claim(ZOE, PROOF)
    case = hub.second()

    hub.cases.refuse(case, "The licence shows another name.")

    assert hub.accounts.claims(ZOE) == [held]
    assert hub.accounts.claims(OTHER) == []
    assert hub.decided(case).word == "The licence shows another name."
    assert hub.second() == hub.decided(case)


def asked(hub: CasesHub) -> tuple[Claim, Case]:
    claim = hub.claiming.claim(ZOE, PROOF)
    hub.confirming.ask(ZOE, claim)
    (case,) = hub.accounts.cases()
    return claim, case


def test_who_asked_is_confirmed(hub: CasesHub) -> None:
    _, case = asked(hub)

    hub.cases.approve(case)

    (claim,) = hub.accounts.claims(ZOE)
    assert (claim.confirmed_at, claim.linked[0]) == (hub.now, INTERNIST.key)
    assert hub.decided(case).approved


def test_who_asked_is_told_why_not(hub: CasesHub) -> None:
    _, case = asked(hub)

    hub.cases.refuse(case, "The passport can't be read.")

    (claim,) = hub.accounts.claims(ZOE)
    assert (claim.sureness, claim.refused) == (Sureness.STATED, "The passport can't be read.")
    assert not hub.decided(case).approved


def test_what_was_given_back_is_not_confirmed(hub: CasesHub) -> None:
    claim, case = asked(hub)
    hub.claiming.give_back(ZOE, claim.claim_id)

    with pytest.raises(CaseOverError):
        hub.cases.approve(case)

    assert hub.accounts.claims(ZOE) == []


def test_a_claim_made_anew_can_be_asked_about_anew(hub: CasesHub) -> None:
    claim, case = asked(hub)
    hub.cases.refuse(case, "The passport can't be read.")
    hub.claiming.give_back(ZOE, claim.claim_id)

    again = hub.claiming.claim(ZOE, PROOF)
    hub.confirming.ask(ZOE, again)

    assert [kept.is_open for kept in hub.accounts.cases()].count(True) == 1
