"""Revoking documents once a board or a provider takes back a record that they hold."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.credentials.facts import facts_of
from cmehub.credentials.issued import DocumentState, IssuedDocument
from cmehub.learners.credits import credits_of
from cmehub.runtime.json_lines import unpack
from cmehub.stores import LedgerStore, RecordKey, RecordStore, WorkObjects
from cmehub.stores.issued_documents import IssuedDocumentStore
from cmehub.submissions.events import EventType
from cmehub.submissions.messages import EventMessage
from cmehub.submissions.submission import RowResult, results_key

_FACTS = (EventType.VALIDATED, EventType.DECIDED)


@dataclass(frozen=True)
class TakingBack:
    """
    Everything that revoking documents needs.

    It reads what the events of webhooks tell of, behind their queue: no row and no call waits for it.
    """

    objects: WorkObjects
    records: RecordStore
    ledgers: LedgerStore
    documents: IssuedDocumentStore
    clock: Callable[[], dt.datetime]

    def take(self, message: EventMessage) -> int:
        """
        Revoke the documents that say something else of a row's record than is so by now; return how many.

        Which rows an event is about matters only for where to look: what is so is read anew, so that a repeated or late
        message does no harm.
        """
        if message.chunk is None or message.event_type not in _FACTS:
            return 0
        stored = self.objects.get(results_key(message.submission_id, message.chunk))
        results = [result for result in map(RowResult.model_validate, unpack(stored)) if result.learner_key]
        documents = self.documents.of_learners({str(result.learner_key) for result in results})
        lost = [document for document in documents if not document.revoked_at and self._lost(document, results)]
        for document in lost:
            self.documents.mark(document, DocumentState.REVOKED, self.clock())
        return len(lost)

    def _lost(self, document: IssuedDocument, results: list[RowResult]) -> bool:
        """Tell whether any of the rows' records, among those that a document holds, isn't what it says."""
        touched = {
            result.record_id: (result.activity_id, result.completion_date)
            for result in results
            if result.record_id and result.activity_id and result.completion_date and document.holds(result.record_id)
        }
        places = [
            RecordKey(learner_key, activity_id, completed_on, record_id)
            for record_id, (activity_id, completed_on) in touched.items()
            for learner_key in document.learner_keys
        ]
        facts = facts_of(credits_of(self.records.find(places).values(), self.ledgers)) if places else {}
        return any(document.says_else(record_id, facts) for record_id in touched)
