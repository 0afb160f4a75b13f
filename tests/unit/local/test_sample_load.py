from types import SimpleNamespace
from typing import cast

from cmehub.stores.memory_registers import MemoryProviderStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from hub.stores import HubStores
from local.sample_load import load_registers


def test_a_roster_that_is_there_is_not_loaded_again() -> None:
    rosters = MemoryRosterStore()
    stores = cast("HubStores", SimpleNamespace(providers=MemoryProviderStore(), rosters=rosters))
    first = load_registers(stores, lambda _: None)
    assert load_registers(stores, lambda _: None) == first
    assert [load.entries for load in rosters.loads("ABIM")] == [192]
    assert "192 of ABIM" in first
