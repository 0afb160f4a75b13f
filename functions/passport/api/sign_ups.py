"""The route of those who have no account yet; it tells nobody who has one."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from cmehub.accounts.signing_up import EMAIL, SigningUp
from cmehub.api.contract import open_answers
from cmehub.api.resolver import HubApi


def _one_address(text: str) -> str:
    if EMAIL.fullmatch(text):
        return text
    raise ValueError("give one mail address, such as mira.osei@example.org")


class SignUp(BaseModel):
    """Who wants an account: the address with which they will sign in."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": [{"email": "mira.osei@example.org"}]}
    )

    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_one_address)]


def add_sign_up_routes(app: HubApi, signing_up: Callable[[], SigningUp]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.post(
        "/v1/sign-ups",
        summary="Create an account",
        status_code=202,
        responses=open_answers(202, "Whoever reads the mails to this address can sign in with it."),
        tags=["Account"],
        operation_id="signUp",
    )
    def sign_up(wanted: SignUp) -> Response[None]:
        """Create an account, unless there is one with this address; the answer is the same."""
        signing_up().sign_up(wanted.email)
        return Response(202)
