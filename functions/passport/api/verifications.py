"""The route ``/v1/verifications``: how a document stands whose code somebody has, for everybody."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from cmehub.api.contract import open_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.credentials.issued import DocumentState, IssuedKind, read_code
from cmehub.stores.issued_documents import IssuedDocumentStore


class Verification(BaseModel):
    """
    How a document stands; whose it is and what it says stands in the document alone.

    Attributes
    ----------
    digest
        SHA-256 of the file as it was handed out, in hexadecimal: any change of the file makes another one.
    good_until
        When it expires.
    revoked_at
        When a credit that it holds was taken back or changed.
    superseded_at
        When a newer document took its place that says something else.
    """

    code: str
    kind: IssuedKind
    digest: str
    state: DocumentState
    issued_at: dt.datetime
    good_until: dt.datetime
    revoked_at: dt.datetime | None
    superseded_at: dt.datetime | None


def add_verification_routes(
    app: HubApi, documents: Callable[[], IssuedDocumentStore], now: Callable[[], dt.datetime]
) -> None:
    """Add the route to the API of a function."""

    @app.get(
        "/v1/verifications/<code>",
        summary="Verify a document by its code",
        responses=open_answers(200, "How the document stands.", "NOT_FOUND"),
        tags=["Verifying"],
        operation_id="verifyDocument",
    )
    def verify(code: Annotated[str, Path(description="As it stands on the document.", max_length=64)]) -> Verification:
        """Tell how a document stands, and the digest with which to compare the file."""
        read = read_code(code)
        found = documents().find(read) if read else None
        if found is None:
            raise ProblemError("NOT_FOUND", "Compare the code with the document: it has 20 letters and digits.")
        told = found.model_dump(include={*Verification.model_fields} - {"state", "good_until"})
        return Verification(**told, state=found.state(now()), good_until=found.good_until)
