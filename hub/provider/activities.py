"""The commands ``hub activity``: what the hub has of an activity, and new ones like it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.console import Group, RenderableType
from rich.text import Text

from cmehub.activities.activity import Activity, ActivityStatus
from cmehub.documents.activity_xml import activities_xml
from hub import saved_files, screen
from hub.errors import UserError
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer(
    no_args_is_help=True,
    help="Show an activity, or make others like it.",
    epilog="Example: hub activity show 202612345",
)

ActivityArgument = Annotated[str, typer.Argument(metavar="ID", help="The activity's ACCME Activity ID, 9 digits.")]


class ShownActivity(BaseModel):
    """
    An activity as it stands.

    Attributes
    ----------
    next_status, missing
        What the activity becomes next, and what it lacks for that.
    has_learners
        Whether learners were reported; then what they were given credit for is locked.
    """

    activity: Activity
    status: ActivityStatus
    next_status: ActivityStatus | None
    missing: list[str]
    has_learners: bool


def view_of(stores: HubStores, activity_id: str, today: dt.date) -> ShownActivity:
    """
    Return an activity as it stands.

    Raises
    ------
    UserError
        If there is none, or it was deleted.
    """
    activity = stores.activities.find([activity_id]).get(activity_id)
    if activity is None or activity.deleted_by:
        raise UserError(f"No activity has the ID {activity_id}. The report of the file that told it has its ID.")
    next_status, missing = activity.lacks(today) or (None, [])
    return ShownActivity(
        activity=activity,
        status=activity.status(today),
        next_status=next_status,
        missing=missing,
        has_learners=stores.activities.has_learners(activity_id),
    )


def instance(activity: Activity, start: dt.date, provider_activity_id: str) -> Activity:
    """
    Return what describes an activity as one that starts on another day and runs for as many days.

    What tells how the activity went (learners, outcomes, support, its close) is left out; the last day on which credit
    can be claimed moves with the dates.
    """
    moved = start - activity.start_date
    registrations = tuple(
        registration.model_copy(
            update={"attestation": None, "claim_date": registration.claim_date and registration.claim_date + moved}
        )
        for registration in activity.registrations
    )
    changes: dict[str, object] = {
        "provider_activity_id": provider_activity_id,
        "start_date": start,
        "end_date": activity.end_date + moved,
        "registrations": registrations,
        "participants": {},
        "outcomes": (),
        "commercial_support": None,
        "supports": (),
        "close_requested": False,
        "closed_by": None,
        "closed_at": None,
    }
    return activity.model_copy(update=changes)


@app.command(epilog="Example: hub activity show 202612345")
def show(
    activity: ActivityArgument,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """Show an activity: its status, what it lacks for the next one, and its registrations."""
    view = view_of(HubStores(StackConnection.named(stack)), activity, dt.datetime.now(dt.UTC).date())
    if as_json:
        typer.echo(view.model_dump_json(indent=2))
    else:
        screen.output().print(Group(*_parts(view)))


@app.command(epilog="Example: hub activity copy 202612345 --start 2027-02-01 --start 2027-03-01 --out spring.xml")
def copy(
    activity: ActivityArgument,
    start: Annotated[
        list[dt.datetime],
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="When it starts; once for each instance."),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The activity XML file to write.")],
    provider_activity_id: Annotated[
        str | None, typer.Option("--name", metavar="TEXT", help="Another Provider Activity ID than the first one's.")
    ] = None,
    stack: Stack = None,
) -> None:
    """
    Write a file with an activity once more on other dates: as a copy, or once for each instance of a repeated one.

    It runs for as many days. What tells how it went (learners, outcomes, support, close) is left out. Look the file
    over and send it with hub submit; each instance becomes an activity with an ID of its own.
    """
    view = view_of(HubStores(StackConnection.named(stack)), activity, dt.datetime.now(dt.UTC).date())
    name = provider_activity_id or view.activity.provider_activity_id
    if name is None:
        raise UserError("The activity has no Provider Activity ID; say with --name what the new ones are called.")
    starts = sorted({moment.date() for moment in start})
    if name == view.activity.provider_activity_id and view.activity.start_date in starts:
        raise UserError(
            f"Activity {activity} starts on {view.activity.start_date} itself. Name another date or --name."
        )
    document = activities_xml(instance(view.activity, day, name) for day in starts)
    saved_files.save(out, document)
    screen.output().print(
        f"Wrote {out} with {len(starts)} {'activity' if len(starts) == 1 else 'activities'}. "
        f"Send it with: hub submit {out} --provider {view.activity.provider_id}",
        soft_wrap=True,
    )


def _parts(view: ShownActivity) -> Iterator[RenderableType]:
    activity = view.activity
    yield Text.assemble(("Activity ", "bold"), (activity.activity_id, "bold cyan"), f"  {activity.title}")
    name = f", its own ID {activity.provider_activity_id}" if activity.provider_activity_id else ""
    yield Text(f"{activity.activity_format}, {activity.start_date} to {activity.end_date}")
    yield Text(f"from provider {activity.provider_id}{name}")
    yield Text.assemble("Status: ", (view.status, "bold"))
    if view.next_status:
        yield Text(f"For {view.next_status} it needs: {', '.join(view.missing)}", style="yellow")
    if view.has_learners:
        yield Text("Learners were reported: its format, dates, credits and registrations can't be made less.")
    if not activity.registrations:
        return
    registrations = screen.table("Registered with", "board", "points", "credit types", "claim by", "attested")
    for registration in activity.registrations:
        attested = (
            f"{registration.attestation.at:%Y-%m-%d} by {registration.attestation.by}"
            if registration.attestation
            else ""
        )
        claim_by = f"{registration.claim_date or ''}"
        registrations.add_row(
            registration.board, f"{registration.points:g}", ", ".join(registration.credit_types), claim_by, attested
        )
    yield Text()
    yield registrations
    for registration in activity.registrations:
        evaluated = {
            "evaluated": registration.evaluation,
            "threshold": registration.threshold and f"{registration.threshold:g}%",
            "feedback": registration.feedback,
        }
        for name, told in evaluated.items():
            if told:
                yield Text(f"{registration.board} {name}: {told}")
