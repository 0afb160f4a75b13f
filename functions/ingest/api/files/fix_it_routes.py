"""The route of the links in mails, which leads a browser to a fix-it workbook; its token takes a key's place."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from cmehub.api.resolver import HubApi
from cmehub.stores import SubmissionStore
from cmehub.stores.signed_objects import SignedDownloads
from cmehub.submissions.fix_it_links import token_digest
from cmehub.submissions.submission import fix_it_key

_NAME = "fix-it.xlsx"
_TEXT = "text/plain; charset=utf-8"
_UNKNOWN = "CME Hub knows no such link. Copy its whole address from the mail.\n"
_ENDED = (
    "This link to a fix-it workbook has ended. Mend in your own file the rows that the mail lists, and send that; or "
    "ask whoever runs CME Hub for the workbook.\n"
)
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True)
class FixItDownloads:
    """Everything that leading to fix-it workbooks needs."""

    submissions: SubmissionStore
    downloads: SignedDownloads
    clock: Callable[[], dt.datetime]

    def answer(self, submission_id: str, token: str) -> Response[str]:
        """Lead to the workbook, or say in a sentence why not."""
        link = self.submissions.link(submission_id, token_digest(token))
        submission = self.submissions.find(submission_id)
        if link is None or submission is None:
            return Response(404, _TEXT, _UNKNOWN, headers=_HEADERS)
        if not link.leads(self.clock()):
            return Response(410, _TEXT, _ENDED, headers=_HEADERS)
        address = self.downloads.address(fix_it_key(submission.provider_id, submission_id), _NAME)
        return Response(302, _TEXT, "", headers={**_HEADERS, "Location": address})


def add_fix_it_routes(app: HubApi, downloads: Callable[[], FixItDownloads]) -> None:
    """Add the route ``/v1/fix-it`` to the API of a function."""

    @app.get("/v1/fix-it/<submission_id>", include_in_schema=False)
    def lead_to_fix_it(submission_id: Annotated[str, Path()], token: Annotated[str, Query()] = "") -> Response[str]:
        """Lead to the fix-it workbook of a submission."""
        return downloads().answer(submission_id, token)
