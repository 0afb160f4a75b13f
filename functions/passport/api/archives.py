"""The route ``/v1/me/archive``: everything that is kept of somebody who signed in, to be downloaded."""

from collections.abc import Callable

from pydantic import BaseModel

from cmehub.api.contract import SIGNED_IN, Cursor, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.passport.archives import Archives
from cmehub.stores.members import Member


class ArchiveView(BaseModel):
    """
    An archive, or a part of it.

    Attributes
    ----------
    url
        Where it can be got: a download has to begin within 10 minutes. It is deleted after a day.
    name, size
        Under which name it is saved, and its size in bytes.
    left
        How many files and histories of reports are in no part yet.
    cursor
        To be sent to make the next part; null if everything is there.
    """

    part: int
    url: str
    name: str
    size: int
    left: int
    cursor: str | None


def add_archive_routes(
    app: HubApi, archives: Callable[[], Archives], member_of: Callable[[str], Member | None]
) -> None:
    """Add the route to the API of a function; ``member_of`` returns who has an account, as the user pool knows it."""

    @app.post(
        "/v1/me/archive",
        summary="Download everything",
        responses=person_answers(200, "Where the archive, or this part of it, can be got."),
        tags=["Account"],
        operation_id="makeArchive",
        security=SIGNED_IN,
    )
    def make(cursor: Cursor = None) -> ArchiveView:
        """
        Make a ZIP file with all that is kept of you: a JSON document, tables as CSV, histories of reports, your files.

        Where there is much, it is several files, of about 100 MB at most: each names where the next begins.
        """
        member = member_of(app.person.sub)
        if member is None:
            raise ProblemError("SIGN_IN_OVER")
        made = archives().make(app.person.sub, member.email, cursor)
        return ArchiveView(
            part=made.number, url=made.address, name=made.name, size=made.size, left=made.left, cursor=made.cursor
        )
