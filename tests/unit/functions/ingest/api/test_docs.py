"""The page about the API says what the code does; `tests/pipeline/test_api_calls.py` runs its commands."""

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from cmehub.accounts.keys import Scope
from cmehub.api.problems import PROBLEMS, ProblemDocument, ProblemError
from cmehub.api.record_documents import SavedRecords
from cmehub.chunks.ingestion import SIZE_LIMIT
from cmehub.submissions.reports import SubmissionReport
from functions.ingest.api.files.posted_files import AT_ONCE_LIMIT, POST_LIMIT, WAIT, Receipt
from functions.ingest.api.files.submission_documents import SubmissionState
from functions.ingest.api.files.submission_routes import MOST_ROWS
from functions.ingest.api.files.upload_documents import PART_SIZE, PartPlaces, UploadPlace

PAGE = (Path(__file__).parents[5] / "docs" / "api.md").read_text("utf-8")


def test_the_page_lists_every_problem_with_its_status_and_title() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (\d+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert [(code, int(status)) for code, status, _ in rows] == [
        (code, problem.status) for code, problem in PROBLEMS.items()
    ]
    assert all(said.startswith(PROBLEMS[code].title) for code, _, said in rows)


def test_the_page_knows_the_scopes_and_limits() -> None:
    assert all(f"`{scope}`" in PAGE for scope in Scope)
    assert all(f"{limit:,}" in PAGE for limit in (POST_LIMIT, AT_ONCE_LIMIT, SIZE_LIMIT, MOST_ROWS, PART_SIZE))
    assert f"{WAIT.seconds} seconds" in PAGE


EXAMPLES: tuple[type[BaseModel], ...] = (
    SubmissionReport,
    Receipt,
    UploadPlace,
    PartPlaces,
    SubmissionState,
    ProblemDocument,
)


@pytest.mark.parametrize(("place", "model"), [*enumerate(EXAMPLES)])
def test_an_example_is_an_answer(place: int, model: type[BaseModel]) -> None:
    example = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[place])

    assert model.model_validate(example).model_dump(mode="json", exclude_defaults="help" in example) == example


def test_the_example_of_a_problem_is_what_is_answered() -> None:
    example = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[-1])

    answered = ProblemDocument.of(ProblemError("KEY_EXPIRED"), example["instance"], "/v1/submissions")
    assert answered.model_dump(exclude_defaults=True) == example


def test_the_example_of_a_saved_record_is_an_answer() -> None:
    page = (Path(__file__).parents[5] / "docs" / "api-records.md").read_text("utf-8")
    (example,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL))

    assert SavedRecords.model_validate(example).model_dump(mode="json") == example
