"""What a validated chunk or a board's answer says that physicians want to be told by mail."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.boards.ledgers import Decision
from cmehub.passport.mail_preferences import NO_MAILS, MailKind, MailPreferences, Rhythm
from cmehub.passport.mailings import CreditNews, NewsLine, PhysicianNotice, notice_id
from cmehub.passport.physician_notices import PhysicianNotices
from cmehub.people.rosters import EntryKey
from cmehub.rules.packs import is_board
from cmehub.runtime.json_lines import unpack
from cmehub.stores import AccountStore, LedgerKey, LedgerStore, RecordKey, RecordStore, SubmissionStore, WorkObjects
from cmehub.submissions.events import EventType
from cmehub.submissions.messages import EventMessage
from cmehub.submissions.submission import LineResult, LineStatus, RowResult, Submission, decisions_key, results_key


class _Told(NamedTuple):
    """Of which row of a chunk a physician might be told, and what."""

    key: EntryKey
    kind: MailKind
    result: RowResult
    news: CreditNews
    repeats: bool


@dataclass(frozen=True)
class CreditNewsReader:
    """
    Everything that reading facts for physicians needs.

    It reads what the events of webhooks tell of too, behind their queue: no row and no call waits for it.
    """

    submissions: SubmissionStore
    objects: WorkObjects
    accounts: AccountStore
    records: RecordStore
    ledgers: LedgerStore
    notices: PhysicianNotices

    def take(self, message: EventMessage) -> None:
        """Let whoever holds a physician whom an event is about, and wants to be told, be told; again, once."""
        if message.chunk is None:
            return
        submission = self.submissions.find(message.submission_id)
        if submission is None or submission.dry_run:
            return
        told = [*self._told(submission, message)]
        holders = self.accounts.holders({about.key for about in told}) if told else {}
        wanted = self.notices.mails.preferences({*holders.values()}) if holders else {}
        waiting: dict[tuple[str, MailKind], list[PhysicianNotice]] = defaultdict(list)
        for about in told:
            sub = holders.get(about.key, "")
            if _rhythm(wanted, sub, about.kind) is not Rhythm.NEVER and self._is_new(about, message):
                waiting[sub, about.kind].append(_notice(about))
        for (sub, kind), notices in waiting.items():
            self.notices.add(sub, _rhythm(wanted, sub, kind), notices)

    def _told(self, submission: Submission, message: EventMessage) -> Iterator[_Told]:
        ids, chunk = submission.submission_id, int(message.chunk or 0)
        decided: dict[int, Decision] = {}
        if message.event_type is EventType.DECIDED and message.board:
            found = map(Decision.model_validate, unpack(self.objects.get(decisions_key(ids, chunk, message.board))))
            decided = {decision.row: decision for decision in found}
        elif message.event_type is not EventType.VALIDATED:
            return
        for result in map(RowResult.model_validate, unpack(self.objects.get(results_key(ids, chunk)))):
            key = EntryKey.of_learner_key(result.learner_key) if result.learner_key else None
            if key is None:
                continue
            decision = decided.get(result.row)
            lines = [line for line in result.credit_lines if _is_settled(line, decision)]
            repeats = result.action == "add" and result.record != f"{ids}-{chunk:05}-{result.row}"
            if lines and (decision or not message.board):
                yield _Told(key, _kind(result, decision), result, _news(submission, result, lines, decision), repeats)

    def _is_new(self, about: _Told, message: EventMessage) -> bool:
        """Tell whether a board's yes to what was reported again is the first one: then the ledger says so."""
        if not about.repeats or about.kind is not MailKind.ACCEPTED:
            return True
        if about.news.board is None:
            return False
        place = RecordKey(
            about.key.learner_key, about.news.activity_id, about.news.completed_on, str(about.result.record_id)
        )
        record, board = self.records.find([place]).get(place), about.news.board
        if record is None or board not in record.board_ids:
            return False
        key = LedgerKey(board, record.board_ids[board], place.activity_id)
        entry = self.ledgers.find([key])[key].entries.get(place.record_id)
        return entry is not None and entry.origin == f"{message.submission_id}#{about.result.row}"


def _rhythm(wanted: dict[str, MailPreferences], sub: str, kind: MailKind) -> Rhythm:
    return wanted.get(sub, NO_MAILS).rhythm(kind)


def _is_settled(line: LineResult, decision: Decision | None) -> bool:
    if decision:
        return line.board == decision.board
    return line.status is LineStatus.ACCEPTED and not is_board(line.board)


def _kind(result: RowResult, decision: Decision | None) -> MailKind:
    if decision and not decision.accepted:
        return MailKind.REJECTED
    return MailKind.DELETED if result.action == "delete" else MailKind.ACCEPTED


def _news(
    submission: Submission, result: RowResult, lines: Collection[LineResult], decision: Decision | None
) -> CreditNews:
    return CreditNews.model_validate(
        {
            "provider_id": submission.provider_id,
            "activity_id": result.activity_id,
            "completed_on": result.completion_date,
            "board": decision.board if decision else None,
            "lines": [NewsLine.model_validate(line, from_attributes=True) for line in lines],
            "is_delete": result.action == "delete",
            "reason_code": decision.reason_code if decision else None,
        }
    )


def _notice(about: _Told) -> PhysicianNotice:
    """Return the notice, whose ID follows from the report: what is reported and decided again alike is told once."""
    news = about.news
    known_as = notice_id(about.kind, about.result.record, news.board, news.is_delete)
    return PhysicianNotice(notice_id=known_as, kind=about.kind, about_key=about.key.learner_key, news=news)
