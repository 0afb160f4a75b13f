"""What is sent under faults: a file of rows of every outcome, one that deletes and adds anew, and a call."""

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from cmehub.people.rosters import EntryKey
from local.sample_data.activities import ABP_CREDIT_TYPE, sample_activity
from local.sample_data.completions import Completion, completion
from local.sample_data.learner_xml import write_reports
from local.sample_data.physicians import DEFAULT_SEED, Cast

_ON = dt.date(2026, 3, 16)
_PLACES = range(360)


def contents() -> dict[str, bytes]:
    """Return the files by name: what was reported ``before``, and what is sent under faults."""
    return _files().contents


def called() -> dict[str, Any]:
    """Return the one row of a call: credit of a board, and credit that no board decides on."""
    return _files().called


def claimed() -> dict[str, EntryKey]:
    """Return who signs in as which of the learners."""
    return _files().claimed


class _Files(NamedTuple):
    contents: dict[str, bytes]
    claimed: dict[str, EntryKey]
    called: dict[str, Any]


@cache
def _files() -> _Files:
    cast = Cast(_PLACES, DEFAULT_SEED)
    before = [_internist(cast, 1.0), _pediatrician(cast, 1.0)]
    first = _internist(cast, 4.0)
    unlisted = replace(_internist(cast, 2.0), board_id="999999")
    contents = {
        "before.xml": _xml(before),
        "report.xml": _xml(
            [
                first,
                _pediatrician(cast, 1.5),
                replace(_internist(cast, 2.0), activity_id=None),
                unlisted,
                _pediatrician(cast, 1.0),
                completion(cast.take(), sample_activity("GEN-26-100").activity_id, _ON, cme=2.0),
                replace(_pediatrician(cast, 1.5), family_name="Misspelt", birth_day="07/08"),
            ]
        ),
        "changes.xml": _xml(
            [
                *(replace(report, action="Delete") for report in before),
                *(replace(report, lines=((report.lines[0][0], 0.5),)) for report in before),
            ]
        ),
    }
    by_call = _internist(cast, 3.0)
    learners = {"internist": first, "deleted": before[0], "deleted-outside": before[1], "by-call": by_call}
    claimed = {sub: EntryKey(str(report.board), str(report.board_id)) for sub, report in learners.items()}
    return _Files(contents, claimed, _row(by_call, "WY"))


def _internist(cast: Cast, amount: float) -> Completion:
    activity = sample_activity("IM-26-001").activity_id
    return completion(cast.take("ABIM"), activity, _ON, board="ABIM", lines=(("Medical Knowledge", amount),))


def _pediatrician(cast: Cast, amount: float) -> Completion:
    activity = sample_activity("PED-26-JRN").activity_id
    return completion(cast.take("ABP"), activity, _ON, board="ABP", lines=((ABP_CREDIT_TYPE, amount),))


def _row(report: Completion, state: str) -> dict[str, Any]:
    ((credit_type, amount),) = report.lines
    of_board = {"board": report.board, "learner_id": report.board_id, "credit_type": credit_type, "amount": amount}
    of_state = {"board": state, "learner_id": "77", "credit_type": "AMA PRA Category 1", "amount": 1}
    return {
        "action": "add",
        "activity_id": report.activity_id,
        "completion_date": _ON.isoformat(),
        "given_name": report.given_name,
        "family_name": report.family_name,
        "birth_month_day": report.birth_day,
        "lines": [of_board, of_state],
    }


def _xml(reports: list[Completion]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "reports.xml")
        write_reports(path, reports)
        return path.read_bytes()
