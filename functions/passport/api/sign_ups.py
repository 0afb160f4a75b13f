"""The route of those who have no account yet; it tells nobody who has one."""

from collections.abc import Callable

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict

from cmehub.accounts.signing_up import SigningUp
from cmehub.api.contract import open_answers
from cmehub.api.resolver import HubApi
from cmehub.fields.mail_address import MailAddress


class SignUp(BaseModel):
    """Who wants an account: the address with which they will sign in."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": [{"email": "mira.osei@example.org"}]}
    )

    email: MailAddress


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
