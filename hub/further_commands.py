"""
Commands that another package has, found by its entry points in the group ``hub.commands``.

An entry point is named as its command, after the group and a dot if it is in one, such as ``boards.simulate``. It
points to the command's function, whose docstring ends with an example.
"""

from importlib.metadata import EntryPoint, entry_points

import typer

from hub.errors import UserError


def add_further_commands(app: typer.Typer, group: str = "") -> None:
    """Add the commands of a group, or without one those that are in none."""
    for entry in entry_points(group="hub.commands"):
        of_group, _, name = entry.name.rpartition(".")
        if of_group == group:
            _add(app, name, entry)


def _add(app: typer.Typer, name: str, entry: EntryPoint) -> None:
    package = entry.module.partition(".")[0]
    try:
        app.command(name)(entry.load())
    except ModuleNotFoundError as error:
        # The wheel names the commands of `local` and leaves the package out.
        if error.name != package:
            raise
        any_arguments = {"ignore_unknown_options": True, "allow_extra_args": True}
        app.command(name, context_settings=any_arguments)(_refuse)


def _refuse(context: typer.Context) -> None:
    """Only in a checkout of CME Hub, with the stack that runs on one machine."""
    raise UserError(
        f"`{context.command_path}` is for the stack that runs on one machine, and this installation doesn't have it. "
        "Clone CME Hub and run make setup there; for a stack on AWS give the other commands --stack NAME."
    )
