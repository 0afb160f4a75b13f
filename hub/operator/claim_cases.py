"""The commands about claims that an operator decides."""

import datetime as dt
from typing import Annotated

import typer
from pydantic import TypeAdapter

from cmehub.accounts.cases import CaseOverError, Cases
from cmehub.accounts.claims import Case, CaseKind
from cmehub.stores import AccountStore
from hub import screen
from hub.errors import UserError
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer(
    no_args_is_help=True,
    help="Decide claims: of somebody whom another account holds, or where no roster has an address for a code.",
    epilog="Example: hub people claims list",
)
CaseId = Annotated[str, typer.Argument(metavar="CASE", help="The case, as hub people claims list shows it.")]

_WHAT = {CaseKind.HELD: "is held by another account", CaseKind.CONFIRM: "asks to be confirmed"}


class ListedCase(Case):
    """A case, and which other accounts hold the physician now."""

    holders: tuple[str, ...] = ()


_LISTED = TypeAdapter(list[ListedCase])


@app.command("list", epilog="Example: hub people claims list --json")
def show(
    *,
    decided: Annotated[bool, typer.Option("--decided", help="Those that were decided within a year, too.")] = False,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """List the claims that wait to be decided, the oldest first."""
    stores = HubStores(StackConnection.named(stack))
    found = listed(stores.accounts, stores.cases, decided=decided)
    if as_json:
        typer.echo(_LISTED.dump_json(found, indent=2).decode())
        return
    listing = screen.table("Claims", "case", "since", "account", "physician", "what", "holder", "decided")
    for case in found:
        listing.add_row(
            case.case_id,
            f"{case.opened_at:%Y-%m-%d %H:%M}",
            case.sub,
            f"{case.authority} {case.entry_id}",
            _WHAT[case.kind],
            "\n".join(case.holders),
            _decided(case),
        )
    listing.columns[0].no_wrap = True
    screen.output().print(listing if found else "No claim waits to be decided.")


@app.command(epilog="Example: hub people claims approve 5d41402abc4b2a76")
def approve(case: CaseId, stack: Stack = None) -> None:
    """
    Confirm a claim, after you have looked at papers.

    If another account holds the physician, everything moves from there to the account that tried.
    """
    stores = HubStores(StackConnection.named(stack))
    found = open_case(stores.accounts, case)
    try:
        stores.cases.approve(found)
    except CaseOverError:
        raise UserError(
            f"There is nothing to confirm: the account has given its claim back, or {found.authority} has no such "
            "entry any more. Refuse the case."
        ) from None
    screen.output().print(f"Account {found.sub} is confirmed as {found.authority} {found.entry_id}.", soft_wrap=True)


@app.command(epilog='Example: hub people claims refuse 5d41402abc4b2a76 --word "The licence shows another name."')
def refuse(
    case: CaseId,
    *,
    word: Annotated[str, typer.Option(help="Why; an account that asked to be confirmed is told it.")],
    stack: Stack = None,
) -> None:
    """Leave everything as it is, and close the case."""
    stores = HubStores(StackConnection.named(stack))
    found = open_case(stores.accounts, case)
    if not word.strip():
        raise UserError("Say why, with --word.")
    stores.cases.refuse(found, word.strip())
    screen.output().print(f"Case {found.case_id} is refused. Everything stays as it is.")


def listed(accounts: AccountStore, cases: Cases, *, decided: bool) -> list[ListedCase]:
    """Return the cases that are open, or all, with the accounts that hold whom they are about."""
    return [
        ListedCase(**case.model_dump(), holders=tuple(sorted({*cases.holders(case).values()})) if case.is_open else ())
        for case in accounts.cases()
        if decided or case.is_open
    ]


def open_case(accounts: AccountStore, case_id: str) -> Case:
    """
    Return a case that waits to be decided.

    Raises
    ------
    UserError
        If there is none, or it was decided before.
    """
    found = accounts.find_case(case_id)
    if found is None:
        raise UserError(f"There is no case {case_id}. See hub people claims list.")
    if not found.is_open:
        raise UserError(f"Case {case_id} was decided before: {_decided(found)}.")
    return found


def _decided(case: Case) -> str:
    if case.decided_at is None:
        return ""
    what = "approved" if case.approved else f"refused ({case.word})"
    return f"{case.decided_at.astimezone(dt.UTC):%Y-%m-%d} {what}"
