"""Commands of other packages, found by their entry points."""

from importlib.metadata import EntryPoint

import pytest
import typer
from typer.testing import CliRunner

from hub import further_commands
from hub.errors import UserError
from hub.further_commands import add_further_commands


def greet() -> None:
    """Greet. Example: hub greet"""
    typer.echo("Good day.")


def commands(monkeypatch: pytest.MonkeyPatch, group: str = "", **entries: str) -> typer.Typer:
    points = [EntryPoint(name.replace("__", "."), value, "hub.commands") for name, value in entries.items()]
    monkeypatch.setattr(further_commands, "entry_points", lambda group: points if group == "hub.commands" else [])
    app = typer.Typer()
    app.command("own")(greet)
    app.callback()(lambda: None)
    add_further_commands(app, group)
    return app


def names(app: typer.Typer) -> list[str | None]:
    return [command.name for command in app.registered_commands]


def test_a_command_is_what_its_entry_point_names(monkeypatch: pytest.MonkeyPatch) -> None:
    app = commands(monkeypatch, up=f"{__name__}:greet")
    assert CliRunner().invoke(app, ["up"]).stdout == "Good day.\n"


def test_a_command_belongs_to_the_group_before_its_dot(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {"up": f"{__name__}:greet", "boards__simulate": f"{__name__}:greet"}
    assert names(commands(monkeypatch, **entries)) == ["own", "up"]
    assert names(commands(monkeypatch, "boards", **entries)) == ["own", "simulate"]


def test_a_command_whose_package_is_not_installed_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    app = commands(monkeypatch, up="absent_package.commands:up")
    done = CliRunner().invoke(app, ["up", "10", "--fast"])
    assert isinstance(done.exception, UserError)
    assert "Clone CME Hub and run make setup there" in str(done.exception)


def test_a_command_that_misses_something_else_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModuleNotFoundError):
        commands(monkeypatch, up="hub.absent_module:up")
