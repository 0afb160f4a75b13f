"""``python -m tests.hostile``: read many changed files, and say which weren't treated as they should be."""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.corpus import CORPUS, file_named
from tests.hostile.judging import MOST_KILOBYTES, judge
from tests.hostile.mutations import mutated


def main() -> int:
    """Read the files of one shard; 1 is returned if one is at fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--files", type=int, default=20_000, help="how many in all (default: 20,000)")
    parser.add_argument("--shard", default="1/1", help="which part of them, as 3/20 (default: all)")
    parser.add_argument("--keep", metavar="SEED", help="write the file of a seed, as told of a fault, and read nothing")
    parser.add_argument("--to", type=Path, default=Path("kept"), help="where (default: kept)")
    asked = parser.parse_args()
    if asked.keep:
        asked.to.write_bytes(mutated(file_named(asked.keep.rpartition(" ")[0]), asked.keep))
        print(f"wrote {asked.to}")
        return 0
    shard, shards = map(int, asked.shard.split("/"))
    of_each = -(-asked.files // len(CORPUS))
    mine = range(shard - 1, of_each, shards)
    faults, read, began = 0, 0, time.monotonic()
    with TemporaryDirectory() as folder:
        for place, name in enumerate(CORPUS, start=1):
            judged = judge(name, mine, Path(folder))
            read += len(mine)
            outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in judged.outcomes.most_common(6))
            print(
                f"{place}/{len(CORPUS)} {name}: {outcomes}; slowest {judged.slowest:.2f} s, "
                f"{judged.kilobytes // 1024} MB, {time.monotonic() - began:.0f} s since the start",
                flush=True,
            )
            for seed, fault in judged.faults.items():
                print(f"  FAULT {seed!r}: {fault}", flush=True)
            faults += len(judged.faults) + (judged.kilobytes > MOST_KILOBYTES)
    print(f"{read:,} files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
