"""Dry runs, the same file once more on purpose, the fix-it workbook and learner matching, on the stack."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from cmehub.submissions.submission import fix_it_key
from cmehub.submissions.upload_folders import AGAIN, DRY_RUN
from hub.provider.sending import send
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import Hub

STORED = ("records", "activities", "rosters", "providers")


def stored(hub: Hub) -> dict[str, dict[tuple[str, str], Any]]:
    """What the tables hold, but for what mails and webhooks of other tests still tell."""
    return {
        name: {key: item for key, item in hub.items(name).items() if not key[0].startswith(("attempts#", "mail#"))}
        for name in STORED
    }


def test_a_dry_run_gives_the_answers_and_leaves_nothing_but_them(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "learners-dry.xml"
    file.write_bytes(
        (SAMPLES / "learners.xml").read_bytes().replace(b"ccid:cme.example.org:", b"ccid:dry.example.org:")
    )
    before = stored(hub)
    mails = len(hub.stack.sent_mails())

    first = hub.finished(send(hub.stores, file, PROVIDER_ID, DRY_RUN).submission_id)
    second = hub.finished(send(hub.stores, file, PROVIDER_ID, DRY_RUN).submission_id)

    assert (first.dry_run, first.rows, first.counts.pending) == (True, 29, 0)
    assert first.submission_id != second.submission_id
    assert first.counts == second.counts
    assert stored(hub) == before
    hub.wait_until_idle()
    assert len(hub.stack.sent_mails()) == mails


def test_the_same_file_once_more_on_purpose_is_a_submission_of_its_own(hub: Hub) -> None:
    records = hub.items("records").keys()

    unmeant = send(hub.stores, SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    again = hub.finished(send(hub.stores, SAMPLES / "learners-clean.xlsx", PROVIDER_ID, AGAIN).submission_id)

    assert (unmeant.submission_id, unmeant.duplicate) == (hub.ids["learners-clean.xlsx"], True)
    assert again.submission_id != unmeant.submission_id
    assert {"ALREADY_REPORTED"} <= {issue.code for issue in again.issues}
    assert (again.counts.refused, again.counts.accepted) == (0, again.rows)
    assert hub.items("records").keys() == records


def test_the_mail_links_to_the_fix_it_workbook(hub: Hub, tmp_path: Path) -> None:
    submission = hub.ids["learners-mistakes.xlsx"]
    (mail,) = hub.mails_about(submission)
    (link,) = re.findall(r"https?://\S+/v1/fix-it/\S+", mail.text)

    with urllib.request.urlopen(link) as answer:
        content = answer.read()
        name = answer.headers["Content-Disposition"]

    assert content == hub.stores.objects.get(fix_it_key(PROVIDER_ID, submission))
    assert ".xlsx" in name
    out = tmp_path / "mend.xlsx"
    saved = hub.command("fix-it", submission, "--out", str(out))
    ended = hub.command("fix-it", submission, "--revoke-links")

    assert "1 link to the fix-it workbook ended" in ended.stdout
    with pytest.raises(urllib.error.HTTPError, match="410"):
        urllib.request.urlopen(link)
    assert (saved.returncode, out.read_bytes()) == (0, content)


def test_learners_are_matched_and_nothing_is_stored(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "matches.csv"
    known = (SAMPLES / "roster-ABIM.csv").read_text("utf-8").splitlines()[1].split(",")
    board_id, given_name, family_name, birth_month_day, *_ = known
    file.write_text(
        "First Name,Last Name,Date of Birth,Certifying Board,Certifying Board ID\n"
        f"{given_name},{family_name},{birth_month_day},ABIM,{board_id}\n"
        f"{given_name},{family_name},{birth_month_day},ABIM,999999\n"
    )
    before = stored(hub)

    done = hub.command("submit", str(file), "--provider", PROVIDER_ID, "--wait", "--json")

    results = [record["match"]["result"] for record in json.loads(done.stdout)["records"]]
    assert results == ["match", "no_match"]
    assert stored(hub) == before
