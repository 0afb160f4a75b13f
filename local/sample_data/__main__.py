"""``python -m local.sample_data``: rewrite the sample files, or write one learner file of any size."""

import argparse
import sys
from pathlib import Path

from local.sample_data.physicians import DEFAULT_SEED, SAMPLE_PHYSICIANS, sample_rosters
from local.sample_data.sample_files import SAMPLES, write_roster, write_samples
from local.sample_data.volume import VOLUME_FORMATS, write_volume


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m local.sample_data", description=__doc__)
    parser.add_argument("--rows", type=int, help="write one learner file of so many rows")
    parser.add_argument("--format", choices=VOLUME_FORMATS, default="xlsx", help="its format (default: xlsx)")
    parser.add_argument("--out", type=Path, help="where to write it; without --rows, the folder of the samples")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another seed gives other people")
    parser.add_argument("--physicians", type=int, default=SAMPLE_PHYSICIANS, help="how many learners the rows go round")
    parser.add_argument("--rosters", type=Path, help="folder for the rosters that hold these learners")
    given = parser.parse_args(arguments)
    if given.rows is None:
        files = write_samples(given.out or SAMPLES, given.seed)
        sys.stdout.write(f"{len(files)} files in {given.out or SAMPLES}\n")
        return 0
    if given.out is None:
        parser.error("--rows needs --out FILE")
    try:
        rows = write_volume(given.out, given.format, given.rows, given.seed, physicians=given.physicians)
    except ValueError as error:
        parser.error(str(error))
    sys.stdout.write(f"{rows} rows in {given.out}\n")
    if given.rosters:
        given.rosters.mkdir(parents=True, exist_ok=True)
        for board, entries in sample_rosters(given.physicians, given.seed).items():
            write_roster(given.rosters / f"roster-{board}.csv", entries)
    return 0


if __name__ == "__main__":
    sys.exit(main())
