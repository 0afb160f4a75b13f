"""What a function that writes no workbook at most of its calls doesn't import at its start."""

import subprocess
import sys

STARTS = "import sys, functions.ingest.api.handler, functions.notify.mail.handler; print('openpyxl' in sys.modules)"


def test_the_api_and_the_mails_start_without_openpyxl() -> None:
    started = subprocess.run([sys.executable, "-c", STARTS], stdout=subprocess.PIPE, text=True, check=True)

    assert started.stdout == "False\n"
