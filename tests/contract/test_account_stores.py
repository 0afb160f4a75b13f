import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from cmehub.accounts.claims import AskedCode, Case, CaseKind, Claim, ClaimTry, TryOutcome
from cmehub.accounts.mailed_codes import TRIES_OF_CODE
from cmehub.people.rosters import EntryKey
from cmehub.stores.accounts import learner_keys
from tests.contract.conftest import Stores, stores_in_memory

AT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
MIRA, OTHER = "5b2d7e0c-mira", "9f1c4a3e-other"
ABIM, OHIO, ABA = EntryKey("ABIM", "123456"), EntryKey("OH", "35090001"), EntryKey("ABA", "99")


def claim_of(*linked: EntryKey, claim_id: str = "c1") -> Claim:
    authority, entry_id = linked[0]
    return Claim(claim_id=claim_id, authority=authority, entry_id=entry_id, linked=linked, since=AT, linked_at=AT)


CLAIM = claim_of(ABIM, OHIO)


def test_a_claim_holds_every_entry_that_it_brings(stores: Stores) -> None:
    assert stores.accounts.change(MIRA, None, CLAIM)

    assert stores.accounts.claims(MIRA) == [CLAIM]
    assert stores.accounts.claims(OTHER) == []
    assert stores.accounts.holders([ABIM, OHIO, ABA]) == {ABIM: MIRA, OHIO: MIRA}
    assert learner_keys(stores.accounts, MIRA) == ["ABIM-123456", "OH-35090001"]


def test_who_is_held_in_part_is_not_claimed_at_all(stores: Stores) -> None:
    stores.accounts.change(MIRA, None, CLAIM)

    assert not stores.accounts.change(OTHER, None, claim_of(ABA, OHIO))

    assert stores.accounts.claims(OTHER) == []
    assert stores.accounts.holders([ABIM, OHIO, ABA]) == {ABIM: MIRA, OHIO: MIRA}


def test_of_two_accounts_at_once_one_gets_the_person() -> None:
    stores = stores_in_memory()  # moto's transactions are none; on the emulator, tests/pipeline/test_claims.py does it
    claims = {MIRA: claim_of(ABIM, OHIO), OTHER: claim_of(OHIO, ABIM)}

    with ThreadPoolExecutor(2) as both:
        (mira, other) = both.map(lambda sub: stores.accounts.change(sub, None, claims[sub]), claims)

    assert mira is not other
    holder = MIRA if mira else OTHER
    assert stores.accounts.holders([ABIM, OHIO]) == {ABIM: holder, OHIO: holder}
    assert [sub for sub in claims if stores.accounts.claims(sub)] == [holder]


def test_a_claim_given_back_leaves_nothing(stores: Stores) -> None:
    stores.accounts.change(MIRA, None, CLAIM)

    assert stores.accounts.change(MIRA, CLAIM, None)

    assert stores.accounts.claims(MIRA) == []
    assert stores.accounts.holders([ABIM, OHIO]) == {}
    assert stores.accounts.change(OTHER, None, CLAIM)


def test_a_claim_follows_the_entries_of_its_physician(stores: Stores) -> None:
    stores.accounts.change(MIRA, None, CLAIM)
    after = claim_of(ABIM, ABA)

    assert stores.accounts.change(MIRA, CLAIM, after)

    assert stores.accounts.claims(MIRA) == [after]
    assert stores.accounts.holders([ABIM, OHIO, ABA]) == {ABIM: MIRA, ABA: MIRA}


def test_a_claim_that_was_changed_meanwhile_stays(stores: Stores) -> None:
    stores.accounts.change(MIRA, None, CLAIM)
    changed = CLAIM.model_copy(update={"confirmed_at": AT})
    stores.accounts.change(MIRA, CLAIM, changed)

    assert not stores.accounts.change(MIRA, CLAIM, None)
    assert not stores.accounts.change(MIRA, CLAIM, claim_of(ABIM))
    assert not stores.accounts.change(MIRA, None, CLAIM)

    assert stores.accounts.claims(MIRA) == [changed]
    assert stores.accounts.holders([ABIM, OHIO]) == {ABIM: MIRA, OHIO: MIRA}


