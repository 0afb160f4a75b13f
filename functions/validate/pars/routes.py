"""The routes for PARS's clients: the paths of ACCME's drafts of 2025, and those of its services before."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote, urlencode

from aws_lambda_powertools.event_handler import Response

from cmehub.accounts.keys import Scope
from cmehub.activities.activity import Activity
from cmehub.activities.choices import ACTIVITY_FORMATS, activity_format
from cmehub.api.access import READING
from cmehub.api.activity_views import ActivityFilter
from cmehub.api.match_calls import MatchCall
from cmehub.api.problems import ProblemError
from cmehub.documents.activity_json import activities_json
from cmehub.documents.activity_xml import activities_xml
from cmehub.documents.learner_reports import learner_reports_xml
from cmehub.documents.learner_statuses import learner_statuses_xml
from cmehub.documents.match_answers import match_answers, match_answers_xml
from functions.validate.api.matches.routes import MATCHING
from functions.validate.pars.api import ParsApi
from functions.validate.pars.hub import ParsHub
from functions.validate.pars.learners import RecordFilter
from functions.validate.pars.requests import Arguments, sent_rows

_ACTIVITY_SERVICE = "/services/ACCMEActivityService.svc"
_LEARNER_SERVICE = "/services/ACCMELearnerService.svc"
_WRITING_ACTIVITIES = (Scope.ACTIVITIES_WRITE,)
_WRITING_LEARNERS = (Scope.LEARNERS_WRITE,)
_EITHER = ["GET", "POST"]
_PAGE = 100


def add_activity_routes(app: ParsApi, hub: Callable[[], ParsHub]) -> None:
    """Add what is about activities to the API of a function, which makes what it needs once per process."""

    @app.post("/activities")
    @app.post(f"{_ACTIVITY_SERVICE}/SaveActivity")
    def save_activities() -> Response[str]:
        """Save the activities of a document, and answer with them as they are stored."""
        provider_id = app.caller.may(_WRITING_ACTIVITIES)
        saved = hub().activities.save(provider_id, sent_rows(app.current_event.raw_event, "activities"), app.request_id)
        today = hub().activities.today
        document = activities_json(saved.activities, today, saved.issues)
        return app.written(
            document, lambda _: activities_xml(saved.activities, today, saved.issues), HTTPStatus.CREATED
        )

    @app.get("/activities")
    def find_activities() -> Response[str]:
        """Answer with the activities that go by the names that are given, a page of them at a time."""
        provider_id = app.caller.may(READING)
        given = Arguments.of(app.current_event.raw_event)
        page, cursor = hub().activities.views.page(provider_id, _wanted_activities(given), given.text("cursor"), _PAGE)
        if not page:
            raise ProblemError("NOT_FOUND", "You have no such activity.")
        answer = told([told_activity.activity for told_activity in page], as_array=True)
        if cursor:
            names = ("providerActivityId", "activityStartDate", "activityTypeName")
            query = {name: text for name in names if (text := given.text(name))} | {"cursor": cursor}
            answer.headers["Link"] = f'<?{urlencode(query)}>; rel="next"'
        return answer

    @app.get("/activities/<activity_id>")
    def read_activity(activity_id: str) -> Response[str]:
        """Answer with one activity."""
        return told([hub().activities.views.one(app.caller.may(READING), activity_id).activity])

    @app.route(f"{_ACTIVITY_SERVICE}/GetActivity", method=_EITHER)
    def get_activity() -> Response[str]:
        """Answer with the activity of an ID, or with those that go by the names that are given."""
        given = Arguments.of(app.current_event.raw_event)
        activity_id = given.text("activityId", "ACCMEActivityID", "moduleID")
        return read_activity(activity_id) if activity_id else find_activities()

    def told(activities: list[Activity], *, as_array: bool = False) -> Response[str]:
        today = hub().activities.today
        documents = [activities_json([activity], today) for activity in activities]
        return app.written(documents if as_array else documents[0], lambda _: activities_xml(activities, today))


def _wanted_activities(given: Arguments) -> ActivityFilter:
    start, type_name = given.day("activityStartDate"), given.text("activityTypeName")
    if type_name and not activity_format(type_name):
        raise ProblemError("REQUEST_INVALID", f"activityTypeName: give one of: {', '.join(ACTIVITY_FORMATS)}")
    wanted = ActivityFilter(given.text("providerActivityId"), activity_format(type_name or ""))
    return wanted._replace(since=start, until=start) if start else wanted


def add_learner_routes(app: ParsApi, hub: Callable[[], ParsHub]) -> None:
    """Add what is about learners to the API of a function, which makes what it needs once per process."""

    @app.post("/learner-activities")
    @app.post(f"{_LEARNER_SERVICE}/SaveLearnerActivity")
    def save_learners() -> Response[str]:
        """Save the records of a document, and answer with them as they are stored."""
        provider_id = app.caller.may(_WRITING_LEARNERS)
        document = hub().learners.save(provider_id, sent_rows(app.current_event.raw_event, "learners"), app.request_id)
        return app.written(document, learner_reports_xml, HTTPStatus.CREATED)

    @app.get("/learner-activities/status")
    def tell_status() -> Response[str]:
        """Answer with how credits stand: the one with a credit ID, or those of a learner's completion."""
        given = Arguments.of(app.current_event.raw_event)
        return status_of_credit() if given.text("CreditId") else status_of_learner()

    @app.route(f"{_LEARNER_SERVICE}/GetLearnerStatusByCreditId", method=_EITHER)
    def status_of_credit() -> Response[str]:
        """Answer with how the credit of an ID stands."""
        provider_id = app.caller.may(READING)
        credit_id = Arguments.of(app.current_event.raw_event).needed("CreditId")
        statuses = hub().learners.statuses_of_credit(provider_id, credit_id)
        return app.written(statuses, learner_statuses_xml)

    @app.route(f"{_LEARNER_SERVICE}/GetLearnerStatusByLearner", method=_EITHER)
    def status_of_learner() -> Response[str]:
        """Answer with how the credits of a learner's completion stand."""
        provider_id = app.caller.may(READING)
        given = Arguments.of(app.current_event.raw_event)
        for name in ("moduleID", "BirthDate", "CompletionDate", "UniqueID"):
            given.needed(name)
        statuses = hub().learners.statuses(provider_id, _wanted(given, given.needed("UniqueID")))
        return app.written(statuses, learner_statuses_xml)

    @app.get("/learner-activities/<learner_id>")
    def find_learners(learner_id: str) -> Response[str]:
        """Answer with the records of the learner who has an ID."""
        wanted = _wanted(Arguments.of(app.current_event.raw_event), unquote(learner_id))
        document = hub().learners.find(app.caller.may(READING), wanted)
        return app.written(document, learner_reports_xml)

    @app.delete("/learner-activities/<learner_id>")
    def delete_learner(learner_id: str) -> Response[str]:
        """Delete the one record of the learner who has an ID."""
        wanted = _wanted(Arguments.of(app.current_event.raw_event), unquote(learner_id))
        hub().learners.delete(app.caller.may(_WRITING_LEARNERS), wanted, app.request_id)
        return Response(HTTPStatus.NO_CONTENT, app.media, "")

    @app.post("/learner-matches")
    @app.post("/GetLearnerMatch")
    @app.post(f"{_LEARNER_SERVICE}/GetLearnerMatch")
    def match_learners() -> Response[str]:
        """Tell of each learner whether rosters know them."""
        app.caller.may(MATCHING)
        sent = sent_rows(app.current_event.raw_event, "matches")
        results = hub().matches.take(MatchCall(app.caller, sent.format, sent.rows, app.request_id))
        answers = [*match_answers(sent.rows, {result.row: result for result in results})]
        return app.written(answers, match_answers_xml)


def _wanted(given: Arguments, learner_id: str) -> RecordFilter:
    domain = given.authority("domain")
    completed, born = given.day("CompletionDate"), given.month_day("BirthDate")
    return RecordFilter(learner_id, domain, given.text("moduleID"), completed, born)
