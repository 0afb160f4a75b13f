"""Templates that are made for a provider have its activities to choose from."""

import base64
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from cmehub.accounts.keys import Scope
from cmehub.formats import open_file
from tests.api_hub import ApiHub, called, is_problem
from tests.sample_hub import OTHER_PROVIDER_ID
from tests.tables import ROW


def template(api: ApiHub, name: str, key: str | None = None) -> openpyxl.Workbook:
    answer = called("GET", f"/v1/templates/{name}", key or api.key(Scope.READ))
    assert answer.status == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.xlsx"'
    return openpyxl.load_workbook(io.BytesIO(base64.b64decode(answer.text)))


def offered(book: openpyxl.Workbook) -> dict[str, str]:
    """Return the titles of the activities that are there to choose from."""
    names, *rows = [*book["ValidValues"].values]
    if "Your Activities" not in names:
        return {}
    places = names.index("Your Activities"), names.index("Their Titles")
    return {str(row[places[0]]): str(row[places[1]]) for row in rows if row[places[0]]}


def taking_learners(api: ApiHub) -> dict[str, str]:
    since = (api.hub.now - dt.timedelta(days=730)).date().isoformat()
    told = called("GET", "/v1/activities", api.key(), query={"limit": "100", "since": since}).document["activities"]
    return {
        entry["activity"]["activity_id"]: entry["activity"]["title"]
        for entry in told
        if entry["status"] in {"Active", "Ready to Close"}
    }


@pytest.mark.parametrize("name", ["learners", "activities", "activities-moc"])
def test_activities_of_two_years_that_take_learners_are_there_the_newest_first(api: ApiHub, name: str) -> None:
    book = template(api, name)

    found = offered(book)
    assert found == taking_learners(api)
    activities = api.hub.activities.find([*found])
    starts = [activities[activity_id].start_date for activity_id in found]
    assert starts == sorted(starts, reverse=True)
    sheet = book.worksheets[0]
    column = next(cell.column_letter for cell in sheet[2] if cell.value == "ACCME Activity ID")
    (choice,) = [
        validation
        for validation in sheet.data_validations.dataValidation
        if str(validation.sqref).startswith(f"{column}3:")
    ]
    assert (choice.errorStyle, choice.type) == ("warning", "list")
    assert choice.formula1.startswith("'ValidValues'!")


def test_a_filled_one_is_read_like_any_other(api: ApiHub, tmp_path: Path) -> None:
    book = template(api, "learners")
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[2]]
    sheet.append([ROW.get(str(heading)) for heading in headings])
    path = tmp_path / "filled.xlsx"
    book.save(path)

    opened = open_file(path)
    (row,) = opened.rows
    assert row.fields["given_name"] == ROW["First Name"]
    assert [note.code for note in opened.notes] == []


def test_a_list_to_match_names_no_activity_and_another_provider_none_of_these(api: ApiHub) -> None:
    sheet = template(api, "matches").worksheets[0]
    assert "ACCME Activity ID" not in [cell.value for cell in sheet[2]]
    theirs = offered(template(api, "learners", api.key(Scope.READ, provider_id=OTHER_PROVIDER_ID)))
    assert not {*theirs} & {*taking_learners(api)}


def test_there_are_four(api: ApiHub) -> None:
    assert is_problem(called("GET", "/v1/templates/credits", api.key()), 404, "NOT_FOUND")