def test_a_claim_given_back_is_not_brought_back_by_who_read_it_before(stores: Stores) -> None:
    stores.accounts.change(MIRA, None, CLAIM)
    stores.accounts.change(MIRA, CLAIM, None)

    assert not stores.accounts.change(MIRA, CLAIM, claim_of(ABIM, OHIO, ABA))

    assert stores.accounts.holders([ABIM, OHIO, ABA]) == {}


def test_a_claim_moves_to_another_account_once(stores: Stores) -> None:
    stores.accounts.change(MIRA, None, CLAIM)
    after = CLAIM.model_copy(update={"claim_id": "c2", "confirmed_at": AT + HOUR})

    assert stores.accounts.move(CLAIM, MIRA, OTHER, after)
    assert not stores.accounts.move(CLAIM, MIRA, OTHER, after)

    assert stores.accounts.claims(MIRA) == []
    assert stores.accounts.claims(OTHER) == [after]
    assert stores.accounts.holders([ABIM, OHIO]) == {ABIM: OTHER, OHIO: OTHER}


def test_a_try_is_found_by_its_account(stores: Stores) -> None:
    tried = ClaimTry(try_id="t1", sub=MIRA, at=AT, authority="ABIM", person="0a1b", outcome=TryOutcome.HELD, held=ABIM)
    stores.accounts.add_try(tried)

    assert stores.accounts.find_try(MIRA, "t1") == tried
    assert stores.accounts.find_try(OTHER, "t1") is None


def test_an_account_has_one_case_about_an_entry(stores: Stores) -> None:
    case = Case.about(CaseKind.HELD, OTHER, ABIM, AT)

    assert stores.accounts.open_case(case)
    assert not stores.accounts.open_case(Case.about(CaseKind.HELD, OTHER, ABIM, AT + HOUR))
    assert stores.accounts.open_case(Case.about(CaseKind.CONFIRM, OTHER, ABIM, AT - HOUR))

    assert [kept.kind for kept in stores.accounts.cases()] == [CaseKind.CONFIRM, CaseKind.HELD]
    assert stores.accounts.find_case(case.case_id) == case
    assert stores.accounts.find_case("0") is None


def test_a_case_is_decided_once(stores: Stores) -> None:
    case = Case.about(CaseKind.HELD, OTHER, ABIM, AT)
    stores.accounts.open_case(case)
    refused = case.model_copy(update={"decided_at": AT, "word": "The papers are somebody else's."})

    assert stores.accounts.change_case(case, refused)
    assert not stores.accounts.change_case(case, case.model_copy(update={"decided_at": AT, "approved": True}))

    assert stores.accounts.find_case(case.case_id) == refused


def test_a_code_counts_its_tries(stores: Stores) -> None:
    code = AskedCode(code_id="k1", authority="ABIM", entry_id="123456", to=OHIO, asked_at=AT)
    stores.accounts.put_code(MIRA, code)

    tries = [stores.accounts.try_code(MIRA, code) for _ in range(TRIES_OF_CODE + 1)]

    assert tries == [*([True] * TRIES_OF_CODE), False]
    assert not stores.accounts.try_code(OTHER, code)
    assert stores.accounts.find_code(MIRA) == code
    assert stores.accounts.find_code(OTHER) is None


def test_a_code_that_is_asked_for_anew_takes_the_place_of_the_one_before(stores: Stores) -> None:
    before = AskedCode(code_id="k1", authority="ABIM", entry_id="123456", to=OHIO, asked_at=AT)
    after = before.model_copy(update={"code_id": "k2"})
    sent = after.model_copy(update={"digest": "0a", "sent_at": AT})
    stores.accounts.put_code(MIRA, before)
    stores.accounts.try_code(MIRA, before)
    stores.accounts.put_code(MIRA, after)

    assert not stores.accounts.try_code(MIRA, before)
    assert not stores.accounts.change_code(MIRA, before, sent)
    assert stores.accounts.change_code(MIRA, after, sent)

    assert stores.accounts.find_code(MIRA) == sent
    assert stores.accounts.try_code(MIRA, sent)
