"""The command ``hub credits``: what a physician's reported credits have come to, and who reported them when."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated
from uuid import uuid4

import typer
from pydantic import BaseModel
from rich.console import Group, RenderableType
from rich.text import Text

from cmehub.accounts.accesses import Access, Reader
from cmehub.learners.credits import Credit, CreditStatus, credits_of
from cmehub.learners.records import LearnerRecord, Origin
from cmehub.people.physicians import linked
from cmehub.people.rosters import EntryKey, normal_entry_id
from hub import screen
from hub.boards.rosters import known_authority
from hub.errors import UserError
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores


class RecordEvent(BaseModel):
    """A row that added or deleted a record, and when the hub took it."""

    at: dt.datetime
    action: str
    provider_id: str
    activity_id: str
    completion_date: dt.date
    record_id: str
    submission_id: str
    row: int


class PhysicianCredits(BaseModel):
    """
    The credits of one physician.

    Attributes
    ----------
    entries
        The rosters' entries that are this physician, as ``<board or state>-<ID>``.
    credits
        Those that were reported and not deleted, and the CME credit that follows from MOC credit.
    history
        Every row that added or deleted a record, the newest first.
    """

    entries: list[str]
    credits: list[Credit]
    history: list[RecordEvent]


def physician_credits(stores: HubStores, authority: str, entry_id: str) -> PhysicianCredits:
    """
    Return the credits of the physician whom a board or a state knows under an ID.

    Raises
    ------
    UserError
        If it has no roster, or nobody of this ID on it.
    """
    code = known_authority(authority)
    key = EntryKey(code, normal_entry_id(code, entry_id))
    entries = [entry.learner_key for entry in linked(stores.rosters, *key)]
    if not entries:
        raise UserError(f"The roster of {code} has nobody with the ID {entry_id}. Check the ID, or load the roster.")
    records = [record for entry in entries for record in stores.records.of_learner(entry)]
    return PhysicianCredits(
        entries=entries,
        credits=[credit for credit in credits_of(records, stores.ledgers) if credit.status is not CreditStatus.DELETED],
        history=sorted(
            (event for record in records for event in _events(record)),
            key=lambda event: event.at,
            reverse=True,
        ),
    )


def show(
    authority: Annotated[str, typer.Argument(metavar="BOARD|STATE", help="Who knows the physician: ABIM, or OH.")],
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="The board's ID of the physician, or the licence.")],
    *,
    history: Annotated[
        bool, typer.Option("--history", help="Who added and deleted records, when, by which file and row.")
    ] = False,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """
    Show the credits of a physician: what counts, what waits, what was rejected and why.

    Physicians see that their credits were looked at.

    Rosters' entries of the same person are taken together. CME credit that follows from MOC credit is shown as derived.
    """
    stores = HubStores(StackConnection.named(stack))
    found = physician_credits(stores, authority, entry_id)
    access = Access(
        access_id=uuid4().hex,
        at=dt.datetime.now(dt.UTC),
        reader=Reader.OPERATOR,
        who="An operator of CME Hub",
        what="All credits and who reported them",
    )
    keys = [key for entry in found.entries if (key := EntryKey.of_learner_key(entry))]
    stores.noted_accesses.add(keys, access)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        screen.output().print(Group(*_parts(found, history=history)))


def _events(record: LearnerRecord) -> Iterator[RecordEvent]:
    def event(action: str, origin: Origin) -> RecordEvent:
        return RecordEvent(
            at=origin.at,
            action=action,
            provider_id=record.provider_id,
            activity_id=record.row.activity_id,
            completion_date=record.row.completion_date,
            record_id=record.record_id,
            submission_id=origin.submission_id,
            row=origin.row,
        )

    yield event("add", record.origin)
    if record.deleted:
        yield event("delete", record.deleted)
    if record.before:
        yield from _events(record.before)


def _parts(found: PhysicianCredits, *, history: bool) -> Iterator[RenderableType]:
    yield Text(f"Known as {', '.join(found.entries)}.")
    if not found.credits:
        yield Text("No credit is reported.")
    else:
        listing = screen.table(
            "Credits", "completed", "activity", "for", "credit type", "amount", "status", right=("amount",)
        )
        for credit in found.credits:
            status = f"{credit.status}, derived" if credit.derived else str(credit.status)
            listing.add_row(
                str(credit.completion_date),
                credit.activity_id,
                credit.board,
                credit.credit_type,
                f"{credit.amount:g}",
                status + (f": {credit.reason}" if credit.reason else ""),
            )
        yield listing
    if history:
        events = screen.table("History", "at", "action", "provider", "activity", "completed", "submission", "row")
        for event in found.history:
            events.add_row(
                f"{event.at:%Y-%m-%d %H:%M}",
                event.action,
                event.provider_id,
                event.activity_id,
                str(event.completion_date),
                event.submission_id,
                str(event.row),
            )
        yield Text()
        yield events
