"""Rosters that are too large to be taken at once."""

import io

import pytest
from openpyxl import Workbook

from cmehub.licensing import taking_rosters
from cmehub.licensing.sent_rosters import RosterStatus
from tests.contract.test_sent_roster_stores import a_sent_roster
from tests.unit.cmehub.licensing.test_taking_rosters import ANN, COLUMNS, ZOE, Desk


def test_a_roster_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_rosters, "MOST_LINES", 1)
    desk = Desk()

    assert desk.sent(ZOE).status is RosterStatus.CHECKED
    refused = desk.sent(ZOE, ANN, roster_id="2")

    assert refused.status is RosterStatus.REFUSED
    assert "has 2 lines; at most 1 are taken" in str(refused.refusal)


def test_a_workbook_that_unpacks_to_too_much_is_not_to_be_cut_into_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    book, content = Workbook(), io.BytesIO()
    for row in (COLUMNS, ZOE):
        book.worksheets[0].append(row.split(","))
    book.save(content)
    desk = Desk()
    roster = a_sent_roster(status=RosterStatus.CHECKING)
    desk.hub.sent_rosters.open(roster)
    desk.hub.objects.put(roster.key, content.getvalue())
    monkeypatch.setattr(taking_rosters, "MOST_UNPACKED", 1)

    refused = desk.take()

    assert refused.status is RosterStatus.REFUSED
    assert "Save it as CSV" in str(refused.refusal)
    assert "parts" not in str(refused.refusal)
