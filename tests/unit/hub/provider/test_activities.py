"""Showing an activity and making others like it, on a stack in moto."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from cmehub.activities.activity import Activity
from cmehub.activities.registrations import MocRegistration
from cmehub.activities.rows import ActivityName, ActivityRow
from cmehub.formats import open_file
from cmehub.stores.tables import TABLES
from hub.provider.activities import instance
from hub.stack import StackConnection
from hub.stores import HubStores
from local.in_memory.tables import make_tables
from local.sample_data.activities import sample_activities
from tests.examples import ACTIVITY_ID, NOW, PROVIDER_ID, TODAY, an_activity
from tests.unit.hub.test_cli import run

ATTESTATION = {"by": "file-1#7", "at": NOW, "pack_from": dt.date(2024, 1, 1), "version": "1", "text_digest": "0" * 64}
OVER = {"start_date": dt.date(2024, 2, 1), "end_date": dt.date(2024, 2, 29)}


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubStores]:
    with mock_aws():
        make_tables()
        outputs = {f"{table.name.capitalize()}Table": table.name for table in TABLES}
        connection = StackConnection(boto3.Session(), outputs)
        monkeypatch.setattr(StackConnection, "to_local", lambda: connection)
        yield HubStores(connection)


def put(stores: HubStores, **changes: object) -> Activity:
    activity = an_activity(**changes)
    assert stores.activities.add(activity, name_of(activity))
    return activity


def name_of(activity: Activity) -> ActivityName:
    return ActivityName(
        provider_id=activity.provider_id,
        provider_activity_id=str(activity.provider_activity_id),
        start_date=activity.start_date,
        activity_format=activity.activity_format,
    )


def read_back(path: Path) -> list[Activity]:
    rows = [ActivityRow.model_validate(row.fields) for row in open_file(path).rows]
    return [row.activity(ACTIVITY_ID, PROVIDER_ID) for row in rows]


@pytest.mark.parametrize(
    ("changes", "status", "needs"),
    [
        ({"description": None}, "Draft", "For Active it needs: description"),
        ({"description": None} | OVER, "Draft", "For Ready to Close it needs: description"),
        ({}, "Active", "For Ready to Close it needs: end date in the past"),
        (OVER, "Ready to Close", "For Closed it needs: measured outcome, answer to commercial support"),
    ],
)
def test_an_activity_is_shown_with_what_it_lacks_for_the_next_status(
    stores: HubStores, changes: dict[str, object], status: str, needs: str
) -> None:
    put(stores, **changes)

    done = run("activity", "show", ACTIVITY_ID)

    assert done.exit_code == 0, done.output
    assert f"Status: {status}" in done.output
    assert needs in done.output


def test_how_learners_are_evaluated_is_shown_where_it_is_told(stores: HubStores) -> None:
    told, bare = (MocRegistration(board=board, points=4, credit_types=("CME",)) for board in ("ABIM", "ABA"))
    put(stores, registrations=(told.model_copy(update={"evaluation": "Ten questions", "threshold": 75.0}), bare))

    shown = run("activity", "show", ACTIVITY_ID).output

    assert "ABIM evaluated: Ten questions\nABIM threshold: 75%\n" in shown
    assert "ABIM feedback" not in shown
    assert "ABA threshold" not in shown


def test_a_closed_activity_lacks_nothing(stores: HubStores) -> None:
    put(stores, closed_by="file-1#7", closed_at=NOW)

    document = json.loads(run("activity", "show", ACTIVITY_ID, "--json").output)

    assert (document["status"], document["next_status"], document["missing"]) == ("Closed", None, [])
    assert document["activity"]["closed_by"] == "file-1#7"


def test_what_lacks_nothing_is_closed_by_asking() -> None:
    done = an_activity(
        **OVER, registrations=(), outcomes=({"outcome": "Patient Health"},), commercial_support=False,
        participants={"physician": 0, "non-physician": 0},
    )  # fmt: skip

    assert done.lacks(TODAY) == ("Closed", ["request to close it"])


def test_registrations_are_shown_with_who_attested_to_them(stores: HubStores) -> None:
    put(stores, registrations=({"board": "ABA", "points": 4, "credit_types": ["X"], "attestation": ATTESTATION},))
    stores.activities.note_learners("sub", 1, {ACTIVITY_ID})

    told = run("activity", "show", ACTIVITY_ID).output

    assert "2026-11-20 by file-1#7" in told
    assert "Learners were reported" in told


@pytest.mark.parametrize("deleted_by", [None, "file-1#7"])
def test_an_activity_that_is_not_there(stores: HubStores, deleted_by: str | None) -> None:
    if deleted_by:
        put(stores, deleted_by=deleted_by)

    done = run("activity", "show", ACTIVITY_ID)

    assert done.exit_code == 1
    assert f"No activity has the ID {ACTIVITY_ID}." in done.output


def test_a_repeated_activity_is_written_once_for_each_start(stores: HubStores, tmp_path: Path) -> None:
    kept = put(stores, start_date=dt.date(2026, 5, 4), end_date=dt.date(2026, 5, 5))
    out = tmp_path / "spring.xml"

    done = run("activity", "copy", ACTIVITY_ID, "--start", "2027-03-01", "--start", "2027-02-01", "--out", str(out))

    assert done.exit_code == 0, done.output
    assert f"hub submit {out} --provider {PROVIDER_ID}" in " ".join(done.output.split())
    first, second = read_back(out)
    assert (first.start_date, first.end_date) == (dt.date(2027, 2, 1), dt.date(2027, 2, 2))
    assert (second.start_date, second.end_date) == (dt.date(2027, 3, 1), dt.date(2027, 3, 2))
    dates = {"start_date": kept.start_date, "end_date": kept.end_date}
    assert first.model_copy(update=dates) == second.model_copy(update=dates) == kept


def test_a_copy_leaves_out_how_the_activity_went() -> None:
    went = next(activity for activity in sample_activities() if activity.supports and activity.registrations)
    closed = went.model_copy(update={"closed_by": "file-1#7", "closed_at": NOW, "close_requested": True})

    made = instance(closed, went.start_date + dt.timedelta(days=365), "NEW-1")

    assert (made.title, made.provider_activity_id) == (went.title, "NEW-1")
    assert (made.participants, made.outcomes, made.commercial_support, made.supports) == ({}, (), None, ())
    assert (made.closed_by, made.closed_at, made.close_requested) == (None, None, False)
    moved = [registration.claim_date for registration in made.registrations]
    assert moved == [
        registration.claim_date and registration.claim_date + dt.timedelta(days=365)
        for registration in went.registrations
    ]


def test_a_draft_is_copied_as_the_draft_that_it_is(stores: HubStores, tmp_path: Path) -> None:
    nothing: dict[str, object] = dict.fromkeys(
        ("description", "credits", "providership", "url", "listed", "fee", "registration")
    )
    kept = put(stores, deliveries=(), registrations=(), **nothing)
    out = tmp_path / "copy.xml"

    run("activity", "copy", ACTIVITY_ID, "--start", "2026-01-01", "--name", "EX-2", "--out", str(out))

    assert read_back(out) == [kept.model_copy(update={"provider_activity_id": "EX-2"})]


def test_what_cannot_be_copied_is_said(stores: HubStores, tmp_path: Path) -> None:
    put(stores)
    out = tmp_path / "copy.xml"
    copy = ("activity", "copy", ACTIVITY_ID, "--out", str(out))

    itself = run(*copy, "--start", "2026-01-01")
    assert "starts on 2026-01-01 itself" in itself.output
    assert not out.exists()

    out.write_text("mine")
    there = run(*copy, "--start", "2027-01-01")
    assert "is there already" in there.output
    assert (itself.exit_code, there.exit_code, out.read_text()) == (1, 1, "mine")
