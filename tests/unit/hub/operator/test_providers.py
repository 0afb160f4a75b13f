import pytest

from cmehub.accounts.keys import Scope
from cmehub.accounts.pools import Pool
from cmehub.accounts.providers import Contact, Provider
from cmehub.accounts.standing import RoleKind
from cmehub.accounts.webhooks import make_webhook
from cmehub.stores.memory_members import MemoryMembers
from hub.errors import UserError
from hub.operator.keys import KeyWanted, create_key
from hub.operator.people import People
from hub.operator.providers import Ended, Providers
from local.in_memory.hub import MemoryHub
from tests.examples import NOW, PROVIDER_ID

PAULA = Contact(name="Paula Sample", email="paula.sample@cme.example.org", is_primary=True)
RAE = Contact(name="Rae Lindqvist", email="rae.lindqvist@example.org", is_primary=True)


@pytest.fixture
def hub() -> MemoryHub:
    return MemoryHub(NOW)


@pytest.fixture
def providers(hub: MemoryHub) -> Providers:
    pools = {pool: MemoryMembers(NOW) for pool in Pool}
    ends = hub.account_ends(pools[Pool.PHYSICIANS])
    people = People(
        pools, hub.standings, hub.teams, hub.providers, hub.accreditors, ends, hub.notices_queue, lambda: NOW
    )
    return Providers(hub.providers, hub.keys, hub.webhooks, people, lambda: NOW)


def kinds(providers: Providers) -> list[RoleKind]:
    return [contact.kind for contact in providers.people.teams.contacts(PROVIDER_ID)]


def test_a_provider_is_stored_and_its_primary_contact_invited(providers: Providers) -> None:
    assert providers.onboard(PROVIDER_ID, "One", PAULA)

    assert providers.providers.find(PROVIDER_ID) == Provider(provider_id=PROVIDER_ID, name="One", contacts=(PAULA,))
    assert [member.email for member in providers.people.pools[Pool.STAFF].all()] == [PAULA.email]
    assert kinds(providers) == [RoleKind.PRIMARY]


def test_typed_again_it_keeps_what_is_known_and_writes_to_the_new_contact(providers: Providers) -> None:
    providers.onboard(PROVIDER_ID, "One", PAULA)
    known = providers.providers.find(PROVIDER_ID)
    assert known
    providers.providers.put([known.model_copy(update={"headings": {"Nickname": "First Name"}})])

    assert providers.onboard(PROVIDER_ID, "One", RAE)
    assert not providers.onboard(PROVIDER_ID, "One", RAE)

    stored = providers.providers.find(PROVIDER_ID)
    assert stored
    assert stored.headings == {"Nickname": "First Name"}
    assert [contact.email for contact in stored.contacts] == [RAE.email, PAULA.email]
    assert stored.primary_contact() == RAE
    assert kinds(providers) == [RoleKind.PRIMARY, RoleKind.PRIMARY]


def test_all_that_cannot_be_is_told_at_once_and_nothing_is_done(providers: Providers) -> None:
    with pytest.raises(UserError) as refused:
        providers.onboard("1234", " ", Contact(name="Paula", email="paula"))

    assert str(refused.value) == (
        "1234 is not an ID of a provider: 7 digits, leading zeroes kept. paula is not one mail address. "
        "Nothing is not a provider's name."
    )
    assert providers.providers.find("1234") is None
    assert providers.people.pools[Pool.STAFF].all() == []


def test_another_name_for_a_known_provider_is_no_typing_error_to_guess_at(providers: Providers) -> None:
    providers.onboard(PROVIDER_ID, "One", PAULA)

    with pytest.raises(UserError, match="is there, and called One"):
        providers.onboard(PROVIDER_ID, "Two", RAE)

    assert len(kinds(providers)) == 1


@pytest.mark.parametrize("is_known", [False, True])
def test_a_contact_whose_account_was_ended_is_refused_before_anything_is_stored(
    providers: Providers, *, is_known: bool
) -> None:
    if is_known:
        providers.onboard(PROVIDER_ID, "One", PAULA)
    before = providers.providers.find(PROVIDER_ID)
    staff = providers.people.pools[Pool.STAFF]
    staff.end(staff.invite(RAE.email).sub)

    with pytest.raises(UserError, match="was ended"):
        providers.onboard(PROVIDER_ID, "One", RAE)

    assert providers.providers.find(PROVIDER_ID) == before


def test_a_first_key_is_made_once_and_another_only_when_none_is_taken_any_more(providers: Providers) -> None:
    providers.onboard(PROVIDER_ID, "One", PAULA)
    wanted = KeyWanted(PROVIDER_ID, (Scope.READ,))
    first = providers.first_key(wanted)
    assert first

    assert providers.first_key(wanted) is None
    assert [key.key_id for key in providers.keys.of_provider(PROVIDER_ID)] == [first.key_id]

    providers.keys.revoke(first.key_id, at=NOW)
    second = providers.first_key(wanted)
    assert second
    providers.keys.end(second.key_id, at=NOW)
    assert providers.first_key(wanted)


def test_an_ended_provider_has_no_way_in_and_keeps_what_it_reported(providers: Providers) -> None:
    providers.onboard(PROVIDER_ID, "One", PAULA)
    key = create_key(providers.providers, providers.keys, KeyWanted(PROVIDER_ID, (Scope.READ,)), at=NOW)
    providers.webhooks.add(make_webhook(PROVIDER_ID, "https://lms.example.org/hooks", (), at=NOW))

    assert providers.end(PROVIDER_ID) == Ended(keys=1, contacts=1, webhooks=1)

    kept = providers.keys.find(key.key_id)
    assert kept
    assert kept.revoked_at == NOW
    assert kinds(providers) == []
    assert providers.people.teams.changes(PROVIDER_ID, 1)[0].becomes is None
    assert providers.webhooks.of_provider(PROVIDER_ID) == []
    stored = providers.providers.find(PROVIDER_ID)
    assert stored
    assert (stored.name, stored.ended_at) == ("One", NOW)
    assert providers.end(PROVIDER_ID) == Ended(0, 0, 0)

    providers.onboard(PROVIDER_ID, "One", PAULA)
    again = providers.providers.find(PROVIDER_ID)
    assert again
    assert again.ended_at is None
    assert kinds(providers) == [RoleKind.PRIMARY]


def test_nobody_ends_a_provider_who_is_not_there(providers: Providers) -> None:
    with pytest.raises(UserError, match="No provider has the ID 0000001"):
        providers.end("0000001")
