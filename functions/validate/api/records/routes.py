"""The routes ``/v1/learner-records``."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from cmehub.accounts.keys import Scope
from cmehub.api.access import READING
from cmehub.api.calls import Call, CallOutcome, Calls, refusal
from cmehub.api.contract import Cursor, DryRun, IdempotencyKey, PageSize, answers, needs
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
from cmehub.api.record_views import RecordViews, delete_fields
from cmehub.api.resolver import HubApi
from cmehub.formats.api_json import API_LEARNERS, row_fields
from cmehub.learners.credits import standings_of
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
        activity_id: Annotated[str | None, Query(description="Of this activity, 9 digits.")] = None,
        credit_id: Annotated[str | None, Query(description="That have this credit ID.")] = None,
        cursor: Cursor = None,
        limit: PageSize = 100,
    ) -> Response[RecordList]:
        """Tell of an activity's records page by page, or of the one with a credit ID: give one of the two."""
        provider_id = app.caller.may(READING)
        if credit_id and not activity_id:
            return told(views().of_credit_id(provider_id, credit_id), None, limit)
        if activity_id and not credit_id:
            page = views().of_activity(provider_id, activity_id, cursor, limit)
            return told(page.records, page.cursor and f"activity_id={activity_id}&cursor={page.cursor}", limit)
        raise ProblemError("REQUEST_INVALID", "Give activity_id or credit_id, and not both.")

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

    def told(records: list[LearnerRecord], next_page: str | None, limit: int) -> Response[RecordList]:
        link = {"Link": f'<?{next_page}&limit={limit}>; rel="next"'} if next_page else {}
        documents = RecordList(records=tuple(_document(records, ledgers())))
        return Response(200, "application/json", documents, headers=link)


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
