"""What is refused to whoever guesses or takes too much is counted by its guard."""

import io
import json
from http import HTTPStatus

import pytest
from aws_lambda_powertools import Logger

from cmehub.accounts.pools import Pool
from cmehub.api.access import SignedInPerson
from cmehub.api.guards import GUARD_METRIC, GUARD_OF, GUARDED, note_problem
from cmehub.api.problems import PROBLEMS

PERSON = SignedInPerson("sub-1", Pool.PHYSICIANS, ())


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the function's log holds; metrics go to the standard output."""
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "CMEHub")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "passport")
    return io.StringIO()


def note(told: io.StringIO, code: str, caller: SignedInPerson | None) -> dict[str, object]:
    note_problem(Logger(f"log-{id(told)}", stream=told), code, caller)
    return dict(json.loads(told.getvalue().splitlines()[-1]))


def test_whatever_is_answered_to_too_many_calls_is_of_a_guard() -> None:
    limited = {code for code, problem in PROBLEMS.items() if problem.status is HTTPStatus.TOO_MANY_REQUESTS}

    assert limited <= GUARD_OF.keys()
    assert GUARD_OF.keys() <= PROBLEMS.keys()
    assert len(GUARD_OF) == sum(len(guarded.codes) for guarded in GUARDED.values()), "a code has one guard"


@pytest.mark.parametrize(("guard", "code"), [(guard, guarded.codes[0]) for guard, guarded in GUARDED.items()])
def test_what_a_guard_refuses_is_counted_for_all_functions_together(
    told: io.StringIO, capsys: pytest.CaptureFixture[str], guard: str, code: str
) -> None:
    line = note(told, code, PERSON)

    assert (line["message"], line["code"], line["caller"]) == ("problem answered", code, "sub-1")
    metric = json.loads(capsys.readouterr().out)
    assert (metric[GUARD_METRIC], metric["service"], metric["guard"]) == ([1.0], "guards", guard)
    ((directive,),) = [metric["_aws"]["CloudWatchMetrics"]]
    assert directive["Namespace"] == "CMEHub"
    assert [sorted(names) for names in directive["Dimensions"]] == [["guard", "service"]]


def test_what_is_no_guards_is_only_written_down(told: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    line = note(told, "NOT_FOUND", None)

    assert line["code"] == "NOT_FOUND"
    assert line.get("caller") is None
    assert capsys.readouterr().out == ""
