"""What a provider sent, month by month, as it is told."""

import datetime as dt

import pytest

from cmehub.figures.comparisons import Comparison
from cmehub.figures.month_figures import BoardFigures, MonthFigures
from cmehub.figures.quality import Quality
from tests.api_hub import Answer, ApiHub, called, is_problem
from tests.contact_api import OF_ANOTHER, VIEWER, ContactApi
from tests.sample_hub import PROVIDER_ID

PATH = "/v1/figures"
AT = dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)
OCTOBER = MonthFigures(submissions=1, first_rows=4, right_rows=1, boards={"ABIM": BoardFigures(answers={"a day": 2})})
NOVEMBER = MonthFigures(submissions=2, first_rows=4, right_rows=3, boards={"ABIM": BoardFigures(answers={"a week": 1})})


@pytest.fixture
def contacts(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> ContactApi:
    made = ContactApi(api, monkeypatch)
    made.hub.figures.put(PROVIDER_ID, "2026-10", OCTOBER, AT)
    made.hub.figures.put(PROVIDER_ID, "2026-11", NOVEMBER, AT)
    medians = Quality(right_first=0.5, accepted=None, timely=None, score=50)
    made.hub.figures.put_comparison("2026-10", Comparison(providers=10, medians=medians))
    return made


def asked(contacts: ContactApi, query: dict[str, str]) -> Answer:
    return called("GET", PATH, contacts.token(contacts.person(VIEWER)), query=query)


def test_a_year_until_now_is_told_by_month_and_in_total(contacts: ContactApi) -> None:
    told = contacts.ask(PATH, contacts.person(VIEWER))
    assert told.status == 200
    months = {month["month"]: month for month in told.document["months"]}
    assert (len(months), min(months), max(months)) == (12, "2025-12", "2026-11")
    october, september = months["2026-10"], months["2026-09"]
    assert (october["figures"]["submissions"], october["quality"]["score"]) == (1, 25)
    assert october["comparison"] == {
        "providers": 10,
        "medians": {"right_first": 0.5, "accepted": None, "timely": None, "score": 50},
    }
    assert october["counted_at"] == "2026-11-02T10:00:00Z"
    assert (september["counted_at"], september["comparison"], september["quality"]["score"]) == (None, None, None)
    total = told.document["total"]
    assert (total["figures"]["submissions"], total["quality"]["right_first"]) == (3, 0.5)
    assert total["answer_times"] == {"ABIM": {"median": "a day", "ninetieth": "a week"}}


def test_the_months_are_told_that_were_asked_for(contacts: ContactApi) -> None:
    told = asked(contacts, {"from": "2026-09", "to": "2026-10"})
    assert [month["month"] for month in told.document["months"]] == ["2026-09", "2026-10"]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"from": "2026-12"}, "2026-11"),
        ({"from": "2026-11", "to": "2026-10"}, "2026-10"),
        ({"from": "2024-01", "to": "2026-01"}, "24 months"),
        ({"from": "2026-13"}, "from"),
        ({"to": "october"}, "to"),
    ],
)
def test_other_periods_are_refused(contacts: ContactApi, query: dict[str, str], named: str) -> None:
    told = asked(contacts, query)
    assert is_problem(told, 422, "REQUEST_INVALID")
    assert named in told.document["detail"]


def test_of_another_provider_nothing_is_told(contacts: ContactApi) -> None:
    told = contacts.ask(PATH, contacts.person(OF_ANOTHER)).document
    assert {month["figures"]["submissions"] for month in told["months"]} == {0}
