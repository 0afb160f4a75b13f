"""The route ``/v1/boards``, which needs no key."""

from functools import cache

from aws_lambda_powertools.event_handler import Response

from cmehub.api.board_documents import BoardsDocument, boards_document
from cmehub.api.contract import open_answers
from cmehub.api.resolver import HubApi

_KEPT = "public, max-age=3600"
"""Rules change with a new version of the hub, and say themselves from which day on they hold."""
_HEADERS = {"ETag": "What changes with the document: send it as If-None-Match.", "Cache-Control": "How long it holds."}


@cache
def document() -> BoardsDocument:
    """Return the document, made once per process."""
    return boards_document()


def add_board_routes(app: HubApi) -> None:
    """Add the route to the API of a function."""

    @app.get(
        "/v1/boards",
        summary="List the boards",
        responses=open_answers(200, "Every board.", headers=_HEADERS) | {304: {"description": "It is as you know it."}},
        tags=["Boards"],
        operation_id="listBoards",
    )
    def list_boards() -> Response[BoardsDocument]:
        """
        Tell what each board asks of a registration: its fields, credit types, practice areas, and rules in words.

        A form that is made from this has a new board, and a new rule, without being changed.
        """
        told = document()
        return Response(200, "application/json", told, headers={"ETag": told.etag, "Cache-Control": _KEPT})
