"""``python -m benchmarks.roster_load FILE``: load a roster, and print the process's peak and CPU time."""

import json
import sys
import time
from pathlib import Path

from benchmarks.fake_dynamo import fake_dynamo
from benchmarks.ingest_peak import peak_memory
from benchmarks.rosters import AT, STATE
from cmehub.runtime.clients import dynamo_client
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from hub.boards.roster_files import load_roster


def main() -> int:
    """Run the command."""
    with fake_dynamo(keep=False):
        store = DynamoRosterStore(DynamoTable(dynamo_client(), "rosters"))
        done = load_roster(store, Path(sys.argv[1]), STATE, at=AT, progress=lambda _: None)
    print(json.dumps({"entries": done.entries, "kilobytes": peak_memory(), "cpu_seconds": time.process_time()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
