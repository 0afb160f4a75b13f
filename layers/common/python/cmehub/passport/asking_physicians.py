"""Who asks for a missing credit, as far as its provider has to know to report it."""

from collections.abc import Iterable
from typing import NamedTuple

from cmehub.activities.activity import Activity
from cmehub.passport.missing_credits import MissingCredit
from cmehub.people.rosters import RosterEntry
from cmehub.people.states import STATES
from cmehub.rules.packs import is_board
from cmehub.stores import AccountStore, RosterStore


class AskingId(NamedTuple):
    """An ID of who asks: whose it is, a board's code, a state's letters or ``NPI``; what it is called; and the ID."""

    authority: str
    name: str
    number: str


class AskingPhysician(NamedTuple):
    """The names that the roster has, and the IDs that the provider needs."""

    given_name: str
    family_name: str
    ids: tuple[AskingId, ...]

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.given_name} {self.family_name}"


def asking_physician(
    accounts: AccountStore, rosters: RosterStore, request: MissingCredit, activity: Activity
) -> AskingPhysician | None:
    """Return who asks; None if the account doesn't hold the physician any more, or no roster has an entry."""
    linked = [key for claim in accounts.claims(request.sub) for key in claim.linked]
    if request.physician not in linked:
        return None
    found = rosters.find(linked)
    entries = [found[key] for key in dict.fromkeys([request.physician, *linked]) if key in found]
    if not entries:
        return None
    return AskingPhysician(entries[0].given_name, entries[0].family_name, tuple(_ids(entries, activity)))


def _ids(entries: list[RosterEntry], activity: Activity) -> Iterable[AskingId]:
    """Return what reports of the activity are made by: its boards' IDs, licences and the NPI; else what there is."""
    boards = {registration.board for registration in activity.registrations}
    needed = [entry for entry in entries if entry.authority in boards or not is_board(entry.authority)]
    npis = dict.fromkeys(entry.npi for entry in entries if entry.npi)
    for entry in needed or ([] if npis else entries):
        state = STATES.get(entry.authority)
        called = f"{state} licence" if state else f"{entry.authority} ID"
        yield AskingId(entry.authority, called, entry.entry_id)
    yield from (AskingId("NPI", "NPI", npi) for npi in npis)
