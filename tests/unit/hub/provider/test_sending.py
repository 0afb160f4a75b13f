"""What comes of a file that was sent and waited for, and the links to its fix-it workbook."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue, file_issue
from cmehub.submissions.fix_it_links import FixItLink
from hub.stores import HubStores
from tests.examples import PROVIDER_ID
from tests.unit.hub.test_cli import TAKEN, finish, run

BROKEN = file_issue("FILE_BROKEN", rows_read=3, reason="it ends early")


@pytest.mark.parametrize(
    ("issues", "code"),
    [((), 0), ((BROKEN,), 1), ((BROKEN.model_copy(update={"severity": Severity.NOTE}),), 0)],
    ids=["read", "read in part", "with a note"],
)
@pytest.mark.parametrize("option", ["--wait", "--json"])
def test_waiting_ends_with_1_if_the_file_was_not_read(
    stores: HubStores, file: Path, issues: tuple[Issue, ...], code: int, option: str
) -> None:
    finish(stores, *issues)

    done = run("submit", str(file), "--provider", PROVIDER_ID, "--wait", option)

    assert done.exit_code == code
    assert TAKEN in done.stdout
    assert run("status", TAKEN).exit_code == code


def test_the_links_of_mails_are_revoked(stores: HubStores) -> None:
    finish(stores)
    stores.submissions.add_link(TAKEN, FixItLink.of("token", dt.datetime.now(dt.UTC)))

    said = [run("fix-it", TAKEN, "--revoke-links").stdout for _ in range(2)]

    assert said == ["1 link to the fix-it workbook ended.\n", "0 links to the fix-it workbook ended.\n"]
    assert run("fix-it", "nothing", "--revoke-links").exit_code == 1
