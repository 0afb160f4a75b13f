"""Files that were changed in every way hurt nobody; ``python -m tests.hostile`` reads more of them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cmehub.issues.issue import IssueScope
from tests.hostile.corpus import COMMITTED, CORPUS, WRITTEN, file_named
from tests.hostile.judging import MOST_KILOBYTES
from tests.hostile.mutations import mutated
from tests.sample_hub import PROVIDER_ID, stocked_hub
from tests.unit.functions.notify.fix_it.test_fix_it import fix_it_of

OF_A_SMALL_FILE, OF_A_LARGE_ONE = 580, 100
"""How many changed files are read of each: of all together, more than 20,000."""
_JUDGE = """
import json, sys
from pathlib import Path
from tests.hostile.judging import judge
judged = judge(sys.argv[1], range(int(sys.argv[2])), Path(sys.argv[3]))
print(json.dumps([judged.outcomes, judged.faults, judged.kilobytes]))
"""


@pytest.mark.parametrize("name", CORPUS)
def test_changed_files_are_read_or_refused_in_the_hubs_words(tmp_path: Path, name: str) -> None:
    """All are read by one process, whose memory is looked at."""
    files = OF_A_LARGE_ONE if name in COMMITTED else OF_A_SMALL_FILE
    done = subprocess.run(
        [sys.executable, "-c", _JUDGE, name, str(files), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2_000:]
    outcomes, faults, kilobytes = json.loads(done.stdout)
    assert faults == {}
    assert sum(outcomes.values()) == files
    assert kilobytes < MOST_KILOBYTES


@pytest.mark.parametrize("name", WRITTEN)
def test_whatever_is_read_of_a_changed_file_gets_an_answer(tmp_path: Path, name: str) -> None:
    """All the way: a result for each row, and a fix-it workbook where there is something to mend."""
    hub = stocked_hub()
    for number in range(25):
        (tmp_path / "upload").write_bytes(mutated(file_named(name), f"all the way {number}"))
        report = hub.submit(tmp_path / "upload", PROVIDER_ID, "dry-run/", f"v{number}")

        assert report.records or report.issues
        assert all(issue.scope is IssueScope.FILE or issue.row for issue in report.issues)
        fix_it_of(hub, report)


def test_twenty_thousand_changed_files_are_read() -> None:
    assert len(COMMITTED) * OF_A_LARGE_ONE + (len(CORPUS) - len(COMMITTED)) * OF_A_SMALL_FILE >= 20_000


def test_a_change_follows_from_its_seed_and_changes_something() -> None:
    whole = file_named("learner-xml")

    changed = [mutated(whole, f"seed {number}") for number in range(50)]

    assert changed == [mutated(whole, f"seed {number}") for number in range(50)]
    assert len({*changed}) > 45
    assert all(content != whole for content in changed[:10])
