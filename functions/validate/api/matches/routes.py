"""The route ``/v1/matches``."""

import datetime as dt
from collections.abc import Callable

from cmehub.accounts.keys import Scope
from cmehub.api.contract import answers, needs
from cmehub.api.resolver import HubApi
from cmehub.chunks.learners import StagedRow
from cmehub.chunks.matches import MatchChunks
from cmehub.formats.api_json import API_MATCHES, row_fields
from cmehub.submissions.rows import Row
from functions.validate.api.matches.documents import GivenLearners, ToldMatch, ToldMatches

MATCHING = (Scope.MATCH, Scope.LEARNERS_WRITE)


def add_match_routes(app: HubApi, match_chunks: Callable[[], MatchChunks], clock: Callable[[], dt.datetime]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.post(
        "/v1/matches",
        summary="Match learners",
        responses=answers(200, "Whether each learner is known."),
        tags=["Learner records"],
        operation_id="matchLearners",
        security=needs(MATCHING),
    )
    def match_learners(given: GivenLearners) -> ToldMatches:
        """Tell of up to 100 learners whether rosters know them, before any completion is reported; nothing is kept."""
        app.caller.may(MATCHING)
        rows = [
            StagedRow(Row(number, row_fields(learner)), None) for number, learner in enumerate(given.learners, start=1)
        ]
        results = match_chunks().take(rows, API_MATCHES, clock().date()).results
        return ToldMatches(matches=tuple(map(ToldMatch.of, results)))
