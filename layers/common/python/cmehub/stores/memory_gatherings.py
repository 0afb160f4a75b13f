"""Gatherings of rejected calls in memory, for tests."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from cmehub.stores.addresses import MailClaim
from cmehub.stores.memory_mails import Mails, claim_mail
from cmehub.submissions.gatherings import Gathering, RejectedCall


class MemoryGatheringStore:
    """See `cmehub.stores.gatherings.GatheringStore`."""

    def __init__(self) -> None:
        self._newest: dict[str, Gathering] = {}
        self._closed: set[str] = set()
        self._of_calls: dict[str, Gathering] = {}
        self._calls: dict[str, list[RejectedCall]] = defaultdict(list)
        self._mails: Mails = {}

    def add(self, call: RejectedCall, *, at: dt.datetime, hour: dt.timedelta) -> Gathering:
        if known := self._of_calls.get(call.submission_id):
            return known
        gathering = self._newest.get(call.provider_id)
        if gathering is None or gathering.gathering_id in self._closed:
            gathering = Gathering.begun_by(call, gathering, at=at, hour=hour)
        self._newest[call.provider_id] = self._of_calls[call.submission_id] = gathering
        self._calls[gathering.gathering_id].append(call)
        return gathering

    def of_call(self, submission_id: str) -> Gathering | None:
        return self._of_calls.get(submission_id)

    def close(self, provider_id: str, gathering_id: str) -> None:  # noqa: ARG002 - DynamoDB finds it by its provider
        self._closed.add(gathering_id)

    def calls(self, gathering_id: str) -> Iterator[RejectedCall]:
        return iter(sorted(self._calls[gathering_id], key=lambda call: (call.received_at, call.submission_id)))

    def claim_mail(self, gathering_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        return claim_mail(self._mails, gathering_id, at=at, lease=lease)

    def add_mail(self, gathering_id: str, *, message_id: str, at: dt.datetime) -> None:
        self._mails[gathering_id] = (message_id, at)
