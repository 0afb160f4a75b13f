"""The command that counts months anew, and tells whether what is kept is what the facts say."""

from cmehub.figures.month_figures import MonthFigures
from hub.stores import HubStores
from tests.examples import NOW, PROVIDER_ID, a_submission
from tests.unit.hub.operator.test_keys import run

MONTH = "2026-11"


def test_what_drifted_is_named_and_counted_anew(stores: HubStores) -> None:
    stores.submissions.open(a_submission())
    stores.figures.put(PROVIDER_ID, MONTH, MonthFigures(submissions=7), NOW)

    drifted = run("figures", "rebuild", PROVIDER_ID, "--month", MONTH, "--check")
    assert drifted.exit_code == 1
    assert "submissions" in drifted.stdout
    assert "1 of 1 months drifted" in drifted.stderr
    assert stores.figures.find(PROVIDER_ID, [MONTH])[MONTH].figures.submissions == 7

    assert run("figures", "rebuild", PROVIDER_ID, "--month", MONTH).exit_code == 0
    assert stores.figures.find(PROVIDER_ID, [MONTH])[MONTH].figures == MonthFigures(submissions=1)
    checked = run("figures", "rebuild", PROVIDER_ID, "--month", MONTH, "--check")
    assert (checked.exit_code, "nothing" in checked.stdout) == (0, True)


def test_a_month_that_is_counted_the_next_night_has_not_drifted(stores: HubStores) -> None:
    stores.submissions.open(a_submission())
    stores.counting.note("sub")

    checked = run("figures", "rebuild", PROVIDER_ID, "--month", MONTH, "--check")
    assert (checked.exit_code, "counted the next night" in checked.stdout) == (0, True)


def test_an_unknown_provider_is_told(stores: HubStores) -> None:
    told = run("figures", "rebuild", "0000000")
    assert told.exit_code == 1
    assert "0000000 is no provider that the hub knows" in told.stderr
