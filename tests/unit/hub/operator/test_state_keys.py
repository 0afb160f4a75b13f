import datetime as dt
import json
import re
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from typer.testing import CliRunner, Result

from cmehub.accounts.keys import StateScope, WrittenKey
from cmehub.stores.memory_keys import MemoryStateKeyStore
from cmehub.stores.tables import TABLES
from hub.cli import app
from hub.errors import UserError
from hub.operator.state_keys import StateKeyWanted, create_state_key, renew_state_key, revoke_state_key
from hub.stack import StackConnection
from hub.stores import HubStores
from local.in_memory.tables import make_tables
from tests.examples import NOW

BOTH = (StateScope.CHECKS, StateScope.LICENSEES)
HOUR = dt.timedelta(hours=1)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["state-keys", *arguments])


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubStores]:
    with mock_aws():
        make_tables()
        outputs = {f"{table.name.capitalize()}Table": table.name for table in TABLES}
        connection = StackConnection(boto3.Session(), outputs)
        monkeypatch.setattr(StackConnection, "to_local", lambda: connection)
        yield HubStores(connection)


def test_the_secret_is_not_kept_and_can_be_known_again() -> None:
    keys = MemoryStateKeyStore()

    written = create_state_key(keys, StateKeyWanted("OH", (*reversed(BOTH), *BOTH), NOW.date(), 7, 70), at=NOW)

    (kept,) = keys.of_state("OH")
    assert written.secret not in kept.model_dump_json()
    assert kept.opens_with(written)
    assert not kept.opens_with(written._replace(secret="A" * 43))
    assert WrittenKey.read(str(written)) == written
    assert (kept.state, kept.scopes, kept.quota[:2]) == ("OH", BOTH, (7, 70))
    assert kept.expires_at == dt.datetime.combine(NOW.date() + dt.timedelta(days=1), dt.time(), dt.UTC)


@pytest.mark.parametrize("state", ["ZZ", "oh", "0009999", ""])
def test_a_key_is_of_a_state_that_there_is_and_of_days_to_come(state: str) -> None:
    keys = MemoryStateKeyStore()
    with pytest.raises(UserError, match="is no state"):
        create_state_key(keys, StateKeyWanted(state, BOTH), at=NOW)
    with pytest.raises(UserError, match="is over"):
        create_state_key(keys, StateKeyWanted("OH", BOTH, NOW.date() - dt.timedelta(days=1)), at=NOW)
    assert keys.of_state("OH") == []


def test_a_key_that_is_renewed_is_good_for_a_while_and_the_new_one_may_do_the_same() -> None:
    keys = MemoryStateKeyStore()
    old = create_state_key(keys, StateKeyWanted("OH", BOTH, None, 7, 70), at=NOW)

    new = renew_state_key(keys, old.key_id, 24 * HOUR, None, at=NOW)

    kept, made = keys.find(old.key_id), keys.find(new.key_id)
    assert kept
    assert made
    assert [kept.is_taken_at(NOW + hours * HOUR) for hours in (23, 24)] == [True, False]
    assert (made.state, made.scopes, made.quota, made.expires_at) == (kept.state, kept.scopes, kept.quota, None)
    renew_state_key(keys, old.key_id, 720 * HOUR, None, at=NOW)
    assert keys.find(old.key_id) == kept, "it isn't good for longer than it was"


def test_a_key_that_is_refused_or_is_not_there_is_not_renewed() -> None:
    keys = MemoryStateKeyStore()
    revoked = create_state_key(keys, StateKeyWanted("OH", BOTH), at=NOW).key_id
    revoke_state_key(keys, revoked, at=NOW)

    with pytest.raises(UserError, match="is refused already"):
        renew_state_key(keys, revoked, HOUR, None, at=NOW)
    for missing in ("OH-00000000", "0009999-00000000"):
        with pytest.raises(UserError, match="No state's key has the ID"):
            renew_state_key(keys, missing, HOUR, None, at=NOW)
        with pytest.raises(UserError, match="No state's key has the ID"):
            revoke_state_key(keys, missing, at=NOW)
    assert len(keys.of_state("OH")) == 1


def test_a_key_is_printed_once_listed_renewed_and_revoked(stores: HubStores) -> None:
    assert "State OH has no keys. Make one with" in run("list", "OH").stdout
    made = run("create", "OH", "--scope", "licensees", "--scope", "checks", "--expires", "2999-12-31")
    assert made.exit_code == 0, made.output
    assert re.fullmatch(r"cmeh_OH-[0-9a-f]{8}_[\w-]{43}\n", made.stdout)
    written = WrittenKey.read(made.stdout.strip())
    assert written

    listed = run("list", "OH", "--json").stdout
    (key,) = json.loads(listed)
    assert (key["key_id"], key["scopes"]) == (written.key_id, ["checks", "licensees"])
    assert written.secret not in listed
    assert written.digest not in listed

    renewed = WrittenKey.read(run("renew", written.key_id, "--overlap-hours", "0").stdout.strip())
    assert renewed
    assert {key.key_id for key in stores.state_keys.of_state("OH")} == {written.key_id, renewed.key_id}
    for _ in range(2):
        assert run("revoke", renewed.key_id).stdout == f"Key {renewed.key_id} is revoked.\n"
    kept = stores.state_keys.find(renewed.key_id)
    assert kept
    assert kept.revoked_at is not None
    assert f"{renewed.key_id}  checks" in run("list", "OH").stdout


def test_a_provider_s_scope_is_none_of_a_state_s(stores: HubStores) -> None:
    wrong = run("create", "OH", "--scope", "read")
    assert wrong.exit_code == 2
    assert "licensees" in wrong.output
    assert stores.state_keys.of_state("OH") == []
