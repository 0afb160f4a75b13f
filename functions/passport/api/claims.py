"""The routes ``/v1/me/claims``: which physician somebody is who signed in."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cmehub.accounts.claiming import Claiming, ClaimRefusedError, TriesSpentError
from cmehub.accounts.claims import Claim, Sureness
from cmehub.accounts.proofs import Proof
from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.people.states import STATES
from cmehub.rules.packs import rule_pack

TAGS = ["Claims"]
_LONGEST = 200
_DAY = dt.timedelta(days=1)
ClaimId = Annotated[str, Path(description="What the claim is called: `claim` of its entries.", max_length=64)]
Text = Annotated[str, Field(max_length=_LONGEST)]


class ProofInput(BaseModel):
    """
    Who somebody says to be.

    Attributes
    ----------
    birth_month_day
        Month and day alone, as ``MM-DD``.
    authority, number
        A board's code and your ID there, a state's letters and your licence number, or ``NPI`` and your NPI.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "given_name": "Mira",
                    "family_name": "Osei",
                    "birth_month_day": "02-29",
                    "authority": "ABIM",
                    "number": "123456",
                }
            ]
        },
    )

    given_name: Text
    family_name: Text
    birth_month_day: Text
    authority: Text
    number: Text

    def proof(self) -> Proof:
        """
        Return the proof.

        Raises
        ------
        ProblemError
            If a field can't be read, whoever is meant.
        """
        try:
            return Proof.model_validate(self.model_dump())
        except ValidationError as error:
            raise ProblemError("REQUEST_INVALID", "; ".join(_mends(error))) from None


class ClaimView(BaseModel):
    """
    An entry of a roster that the account has proved to be about its holder.

    Attributes
    ----------
    claim
        What the claim is called; all entries that one proof has brought have the same.
    authority, name
        The code of the board or state, and its name.
    sureness
        *stated*: what the holder said agrees with the roster; *confirmed*: a code was sent to the roster's e-mail, or
        an operator looked at papers.
    asked_at, refused
        When an operator was asked to confirm it, and the operator's word if that was refused.
    """

    claim: str
    authority: str
    name: str
    id: str
    sureness: Sureness
    since: dt.datetime
    asked_at: dt.datetime | None
    refused: str | None


def add_claim_routes(app: HubApi, claiming: Callable[[], Claiming]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/me/claims",
        summary="Claim to be a physician",
        status_code=201,
        responses=person_answers(
            201, "Every entry that the proof has brought.", "CLAIM_REFUSED", "CLAIM_TRIES_SPENT",
            headers={"Retry-After": "In how many seconds there are tries again."},
        ),
        tags=TAGS,
        operation_id="claim",
        security=SIGNED_IN,
    )  # fmt: skip
    def claim(given: ProofInput) -> Response[list[ClaimView]]:
        """
        Prove who you are: names, birth month and day, and one number that a board or a state knows you by.

        A refusal says the same in every case. Claiming the same once more changes nothing.
        """
        proof = given.proof()
        try:
            made = claiming().claim(app.person.sub, proof)
        except ClaimRefusedError:
            raise ProblemError("CLAIM_REFUSED") from None
        except TriesSpentError:
            raise ProblemError("CLAIM_TRIES_SPENT", headers=until_tomorrow(claiming().clock())) from None
        return Response(201, "application/json", told_claims([made]))

    @app.delete(
        "/v1/me/claims/<claim_id>",
        summary="Give a claim back",
        status_code=204,
        responses=person_answers(204, "It is given back, with every entry."),
        tags=TAGS,
        operation_id="giveBack",
        security=SIGNED_IN,
    )
    def give_back(claim_id: ClaimId) -> Response[None]:
        """Let the hub forget that you are this physician; nothing that was reported changes."""
        if not claiming().give_back(app.person.sub, claim_id):
            raise ProblemError("NOT_FOUND")
        return Response(204)


def told_claims(claims: Iterable[Claim]) -> list[ClaimView]:
    """Return what an account's holder is told of claims: each entry, that of the proof first."""
    return [
        ClaimView(
            claim=claim.claim_id,
            authority=key.authority,
            name=authority_name(key.authority),
            id=key.entry_id,
            sureness=claim.sureness,
            since=claim.since,
            asked_at=None if claim.confirmed_at else claim.asked_at,
            refused=claim.refused,
        )
        for claim in claims
        for key in claim.linked
    ]


def authority_name(authority: str) -> str:
    """Return the name of a board or a state."""
    return STATES.get(authority) or rule_pack(authority, dt.date.max).name


def _mends(error: ValidationError) -> Iterable[str]:
    for misfit in error.errors():
        context = misfit.get("ctx", {})
        expected = context.get("expected") or f"one of {context.get('known')}, a state, or NPI"
        yield f"{misfit['loc'][0]}: give {expected}"


def until_tomorrow(now: dt.datetime) -> dict[str, str]:
    """Return the header that tells in how many seconds the next day of UTC begins."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return {"Retry-After": str(int((today + _DAY - now).total_seconds()) + 1)}
