"""Loads the sample data into a stack: providers, rosters, and the activities that learners are reported for."""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from cmehub.figures.months import month_of
from cmehub.people.rosters import roster_authorities
from cmehub.people.states import STATES
from cmehub.submissions.submission import SubmissionStatus
from hub.boards.roster_files import load_roster
from hub.errors import UserError
from hub.operator.registers import read_providers
from hub.provider.report_view import state
from hub.provider.sending import send
from hub.stores import HubStores
from local.patience import Patience
from local.sample_data.sample_files import SAMPLES

PROVIDER_ID = "0009999"
OTHER_PROVIDER_ID = "0008888"
ACTIVITY_FILES = {"activities.xml": PROVIDER_ID, "activities-other-provider.xml": OTHER_PROVIDER_ID}
_PAUSE = 0.2


def load_registers(stores: HubStores, progress: Callable[[str], None]) -> str:
    """Load the sample providers, and rosters where there are none, and say in a sentence what there is."""
    progress("Loading the sample providers and rosters")
    providers = stores.providers.put(read_providers(SAMPLES / "providers.csv"))
    at = dt.datetime.now(dt.UTC)
    there = stores.rosters.rosters(roster_authorities())
    rosters = {
        authority: (
            there.get(authority) or load_roster(stores.rosters, path, authority, at=at, progress=progress)
        ).entries
        for authority in roster_authorities()
        if (path := SAMPLES / f"roster-{authority}.csv").exists()
    }
    of_boards = ", ".join(f"{count} of {authority}" for authority, count in rosters.items() if authority not in STATES)
    states = [count for authority, count in rosters.items() if authority in STATES]
    return f"{providers} providers; diplomates: {of_boards}; {sum(states)} licensees of {len(states)} states"


def load_samples(stores: HubStores, progress: Callable[[str], None]) -> None:
    """Load everything that the sample learner files need."""
    load_registers(stores, progress)
    progress("Sending the sample activities")
    send_all(stores, [(SAMPLES / name, provider_id) for name, provider_id in ACTIVITY_FILES.items()])


def send_all(stores: HubStores, files: Iterable[tuple[Path, str]]) -> None:
    """Send files, each for a provider, and wait until all are finished."""
    for submission in [send(stores, path, provider_id) for path, provider_id in files]:
        wait_until_finished(stores, submission.submission_id)


def count_figures(stores: HubStores) -> None:
    """Count the sample providers' month, so that the console has figures before the night has counted them."""
    for provider_id in (PROVIDER_ID, OTHER_PROVIDER_ID):
        stores.counting.rebuild(provider_id, month_of(stores.clock()))


def wait_until_finished(stores: HubStores, submission_id: str) -> None:
    """Wait until a submission is finished, for as long as something becomes of it."""
    patience = Patience()
    while (found := stores.submissions.find(submission_id)) is None or found.status is not SubmissionStatus.FINISHED:
        if not patience.lasts(found):
            raise UserError(
                f"Submission {submission_id} isn't finished, and nothing has moved for {patience.seconds:g} seconds "
                f"({state(found)})."
            )
        time.sleep(_PAUSE)
