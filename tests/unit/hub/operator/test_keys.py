import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence

import boto3
import pytest
from moto import mock_aws
from typer.testing import CliRunner, Result

from cmehub.accounts.keys import Scope, WrittenKey, make_key
from cmehub.accounts.providers import Provider
from cmehub.stores.memory_keys import MemoryKeyStore
from cmehub.stores.memory_registers import MemoryProviderStore
from cmehub.stores.tables import TABLES
from hub.cli import app
from hub.errors import UserError
from hub.operator.keys import KeyWanted, create_client, create_key, revoke_key
from hub.stack import StackConnection
from hub.stores import HubStores
from local.in_memory.tables import make_tables
from tests.examples import NOW, PROVIDER_ID


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubStores]:
    with mock_aws():
        make_tables()
        outputs = {f"{table.name.capitalize()}Table": table.name for table in TABLES}
        connection = StackConnection(boto3.Session(), outputs)
        monkeypatch.setattr(StackConnection, "to_local", lambda: connection)
        stores = HubStores(connection)
        stores.providers.put([Provider(provider_id=PROVIDER_ID, name="One")])
        yield stores


@pytest.fixture
def providers() -> MemoryProviderStore:
    store = MemoryProviderStore()
    store.put([Provider(provider_id=PROVIDER_ID, name="One")])
    return store


def test_the_secret_is_not_kept_and_can_be_known_again(providers: MemoryProviderStore) -> None:
    keys = MemoryKeyStore()

    written = create_key(
        providers,
        keys,
        KeyWanted(
            PROVIDER_ID,
            (
                Scope.READ,
                Scope.READ,
            ),
            None,
        ),
        at=NOW,
    )

    kept = keys.find(written.key_id)
    assert kept is not None
    assert written.secret not in kept.model_dump_json()
    assert kept.opens_with(written)
    assert not kept.opens_with(written._replace(secret="A" * 43))
    assert (kept.provider_id, kept.scopes, kept.expires_at) == (PROVIDER_ID, (Scope.READ,), None)


def test_a_key_may_be_used_to_the_end_of_its_last_day(providers: MemoryProviderStore) -> None:
    keys, today = MemoryKeyStore(), NOW.date()

    written = create_key(providers, keys, KeyWanted(PROVIDER_ID, (Scope.READ,), today), at=NOW)

    kept = keys.find(written.key_id)
    assert kept is not None
    assert kept.expires_at == dt.datetime(today.year, today.month, today.day, tzinfo=dt.UTC) + dt.timedelta(days=1)
    with pytest.raises(UserError, match="is over"):
        create_key(providers, keys, KeyWanted(PROVIDER_ID, (Scope.READ,), today - dt.timedelta(days=1)), at=NOW)


def test_a_key_is_written_as_it_is_read() -> None:
    made = [make_key(PROVIDER_ID, [Scope.READ], at=NOW)[1] for _ in range(50)]

    assert [WrittenKey.read(str(key)) for key in made] == made
    assert len({key.secret for key in made}) == len({key.key_id for key in made}) == 50
    for broken in ("", "cmeh_", str(made[0])[:-1], f"{made[0]} ", f"{made[0]}\n", str(made[0]).upper()):
        assert WrittenKey.read(broken) is None


def test_keys_of_nobody(providers: MemoryProviderStore) -> None:
    with pytest.raises(UserError, match="No provider has the ID 0000001"):
        create_key(providers, MemoryKeyStore(), KeyWanted("0000001", (Scope.READ,), None), at=NOW)
    with pytest.raises(UserError, match="No key has the ID"):
        revoke_key(MemoryKeyStore(), f"{PROVIDER_ID}-00000000", at=NOW)


def test_a_key_is_printed_once_listed_and_revoked(stores: HubStores) -> None:
    made = run("keys", "create", PROVIDER_ID, "--scope", "learners:write", "--scope", "read", "--expires", "2999-12-31")
    assert made.exit_code == 0, made.output
    assert re.fullmatch(rf"cmeh_{PROVIDER_ID}-[0-9a-f]{{8}}_[\w-]{{43}}\n", made.stdout)
    written = WrittenKey.read(made.stdout.strip())
    assert written is not None

    listed = run("keys", "list", PROVIDER_ID, "--json").stdout
    (key,) = json.loads(listed)
    assert (key["key_id"], key["scopes"]) == (written.key_id, ["learners:write", "read"])
    assert written.secret not in listed
    assert written.digest not in listed

    for _ in range(2):
        assert run("keys", "revoke", written.key_id).stdout == f"Key {written.key_id} is revoked.\n"
    kept = stores.keys.find(written.key_id)
    assert kept is not None
    assert kept.revoked_at is not None
    assert f"{written.key_id}  learners:write  2999-12-31" in run("keys", "list", PROVIDER_ID).stdout


def test_a_provider_without_keys_and_a_scope_that_is_none(stores: HubStores) -> None:
    assert "has no keys. Make one with" in run("keys", "list", PROVIDER_ID).stdout
    wrong = run("keys", "create", PROVIDER_ID, "--scope", "everything")
    assert wrong.exit_code == 2
    assert "learners:write" in wrong.output


class OnePool:
    """A user pool that makes one client."""

    def add(self, name: str, scopes: Sequence[Scope]) -> tuple[str, str]:
        return f"client of {name}", f"may {' '.join(scopes)}"


def test_a_client_of_oauth_stands_for_a_key_without_a_secret(providers: MemoryProviderStore) -> None:
    keys = MemoryKeyStore()

    client = create_client(providers, keys, OnePool(), KeyWanted(PROVIDER_ID, (Scope.READ,), per_day=7), at=NOW)

    (kept,) = keys.of_provider(PROVIDER_ID)
    assert client == (kept.key_id, f"client of {kept.key_id}", "may read")
    assert (kept.client_id, kept.digest, kept.calls_per_day) == (client.client_id, None, 7)
    assert keys.of_client(client.client_id) == kept
    assert not kept.opens_with(WrittenKey(kept.key_id, ""))
    with pytest.raises(UserError, match="No provider has the ID 0000001"):
        create_client(providers, keys, OnePool(), KeyWanted("0000001", (Scope.READ,)), at=NOW)
