import pytest

from cmehub.accounts.accreditors import Accreditor
from cmehub.accounts.pools import Pool
from cmehub.accounts.providers import Provider
from cmehub.accounts.standing import Role, RoleKind
from cmehub.stores.memory_members import MemoryMembers
from hub.errors import UserError
from hub.operator.accreditors import Accreditors
from hub.operator.people import People
from local.in_memory.hub import MemoryHub
from tests.examples import NOW, PROVIDER_ID

EXMS = Accreditor(accreditor_id="EXMS", name="Example Medical Society")
NOOR = "noor@example.org"
READER = Role(kind=RoleKind.ACCREDITOR, at="EXMS")


@pytest.fixture
def accreditors() -> Accreditors:
    hub = MemoryHub(NOW)
    hub.providers.put([Provider(provider_id=PROVIDER_ID, name="One")])
    pools = {pool: MemoryMembers(NOW) for pool in Pool}
    ends = hub.account_ends(pools[Pool.PHYSICIANS])
    people = People(
        pools, hub.standings, hub.teams, hub.providers, hub.accreditors, ends, hub.notices_queue, lambda: NOW
    )
    return Accreditors(hub.accreditors, hub.providers, people)


def roles(accreditors: Accreditors, email: str = NOOR) -> tuple[Role, ...]:
    member = accreditors.people.pools[Pool.STAFF].find(email)
    assert member
    return accreditors.people.standings.find(member.sub).roles


def test_an_accreditor_is_stored_and_its_first_reader_invited(accreditors: Accreditors) -> None:
    assert accreditors.onboard(EXMS, NOOR)
    assert not accreditors.onboard(EXMS, NOOR), "typed again it changes nothing"

    assert accreditors.listed() == [(EXMS, [], [NOOR])]
    assert roles(accreditors) == (READER,)


def test_all_that_cannot_be_is_told_at_once_and_nothing_is_done(accreditors: Accreditors) -> None:
    with pytest.raises(UserError) as refused:
        accreditors.onboard(Accreditor(accreditor_id="exms", name=""), "noor")

    assert str(refused.value) == (
        "exms is not an accreditor's ID: 2 to 10 capitals and digits. Nothing is not an accreditor's name. "
        "noor is not one mail address."
    )
    assert accreditors.listed() == []
    accreditors.onboard(EXMS, NOOR)
    with pytest.raises(UserError, match="is there, and called Example Medical Society"):
        accreditors.onboard(EXMS.model_copy(update={"name": "Another"}), NOOR)


def test_it_accredits_providers_that_are_there_all_of_them_or_none(accreditors: Accreditors) -> None:
    accreditors.onboard(EXMS, NOOR)
    with pytest.raises(UserError, match=r"No provider has the ID 0000001, 12 .*None is added"):
        accreditors.add("EXMS", [PROVIDER_ID, "0000001", "12"])
    assert accreditors.accreditors.providers("EXMS") == []

    accreditors.add("EXMS", [PROVIDER_ID])
    with pytest.raises(UserError, match=r"EXMS doesn't accredit 0000001\. None is removed"):
        accreditors.remove("EXMS", [PROVIDER_ID, "0000001"])
    assert accreditors.accreditors.providers("EXMS") == [PROVIDER_ID]
    accreditors.remove("EXMS", [PROVIDER_ID])
    assert accreditors.accreditors.providers("EXMS") == []
    for change in (accreditors.add, accreditors.remove):
        with pytest.raises(UserError, match="ZYMS is no accreditor"):
            change("ZYMS", [PROVIDER_ID])


def test_people_are_invited_to_an_accreditor_that_is_there(accreditors: Accreditors) -> None:
    with pytest.raises(UserError, match="EXMS is no accreditor"):
        accreditors.people.invite(NOOR, RoleKind.ACCREDITOR, "EXMS")
    assert accreditors.people.pools[Pool.STAFF].find(NOOR) is None

    accreditors.onboard(EXMS, "first@example.org")
    accreditors.people.invite(NOOR, RoleKind.ACCREDITOR, "EXMS")

    assert roles(accreditors) == (READER,)


def test_somebody_reads_no_more_and_keeps_other_roles(accreditors: Accreditors) -> None:
    accreditors.onboard(EXMS, NOOR)
    accreditors.people.invite(NOOR, RoleKind.OFFICER, "OH")

    accreditors.end_role("EXMS", NOOR)

    assert roles(accreditors) == (Role(kind=RoleKind.OFFICER, at="OH"),)
    for email in (NOOR, "nobody@example.org"):
        with pytest.raises(UserError, match="doesn't read for EXMS"):
            accreditors.end_role("EXMS", email)


def test_one_that_is_ended_and_comes_again_has_neither_readers_nor_providers(accreditors: Accreditors) -> None:
    accreditors.onboard(EXMS, NOOR)
    accreditors.add("EXMS", [PROVIDER_ID])

    assert accreditors.end("EXMS") == [NOOR]

    with pytest.raises(UserError, match="EXMS is no accreditor"):
        accreditors.end("EXMS")
    accreditors.onboard(EXMS, "another@example.org")
    assert accreditors.listed() == [(EXMS, [], ["another@example.org"])]
    assert roles(accreditors) == ()
