"""Writing down that a licensee's credits were read."""

from dataclasses import dataclass

from cmehub.accounts.accesses import Access
from cmehub.fields.eastern import eastern_day
from cmehub.licensing.licensees import ReadLicensee
from cmehub.licensing.state_log import Look, LookKind
from cmehub.licensing.state_readers import licensing_name, reader_kind
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.stores.state_logs import StateLogStore

_READ = {
    LookKind.PAGE: "Your page as their licensee",
    LookKind.PRINT: "Your page as their licensee, in print",
    LookKind.CREDITS: "What their own system asked of their licensee",
    LookKind.TRANSCRIPT: "A transcript that their own system asked of their licensee",
}
"""What the physician is told that was read."""


@dataclass(frozen=True)
class NotedReadings:
    """Everything that writing readings down needs."""

    log: StateLogStore
    accesses: NotedAccesses

    def add(self, state: str, read: ReadLicensee, look: Look) -> None:
        """Write a look at a licensee's credits into the state's log and for the physician, before they are told."""
        self.log.add(state, look)
        what = _READ[look.kind]
        access = Access(
            access_id=look.look_id,
            at=look.at,
            reader=reader_kind(look.reader_id),
            who=licensing_name(state, eastern_day(look.at)),
            what=f"{what}, with no credits, since you withhold them" if read.is_withheld else f"{what}: CME credits",
            since=look.since,
            until=look.until,
        )
        self.accesses.add(read.entries, access)
