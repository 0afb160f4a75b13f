"""``hub boards simulate``, on a stack in moto."""

import base64
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from typer.testing import CliRunner

from hub.cli import app
from hub.stack import StackConnection
from hub.stores import HubStores
from local.board_simulator.command import _made_secret

SECRET = "cme-hub/boards/abim"


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubStores]:
    with mock_aws():
        connection = StackConnection(boto3.Session(), {})
        monkeypatch.setattr(StackConnection, "to_local", lambda: connection)
        yield HubStores(connection)


@pytest.mark.usefixtures("stores")
def test_a_simulator_is_of_no_use_to_a_stack_on_aws() -> None:
    done = CliRunner().invoke(app, ("boards", "simulate", "ABIM"))
    assert done.exit_code == 1
    assert "A stack on AWS can't reach this machine." in done.stderr


def test_the_secret_of_a_simulated_board_is_made_once(stores: HubStores) -> None:
    made = _made_secret(stores, SECRET)

    assert len(base64.b64decode(made.removeprefix("whsec_"))) == 32
    assert _made_secret(stores, SECRET) == made
