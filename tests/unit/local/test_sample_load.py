from types import SimpleNamespace
from typing import cast

from cmehub.figures.months import month_of
from cmehub.stores.memory_registers import MemoryProviderStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from hub.stores import HubStores
from local.sample_load import OTHER_PROVIDER_ID, PROVIDER_ID, count_figures, load_registers
from tests.sample_hub import stocked_hub


def test_a_roster_that_is_there_is_not_loaded_again() -> None:
    rosters = MemoryRosterStore()
    stores = cast("HubStores", SimpleNamespace(providers=MemoryProviderStore(), rosters=rosters))
    first = load_registers(stores, lambda _: None)
    assert load_registers(stores, lambda _: None) == first
    assert [load.entries for load in rosters.loads("ABIM")] == [192]
    assert "192 of ABIM" in first


def test_both_sample_providers_have_figures_of_the_month_without_waiting_for_the_night() -> None:
    hub = stocked_hub()

    count_figures(cast("HubStores", hub))

    month = month_of(hub.clock())
    counted = [hub.figures.find(provider_id, [month])[month] for provider_id in (PROVIDER_ID, OTHER_PROVIDER_ID)]
    assert [told.figures.submissions for told in counted] == [1, 1]
