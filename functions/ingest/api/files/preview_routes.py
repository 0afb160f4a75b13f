"""The route ``/v1/previews``."""

from collections.abc import Callable

from cmehub.api.access import SENDING
from cmehub.api.contract import answers, needs
from cmehub.api.resolver import HubApi, content
from functions.ingest.api.files.file_previews import FilePreview, FilePreviews
from functions.ingest.api.files.submission_routes import FILE_AS_BODY


def add_preview_routes(app: HubApi, previews: Callable[[], FilePreviews]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.post(
        "/v1/previews",
        summary="Look at a file",
        responses=answers(
            200, "What the hub sees in it.", "FILE_NOT_BINARY", "CONTENT_TOO_LARGE", "NOT_FOUND", model=FilePreview
        ),
        tags=["Submissions"],
        operation_id="previewFile",
        security=needs(SENDING),
        # An empty file is looked at like any: it is told that it is empty.
        openapi_extensions={"requestBody": {**FILE_AS_BODY["requestBody"], "required": False}},
    )
    def preview_file() -> FilePreview:
        """
        Tell what is read of a file, before it is sent: its kind, its rows, and what each heading is taken for.

        Nothing is stored. What is wrong with its rows a dry run tells.
        """
        return previews().look(app.caller.may(SENDING), content(app.current_event.raw_event))
