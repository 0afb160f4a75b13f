import datetime as dt

from cmehub.accounts.keys import ApiKey, Scope, StateKey, StateScope, make_key, make_state_key
from cmehub.accounts.providers import Provider
from tests.contract.conftest import Stores
from tests.examples import PROVIDER_ID

AT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def added(stores: Stores, provider_id: str = PROVIDER_ID, at: dt.datetime = AT) -> ApiKey:
    key, _ = make_key(provider_id, [Scope.READ], at=at, expires_at=at + 24 * HOUR)
    stores.keys.add(key)
    return key


def test_a_key_is_found_as_it_was_added(stores: Stores) -> None:
    key = added(stores)

    assert stores.keys.find(key.key_id) == key
    assert stores.keys.find(f"{PROVIDER_ID}-00000000") is None


def test_a_provider_has_its_own_keys_alone_the_oldest_first(stores: Stores) -> None:
    later, earlier = added(stores, at=AT + HOUR), added(stores)
    added(stores, "0000001")
    stores.providers.put([Provider(provider_id=PROVIDER_ID, name="Example")])

    assert stores.keys.of_provider(PROVIDER_ID) == [earlier, later]
    assert stores.keys.of_provider("0000002") == []


def test_a_provider_loaded_again_keeps_its_keys(stores: Stores) -> None:
    key = added(stores)

    stores.providers.put([Provider(provider_id=PROVIDER_ID, name="Example")])

    assert stores.keys.find(key.key_id) == key
    assert stores.providers.find(PROVIDER_ID) == Provider(provider_id=PROVIDER_ID, name="Example")


def test_a_key_is_revoked_once(stores: Stores) -> None:
    key = added(stores)

    assert stores.keys.revoke(key.key_id, at=AT)
    assert not stores.keys.revoke(key.key_id, at=AT + HOUR)

    assert stores.keys.find(key.key_id) == key.model_copy(update={"revoked_at": AT})


def test_a_key_ends_when_it_is_told_to_unless_it_was_revoked(stores: Stores) -> None:
    key, revoked = added(stores), added(stores)
    stores.keys.revoke(revoked.key_id, at=AT)

    assert stores.keys.end(key.key_id, at=AT + HOUR)
    assert not stores.keys.end(revoked.key_id, at=AT + HOUR)
    assert not stores.keys.end(f"{PROVIDER_ID}-00000000", at=AT)

    assert stores.keys.find(key.key_id) == key.model_copy(update={"expires_at": AT + HOUR})
    assert stores.keys.of_provider(PROVIDER_ID).count(key.model_copy(update={"expires_at": AT + HOUR})) == 1


def test_no_key_comes_of_revoking_one_that_is_not_there(stores: Stores) -> None:
    missing = f"{PROVIDER_ID}-00000000"

    assert not stores.keys.revoke(missing, at=AT)

    assert stores.keys.find(missing) is None
    assert stores.keys.of_provider(PROVIDER_ID) == []


def test_calls_are_counted_by_minute_and_by_day(stores: Stores) -> None:
    key, other = added(stores), added(stores)
    seconds = dt.timedelta(seconds=1)

    counted = [
        stores.keys.count_call(key.key_id, at=AT + after)
        for after in (0 * seconds, 59 * seconds, 60 * seconds, 61 * seconds, 24 * HOUR, 24 * HOUR + seconds)
    ]

    assert counted == [(1, 1), (2, 2), (1, 3), (2, 4), (1, 1), (2, 2)]
    assert stores.keys.count_call(other.key_id, at=AT) == (1, 1)
    found = stores.keys.find(key.key_id)
    assert found is not None
    assert found == key.model_copy(update={"last_used_at": AT + 24 * HOUR + seconds})


def test_a_client_of_oauth_leads_to_its_key(stores: Stores) -> None:
    client = ApiKey(
        key_id=f"{PROVIDER_ID}-0a0a0a0a", provider_id=PROVIDER_ID, scopes=(Scope.READ,), client_id="abc", created_at=AT
    )
    stores.keys.add(client)
    added(stores)

    assert stores.keys.of_client("abc") == client
    assert stores.keys.of_client("abd") is None
    assert client in stores.keys.of_provider(PROVIDER_ID)


def state_key(stores: Stores, state: str = "OH", at: dt.datetime = AT) -> StateKey:
    key, _ = make_state_key(state, [StateScope.CHECKS], at=at)
    stores.state_keys.add(key)
    return key


def test_a_state_has_its_own_keys_alone_and_none_is_a_provider_s(stores: Stores) -> None:
    later, earlier = state_key(stores, at=AT + HOUR), state_key(stores)
    state_key(stores, "PA")
    of_provider = added(stores)

    assert stores.state_keys.of_state("OH") == [earlier, later]
    assert stores.state_keys.of_state("TX") == []
    assert stores.state_keys.find(earlier.key_id) == earlier
    assert stores.keys.find(earlier.key_id) is None
    assert stores.state_keys.find(of_provider.key_id) is None
    assert stores.keys.of_provider("OH") == []
    assert stores.state_keys.of_state(PROVIDER_ID) == []


def test_a_state_s_key_is_counted_ended_and_revoked(stores: Stores) -> None:
    key = state_key(stores)

    assert [stores.state_keys.count_call(key.key_id, at=AT) for _ in range(2)] == [(1, 1), (2, 2)]
    assert stores.state_keys.end(key.key_id, at=AT + HOUR)
    assert stores.state_keys.revoke(key.key_id, at=AT)
    assert not stores.state_keys.end(key.key_id, at=AT)

    assert stores.state_keys.find(key.key_id) == key.model_copy(
        update={"expires_at": AT + HOUR, "revoked_at": AT, "last_used_at": AT}
    )
