"""The routes below ``/v1/me/claims`` that confirm a claim: by a code, or by an operator."""

from collections.abc import Callable
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict, Field

from cmehub.accounts.claiming import Claiming
from cmehub.accounts.claims import Claim
from cmehub.accounts.confirming import CodesSpentError, Confirming
from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from functions.passport.api.claims import TAGS, ClaimId, ClaimView, authority_name, told_claims, until_tomorrow


class CodeInput(BaseModel):
    """The code that was mailed."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"code": "041592"}]})

    code: Annotated[str, Field(pattern=r"^\s*\d{6}\s*$", max_length=20)]


class AskedConfirmation(BaseModel):
    """How a claim is being confirmed: by a code, mailed to the address that ``name`` has; or by an operator."""

    by: Literal["mail", "operator"]
    name: str | None


def add_confirmation_routes(
    app: HubApi, claiming: Callable[[], Claiming], confirming: Callable[[], Confirming]
) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/me/claims/<claim_id>/code",
        summary="Ask for a code that confirms a claim",
        status_code=202,
        responses=person_answers(202, "How the claim is being confirmed.", "CLAIM_CONFIRMED", "CODES_SPENT"),
        tags=TAGS,
        operation_id="askForCode",
        security=SIGNED_IN,
    )
    def ask(claim_id: ClaimId) -> Response[AskedConfirmation]:
        """Have a code mailed to the address that a roster has of you; where none has, an operator is asked."""
        found = unconfirmed(claim_id)
        try:
            to = confirming().ask(app.person.sub, found)
        except CodesSpentError:
            raise ProblemError("CODES_SPENT", headers=until_tomorrow(confirming().clock())) from None
        told = AskedConfirmation(by="mail", name=authority_name(to.authority)) if to else None
        return Response(202, "application/json", told or AskedConfirmation(by="operator", name=None))

    @app.post(
        "/v1/me/claims/<claim_id>/confirm",
        summary="Confirm a claim",
        responses=person_answers(200, "The claim's entries, confirmed.", "CLAIM_CONFIRMED", "CODE_WRONG"),
        tags=TAGS,
        operation_id="confirm",
        security=SIGNED_IN,
    )
    def confirm(claim_id: ClaimId, given: CodeInput) -> list[ClaimView]:
        """Give the code that was mailed: within 15 minutes, and in 5 tries at most."""
        confirmed = confirming().give(app.person.sub, unconfirmed(claim_id), given.code.strip())
        if confirmed is None:
            raise ProblemError("CODE_WRONG")
        return told_claims([confirmed])

    def unconfirmed(claim_id: str) -> Claim:
        found = claiming().find(app.person.sub, claim_id)
        if found is None:
            raise ProblemError("NOT_FOUND")
        if found.confirmed_at:
            raise ProblemError("CLAIM_CONFIRMED")
        return found
