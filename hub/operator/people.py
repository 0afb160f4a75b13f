"""The commands about people who sign in: who there is, inviting staff, ending accounts."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

import typer
from pydantic import TypeAdapter

from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import Role, RoleKind
from cmehub.accounts.team import OPERATOR, TeamChange
from cmehub.passport.account_ends import AccountEnds
from cmehub.people.states import state_letters
from cmehub.runtime.queues import Queue
from cmehub.stores import ProviderStore
from cmehub.stores.accreditors import AccreditorStore
from cmehub.stores.cognito_members import CognitoMembers
from cmehub.stores.members import Member, MemberExistsError, MemberStore
from cmehub.stores.standings import StandingStore
from cmehub.stores.teams import TeamStore
from cmehub.submissions.messages import RoleChangedMessage
from hub import screen
from hub.errors import UserError
from hub.operator import claim_cases, mail_addresses
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer(
    no_args_is_help=True,
    help="Look after people who sign in: physicians, and the staff of providers, accreditors, boards and the hub.",
    epilog="Example: hub people list",
)
app.add_typer(claim_cases.app, name="claims")
app.add_typer(mail_addresses.app, name="addresses")
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The address with which they sign in.")]
Place = Annotated[str, typer.Option(metavar="WHERE", help="A provider, an officer's state, or an accreditor.")]


class ListedMember(Member):
    """Somebody who can sign in, where, and what of the staff they are."""

    pool: Pool
    roles: tuple[Role, ...]


_LISTED = TypeAdapter(list[ListedMember])


@app.command("list", epilog="Example: hub people list --pool staff --json")
def show(
    pool: Annotated[Pool | None, typer.Option(help="Only these.")] = None,
    *,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """List the people who can sign in, and those whose account was ended."""
    found = people(stack).listed([pool] if pool else Pool)
    if as_json:
        typer.echo(_LISTED.dump_json(found, indent=2).decode())
        return
    listing = screen.table("People", "e-mail", "pool", "since", "sign-in", "roles")
    for member in found:
        roles = "\n".join(f"{role.kind} {role.at}".strip() for role in member.roles)
        listing.add_row(member.email, member.pool, f"{member.since:%Y-%m-%d}", _state(member), roles)
    screen.output().print(listing if found else "Nobody can sign in yet. Invite staff with: hub people invite")


@app.command(epilog="Example: hub people invite rae.lindqvist@example.org --role officer --at OH")
def invite(
    email: Email,
    *,
    role: Annotated[RoleKind, typer.Option(help="What they will be; the first three are contacts of a provider.")],
    at: Place = "",
    stack: Stack = None,
) -> None:
    """
    Invite somebody to the staff: they get a mail with a password for the first sign-in, and set up a second factor.

    Who is there already gets the role beside those that they have, in the place of another at the same provider or
    state, and a mail that tells of it once they have signed in.
    """
    given = people(stack).invite(email, role, at)
    there = "was there already, and gets a mail" if given.is_told else "was there already"
    told = "is invited" if given.is_new else there
    screen.output().print(f"{email} {told}. Role: {given.role.kind} {given.role.at}".rstrip(), soft_wrap=True)


@app.command(epilog="Example: hub people end rae.lindqvist@example.org")
def end(
    email: Email,
    pool: Annotated[Pool | None, typer.Option(help="Which account, if both pools have one of this address.")] = None,
    *,
    stack: Stack = None,
) -> None:
    """
    End somebody's account at once: sessions that are open, roles, and signing in.

    A physician's goes with all that is in it, and there is no way back: claims are given back, own credits with their
    files, needs, requests and preferences are deleted. What providers reported stays with the boards.
    """
    ended = people(stack).end(email, pool)
    screen.output().print(f"The account of {email} ({ended}) is ended.", soft_wrap=True)


@app.command("end-role", epilog="Example: hub people end-role rae.lindqvist@example.org --role officer --at OH")
def end_role(
    email: Email, *, role: Annotated[RoleKind, typer.Option(help="Which one.")], at: Place = "", stack: Stack = None
) -> None:
    """End one role of somebody of the staff, from their next call on; the account and other roles stay."""
    ended = people(stack).end_role(email, role, at)
    screen.output().print(f"{email} has this role no more: {ended.kind} {ended.at}".rstrip(), soft_wrap=True)


def people(stack: str | None) -> "People":
    """Return the logic over a stack."""
    connection = StackConnection.named(stack)
    stores = HubStores(connection)
    pools = {pool: CognitoMembers(connection.cognito, connection.people_pool(pool)) for pool in Pool}
    ends = stores.account_ends(pools[Pool.PHYSICIANS])
    registers = stores.providers, stores.accreditors
    return People(pools, stores.standings, stores.teams, *registers, ends, stores.notices_queue, stores.clock)


@dataclass(frozen=True)
class Invited:
    """What came of an invitation: the role, whether the person is new, and whether a mail tells somebody who isn't."""

    role: Role
    is_new: bool
    is_told: bool


