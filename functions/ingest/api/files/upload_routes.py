"""The routes ``/v1/uploads``."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.api.access import SENDING
from cmehub.api.contract import DryRun, answers, needs
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from functions.ingest.api.files.posted_files import Receipt, folder_for
from functions.ingest.api.files.submission_routes import Again, Permission
from functions.ingest.api.files.upload_documents import PartPlaces, PartsRequest, UploadPlace, UploadRequest
from functions.ingest.api.files.upload_places import UploadPlaces

_TAGS = ["Uploads"]
_Token = Annotated[str, Path(description="What the call that placed the parts answered.")]


def add_upload_routes(app: HubApi, places: Callable[[], UploadPlaces]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/uploads",
        summary="Get a place for a large file",
        responses=answers(200, "Where to put the file, or its parts.", "FILE_NAME_MISSING", "CONTENT_TOO_LARGE"),
        tags=_TAGS,
        operation_id="placeUpload",
        security=needs(SENDING),
    )
    def place_upload(
        wanted: UploadRequest, dry_run: DryRun = False, again: Again = False, permission_to_share: Permission = None
    ) -> UploadPlace | PartPlaces:
        """
        Tell where to put a file of up to 2,000,000,000 bytes, whole or in parts.

        A file that is put whole is read as soon as it is there; one in parts, once it is completed.
        """
        provider_id = app.caller.may(SENDING)
        folder = folder_for(dry_run=dry_run, again=again, permission_to_share=permission_to_share)
        if wanted.parts is not None:
            return places().place_parts(provider_id, wanted, folder)
        if dry_run or again:
            raise ProblemError("REQUEST_INVALID", "parts: only a file in parts can be a dry run or be meant once more")
        return places().place(provider_id, wanted, folder)

    @app.post(
        "/v1/uploads/<token>/parts",
        summary="Get places for parts anew",
        responses=answers(200, "Where to put the parts that aren't there yet.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="placeParts",
        security=needs(SENDING),
    )
    def place_parts(token: _Token, wanted: PartsRequest) -> PartPlaces:
        """Tell where to put the parts that aren't there yet, for another hour, until a week after it was begun."""
        return places().place_anew(app.caller.may(SENDING), token, wanted)

    @app.post(
        "/v1/uploads/<token>/complete",
        summary="Complete an upload",
        status_code=202,
        responses=answers(
            202,
            "The file is kept, and read from now on.",
            *("NOT_FOUND", "UPLOAD_INCOMPLETE"),
            headers={"Location": "The submission, relative to the address that was called."},
        ),
        tags=_TAGS,
        operation_id="completeUpload",
        security=needs(SENDING),
    )
    def complete_upload(token: _Token) -> Response[Receipt]:
        """Make one file of the parts that were put; each of them has to be there."""
        receipt = places().complete(app.caller.may(SENDING), token)
        headers = {"Location": f"../../submissions/{receipt.submission_id}"}
        return Response(202, "application/json", receipt, headers=headers)

    @app.delete(
        "/v1/uploads/<token>",
        summary="Give an upload up",
        status_code=204,
        responses=answers(204, "The parts are gone.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="giveUploadUp",
        security=needs(SENDING),
    )
    def give_upload_up(token: _Token) -> Response[None]:
        """Forget an upload in parts that isn't completed; a week after it was begun that happens by itself."""
        places().give_up(app.caller.may(SENDING), token)
        return Response(204)
