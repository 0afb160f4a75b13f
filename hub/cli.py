"""The command line ``hub``."""

import datetime as dt
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.text import Text
from typer.core import TyperGroup

from cmehub.formats.templates import Template, write_template
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.upload_folders import saying_folder
from hub import failures, screen, search, urls
from hub.boards import commands as boards
from hub.boards import rosters
from hub.errors import UserError
from hub.further_commands import add_further_commands
from hub.operator import (
    accreditors,
    dead_letters,
    figures,
    keys,
    people,
    physician_credits,
    preflight,
    providers,
    registers,
    site,
    state_keys,
)
from hub.options import All, AsJson, Stack
from hub.provider import activities, mails, report_view, reviews, sandbox, sending
from hub.stack import StackConnection
from hub.stores import HubStores

_TYPERS_OWN = (typer.Exit, typer.Abort, typer.TyperException, BrokenPipeError)


class Commands(TyperGroup):
    """The commands; what went wrong is said in a sentence, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except _TYPERS_OWN:
            raise
        except Exception as error:
            screen.notes().print(Text.assemble(("hub: ", "bold red"), failures.sentence(error)), soft_wrap=True)
            raise typer.Exit(1) from error


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Report CME credits to boards: submit files, see what became of them, run the local stack.",
    epilog="Start with: hub demo",
)


def _say_version(value: bool) -> None:
    if value:
        typer.echo(f"CME Hub {version('cme-hub')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


app.add_typer(activities.app, name="activity")
reviews.add_commands(activities.app)
app.add_typer(accreditors.app, name="accreditors")
app.add_typer(boards.app, name="boards")
app.add_typer(figures.app, name="figures")
app.add_typer(keys.app, name="keys")
app.add_typer(mails.app)
app.add_typer(people.app, name="people")
app.add_typer(providers.app, name="providers")
app.add_typer(sandbox.app, name="sandbox")
app.add_typer(rosters.app)
app.add_typer(search.app)
app.add_typer(site.app, name="site")
app.add_typer(state_keys.app, name="state-keys")
app.add_typer(urls.app)
add_further_commands(app)


@app.command(epilog="Example: hub submit local/samples/learners-clean.xlsx --provider 0009999 --wait")
def submit(
    file: Annotated[Path, typer.Argument(help="Learners, activities or matches in any of the formats.")],
    provider: Annotated[str, typer.Option(metavar="ID", help="The provider that it comes from, 7 digits.")],
    *,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until every board has decided.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come of it; nothing is stored, no mail is sent. Waits.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Take a file that was sent before once more, such as after deletes.")
    ] = False,
    permission: Annotated[
        bool | None,
        typer.Option(
            "--permission-given/--permission-denied",
            help="Whether its learners permit to pass completions on, where a row doesn't say.",
        ),
    ] = None,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="How long to wait at most.")] = 600,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """
    Send a file for a provider.

    With --wait the exit code is 0 once the submission is finished, whatever became of its rows, and 1 if it isn't
    finished in time. It is 1 too if the file wasn't read to its end.
    """
    if dry_run and again:
        raise UserError("Give --dry-run or --again, not both: a dry run always looks at the file anew.")
    stores = _stores(stack)
    folder = saying_folder(dry_run=dry_run, again=again, permission_to_share=permission)
    wait = wait or dry_run
    checked = sending.check(stores, file, provider)
    with screen.progress(screen.notes(), "Sending the file") as say:
        sent = sending.upload(stores, checked, folder)
        if wait:
            for found in sending.follow(stores, sent.submission_id, seconds=timeout):
                say(report_view.state(found))
    if wait or as_json:
        _show_report(sending.report_of(stores, sent), as_json=as_json)
    else:
        _show_sent(sent)


@app.command(epilog="Example: hub status 5d41402abc4b2a76b9719d911017c592 --json")
def status(
    submission: Annotated[str, typer.Argument(help="The ID that hub submit printed.")],
    *,
    whole: All = False,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """
    Show what became of a submission: its rows, the issues, and the decisions of boards.

    The exit code is 1 if the file wasn't read to its end.
    """
    _show_report(sending.report(_stores(stack), submission), whole=whole, as_json=as_json)


@app.command("fix-it", epilog="Example: hub fix-it 5d41402abc4b2a76b9719d911017c592 --out mend.xlsx")
def save_fix_it(
    submission: Annotated[str, typer.Argument(help="The ID that hub submit printed.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to save it.")] = None,
    *,
    revoke_links: Annotated[
        bool, typer.Option("--revoke-links", help="End the links to it that mails have, and save nothing.")
    ] = False,
    stack: Stack = None,
) -> None:
    """Save the workbook with the rows of a submission that have to be mended; mend it and submit it as it is."""
    if revoke_links:
        ended = sending.revoke_links(_stores(stack), submission, dt.datetime.now(dt.UTC))
        screen.output().print(f"{ended:,} {'link' if ended == 1 else 'links'} to the fix-it workbook ended.")
        return
    saved = sending.save_fix_it(_stores(stack), submission, out or Path(f"fix-it-{submission[:8]}.xlsx"))
    screen.output().print(
        f"Saved {saved}. Mend the coloured cells and send it with: hub submit {saved} --provider ID", soft_wrap=True
    )


@app.command(epilog="Example: hub template activities-moc --out activities.xlsx")
def template(
    which: Annotated[Template, typer.Argument(help="What it is for.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to save it.")] = None,
) -> None:
    """Save an empty Excel template with drop-down lists of what may stand where."""
    path = out or Path(f"{which}.xlsx")
    if path.exists():
        raise UserError(f"{path} is there already. Name another file with --out.")
    write_template(which, path, dt.datetime.now(dt.UTC).date())
    screen.output().print(f"Saved {path}. Fill it and send it with: hub submit {path} --provider ID", soft_wrap=True)


@app.command(epilog="Example: hub load-providers local/samples/providers.csv")
def load_providers(
    file: Annotated[Path, typer.Argument(help="CSV with one line for each contact.")], stack: Stack = None
) -> None:
    """
    Load accredited providers and their contacts.

    The file has the columns provider_id, name, contact_name, contact_email, is_primary, and one line for each contact.
    """
    providers = registers.read_providers(file)
    count = registers.put_providers(_stores(stack).providers, providers)
    contacts = sum(len(provider.contacts) for provider in providers)
    screen.output().print(f"Loaded {count:,} providers with {contacts:,} contacts.")


@app.command(epilog='Example: hub learner-columns 0009999 "Vorname=First Name" "Nachname=Last Name" "Shoe Size="')
def learner_columns(
    provider: Annotated[str, typer.Argument(help="The provider, 7 digits.")],
    headings: Annotated[
        list[str] | None,
        typer.Argument(help="\"Own heading=heading of a template\", or a template's headings in the files' order."),
    ] = None,
    stack: Stack = None,
) -> None:
    """
    Say what the columns of a provider's files are; without headings, forget it.

    "Own heading=Last Name" says what a heading means, of learners, activities and matches; "Own heading=" that it is
    left alone. Headings without = are the columns of the provider's tab-delimited learner files that have no heading
    row, in their order; a column that isn't read has the heading "".
    """
    told = registers.set_columns(_stores(stack).providers, provider, tuple(headings or ()))
    screen.output().print(f"Provider {provider}: {told}.")


@app.command(epilog="Example: hub activity-listing 0009999 no")
def activity_listing(
    provider: Annotated[str, typer.Argument(help="The provider, 7 digits.")],
    listed: Annotated[
        Literal["yes", "no", "registered"],
        typer.Argument(help="registered: what is registered for MOC, REMS or MIPS is listed, as without this command."),
    ],
    stack: Stack = None,
) -> None:
    """Say whether a provider's activities are listed in CME Passport whose file has no place to say so."""
    meant = {"yes": True, "no": False, "registered": None}[listed]
    registers.set_activities_listed(_stores(stack).providers, provider, meant)
    told = {"yes": "all of them", "no": "none of them", "registered": "those registered for MOC, REMS or MIPS"}[listed]
    screen.output().print(f"Provider {provider}: of activities whose file doesn't say it, {told} will be listed.")


