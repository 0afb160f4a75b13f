"""The pages that are made from the code are as the code makes them, and leave nothing out."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from cmehub.activities.rows import (
    ActivityRow,
    KeywordRow,
    OutcomeRow,
    ParticipantsRow,
    RegistrationRow,
    SupportRow,
)
from cmehub.activities.rows import RemsRow as ActivityRems
from cmehub.formats import open_file
from cmehub.formats.activities.xml import ACTIVITY_XML
from cmehub.formats.learners.elements import ELEMENTS, REMS_ELEMENTS, LearnerElement
from cmehub.formats.learners.xml import LEARNER_XML
from cmehub.issues.catalogue import CATALOGUE
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRow, learner_row
from cmehub.learners.rems import Participant
from local.reference_docs.__main__ import DOCS, PAGES
from local.reference_docs.elements import ACTIVITY_ELEMENTS, ActivityElement
from local.reference_docs.format_page import EXAMPLE
from local.sample_data.learner_json import write_json_reports
from local.sample_data.learner_text import write_separated
from local.sample_data.learner_xml import write_reports


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_the_code_makes_it(name: str) -> None:
    """If this fails: ``make generate``, and look at what changed."""
    assert (DOCS / name).read_text("utf-8") == PAGES[name]()


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_issue_has_a_heading_to_link_to(code: str) -> None:
    assert f"\n### {code}\n" in (DOCS / "issues.md").read_text("utf-8")


def test_every_part_of_the_guide_is_filled_in() -> None:
    assert "[[" not in (DOCS / "formats.md").read_text("utf-8")


def fields_of(model: type[BaseModel], *at: int | str) -> Iterator[tuple[int | str, ...]]:
    return ((*at, name) for name in model.model_fields)


def locations(elements: Sequence[ActivityElement | LearnerElement]) -> set[tuple[int | str, ...]]:
    return {element.location for element in elements}


def test_the_guide_names_every_field_of_a_learner() -> None:
    wanted = {*fields_of(LearnerRow), *fields_of(CreditLine, "lines", 0), *fields_of(Participant, "participant")}
    told = locations(ELEMENTS) | locations(REMS_ELEMENTS)

    assert wanted - told == {("board_total",), ("participant",)}
    assert told - wanted == {("reported_by",)}


def test_the_guide_names_every_field_of_an_activity() -> None:
    parts: dict[str, type[BaseModel]] = {
        "registrations": RegistrationRow,
        "supports": SupportRow,
        "outcomes": OutcomeRow,
        "participants": ParticipantsRow,
        "content_keywords": KeywordRow,
    }
    wanted = {*fields_of(ActivityRow), *fields_of(ActivityRems, "rems")}
    wanted |= {location for name, model in parts.items() for location in fields_of(model, name, 0)}
    told = locations(ACTIVITY_ELEMENTS)

    whole = {("rems",), ("outcomes",), ("state_content",), ("supports", 0, "amount")}
    whole |= {("participants", 0, "count"), ("content_keywords", 0, "value")}
    assert wanted - told == whole
    assert told - wanted == {("state_content", 0, "domain"), ("state_content", 0, "topic")}


@pytest.mark.parametrize(
    ("source", "elements"), [(LEARNER_XML, (*ELEMENTS, *REMS_ELEMENTS)), (ACTIVITY_XML, ACTIVITY_ELEMENTS)]
)
def test_no_two_fields_of_a_format_go_by_one_name(
    source: Any, elements: Sequence[ActivityElement | LearnerElement]
) -> None:
    names = [source.field_name(element.location, {"lines": [{}]}) for element in elements]
    assert len(set(names)) == len(names)


def test_the_examples_read_as_the_same_record(tmp_path: Path) -> None:
    write_separated(tmp_path / "csv", [EXAMPLE], ",")
    write_reports(tmp_path / "xml", [EXAMPLE])
    write_json_reports(tmp_path / "json", [EXAMPLE])

    rows = [learner_row(next(open_file(tmp_path / name).rows).fields) for name in ("csv", "xml", "json")]

    assert len({(row.learner_hash, row.completion_date, len(row.lines)) for row in rows}) == 1
