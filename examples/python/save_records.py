"""
Saves learner records, and prints what came of each and what to mend.

    API=https://... KEY=cmeh_... python save_records.py records.json

The file holds a list of records, such as `examples/records.json`.
"""

import os
import sys
from pathlib import Path

from pydantic import TypeAdapter

from cmehub_client import CmeHub, HubProblem
from cmehub_client.models import Issue, RecordInput

RECORDS = TypeAdapter(list[RecordInput])
MOST = 100
"""Of a call."""


def main() -> int:
    """Return 1 if a record has to be mended."""
    records = RECORDS.validate_json(Path(sys.argv[1]).read_bytes())
    is_all_taken = True
    with CmeHub(os.environ["API"], key=os.environ["KEY"]) as hub:
        for start in range(0, len(records), MOST):
            try:
                saved = hub.records.save(records[start : start + MOST])
            except HubProblem as problem:
                if not problem.issues:
                    raise
                is_all_taken = False  # none of them was taken
                show(start, problem.issues)
                continue
            for record in saved:
                print(f"record {start + record.position}: {record.status} {record.record or ''}")
                is_all_taken &= record.status != "refused"
                show(start, record.issues)
    return 0 if is_all_taken else 1


def show(start: int, issues: list[Issue]) -> None:
    """Print issues, whose rows count the records of their call."""
    for issue in issues:
        print(f"record {start + (issue.row or 0)}, {issue.field}: {issue.message} {issue.fix}")


if __name__ == "__main__":
    sys.exit(main())
