"""Invented people who can sign in to the local stack, one of each kind."""

from typing import NamedTuple

from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import Role, RoleKind
from cmehub.stores.cognito_members import CognitoMembers
from hub.stack import StackConnection
from hub.stores import HubStores
from local.sample_data.physicians import SamplePhysician, physician
from local.sample_load import PROVIDER_ID

PASSWORD = "Sample-Passport-1"  # noqa: S105 - of invented people, on a machine of one's own
EMAIL_CODE = "123456"
"""What the emulator mails to everybody who signs in by e-mail."""


class SamplePerson(NamedTuple):
    """Somebody to sign in as; physicians have no role."""

    email: str
    who: str
    role: Role | None = None

    @property
    def pool(self) -> Pool:
        """Where they sign in."""
        return Pool.STAFF if self.role else Pool.PHYSICIANS


def sample_physician() -> SamplePhysician:
    """Return whom the sample physician can claim to be: the first learner of ``learners-clean.xlsx``."""
    return physician(2)


SAMPLE_PEOPLE = (
    SamplePerson("gabriel.pemberton@example.org", "physician"),
    SamplePerson("nadia.brandt@example.org", f"contact of {PROVIDER_ID}", Role(kind=RoleKind.PRIMARY, at=PROVIDER_ID)),
    SamplePerson("rae.lindqvist@example.org", "officer of Ohio", Role(kind=RoleKind.OFFICER, at="OH")),
    SamplePerson("otto.varga@example.org", "operator", Role(kind=RoleKind.OPERATOR)),
)


def load_people(connection: StackConnection) -> None:
    """Let the sample people sign in with the sample password; whoever is there stays as they are."""
    standings = HubStores(connection).standings
    for person in SAMPLE_PEOPLE:
        pool = connection.people_pool(person.pool)
        if CognitoMembers(connection.cognito, pool).find(person.email) is None:
            connection.cognito.admin_create_user(
                UserPoolId=pool,
                Username=person.email,
                UserAttributes=[{"Name": "email", "Value": person.email}, {"Name": "email_verified", "Value": "true"}],
                MessageAction="SUPPRESS",
            )
            connection.cognito.admin_set_user_password(
                UserPoolId=pool, Username=person.email, Password=PASSWORD, Permanent=True
            )
        found = CognitoMembers(connection.cognito, pool).find(person.email)
        if found and person.role:
            standings.give(found.sub, person.role)


def people_told() -> str:
    """Say in a few lines as whom one can sign in."""
    claimable = sample_physician()
    board, board_id = claimable.board_ids[0]
    width = max(len(person.who) for person in SAMPLE_PEOPLE)
    lines = "\n".join(f"  {person.who:<{width}}  {person.email}" for person in SAMPLE_PEOPLE)
    return (
        f"Sign in below the site's /account/ as one of these; password {PASSWORD}, e-mail code {EMAIL_CODE}:\n{lines}\n"
        f"  The physician is {claimable.given_name} {claimable.family_name}, born {claimable.birth_month_day}, "
        f"{board} {board_id}. Pages for the other three are not there yet."
    )
