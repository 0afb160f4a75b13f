"""A learner file of 2015, replayed on days of ABIM's programme of that time; and what it says today."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.activities.rows import ActivityName
from cmehub.boards.ledgers import Decision
from cmehub.boards.reasons import rejection
from cmehub.chunks.module_codes import with_activity_ids
from cmehub.stores.memory_registers import MemoryActivityStore
from cmehub.submissions.messages import NoticeMessage
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.rows import Row
from functions.notify.mail.notices import NoticeOutcome
from local.in_memory.hub import NOW
from tests.examples import an_activity
from tests.notify_hub import KeptMails, notices_of, text_of
from tests.outside_boards import call_back, connected, later
from tests.replay_2015 import ACTIVITY, FILE, PROVIDER_ID, hub_of_2015
from tests.sample_hub import outcomes_of

AGREES, RENAMED, OTHER_DAY, OF_2014 = 2, 3, 4, 5
ACCEPTED, CLOSED = ("accepted", None), ("refused", "REPORTING_WINDOW_CLOSED")


def replayed(day: str, file: Path = FILE) -> SubmissionReport:
    return hub_of_2015(dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")).submit(file, PROVIDER_ID)


def outcomes(report: SubmissionReport) -> dict[int, tuple[str, str | None]]:
    return {outcome["row"]: (outcome["outcome"], outcome["code"]) for outcome in outcomes_of(report)}


def notes(report: SubmissionReport) -> set[str]:
    return {issue.code for issue in report.issues if issue.row in {AGREES, RENAMED}}


def test_an_id_and_a_birth_day_are_enough() -> None:
    assert outcomes(replayed("2015-12-20")) == {
        AGREES: ACCEPTED,
        RENAMED: ACCEPTED,
        OTHER_DAY: ("rejected", "IDENTITY_MISMATCH"),
        OF_2014: ACCEPTED,
    }


@pytest.mark.parametrize(
    ("day", "told"),
    [("2015-12-31", False), ("2016-01-01", False), ("2016-01-07", False), ("2016-01-08", True), ("2017-03-31", True)],
)
def test_what_comes_after_the_grace_is_taken_with_a_note(day: str, told: bool) -> None:
    report = replayed(day)

    assert outcomes(report)[AGREES] == ACCEPTED
    assert ("REPORTED_AFTER_YEAR_END" in notes(report)) is told


@pytest.mark.parametrize(
    ("day", "of_2014"), [("2016-04-01", ACCEPTED), ("2016-06-30", ACCEPTED), ("2016-07-01", CLOSED)]
)
def test_completions_of_2014_are_taken_until_june_30_of_2016(day: str, of_2014: tuple[str, str | None]) -> None:
    found = outcomes(replayed(day))

    assert (found[AGREES], found[OF_2014]) == (ACCEPTED, of_2014)


@pytest.mark.parametrize(("day", "by_code"), [("2016-12-31", ACCEPTED), ("2017-01-01", ("refused", "FIELD_FORMAT"))])
def test_a_module_code_names_an_activity_until_2017(day: str, by_code: tuple[str, str | None]) -> None:
    report = replayed(day)

    assert outcomes(report)[RENAMED] == by_code
    if by_code == ACCEPTED:
        assert {record.activity_id for record in report.records} == {ACTIVITY.activity_id}


def test_a_code_and_the_id_name_the_same_record(tmp_path: Path) -> None:
    hub = hub_of_2015(dt.datetime(2015, 12, 20, tzinfo=dt.UTC))
    by_id = tmp_path / "by-id.csv"
    by_id.write_text(FILE.read_text("utf-8").replace("MK15A7", ACTIVITY.activity_id), "utf-8")

    first, again = hub.submit(FILE, PROVIDER_ID), hub.submit(by_id, PROVIDER_ID)

    assert [record.record for record in first.records][1] == [record.record for record in again.records][1]
    assert "ALREADY_REPORTED" in {issue.code for issue in again.issues if issue.row == RENAMED}


def test_the_provider_gets_a_mail_of_what_the_board_takes_back() -> None:
    hub = hub_of_2015(dt.datetime(2015, 12, 20, tzinfo=dt.UTC))
    boards = connected(hub, "ABIM", now=later)
    report = hub.submit(FILE, PROVIDER_ID)
    assert [record.credit_lines[0].status for record in report.records][RENAMED - 2] == "accepted"

    (ask,) = boards["ABIM"].decided
    kept = [Decision(row=row, board="ABIM", accepted=True) for row in (AGREES, OTHER_DAY, OF_2014)]
    call_back(hub, ask, [*kept, rejection("ABIM", RENAMED, "This ID is held by somebody with another name")])
    hub.deliver_all()

    mailer = KeptMails()
    (notice,) = hub.notices
    assert isinstance(notice, NoticeMessage)
    assert notices_of(hub, mailer).take(notice) is NoticeOutcome.SENT
    (mail,) = mailer.messages
    assert "This ID is held by somebody with another name" in text_of(mail)
    assert outcomes(hub.report(report.submission_id))[RENAMED] == ("rejected", "BOARD_OTHER_REASON")


@pytest.mark.parametrize("action", ["Add", "Delete"])
@pytest.mark.parametrize("born", ["03/05", "03/06", "12/31"])
def test_today_a_row_of_then_tells_nothing_of_a_birth_day(action: str, born: str, tmp_path: Path) -> None:
    """Who has an ID alone could otherwise try every birth day, since names need not agree."""
    file = tmp_path / "guesses.csv"
    heading, _, row, *_ = FILE.read_text("utf-8").splitlines()
    guess = row.replace("Add", action).replace("MK15A7", ACTIVITY.activity_id).replace("03/05", born)
    file.write_text(f"{heading}\n{guess}\n", "utf-8")

    report = hub_of_2015(NOW).submit(file, PROVIDER_ID)

    codes = [issue.code for issue in report.issues]
    assert codes == (["REPORTING_WINDOW_CLOSED"] if action == "Add" else ["DELETE_UNKNOWN_RECORD"])


def test_today_everything_of_then_is_refused() -> None:
    found = outcomes(replayed(NOW.date().isoformat()))

    assert {outcome for outcome, _ in found.values()} == {"refused"}
    assert found[RENAMED] == ("refused", "FIELD_FORMAT")


def _read(**changes: object) -> str:
    store = MemoryActivityStore()
    for place, year in enumerate((2014, 2015, 2015)):
        of_year = {"start_date": dt.date(year, 1, 1), "end_date": dt.date(year, 12, 31)}
        formats = ("Course", "Course", "Enduring Material")
        names = {"activity_id": f"20155432{place}", "provider_activity_id": "MK15A7", "activity_format": formats[place]}
        activity = an_activity(**(names | of_year))
        store.add(activity, ActivityName.of(activity))
    fields = {"activity_id": "mk15a7", "completion_date": "2014-05-01", "lines": [{"board": "ABIM"}]} | changes
    (row,) = with_activity_ids([Row(2, fields)], store, PROVIDER_ID, dt.date(2016, 1, 5))
    return str(row.fields["activity_id"])


def test_a_code_that_could_mean_several_activities_names_none() -> None:
    assert _read() == "201554320"
    assert _read(completion_date="2015-05-01") == "mk15a7"


@pytest.mark.parametrize(
    "changes",
    [
        {"completion_date": "2013-05-01"},
        {"completion_date": "some day"},
        {"completion_date": None},
        {"lines": [{"board": "ABP"}]},
        {"lines": [{"board": "OH"}]},
        {"lines": [{}]},
        {"lines": []},
        {"activity_id": "MK-15A8"},
        {"activity_id": "123"},
    ],
)
def test_a_code_is_no_name_elsewhere(changes: dict[str, object]) -> None:
    assert _read(**changes) == changes.get("activity_id", "mk15a7")
