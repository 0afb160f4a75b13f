"""The commands about reviews in ``hub activity``: asking for one, seeing what came of it, closing it."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Group, RenderableType
from rich.text import Text

from cmehub.activities.reviewing import ReviewRefusedError
from cmehub.activities.reviews import OutcomeKind, Reason, Review, document_key
from cmehub.fields.eastern import eastern_day
from cmehub.rules.packs import board_code
from cmehub.stores.signed_objects import S3SignedObjects
from hub import screen
from hub.errors import UserError
from hub.options import Stack
from hub.provider.activities import ActivityArgument
from hub.stack import StackConnection
from hub.stores import HubStores

_BY_HAND = "by-hand"
_REASON: TypeAdapter[str] = TypeAdapter(Reason)

Board = Annotated[str | None, typer.Option("--board", metavar="CODE", help="The board in whose name; else your own.")]


def review(
    activity: ActivityArgument,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; the provider reads it.")],
    due: Annotated[
        dt.datetime, typer.Option("--due", formats=["%Y-%m-%d"], metavar="DATE", help="The last day to answer.")
    ],
    board: Board = None,
    stack: Stack = None,
) -> None:
    """
    Ask the provider of an activity for its documents, by a mail to its primary contact and an event for its webhooks.

    One review of a board, or of your own, is open at a time. hub activity reviews shows what was answered.
    """
    stores, code = HubStores(StackConnection.named(stack)), _code(board)
    own = [known for known in stores.review_store.of_activity(activity) if known.request.board == code]
    name = f"{code or 'hub'}-{_BY_HAND}-{len(own) + 1}"
    try:
        why = _REASON.validate_python(reason)
        opened = stores.reviews.ask(activity, name, board=code, reason=why, due=due.date(), by=stores.connection.user)
    except ValidationError:
        raise UserError("Give a reason on one line, of at most 1,000 characters.") from None
    except ReviewRefusedError as error:
        raise UserError(str(error)) from None
    told = f"Asked provider {opened.request.provider_id} for documents until {opened.request.due}."
    screen.output().print(f"{told} See what was answered: hub activity reviews {activity}", soft_wrap=True)


def reviews(
    activity: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="An activity; without it, every review that isn't closed.")
    ] = None,
    stack: Stack = None,
) -> None:
    """Show the reviews of an activity, or all that are open, with the answers; documents by addresses of 5 minutes."""
    stores = HubStores(StackConnection.named(stack))
    found = stores.review_store.of_activity(activity) if activity else [*_open(stores)]
    if not found:
        screen.output().print("No reviews." if activity else "No open reviews.")
        return
    downloads = S3SignedObjects(stores.s3, stores.connection.bucket("work"))
    parts = (part for known in found for part in _parts(known, stores, downloads))
    screen.output().print(Group(*parts), soft_wrap=True)


def close_review(
    activity: ActivityArgument,
    name: Annotated[str, typer.Argument(metavar="REVIEW", help="As hub activity reviews names it.")],
    outcome: Annotated[OutcomeKind, typer.Option("--outcome", help="What came of it.")],
    words: Annotated[str | None, typer.Option("--words", metavar="TEXT", help="For the provider.")] = None,
    stack: Stack = None,
) -> None:
    """Close a review; its provider sees the outcome by the API, and its webhooks are told."""
    stores = HubStores(StackConnection.named(stack))
    known = stores.review_store.find(activity, name)
    try:
        stores.reviews.close(
            activity,
            name,
            board=known.request.board if known else None,
            outcome=outcome,
            words=words,
            by=stores.connection.user,
        )
    except ValidationError:
        raise UserError("Give words of at most 5,000 characters.") from None
    except ReviewRefusedError as error:
        raise UserError(str(error)) from None
    screen.output().print(f"Closed {name} of activity {activity}: {outcome}.")


def _code(board: str | None) -> str | None:
    code = board_code(board) if board else None
    if board and code is None:
        raise UserError(f"There is no board {board}. hub boards show lists them.")
    return code


def _open(stores: HubStores) -> Iterator[Review]:
    for request in sorted(stores.review_store.all(), key=lambda row: (row.due, row.activity_id, row.review_id)):
        known = stores.review_store.find(request.activity_id, request.review_id)
        if known and known.outcome is None:
            yield known


def _parts(known: Review, stores: HubStores, downloads: S3SignedObjects) -> Iterator[RenderableType]:
    request = known.request
    status = known.status(eastern_day(stores.clock()))
    of = f" of activity {request.activity_id}, provider {request.provider_id}: "
    yield Text.assemble((request.review_id, "bold cyan"), of, (status, "bold"))
    yield Text(f"  asked by {request.by} on {request.at:%Y-%m-%d}, due {request.due}: {request.reason}")
    for answer in known.answers:
        yield Text(f"  answered on {answer.at:%Y-%m-%d}: {answer.words}")
        for document in answer.documents:
            address = downloads.address(document_key(request, document.sha256), document.saved_as)
            yield Text(f"    {document.file_name} ({document.kind}, {document.size:,} bytes): {address}")
    if known.outcome:
        words = f": {known.outcome.words}" if known.outcome.words else ""
        yield Text(f"  closed by {known.outcome.by} on {known.outcome.at:%Y-%m-%d}, {known.outcome.outcome}{words}")


def add_commands(app: typer.Typer) -> None:
    """Add the commands to those of ``hub activity``."""
    asked = 'hub activity review 202612345 --board ABIM --due 2026-12-31 --reason "Chosen at random"'
    closed = "hub activity close-review 202612345 ABIM-by-hand-1 --outcome met"
    app.command(epilog=f"Example: {asked}")(review)
    app.command(epilog="Example: hub activity reviews 202612345")(reviews)
    app.command(epilog=f"Example: {closed}")(close_review)
