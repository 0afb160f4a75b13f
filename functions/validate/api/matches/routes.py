"""The route ``/v1/matches``."""

from collections.abc import Callable

from cmehub.accounts.keys import Scope
from cmehub.api.contract import answers, needs
from cmehub.api.match_calls import MatchCall, MatchCalls
from cmehub.api.resolver import HubApi
from cmehub.formats.api_json import API_MATCHES, row_fields
from cmehub.submissions.rows import Row
from functions.validate.api.matches.documents import LearnersInput, MatchList, MatchView

MATCHING = (Scope.MATCH, Scope.LEARNERS_WRITE)


def add_match_routes(app: HubApi, match_calls: Callable[[], MatchCalls]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.post(
        "/v1/matches",
        summary="Match learners",
        responses=answers(200, "Whether each learner is known.", "MATCHES_EXHAUSTED"),
        tags=["Learner records"],
        operation_id="matchLearners",
        security=needs(MATCHING),
    )
    def match_learners(given: LearnersInput) -> MatchList:
        """Tell of up to 100 learners whether rosters know them, before any completion is reported."""
        app.caller.may(MATCHING)
        rows = [Row(number, row_fields(learner)) for number, learner in enumerate(given.learners, start=1)]
        results = match_calls().take(MatchCall(app.caller, API_MATCHES, rows, app.request_id))
        return MatchList(matches=tuple(map(MatchView.of, results)))
