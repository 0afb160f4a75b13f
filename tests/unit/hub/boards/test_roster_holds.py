import datetime as dt
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cmehub.licensing.sent_rosters import LOAD_TIME
from cmehub.stores.memory_sent_rosters import MemorySentRosterStore
from hub.boards.roster_holds import loading_alone
from hub.cli import app
from hub.errors import UserError
from hub.stores import HubStores
from tests.examples import NOW

OFFICERS = "a roster that an officer sent"
FAR_AWAY = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)


def test_a_load_keeps_others_of_its_roster_away_for_as_long_as_it_goes_on() -> None:
    sent, times = MemorySentRosterStore(), iter([NOW, NOW + LOAD_TIME / 2])
    said: list[str] = []

    with loading_alone(sent, "OH", said.append, lambda: next(times)) as tell:
        assert sent.hold("CA", OFFICERS, at=NOW, until=FAR_AWAY) is None
        tell("Loading OH: 1,000 of 2,000")
        assert sent.hold("OH", OFFICERS, at=NOW + LOAD_TIME, until=FAR_AWAY) is not None

    assert said == ["Loading OH: 1,000 of 2,000"]
    assert sent.hold("OH", OFFICERS, at=NOW, until=FAR_AWAY) is None


def test_a_load_ends_when_another_took_its_place_which_goes_on() -> None:
    sent = MemorySentRosterStore()

    with loading_alone(sent, "OH", lambda _: None, lambda: NOW) as tell:
        sent.hold("OH", OFFICERS, at=NOW + LOAD_TIME, until=FAR_AWAY)
        with pytest.raises(UserError, match="Another load of OH was begun meanwhile"):
            tell("Loading OH: 1,000 of 2,000")

    assert sent.hold("OH", "the next", at=NOW + LOAD_TIME, until=FAR_AWAY) == OFFICERS


def test_nothing_is_loaded_while_an_officer_s_roster_is(stores: HubStores, tmp_path: Path) -> None:
    licences = tmp_path / "licences.csv"
    licences.write_text("licence_id,given_name,family_name,birth_month_day\n35.01,Ada,Example,02-29\n")
    load = ("load-roster", str(licences), "--state", "OH")
    stores.sent_rosters.hold("OH", OFFICERS, at=NOW, until=FAR_AWAY)

    assert "Another roster of OH is being loaded" in CliRunner().invoke(app, load).stderr

    assert stores.rosters.loads("OH") == []
    stores.sent_rosters.release("OH", OFFICERS)
    assert CliRunner().invoke(app, load).exit_code == 0
