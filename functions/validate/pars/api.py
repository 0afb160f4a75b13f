"""The API for PARS's clients: problems are told as PARS's drafts have it, in what the call is written."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import orjson
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.api.problems import PROBLEMS, ProblemError
from cmehub.api.resolver import Event, HubApi
from cmehub.documents.errors import error_answer, error_answer_xml
from functions.validate.pars.requests import Media, media_wanted

_BAD = {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT}


class ParsApi(HubApi):
    """The routes for PARS's clients."""

    media = Media.JSON
    """In what the call that is being answered wants its answer."""

    def answer(self, event: Event, context: LambdaContext) -> dict[str, Any]:
        """Answer one call."""
        self.media = media_wanted(event)
        return super().answer(event, context)

    def written(
        self, document: Any, as_xml: Callable[[Any], bytes], status: HTTPStatus = HTTPStatus.OK
    ) -> Response[str]:
        """Return an answer: a document, or what makes XML of it."""
        if self.media is Media.JSON:
            return Response(status, Media.JSON, orjson.dumps(document).decode())
        return Response(status, f"{Media.XML}; charset=utf-8", as_xml(document).decode())

    def _problem(self, error: ProblemError) -> Response[str]:
        problem, headers = PROBLEMS[error.code], super()._problem(error).headers
        status = HTTPStatus.BAD_REQUEST if problem.status in _BAD else problem.status
        told = error_answer(status, f"{problem.title} {error.detail or problem.mend}", error.issues)
        answer = self.written(told, error_answer_xml, status)
        answer.headers = headers | answer.headers
        return answer
