"""The routes ``/v1/learner-records``."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from cmehub.accounts.keys import Scope
from cmehub.api.access import READING
from cmehub.api.calls import Call, CallOutcome, Calls, refusal
from cmehub.api.contract import Cursor, Day, DryRun, IdempotencyKey, PageSize, answers, needs
from cmehub.api.problems import ProblemError
from cmehub.api.record_documents import (
    RecordList,
    RecordsInput,
    RecordView,
    RecordWithHistory,
    SavedRecord,
    SavedRecords,
)
from cmehub.api.record_histories import RecordHistories
from cmehub.api.record_views import Page, RecordFilter, RecordViews, delete_fields
from cmehub.api.resolver import HubApi
from cmehub.formats.api_json import API_LEARNERS, row_fields
from cmehub.learners.credits import CreditStatus, standings_of
from cmehub.learners.records import LearnerRecord
from cmehub.stores import LedgerStore

WRITING = (Scope.LEARNERS_WRITE,)
_TAGS = ["Learner records"]
_SAVED = {
    "Location": "The submission that this call is, relative to the address that was called.",
    "Idempotency-Replayed": "There, and true, if something of it had been reported before.",
}


def add_record_routes(
    app: HubApi,
    calls: Callable[[], Calls],
    views: Callable[[], RecordViews],
    histories: Callable[[], RecordHistories],
    ledgers: Callable[[], LedgerStore],
) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/learner-records",
        summary="Save learner records",
        responses=answers(
            200,
            "What came of each record; some were taken.",
            *("ROWS_REFUSED", "ROWS_CONFLICT", "NOT_YOURS", "IDEMPOTENCY_KEY_REUSED", "MATCHES_EXHAUSTED"),
            headers=_SAVED,
        ),
        tags=_TAGS,
        operation_id="saveLearnerRecords",
        security=needs(WRITING),
    )
    def save_records(
        given: RecordsInput, dry_run: DryRun = False, idempotency_key: IdempotencyKey = None
    ) -> Response[SavedRecords]:
        """
        Add up to 100 records, or delete them; the answer tells at once what is wrong with each.

        A record that has credit IDs is known by them: the same one again changes nothing, and another one under them
        is a conflict. Those that boards decide on are submitted until these have answered.
        """
        provider_id = app.caller.may(WRITING)
        rows = [row_fields(record) for record in given.records]
        call = Call(provider_id, API_LEARNERS, rows, app.request_id, idempotency_key, dry_run)
        return _saved(calls().take(call), "submissions")

    @app.get(
        "/v1/learner-records",
        summary="List learner records",
        responses=answers(
            200, "Records as they stand now.", "NOT_FOUND", headers={"Link": "The next page, if there is one."}
        ),
        tags=_TAGS,
        operation_id="listLearnerRecords",
        security=needs(READING),
    )
    def list_records(
        *,
        activity_id: Annotated[str | None, Query(description="Of this activity, 9 digits.")] = None,
        credit_id: Annotated[str | None, Query(description="That have this credit ID.")] = None,
        learner_id: Annotated[str | None, Query(description="Whose learner has this ID.", min_length=1)] = None,
        board: Annotated[
            str | None,
            Query(description="Whose ID that is: a board, a state or NPI; without it, any board's, or the NPI."),
        ] = None,
        name: Annotated[
            str | None, Query(description="Of an activity's, whose learner's names begin with these words.")
        ] = None,
        status: Annotated[
            CreditStatus | None, Query(description="Of an activity's, that have a credit which has come so far.")
        ] = None,
        since: Annotated[
            Day | None, Query(description="Of an activity's, that were completed on this day or later.")
        ] = None,
        until: Annotated[
            Day | None, Query(description="Of an activity's, that were completed on this day or earlier.")
        ] = None,
        cursor: Cursor = None,
        limit: PageSize = 100,
    ) -> Response[RecordList]:
        """
        Tell of the records of an activity or of a learner page by page, or of the one with a credit ID: give one.

        Where you narrow an activity's down, a page may have fewer than the limit, even none: go on as long as there is
        a next one.
        """
        provider_id = app.caller.may(READING)
        if sum(given is not None for given in (activity_id, credit_id, learner_id)) != 1:
            raise ProblemError("REQUEST_INVALID", "Give activity_id, credit_id or learner_id, and only one of them.")
        if credit_id is not None:
            page = Page(views().of_credit_id(provider_id, credit_id), None)
        elif learner_id is not None:
            page = views().of_learner(provider_id, board, learner_id, cursor, limit)
        else:
            wanted = RecordFilter(name, status, since or dt.date.min, until or dt.date.max)
            page = views().of_activity(provider_id, activity_id or "", wanted, cursor, limit)
        asked = {key: value for key, value in app.current_event.query_string_parameters.items() if key != "cursor"}
        following = urlencode(asked | {"cursor": page.cursor})
        link = {"Link": f'<?{following}>; rel="next"'} if page.cursor else {}
        documents = RecordList(records=tuple(_document(page.records, ledgers())))
        return Response(200, "application/json", documents, headers=link)

    @app.get(
        "/v1/learner-records/<name>",
        summary="Read a learner record",
        responses=answers(200, "The record as it stands now.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="getLearnerRecord",
        security=needs(READING),
    )
    def read_record(name: str) -> RecordWithHistory:
        """Tell of one record: what each board said by now, who reported what when, and in which file and row."""
        record = views().named(app.caller.may(READING), name)
        told = _document([record], ledgers())[0]
        return RecordWithHistory(**dict(told), history=histories().of(record))

    @app.delete(
        "/v1/learner-records/<name>",
        summary="Delete a learner record",
        responses=answers(200, "The delete was taken.", "NOT_FOUND", "ROWS_REFUSED", "ROWS_CONFLICT", headers=_SAVED),
        tags=_TAGS,
        operation_id="deleteLearnerRecord",
        security=needs(WRITING),
    )
    def delete_record(name: str, idempotency_key: IdempotencyKey = None) -> Response[SavedRecords]:
        """Ask the boards that accepted a record to delete it; the delete counts once they agree."""
        provider_id = app.caller.may(WRITING)
        fields = delete_fields(views().named(provider_id, name))
        call = Call(provider_id, API_LEARNERS, [fields], app.request_id, idempotency_key)
        return _saved(calls().take(call), "../submissions")


def _document(records: list[LearnerRecord], ledgers: LedgerStore) -> list[RecordView]:
    standing = standings_of(records, ledgers)
    return [RecordView.of(record, of_boards) for record, of_boards in zip(records, standing, strict=True)]


def _saved(answered: CallOutcome, submissions: str) -> Response[SavedRecords]:
    results = answered.all_taken_or(refusal)
    headers = {"Location": f"{submissions}/{answered.submission_id}"}
    if answered.repeated:
        headers["Idempotency-Replayed"] = "true"
    document = SavedRecords(records=tuple(SavedRecord.of(result) for result in results))
    return Response(200, "application/json", document, headers=headers)