@dataclass(frozen=True)
class People:
    """Everything that looking after people needs."""

    pools: Mapping[Pool, MemberStore]
    standings: StandingStore
    teams: TeamStore
    providers: ProviderStore
    accreditors: AccreditorStore
    account_ends: AccountEnds
    notices: Queue
    clock: Callable[[], dt.datetime]

    def listed(self, pools: Iterable[Pool]) -> list[ListedMember]:
        """Return the people of these pools; physicians have no roles."""
        return [
            ListedMember(
                **member.model_dump(),
                pool=pool,
                roles=self.standings.find(member.sub).roles if pool is Pool.STAFF else (),
            )
            for pool in pools
            for member in self.pools[pool].all()
        ]

    def invite(self, email: str, kind: RoleKind, at: str) -> Invited:
        """
        Give somebody a role, and an account if they have none.

        Raises
        ------
        UserError
            If the role doesn't go with the place, there is no such place, the account was ended, or nobody would be the
            provider's primary contact any more.
        """
        role, staff = self._role(kind, at), self.pools[Pool.STAFF]
        self.refuse_ended(email)
        try:
            member, is_new = staff.invite(email), True
        except MemberExistsError:
            found = staff.find(email)
            if found is None:
                raise
            member, is_new = found, False
        # An invitation tells whoever hasn't signed in yet.
        is_told = not (is_new or member.is_invited or role in self.standings.find(member.sub).roles)
        if role.is_contact:
            self.let_be(member.sub, role.at, kind)
        else:
            self.standings.give(member.sub, role)
        if is_told:
            self.notices.send([RoleChangedMessage(sub=member.sub, role=role, changed_at=self.clock())])
        return Invited(role, is_new, is_told)

    def refuse_ended(self, email: str) -> None:
        """Raise UserError if the account of somebody of the staff was ended."""
        found = self.pools[Pool.STAFF].find(email)
        if found and not found.enabled:
            raise UserError(f"The account of {email} was ended. Invite them with another address.")

    def end(self, email: str, pool: Pool | None) -> Pool:
        """
        End an account, and return in which pool it was.

        Raises
        ------
        UserError
            If nobody has this address, or somebody of each pool, or they are the only primary contact of a provider.
        """
        found = {place: member for place in Pool if (member := self.pools[place].find(email)) and pool in {None, place}}
        if not found:
            raise UserError(f"Nobody signs in as {email}. See who does with: hub people list")
        if len(found) > 1:
            raise UserError(f"{email} is in both pools. Say which, with --pool physicians or --pool staff.")
        ((place, member),) = found.items()
        if place is Pool.PHYSICIANS:
            self.account_ends.end_now(member.sub)
            return place
        contacts_of = [role.at for role in self.standings.find(member.sub).roles if role.is_contact]
        for provider_id in contacts_of:
            self._keep_a_primary(member.sub, provider_id)
        # Signing in first: no token is given after the moment until which they are refused.
        self.pools[place].end(member.sub)
        self.standings.sign_out(member.sub, at=self.clock())
        for provider_id in contacts_of:
            self.let_be(member.sub, provider_id, None)
        for role in self.standings.find(member.sub).roles:
            self.standings.take(member.sub, role)
        self.account_ends.mails.forget(member.sub)
        return place

    def end_role(self, email: str, kind: RoleKind, at: str) -> Role:
        """
        Take one role from somebody of the staff, and return it.

        Raises
        ------
        UserError
            If they don't have it, or nobody would be the provider's primary contact any more.
        """
        role, member = self._role(kind, at), self.pools[Pool.STAFF].find(email)
        if member is None or role not in self.standings.find(member.sub).roles:
            raise UserError(f"{email} doesn't have the role {kind} {role.at}. See who has which with: hub people list")
        if role.is_contact:
            self.let_be(member.sub, role.at, None)
        else:
            self.standings.take(member.sub, role)
        self.notices.send([RoleChangedMessage(sub=member.sub, role=role, is_taken=True, changed_at=self.clock())])
        return role

    def let_be(self, sub: str, provider_id: str, becomes: RoleKind | None, *, with_provider: bool = False) -> None:
        """
        Let somebody be a contact of a provider, of another kind, or no more; its list of changes tells of it.

        Raises
        ------
        UserError
            If nobody would be the provider's primary contact any more, or somebody else changes it at this moment.
        """
        kinds = {contact.sub: contact.kind for contact in self.teams.contacts(provider_id)}
        was = kinds.get(sub)
        if was is becomes:
            return
        change = TeamChange(
            at=self.clock(), by=OPERATOR, sub=sub, was=was, becomes=becomes, with_provider=with_provider
        )
        if not self.teams.change(provider_id, change):
            self._keep_a_primary(sub, provider_id)
            raise UserError(f"Somebody changes the contacts of {provider_id} at this moment. Try again.")

    def _keep_a_primary(self, sub: str, provider_id: str) -> None:
        kinds = {contact.sub: contact.kind for contact in self.teams.contacts(provider_id)}
        primaries = {contact for contact, kind in kinds.items() if kind is RoleKind.PRIMARY}
        if primaries == {sub}:
            raise UserError(
                f"They are the only primary contact of {provider_id}. Invite another one first, with: "
                f"hub people invite EMAIL --role primary --at {provider_id}"
            )

    def _role(self, kind: RoleKind, at: str) -> Role:
        if kind is RoleKind.OPERATOR:
            if at:
                raise UserError("An operator is one everywhere. Leave out --at.")
            return Role(kind=kind)
        if kind is RoleKind.OFFICER:
            state = state_letters(at)
            if state is None:
                raise UserError(f"{at or 'Nothing'} is no state. Give an officer's with --at, such as --at OH.")
            return Role(kind=kind, at=state)
        if kind is RoleKind.ACCREDITOR:
            if self.accreditors.find(at) is None:
                raise UserError(f"{at or 'Nothing'} is no accreditor. See them with: hub accreditors list")
            return Role(kind=kind, at=at)
        if self.providers.find(at) is None:
            raise UserError(f"{at or 'Nothing'} is no provider. Give a contact's with --at, 7 digits, such as 0009999.")
        return Role(kind=kind, at=at)


def _state(member: Member) -> str:
    if not member.enabled:
        return "ended"
    return {"CONFIRMED": "yes", "FORCE_CHANGE_PASSWORD": "invited", "UNCONFIRMED": "e-mail not confirmed"}.get(
        member.status, member.status
    )
