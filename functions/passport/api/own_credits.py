"""The routes ``/v1/me/own-credits``: credits that somebody who signed in enters, and their files."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, ConfigDict

from cmehub.api.contract import SIGNED_IN, Day, person_answers
from cmehub.api.resolver import HubApi
from cmehub.passport.entering_credits import EnteringCredits
from cmehub.passport.own_credits import EnteredCredit, OwnCredit, OwnKind
from cmehub.passport.own_files import FileKind, parts_of

_TAGS = ["Own credits"]
_ENTERING = ("COMPLETION_DAY_WRONG", "OWN_CREDIT_THERE")
_TYPE = "application/octet-stream"
_FILE: dict[int, Any] = {
    200: {"description": "A part of the file.", "content": {_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}
OwnId = Annotated[str, Path(description="`own_credit` of the credit.", max_length=64)]


class OwnCreditInput(EnteredCredit):
    """
    A credit that nobody reported.

    Attributes
    ----------
    amount
        In credits, in steps of 0.25.
    words
        Anything to remember, such as who gave the course.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "title": "Grand rounds: sepsis",
                    "completed_on": "2026-10-03",
                    "amount": 1.5,
                    "kind": "AMA PRA Category 2",
                    "words": "Given by Dr. Osei.",
                }
            ]
        },
    )

    completed_on: Day


class OwnFileView(BaseModel):
    """
    The file of an own credit.

    Attributes
    ----------
    kind
        What it is by its content.
    size
        In bytes.
    parts
        In how many parts it is handed out.
    """

    kind: FileKind
    size: int
    parts: int
    kept_at: dt.datetime


class OwnCreditView(BaseModel):
    """A credit that nobody has verified."""

    own_credit: str
    title: str
    completed_on: dt.date
    amount: float
    kind: OwnKind
    words: str
    entered_at: dt.datetime
    file: OwnFileView | None

    @classmethod
    def of(cls, credit: OwnCredit) -> "OwnCreditView":
        """Return what is told of a credit."""
        file = credit.file
        told = OwnFileView(**file.model_dump(exclude={"file_id"}), parts=parts_of(file.size)) if file else None
        return cls(**credit.model_dump(exclude={"own_id", "sub", "file"}), own_credit=credit.own_id, file=told)


class OwnCreditList(BaseModel):
    """All of them, the newest completion first."""

    own_credits: tuple[OwnCreditView, ...]


class OwnFilePlace(BaseModel):
    """
    Where a file may be put within 15 minutes.

    Attributes
    ----------
    url, fields
        A form of the type ``multipart/form-data`` is posted there: these fields, and the file as the last one, `file`.
    """

    url: str
    fields: dict[str, str]


def add_own_credit_routes(app: HubApi, entering: Callable[[], EnteringCredits]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/me/own-credits",
        summary="Enter a credit",
        status_code=201,
        responses=person_answers(201, "The credit.", *_ENTERING, "OWN_CREDITS_TOO_MANY"),
        tags=_TAGS,
        operation_id="enterOwnCredit",
        security=SIGNED_IN,
    )
    def enter(given: OwnCreditInput) -> Response[OwnCreditView]:
        """Enter a credit that no provider reported; it stands among yours as your own, never as verified."""
        return Response(201, "application/json", OwnCreditView.of(entering().enter(app.person.sub, given)))

    @app.get(
        "/v1/me/own-credits",
        summary="List the credits that I entered",
        responses=person_answers(200, "All of them, the newest completion first."),
        tags=_TAGS,
        operation_id="listOwnCredits",
        security=SIGNED_IN,
    )
    def list_own() -> OwnCreditList:
        """Tell of every credit that you entered."""
        return OwnCreditList(own_credits=tuple(map(OwnCreditView.of, entering().credits.of_account(app.person.sub))))

    @app.put(
        "/v1/me/own-credits/<own_credit>",
        summary="Change a credit that I entered",
        responses=person_answers(200, "The credit as it is now.", *_ENTERING, "NOT_FOUND"),
        tags=_TAGS,
        operation_id="changeOwnCredit",
        security=SIGNED_IN,
    )
    def change(own_credit: OwnId, given: OwnCreditInput) -> OwnCreditView:
        """Say anew all that you say of a credit; its file stays."""
        return OwnCreditView.of(entering().change(app.person.sub, own_credit, given))

    @app.delete(
        "/v1/me/own-credits/<own_credit>",
        summary="Delete a credit that I entered",
        status_code=204,
        responses=person_answers(204, "It is gone, and its file.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="deleteOwnCredit",
        security=SIGNED_IN,
    )
    def delete(own_credit: OwnId) -> Response[None]:
        """Delete a credit and its file."""
        entering().delete(app.person.sub, own_credit)
        return Response(204)

    @app.post(
        "/v1/me/own-credits/<own_credit>/file/place",
        summary="Ask for a place to put a file",
        responses=person_answers(200, "Where the file may be put; it is kept once that is confirmed.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="placeOwnCreditFile",
        security=SIGNED_IN,
    )
    def place(own_credit: OwnId) -> OwnFilePlace:
        """Return where the file of a credit may be put: a PDF, PNG or JPEG of at most 5,000,000 bytes."""
        return OwnFilePlace(**entering().place(app.person.sub, own_credit)._asdict())

    @app.put(
        "/v1/me/own-credits/<own_credit>/file",
        summary="Confirm that a file was put",
        responses=person_answers(
            200, "The credit with its file.", "NOT_FOUND", "UPLOAD_INCOMPLETE", "CONTENT_TOO_LARGE", "FILE_REFUSED"
        ),
        tags=_TAGS,
        operation_id="confirmOwnCreditFile",
        security=SIGNED_IN,
    )
    def confirm(own_credit: OwnId) -> OwnCreditView:
        """Have the file that was put checked by its content, and kept in the place of any before it."""
        return OwnCreditView.of(entering().keep_file(app.person.sub, own_credit))

    @app.get(
        "/v1/me/own-credits/<own_credit>/file",
        summary="Read a file",
        responses=person_answers(200, "", "NOT_FOUND") | _FILE,
        tags=_TAGS,
        operation_id="readOwnCreditFile",
        security=SIGNED_IN,
    )
    def read_file(
        own_credit: OwnId, part: Annotated[int, Query(ge=1, description="Which of the file's `parts`.")] = 1
    ) -> Response[str]:
        """Return a part of a credit's file, of no type that a browser would open."""
        credit, content = entering().file_part(app.person.sub, own_credit, part)
        name = f"credit-{credit.completed_on}.{credit.file.kind}" if credit.file else ""
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return app.binary(content, _TYPE, headers)

    @app.delete(
        "/v1/me/own-credits/<own_credit>/file",
        summary="Delete a file",
        responses=person_answers(200, "The credit without a file.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="deleteOwnCreditFile",
        security=SIGNED_IN,
    )
    def drop_file(own_credit: OwnId) -> OwnCreditView:
        """Delete the file of a credit; the credit stays."""
        return OwnCreditView.of(entering().drop_file(app.person.sub, own_credit))
