"""Loads the catalogue into a stack."""

import datetime as dt
from collections.abc import Callable

from cmehub.runtime.portions import portions
from hub.stores import HubStores
from local.catalogue.catalogue_activities import catalogue
from local.catalogue.catalogue_providers import catalogue_providers

_AT_ONCE = 2_500


def load_catalogue(stores: HubStores, count: int, around: dt.date, progress: Callable[[str], None]) -> str:
    """Store the first so many activities of the catalogue and their providers, and say what they were."""
    providers = stores.providers.put(catalogue_providers())
    stored = 0
    for some in portions(catalogue(count, around), _AT_ONCE):
        stored += stores.activities.put(some)
        progress(f"Loading the catalogue: {stored:,} of {count:,} activities")
    return f"a catalogue of {stored:,} activities of {providers:,} providers"
