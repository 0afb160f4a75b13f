"""The commands about accreditors: who reads what providers report of their years, and of which providers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from cmehub.accounts.accreditors import ACCREDITOR_ID, Accreditor
from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import Role, RoleKind
from cmehub.stores import ProviderStore
from cmehub.stores.accreditors import AccreditorStore
from hub import screen
from hub.errors import UserError
from hub.operator.people import Email, People, people
from hub.operator.registers import MAIL_ADDRESS
from hub.options import Stack
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer(
    no_args_is_help=True,
    help="Let accreditors read what their providers report of their years, and end that.",
    epilog='Example: hub accreditors onboard EXMS "State Society of Examples" noor@example.org',
)
AccreditorArgument = Annotated[
    str, typer.Argument(metavar="ACCREDITOR", help="A short name of yours for it, in capitals, such as ACCME.")
]
ProviderArguments = Annotated[list[str], typer.Argument(metavar="PROVIDER...", help="Providers, 7 digits each.")]


@app.command("list", epilog="Example: hub accreditors list")
def show(*, stack: Stack = None) -> None:
    """List the accreditors, how many providers each accredits, and who reads for it."""
    found = accreditors(stack).listed()
    listing = screen.table("Accreditors", "accreditor", "name", "providers", "who reads")
    for accreditor, provider_ids, readers in found:
        listing.add_row(accreditor.accreditor_id, accreditor.name, str(len(provider_ids)), "\n".join(readers))
    screen.output().print(listing if found else "There is no accreditor yet. Add one with: hub accreditors onboard")


@app.command(epilog='Example: hub accreditors onboard EXMS "State Society of Examples" noor@example.org')
def onboard(
    accreditor: AccreditorArgument,
    name: Annotated[str, typer.Argument(help="Its name, as its people read it.")],
    email: Email,
    *,
    stack: Stack = None,
) -> None:
    """
    Store an accreditor, and invite the first who reads for it.

    It can be typed again. Further people are invited with: hub people invite EMAIL --role accreditor --at ACCREDITOR
    """
    is_new = accreditors(stack).onboard(Accreditor(accreditor_id=accreditor, name=name.strip()), email)
    told = "is invited" if is_new else "was there already"
    screen.output().print(
        f"{email} {told}, and reads for {accreditor}. Say which providers it accredits with: "
        f"hub accreditors add {accreditor} PROVIDER...",
        soft_wrap=True,
    )


@app.command(epilog="Example: hub accreditors add EXMS 0009999 0008888")
def add(accreditor: AccreditorArgument, provider: ProviderArguments, *, stack: Stack = None) -> None:
    """Let an accreditor read what further providers report of their years, those that were sent before among them."""
    accreditors(stack).add(accreditor, provider)
    screen.output().print(f"{accreditor} accredits {', '.join(provider)}.", soft_wrap=True)


@app.command(epilog="Example: hub accreditors remove EXMS 0008888")
def remove(accreditor: AccreditorArgument, provider: ProviderArguments, *, stack: Stack = None) -> None:
    """Let an accreditor read nothing of these providers any more."""
    accreditors(stack).remove(accreditor, provider)
    screen.output().print(f"{accreditor} reads nothing of {', '.join(provider)} any more.", soft_wrap=True)


@app.command("end-role", epilog="Example: hub accreditors end-role EXMS noor@example.org")
def end_role(accreditor: AccreditorArgument, email: Email, *, stack: Stack = None) -> None:
    """Let somebody read for an accreditor no more, from their next call on; their account and other roles stay."""
    accreditors(stack).end_role(accreditor, email)
    screen.output().print(f"{email} doesn't read for {accreditor} any more.", soft_wrap=True)


@app.command(epilog="Example: hub accreditors end EXMS")
def end(accreditor: AccreditorArgument, *, stack: Stack = None) -> None:
    """Forget an accreditor: nobody reads for it any more. Its providers, and what they sent, stay."""
    readers = accreditors(stack).end(accreditor)
    screen.output().print(f"{accreditor} is ended; {len(readers)} of its people read no more.", soft_wrap=True)


def accreditors(stack: str | None) -> "Accreditors":
    """Return the logic over a stack."""
    stores = HubStores(StackConnection.named(stack))
    return Accreditors(stores.accreditors, stores.providers, people(stack))


@dataclass(frozen=True)
class Accreditors:
    """Everything that looking after accreditors needs."""

    accreditors: AccreditorStore
    providers: ProviderStore
    people: People

    def listed(self) -> list[tuple[Accreditor, list[str], list[str]]]:
        """Return each accreditor with its providers' IDs, and the addresses of who reads for it."""
        staff = self.people.listed([Pool.STAFF])
        return [
            (
                accreditor,
                self.accreditors.providers(accreditor.accreditor_id),
                [member.email for member in staff if _role(accreditor.accreditor_id) in member.roles],
            )
            for accreditor in self.accreditors.all()
        ]

    def onboard(self, accreditor: Accreditor, email: str) -> bool:
        """
        Store an accreditor and invite somebody who reads for it; its providers stay as they are.

        Returns
        -------
        bool
            Whether the person had no account until then.

        Raises
        ------
        UserError
            If the ID or the address can't be one, the accreditor has another name, or the account was ended.
        """
        faults = [
            f"{given or 'Nothing'} is not {expected}."
            for given, pattern, expected in (
                (accreditor.accreditor_id, ACCREDITOR_ID, "an accreditor's ID: 2 to 10 capitals and digits"),
                (accreditor.name, ".", "an accreditor's name"),
                (email, MAIL_ADDRESS, "one mail address"),
            )
            if not re.match(pattern, given)
        ]
        if faults:
            raise UserError(" ".join(faults))
        known = self.accreditors.find(accreditor.accreditor_id)
        if known and known != accreditor:
            raise UserError(f"{accreditor.accreditor_id} is there, and called {known.name}. Give that name.")
        self.accreditors.put(accreditor)
        return self.people.invite(email, RoleKind.ACCREDITOR, accreditor.accreditor_id).is_new

    def add(self, accreditor_id: str, provider_ids: Sequence[str]) -> None:
        """
        Let an accreditor accredit providers.

        Raises
        ------
        UserError
            If there is no such accreditor, or one of the providers isn't there; then none is added.
        """
        self._check(accreditor_id)
        unknown = [provider_id for provider_id in provider_ids if self.providers.find(provider_id) is None]
        if unknown:
            raise UserError(
                f"No provider has the ID {', '.join(unknown)} (7 digits, leading zeroes kept). None is added."
            )
        self.accreditors.add(accreditor_id, provider_ids)

    def remove(self, accreditor_id: str, provider_ids: Sequence[str]) -> None:
        """
        Let an accreditor accredit providers no more.

        Raises
        ------
        UserError
            If there is no such accreditor, or it doesn't accredit one of them; then all stay.
        """
        self._check(accreditor_id)
        accredited = self.accreditors.providers(accreditor_id)
        if unknown := [provider_id for provider_id in provider_ids if provider_id not in accredited]:
            raise UserError(f"{accreditor_id} doesn't accredit {', '.join(unknown)}. None is removed.")
        self.accreditors.remove(accreditor_id, provider_ids)

    def end_role(self, accreditor_id: str, email: str) -> None:
        """
        Let somebody read for an accreditor no more.

        Raises
        ------
        UserError
            If they don't.
        """
        member = self.people.pools[Pool.STAFF].find(email)
        role = _role(accreditor_id)
        if member is None or role not in self.people.standings.find(member.sub).roles:
            raise UserError(f"{email} doesn't read for {accreditor_id}. See who does with: hub accreditors list")
        self.people.standings.take(member.sub, role)

    def end(self, accreditor_id: str) -> list[str]:
        """
        Forget an accreditor, and return who read for it.

        Raises
        ------
        UserError
            If there is no such accreditor.
        """
        self._check(accreditor_id)
        role = _role(accreditor_id)
        readers = [member for member in self.people.listed([Pool.STAFF]) if role in member.roles]
        # Roles first: if it stops between the two, it can be typed again.
        for member in readers:
            self.people.standings.take(member.sub, role)
        self.accreditors.end(accreditor_id)
        return [member.email for member in readers]

    def _check(self, accreditor_id: str) -> None:
        if self.accreditors.find(accreditor_id) is None:
            raise UserError(f"{accreditor_id or 'Nothing'} is no accreditor. See them with: hub accreditors list")


def _role(accreditor_id: str) -> Role:
    return Role(kind=RoleKind.ACCREDITOR, at=accreditor_id)
