"""
Sends a file of learners or activities, waits until everything in it is decided, and prints what came of it.

    API=https://... KEY=cmeh_... python send_file.py learners.xlsx
"""

import os
import sys

from cmehub_client import CmeHub


def main() -> int:
    """Return 1 if a row has to be mended."""
    with CmeHub(os.environ["API"], key=os.environ["KEY"]) as hub:
        sent = hub.submissions.upload(
            sys.argv[1], progress=lambda done, size: print(f"{done} of {size} bytes", file=sys.stderr)
        )
        if sent.duplicate:
            print("The hub had these bytes before; nothing happens twice.")
        state = hub.submissions.wait(sent.submission_id)
        counts = state.counts
        print(f"{sent.submission_id}: {counts.accepted} accepted, {counts.rejected} rejected, {counts.refused} refused")
        for issue in hub.submissions.issues(sent.submission_id, severity="error"):
            print(f"row {issue.row}, {issue.field}: {issue.message} {issue.fix}")
        for row in hub.submissions.report(sent.submission_id):
            for line in row.credit_lines:
                if line.status == "rejected":
                    print(f"row {row.row}, {line.board}: {line.reason}")
        return 0 if state.rows == counts.accepted else 1


if __name__ == "__main__":
    sys.exit(main())
