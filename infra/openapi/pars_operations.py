"""What each route for PARS's clients is asked and answers, by the name of the function behind it."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cmehub.accounts.keys import Scope, StateScope
from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityRow
from cmehub.api.access import READING
from cmehub.documents.activity_json import activities_json
from cmehub.documents.activity_xml import activities_xml
from cmehub.documents.elements import as_xml
from cmehub.documents.learner_reports import learner_reports_xml
from cmehub.documents.learner_statuses import learner_statuses_xml
from cmehub.documents.match_answers import match_answers_xml
from cmehub.documents.transcripts import credits_summary_xml, transcript_xml
from cmehub.formats import open_file

_EXAMPLES = Path(__file__).resolve().parents[2] / "tests" / "pars_examples"
_DAY = {"type": "string", "format": "date"}
_TEXT = {"type": "string"}
_MATCHED = [{"rowId": "1", "result": "match", "matchedOn": ["name", "birthMonthDay", "stateOfLicensure"]}]
_SUMMED = {"learner": {"GivenName": "Mira", "FamilyName": "Osei"}, "totalCredits": 6.5, "unit": "Point"}


class Document(NamedTuple):
    """What is sent or answered: the name of its schema, and an example as JSON and as XML."""

    schema: str
    in_json: Any
    in_xml: str
    is_array: bool = False


class Argument(NamedTuple):
    """What stands in the address, or in the body of a service that is asked by POST."""

    name: str
    description: str
    schema: dict[str, Any] = _TEXT
    required: bool = False


class Operation(NamedTuple):
    """
    What a route is asked and answers.

    Attributes
    ----------
    status, description
        Of the answer when all goes well.
    answer
        The document that is answered; None where it is a PDF or nothing.
    finds
        Whether it answers 404 where the caller has no such thing.
    state_scope
        What a state's key needs to be answered too; None where it isn't.
    """

    tag: str
    scopes: Sequence[Scope]
    status: int
    description: str
    answer: Document | None = None
    body: Document | None = None
    arguments: tuple[Argument, ...] = ()
    finds: bool = False
    state_scope: StateScope | None = None


def _read(name: str) -> Any:
    return json.loads((_EXAMPLES / f"{name}.json").read_text("utf-8"))


def _document(schema: str, in_json: Any, write: Callable[[Any], bytes], *, is_array: bool = False) -> Document:
    return Document(schema, in_json, write(in_json).decode(), is_array)


def _stored_activity() -> Activity:
    (row,) = open_file(_EXAMPLES / "activity.json").rows
    return ActivityRow.model_validate(row.fields).activity("202699001", "0009999")


_ACTIVITY = Document("ACCMEActivities", _read("activity"), (_EXAMPLES / "activity.xml").read_text("utf-8"))
_STORED, _TOLD_ON = _stored_activity(), dt.date(2026, 11, 20)
_ACTIVITY_TOLD = Document(
    "ACCMEActivities", activities_json([_STORED], _TOLD_ON), activities_xml([_STORED], _TOLD_ON).decode()
)
_ACTIVITY_LIST = _ACTIVITY_TOLD._replace(in_json=[_ACTIVITY_TOLD.in_json], is_array=True)
_LEARNER = Document("ACCMELearnerReports", _read("learner"), (_EXAMPLES / "learner.xml").read_text("utf-8"))
_LEARNER_TOLD = _document("ACCMELearnerReports", _read("learner"), learner_reports_xml)
_STATUS = _document("LearnerStatus", _read("status"), learner_statuses_xml, is_array=True)
_MATCH = _document(
    "LearnerMatch",
    [_read("match")],
    lambda sent: as_xml("LearnerMatchRequest", {"learnerMatches": sent}),
    is_array=True,
)
_MATCH_ANSWER = _document("LearnerMatchAnswer", _MATCHED, match_answers_xml, is_array=True)
_TRANSCRIPT = _document("ACCMETranscripts", _read("transcript"), transcript_xml)
_SUMMARY = _document("TranscriptCredits", _SUMMED, credits_summary_xml)

_LEARNER_ID = Argument("UniqueID", "The learner's ID with a board or state, or the NPI.", required=True)
_DOMAIN = Argument("domain", "Whose ID it is: a board, the two letters of a state, or `NPI`.")
_MODULE = Argument("moduleID", "The ACCME Activity ID.")
_BIRTH = Argument("BirthDate", "`MM-DD`, or `YYYY-MM-DD`, whose year is passed over.")
_COMPLETED = Argument("CompletionDate", "The day of the completion.", _DAY)
_CREDIT = Argument("CreditId", "The credit's ID, as it was sent.", required=True)
_NARROWER = (_DOMAIN, _MODULE, _COMPLETED, _BIRTH)
_OF_COMPLETION = tuple(argument._replace(required=True) for argument in (_MODULE, _BIRTH, _COMPLETED, _LEARNER_ID))
_OF_ACTIVITIES = (
    Argument("providerActivityId", "Your own ID of the activity."),
    Argument("activityStartDate", "The day on which it begins.", _DAY),
    Argument("activityTypeName", "Its format, such as Live Course."),
    Argument("cursor", "Where the page begins: taken from the `Link` of the page before."),
)
_PERSON = (
    Argument("firstName", "The given name.", required=True),
    Argument("lastName", "The family name.", required=True),
    Argument(
        "stateOfLicensure", "Two letters; with stateMedicalLicenseID.", {"type": "string", "pattern": "^[A-Z]{2}$"}
    ),
    Argument("stateMedicalLicenseID", "The number of the licence; with stateOfLicensure."),
    Argument("npi", "Instead of a licence or beside it.", {"type": "string", "pattern": "^[0-9]{10}$"}),
)
_START = Argument("completionDateRangeStart", "The first day of completions.", _DAY)
_END = Argument("completionDateRangeEnd", "The last day of completions.", _DAY)
_PHYSICIAN = (*_PERSON, _START, _END)
_SCHEMA_VERSION = Argument(
    "schemaVersion", "Of ACCME's schema.", {"type": "string", "enum": ["2025-05-19", "2025-03-26"]}
)

_WRITING_ACTIVITIES, _WRITING_LEARNERS = (Scope.ACTIVITIES_WRITE,), (Scope.LEARNERS_WRITE,)
_TOLD_ACTIVITY = Operation("Activities", READING, 200, "The activity.", _ACTIVITY_TOLD, finds=True)
_TOLD_STATUS = Operation("Learners", READING, 200, "How the credits stand.", _STATUS, finds=True)
OPERATIONS = {
    "save_activities": Operation(
        "Activities", _WRITING_ACTIVITIES, 201, "The activities as they are stored.", _ACTIVITY_TOLD, _ACTIVITY
    ),
    "find_activities": Operation(
        "Activities", READING, 200, "A page of activities.", _ACTIVITY_LIST, arguments=_OF_ACTIVITIES, finds=True
    ),
    "read_activity": _TOLD_ACTIVITY,
    "get_activity": _TOLD_ACTIVITY._replace(
        description="The activity of an ID; those that fit, as a list, if none is given.",
        arguments=(Argument("activityId", "The ACCME Activity ID."), *_OF_ACTIVITIES),
    ),
    "save_learners": Operation(
        "Learners", _WRITING_LEARNERS, 201, "The records as they are stored.", _LEARNER_TOLD, _LEARNER
    ),
    "find_learners": Operation(
        "Learners", READING, 200, "The learner's records.", _LEARNER_TOLD, arguments=_NARROWER, finds=True
    ),
    "delete_learner": Operation(
        "Learners",
        _WRITING_LEARNERS,
        204,
        "It is deleted, or its boards are asked to agree.",
        arguments=_NARROWER,
        finds=True,
    ),
    "tell_status": _TOLD_STATUS._replace(
        arguments=(
            _CREDIT._replace(description="The credit's ID; or else all four that follow.", required=False),
            *(argument._replace(required=False) for argument in _OF_COMPLETION),
            _DOMAIN,
        )
    ),
    "status_of_credit": _TOLD_STATUS._replace(arguments=(_CREDIT,)),
    "status_of_learner": _TOLD_STATUS._replace(arguments=(*_OF_COMPLETION, _DOMAIN)),
    "match_learners": Operation(
        "Matching", (Scope.MATCH, Scope.LEARNERS_WRITE), 200, "An answer for each learner.", _MATCH_ANSWER, _MATCH
    ),
    "tell_transcript": Operation(
        "Transcripts",
        READING,
        200,
        "The transcript.",
        _TRANSCRIPT,
        arguments=(*_PHYSICIAN, _SCHEMA_VERSION),
        finds=True,
        state_scope=StateScope.LICENSEES,
    ),
    "print_transcript": Operation(
        "Transcripts",
        READING,
        200,
        "The transcript for print.",
        arguments=_PHYSICIAN,
        finds=True,
        state_scope=StateScope.LICENSEES,
    ),
    "sum_credits": Operation(
        "Transcripts",
        READING,
        200,
        "The sum of CME credits.",
        _SUMMARY,
        arguments=(*_PERSON, _START._replace(required=True), _END._replace(required=True)),
        finds=True,
        state_scope=StateScope.LICENSEES,
    ),
}
