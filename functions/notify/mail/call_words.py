"""What the mail about calls of the API says."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from cmehub.issues.reasons import Reason, reason_of_rejection
from cmehub.submissions.gatherings import HOURLY_MAILS, HOURS_OF_A_DAY, RejectedCall, RejectedRow
from cmehub.submissions.submission import LineResult
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import NoticeKind, Words
from functions.notify.mail.summary import MOST_GROUPS, OTHER_REASONS
from functions.notify.mail.wording import moment, shown

ADVICE = (
    "Mend what is listed below in your own system, and make calls with the mended records. "
    "What other boards accepted stands, and what the hub refused was told in the answer to each call."
)
MOST_NAMED = 10
_LENGTHS = {dt.timedelta(hours=1): "an hour", dt.timedelta(days=1): "a day"}
_COUNTS = ("no", "one", "two", "three", "four", "five", "six")


class RecordNames(NamedTuple):
    """By what a record is found in the sender's own system and in the hub; what wasn't given is blank."""

    activity: str
    credits: str
    record: str

    @classmethod
    def of(cls, row: RejectedRow, lines: Iterable[LineResult]) -> "RecordNames":
        """Return the names of a row's record, with the credits that some of its lines have."""
        credit_ids = dict.fromkeys(shown(line.credit_id) for line in lines if line.credit_id)
        return cls(row.activity_id or "", ", ".join(credit_ids), row.record or "")

    def __str__(self) -> str:
        named = [
            f"activity {self.activity}" if self.activity else "",
            f"credit {self.credits}" if self.credits else "",
            f"record {self.record}" if self.record else "",
        ]
        text = ", ".join(filter(None, named))
        return text[:1].upper() + text[1:]


@dataclass
class RecordGroup:
    """The records that boards rejected for one reason, of which the first are named."""

    reason: Reason
    count: int = 0
    named: list[RecordNames] = field(default_factory=list)

    def add(self, names: RecordNames) -> None:
        """Add a record."""
        self.count += 1
        if len(self.named) < MOST_NAMED:
            self.named.append(names)

    @property
    def counted(self) -> str:
        """How many records there are, in words."""
        return _counted(self.count, "record")

    @property
    def unnamed(self) -> str:
        """How many further records there are, in words; blank if there are none."""
        more = self.count - len(self.named)
        return f"and {more:,} more" if more else ""


@dataclass
class _Rejections:
    """What boards rejected in calls, gathered in memory that doesn't grow with them."""

    calls: int = 0
    records: int = 0
    first_and_last: list[dt.datetime] = field(default_factory=list)
    groups: dict[Reason, RecordGroup] = field(default_factory=dict)

    def add(self, call: RejectedCall) -> None:
        self.calls += 1
        self.first_and_last = [*self.first_and_last[:1], call.received_at]
        for row in call.rows:
            self.records += 1
            lines_by_reason: dict[Reason, list[LineResult]] = {}
            for line in row.credit_lines:
                lines_by_reason.setdefault(self._known(reason_of_rejection(line)), []).append(line)
            for reason, lines in lines_by_reason.items():
                self.groups[reason].add(RecordNames.of(row, lines))

    def _known(self, reason: Reason) -> Reason:
        """Return a reason that has its group; those beyond the first share one."""
        if reason not in self.groups and len(self.groups) >= MOST_GROUPS:
            reason = OTHER_REASONS
        self.groups.setdefault(reason, RecordGroup(reason))
        return reason


def call_words(gathering_id: str, calls: Iterable[RejectedCall], addresses: Addresses, hour: dt.timedelta) -> Words:
    """
    Compose what the mail says; the same input gives the same words.

    Parameters
    ----------
    gathering_id, calls
        The calls that the mail tells of, read once; at least one.
    addresses
        Where records are and what the codes mean.
    hour
        What counts as an hour.
    """
    rejections = _Rejections()
    for call in calls:
        rejections.add(call)
    records = _counted(rejections.records, "record")
    headline = f"Boards rejected {records} of your calls"
    groups = sorted(rejections.groups.values(), key=lambda group: (group.reason == OTHER_REASONS, -group.count))
    seen = {
        "headline": headline,
        "preview": groups[0].reason.heading,
        "made": _made(rejections),
        "advice": ADVICE,
        "groups": groups,
        "addresses": addresses,
        "how_often": how_often(hour),
        "gathering_id": gathering_id,
    }
    return Words(NoticeKind.CALLS, gathering_id, f"{headline}: {moment(rejections.first_and_last[-1])}", seen)


def how_often(hour: dt.timedelta) -> str:
    """Say how often such mails come."""
    day = HOURS_OF_A_DAY * hour
    return (
        f"Such a mail tells of all calls in which boards rejected something within {_length(hour)}. "
        f"After {_COUNTS[HOURLY_MAILS]} of them in a row it tells of those within {_length(day)}, "
        f"until {_length(day)} passes without any."
    )


def _made(rejections: _Rejections) -> str:
    """Say how many calls it were, and when."""
    calls, moments = _counted(rejections.calls, "call"), [moment(at) for at in rejections.first_and_last]
    return f"{calls} on {moments[0]}" if moments[0] == moments[-1] else f"{calls} between {' and '.join(moments)}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def _length(time: dt.timedelta) -> str:
    return _LENGTHS.get(time) or _counted(int(time.total_seconds()), "second")
