"""Loads the sample data into a stack: providers, rosters, and the activities that learners are reported for."""

from collections.abc import Callable

from cmehub.rule_packs import board_codes
from hub.registers import load_roster, read_providers
from hub.sending import follow, send
from hub.stores import HubStores
from local.sample_data.sample_files import SAMPLES

PROVIDER_ID = "0009999"
OTHER_PROVIDER_ID = "0008888"
ACTIVITY_FILES = {"activities.xml": PROVIDER_ID, "activities-other-provider.xml": OTHER_PROVIDER_ID}
_SECONDS = 120


def load_registers(stores: HubStores, progress: Callable[[str], None]) -> str:
    """Load the sample providers and rosters, and say in a sentence what they were."""
    progress("Loading the sample providers and rosters")
    providers = stores.providers.put(read_providers(SAMPLES / "providers.csv"))
    rosters = {
        board: load_roster(stores.rosters, roster, board, progress)
        for board in board_codes()
        if (roster := SAMPLES / f"roster-{board}.csv").exists()
    }
    of_boards = ", ".join(f"{count} of {board}" for board, count in rosters.items())
    return f"{providers} providers; diplomates: {of_boards}"


def load_samples(stores: HubStores, progress: Callable[[str], None]) -> None:
    """Load everything that the sample learner files need."""
    load_registers(stores, progress)
    progress("Sending the sample activities")
    sent = [send(stores, SAMPLES / name, provider_id) for name, provider_id in ACTIVITY_FILES.items()]
    for one in sent:
        for _ in follow(stores, one.submission_id, seconds=_SECONDS):
            pass
