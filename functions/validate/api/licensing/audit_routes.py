"""The routes ``/v1/licensing/{state}/checks/{check_id}/audit``: those drawn are told, and answer."""

from collections.abc import Callable
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response

from cmehub.api.contract import OF_STAFF, Cursor, PageSize, person_answers
from cmehub.api.resolver import HubApi
from functions.validate.api.licensing.audit_views import AuditedLicenseeList, AuditInput, AuditView
from functions.validate.api.licensing.audits import OfficersAudits
from functions.validate.api.licensing.check_routes import CheckName
from functions.validate.api.licensing.desk import reader_of
from functions.validate.api.licensing.routes import TAGS, StateName


def add_audit_routes(app: HubApi, audits: Callable[[], OfficersAudits]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.put(
        "/v1/licensing/<state>/checks/<check_id>/audit",
        summary="Tell those drawn",
        status_code=202,
        responses=person_answers(
            202,
            "They are being told; the check tells how far that is.",
            *("NOT_FOUND", "AUDIT_NOT_POSSIBLE", "AUDIT_TOLD"),
        ),
        tags=TAGS,
        operation_id="tellDrawn",
        security=OF_STAFF,
    )
    def tell(state: StateName, check_id: CheckName, asked: AuditInput) -> Response[AuditView]:
        """
        Tell all who were drawn in a sample of the audit, each once, and ask them to answer until a day.

        A mail goes to the account that confirmed the licence, else to the address on the state's roster; it says
        nothing of what is met. It stands in the state's log.
        """
        told = audits().tell(reader_of(app.person, state), check_id, asked)
        return Response(202, "application/json", told)

    @app.get(
        "/v1/licensing/<state>/checks/<check_id>/audit/licensees",
        summary="Read what those drawn answered",
        responses=person_answers(
            200,
            "By licence number.",
            "NOT_FOUND",
            headers={"Link": "The next page, if there is one, relative to the address that was called."},
        ),
        tags=TAGS,
        operation_id="listAudited",
        security=OF_STAFF,
    )
    def read(
        *, state: StateName, check_id: CheckName, cursor: Cursor = None, limit: PageSize = 50
    ) -> Response[AuditedLicenseeList]:
        """
        Tell of each who was told what they answered, if they have.

        It stands in the state's log, and each physician whose answer is told sees that.
        """
        page, following = audits().read(reader_of(app.person, state), check_id, cursor, limit, app.request_id)
        link = {}
        if following:
            link = {"Link": f'<?{urlencode({"limit": limit, "cursor": following})}>; rel="next"'}
        return Response(200, "application/json", page, headers=link)
