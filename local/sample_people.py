"""Invented people who can sign in to the local stack, of each kind."""

from typing import NamedTuple

from cmehub.accounts.accreditors import Accreditor
from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import Role, RoleKind
from cmehub.stores.cognito_members import CognitoMembers
from hub.stack import StackConnection
from hub.stores import HubStores
from local.sample_data.physicians import SamplePhysician, physician
from local.sample_load import OTHER_PROVIDER_ID, PROVIDER_ID

PASSWORD = "Sample-Passport-1"  # noqa: S105 - of invented people, on a machine of one's own
EMAIL_CODE = "123456"
"""What the emulator mails to everybody who signs in by e-mail."""


class SamplePerson(NamedTuple):
    """Somebody to sign in as; physicians have no roles."""

    email: str
    roles: tuple[Role, ...] = ()

    @property
    def pool(self) -> Pool:
        """Where they sign in."""
        return Pool.STAFF if self.roles else Pool.PHYSICIANS

    @property
    def who(self) -> str:
        """What they are, and where."""
        return ", ".join(f"{role.kind} {role.at}".strip() for role in self.roles) or "physician"


def sample_physician() -> SamplePhysician:
    """Return whom the sample physician can claim to be: the first learner of ``learners-clean.xlsx``."""
    return physician(2)


def _at(provider_id: str, kind: RoleKind) -> Role:
    return Role(kind=kind, at=provider_id)


SAMPLE_ACCREDITOR = Accreditor(accreditor_id="EXMS", name="State Society of Examples")
SAMPLE_PEOPLE = (
    SamplePerson("gabriel.pemberton@example.org"),
    SamplePerson("nadia.brandt@example.org", (_at(PROVIDER_ID, RoleKind.PRIMARY),)),
    SamplePerson("tomas.greaves@example.org", (_at(PROVIDER_ID, RoleKind.REPORTER),)),
    SamplePerson("lena.moreau@example.org", (_at(PROVIDER_ID, RoleKind.VIEWER),)),
    SamplePerson("pavel.okafor@example.org", (_at(OTHER_PROVIDER_ID, RoleKind.PRIMARY),)),
    SamplePerson(
        "maya.lindholm@example.org", (_at(PROVIDER_ID, RoleKind.VIEWER), _at(OTHER_PROVIDER_ID, RoleKind.REPORTER))
    ),
    SamplePerson(
        "rae.lindqvist@example.org",
        (Role(kind=RoleKind.OFFICER, at="DC"), Role(kind=RoleKind.OFFICER, at="OH")),
    ),
    SamplePerson("noor.hadley@example.org", (Role(kind=RoleKind.ACCREDITOR, at=SAMPLE_ACCREDITOR.accreditor_id),)),
    SamplePerson("otto.varga@example.org", (Role(kind=RoleKind.OPERATOR),)),
)


def load_people(connection: StackConnection) -> None:
    """Let the sample people sign in with the sample password; whoever is there stays as they are."""
    stores = HubStores(connection)
    standings = stores.standings
    stores.accreditors.put(SAMPLE_ACCREDITOR)
    stores.accreditors.add(SAMPLE_ACCREDITOR.accreditor_id, [PROVIDER_ID, OTHER_PROVIDER_ID])
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
        if found:
            for role in person.roles:
                standings.give(found.sub, role)


def primary_contact(connection: StackConnection) -> str:
    """Return the primary contact of the main sample provider as a caller's ID, once the people are loaded."""
    (email,) = (person.email for person in SAMPLE_PEOPLE if person.roles == (_at(PROVIDER_ID, RoleKind.PRIMARY),))
    found = CognitoMembers(connection.cognito, connection.people_pool(Pool.STAFF)).find(email)
    if found is None:
        raise LookupError(f"{email} can't sign in yet.")
    return f"contact {found.sub}"


def people_told() -> str:
    """Say in a few lines as whom one can sign in."""
    claimable = sample_physician()
    board, board_id = claimable.board_ids[0]
    width = max(len(person.who) for person in SAMPLE_PEOPLE)
    lines = "\n".join(f"  {person.who:<{width}}  {person.email}" for person in SAMPLE_PEOPLE)
    return (
        f"Sign in below the site's /account/ as the physician, below /console/ as a provider's contact, "
        f"below /console/accreditor as an accreditor, and below /licensing/ as an officer; password "
        f"{PASSWORD}, e-mail code {EMAIL_CODE}:\n{lines}\n"
        f"  The physician is {claimable.given_name} {claimable.family_name}, born {claimable.birth_month_day}, "
        f"{board} {board_id}; officers find that licence of {claimable.state_letters}: {claimable.licence_id}. "
        "Pages for operators are not there yet."
    )