@app.command(epilog="Example: hub redrive board-abim --look")
def redrive(
    queue: Annotated[
        str,
        typer.Argument(
            help="uploads, chunks, notices, events, deliveries, question-files, decision-files, or board-CODE."
        ),
    ],
    *,
    look: Annotated[bool, typer.Option("--look", help="Only show them, and why they failed.")] = False,
    whole: All = False,
    stack: Stack = None,
) -> None:
    """Give messages that failed too often to their queue again, once the cause is mended."""
    stores = _stores(stack)
    dead_letters.check(stores, queue)
    doing = "Looking at" if look else "Moving"
    with screen.progress(screen.notes(), f"{doing} the dead letters of {queue}"):
        letters = dead_letters.look(stores, queue) if look else [*dead_letters.redrive(stores, queue)]
    dead_letters.show(letters, screen.output(), whole=whole)
    said = f"{len(letters):,} dead letters of {queue}." if look else f"Moved {len(letters):,} messages back to {queue}."
    screen.output().print(said)


app.command("preflight", epilog="Example: hub preflight")(preflight.check)
app.command("credits", epilog="Example: hub credits ABIM 100123 --history")(physician_credits.show)


def _stores(stack: str | None) -> HubStores:
    return HubStores(StackConnection.named(stack))


def _show_report(report: SubmissionReport, *, whole: bool = False, as_json: bool) -> None:
    """Show a report, and end with 1 if the file wasn't read to its end."""
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
    else:
        report_view.show(report, screen.output(), whole=whole)
    if not report.is_read:
        raise typer.Exit(1)


def _show_sent(sent: sending.SentFile) -> None:
    output = screen.output()
    output.print(f"Submission {sent.submission_id}")
    if sent.duplicate:
        output.print(report_view.SENT_BEFORE)
    output.print(f"See what became of it with: hub status {sent.submission_id}")
