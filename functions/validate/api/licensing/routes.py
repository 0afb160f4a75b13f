"""The routes ``/v1/licensing``: what officers of a state's licensing board do."""

import csv
import io
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.api.contract import OF_STAFF, Cursor, PageSize, person_answers
from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.resolver import HubApi
from cmehub.licensing.licensee_pages import LicenseePage
from cmehub.licensing.lookups import Sought
from cmehub.licensing.state_log import LookKind
from functions.validate.api.licensing.desk import OfficersDesk, reader_of
from functions.validate.api.licensing.views import (
    FoundLicensee,
    FoundLicensees,
    LookView,
    ReadingInput,
    StateLog,
    StateView,
)

TAGS = ["Licensing boards"]
_PDF = "application/pdf"
_CSV = "text/csv; charset=utf-8"
_MOST_IN_CSV = 10_000
_COLUMNS = ("at", "asked_by", "kind", "licences", "since", "until")
StateName = Annotated[
    str,
    Path(description="The state's two letters; GET /v1/contact tells an officer's, and a key's ID begins with them."),
]


def add_licensing_routes(app: HubApi, desk: Callable[[], OfficersDesk]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/licensing/<state>",
        summary="See your state",
        responses=person_answers(200, "What is known of the state, and of its roster.", "NOT_FOUND"),
        tags=TAGS,
        operation_id="getLicensingState",
        security=OF_STAFF,
    )
    def tell_state(state: StateName) -> StateView:
        """Tell when the state's roster was loaded, and by whose requirements licensees are judged."""
        return desk().state(reader_of(app.person, state))

    @app.post(
        "/v1/licensing/<state>/lookups",
        summary="Look a licensee up",
        responses=person_answers(200, "Who was found on the state's own roster.", "NOT_FOUND", "LICENSEE_NAMES_SPENT"),
        tags=TAGS,
        operation_id="lookLicenseeUp",
        security=OF_STAFF,
    )
    def look_up(state: StateName, sought: Sought) -> FoundLicensees:
        """
        Find a licensee on the state's own roster by licence number, by NPI, or by both names and the birth day.

        It stands in the state's log. As many different names can be looked up as `GET /v1/licensing/{state}` tells.
        """
        found = desk().look_up(reader_of(app.person, state), sought, app.request_id)
        return FoundLicensees(licensees=tuple(map(FoundLicensee.of, found)))

    @app.post(
        "/v1/licensing/<state>/pages",
        summary="Read a licensee's page",
        responses=person_answers(200, "How the licensee stands.", "NOT_FOUND"),
        tags=TAGS,
        operation_id="readLicensee",
        security=OF_STAFF,
    )
    def read_page(state: StateName, asked: ReadingInput) -> LicenseePage:
        """
        Tell a licensee's cycle, how far what the state asks is met, and the CME credits that count.

        It stands in the state's log, and the physician sees that the page was read.
        """
        return desk().page(reader_of(app.person, state), asked, LookKind.PAGE, app.request_id)

    @app.post(
        "/v1/licensing/<state>/prints",
        summary="Print a licensee's page",
        responses=person_answers(200, "", "NOT_FOUND")
        | {
            200: {
                "description": "The page as PDF.",
                "content": {_PDF: {"schema": {"type": "string", "format": "binary"}}},
            }
        },
        tags=TAGS,
        operation_id="printLicensee",
        security=OF_STAFF,
    )
    def print_page(state: StateName, asked: ReadingInput) -> Response[str]:
        """Tell the same as a tagged PDF."""
        from cmehub.licensing.printed_pages import printed_page

        page = desk().page(reader_of(app.person, state), asked, LookKind.PRINT, app.request_id)
        name = f"licensee-{page.state}-{page.licence}.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return app.binary(printed_page(page, desk().clock()), _PDF, headers)

    @app.get(
        "/v1/licensing/<state>/log",
        summary="See who looked at whom",
        responses=person_answers(
            200,
            "The latest first.",
            "NOT_FOUND",
            headers={"Link": "The next page, if there is one, relative to the address that was called."},
        ),
        tags=TAGS,
        operation_id="listLooks",
        security=OF_STAFF,
    )
    def list_looks(*, state: StateName, cursor: Cursor = None, limit: PageSize = 50) -> Response[StateLog]:
        """Tell what the state's officers and its board's own system looked at within three years, by IDs."""
        reader = reader_of(app.person, state)
        before = read_cursor(cursor, str)[0] if cursor else None
        looks = desk().log.latest(state, before=before, limit=limit + 1)
        link = {}
        if len(looks) > limit:
            following = written_cursor(looks[limit - 1].place)
            link = {"Link": f'<?{urlencode({"limit": limit, "cursor": following})}>; rel="next"'}
        told = tuple(LookView.of(look, reader.reader_id) for look in looks[:limit])
        return Response(200, "application/json", StateLog(looks=told), headers=link)

    @app.get(
        "/v1/licensing/<state>/log.csv",
        summary="Save who looked at whom",
        responses=person_answers(200, "", "NOT_FOUND")
        | {
            200: {
                "description": f"The latest {_MOST_IN_CSV:,} looks as CSV, the latest first.",
                "content": {"text/csv": {"schema": {"type": "string"}}},
            }
        },
        tags=TAGS,
        operation_id="saveLooks",
        security=OF_STAFF,
    )
    def save_looks(state: StateName) -> Response[str]:
        """Tell the same as a table."""
        reader = reader_of(app.person, state)
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\r\n")
        table.writerow(_COLUMNS)
        for look in desk().log.latest(state, limit=_MOST_IN_CSV):
            told = LookView.of(look, reader.reader_id)
            days = (told.since or "", told.until or "")
            table.writerow((told.at.isoformat(), told.asked_by, told.kind, " ".join(told.licences), *days))
        headers = {"Content-Disposition": f'attachment; filename="licensing-log-{state}.csv"'}
        return Response(200, _CSV, text.getvalue(), headers=headers)
