"""The page on which a provider answers, behind the links in mails; its token takes a key's place."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import TypeAdapter, ValidationError

from cmehub.api.resolver import HubApi, content
from cmehub.passport.asking_physicians import AskingPhysician, asking_physician
from cmehub.passport.missing_credit_ends import MissingCreditEnds
from cmehub.passport.missing_credits import LONGEST_WORDS, AnswerKind, MissingCredit, Words
from cmehub.stores import ActivityStore, RosterStore
from cmehub.submissions.fix_it_links import token_digest
from functions.passport.api.mailed_pages import form_fields, mailed_page

_WORDS: TypeAdapter[str] = TypeAdapter(Words)
_CHOICES = {
    AnswerKind.REPORTED_NOW: "We have reported it now.",
    AnswerKind.NOT_COMPLETED: "This person didn't complete the activity on that day.",
    AnswerKind.WRONG_PERSON: "We don't know this person.",
}
_SETTLED = {
    "arrived": "The record has arrived: there is nothing left to do. Thank you.",
    "withdrawn": "The physician doesn't ask any more. There is nothing to do.",
    "not_completed": "It was answered that the physician didn't complete the activity. The physician was told.",
    "wrong_person": "It was answered that you don't know the physician. The physician was told.",
}


@dataclass(frozen=True)
class MissingAnswers:
    """Everything that showing the page and taking answers needs."""

    ends: MissingCreditEnds
    activities: ActivityStore
    rosters: RosterStore

    def show(self, missing_id: str, token: str) -> Response[str]:
        """Show the request as it is now; that changes nothing, whoever follows a link in a mail."""
        request = self._request(missing_id, token)
        return _page(HTTPStatus.OK, self.ends.seen(request), self._asker(request)) if request else _unknown()

    def take(self, missing_id: str, token: str, form: bytes) -> Response[str]:
        """Take an answer, and show what it came to."""
        request = self._request(missing_id, token)
        if request is None:
            return _unknown()
        asker, before = self._asker(request), self.ends.seen(request)
        try:
            fields = form_fields(form)
            words = _WORDS.validate_python(fields.get("words", "").replace("\r\n", "\n"))
            kind = AnswerKind(fields.get("answer", ""))
        except ValidationError:
            return _page(HTTPStatus.UNPROCESSABLE_ENTITY, before, asker, f"Write at most {LONGEST_WORDS} characters.")
        except ValueError:
            return _page(HTTPStatus.UNPROCESSABLE_ENTITY, before, asker, "Choose one of the three answers.")
        return _page(HTTPStatus.OK, self.ends.answer(request, kind, words), asker)

    def _request(self, missing_id: str, token: str) -> MissingCredit | None:
        request = self.ends.requests.of_link(token_digest(token), self.ends.clock())
        return request if request and request.missing_id == missing_id else None

    def _asker(self, request: MissingCredit) -> AskingPhysician | None:
        activity = self.activities.find([request.activity_id]).get(request.activity_id)
        return asking_physician(self.ends.accounts, self.rosters, request, activity) if activity else None


def add_missing_answer_routes(app: HubApi, answers: Callable[[], MissingAnswers]) -> None:
    """Add the page ``/v1/missing-credits`` to the API of a function."""

    @app.get("/v1/missing-credits/<missing_credit>", include_in_schema=False)
    def show(missing_credit: Annotated[str, Path()], token: Annotated[str, Query()] = "") -> Response[str]:
        """Show what a physician asks for."""
        return answers().show(missing_credit, token)

    @app.post("/v1/missing-credits/<missing_credit>", include_in_schema=False)
    def take(missing_credit: Annotated[str, Path()], token: Annotated[str, Query()] = "") -> Response[str]:
        """Take the answer of a provider."""
        return answers().take(missing_credit, token, content(app.current_event.raw_event))


def _unknown() -> Response[str]:
    return mailed_page("answer.html", HTTPStatus.NOT_FOUND, {"request": None})


def _page(
    status: HTTPStatus, request: MissingCredit, asker: AskingPhysician | None, problem: str | None = None
) -> Response[str]:
    seen = {
        "request": request,
        "asker": asker.name if asker else "A physician",
        "settled": _SETTLED.get(request.status),
        "answer": _CHOICES[request.answer.kind] if request.answer else None,
        "choices": [(kind.value, told) for kind, told in _CHOICES.items()],
        "problem": problem,
        "longest": LONGEST_WORDS,
    }
    return mailed_page("answer.html", status, seen)
