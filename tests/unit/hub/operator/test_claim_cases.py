import pytest

from cmehub.accounts.claims import Case, CaseKind
from cmehub.accounts.proofs import Proof
from hub.errors import UserError
from hub.operator.claim_cases import listed, open_case
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate

ZOE, OTHER = "zoe", "other"
PROOF = Proof(given_name="Zoe", family_name="Garcia Lopez", birth_month_day="02-29", authority="ABIM", number="123456")


@pytest.fixture
def hub() -> MemoryHub:
    hub = MemoryHub()
    put_on_rosters(hub.rosters, [a_diplomate()])
    hub.claiming.claim(ZOE, PROOF)
    return hub


def opened(hub: MemoryHub) -> Case:
    case = Case.about(CaseKind.HELD, OTHER, a_diplomate().key, hub.now)
    hub.accounts.open_case(case)
    return case


def test_an_open_case_is_listed_with_who_holds_the_physician(hub: MemoryHub) -> None:
    case = opened(hub)

    (found,) = listed(hub.accounts, hub.cases, decided=False)

    assert (found.case_id, found.sub, found.holders) == (case.case_id, OTHER, (ZOE,))


def test_a_decided_case_is_listed_on_demand_and_decided_no_more(hub: MemoryHub) -> None:
    case = opened(hub)
    hub.cases.refuse(case, "Another name.")

    assert listed(hub.accounts, hub.cases, decided=False) == []
    (found,) = listed(hub.accounts, hub.cases, decided=True)
    assert (found.word, found.holders) == ("Another name.", ())
    with pytest.raises(UserError, match=r"was decided before: 2026-11-20 refused \(Another name.\)"):
        open_case(hub.accounts, case.case_id)


def test_a_case_that_is_not_there_is_told(hub: MemoryHub) -> None:
    with pytest.raises(UserError, match="There is no case 0"):
        open_case(hub.accounts, "0")
