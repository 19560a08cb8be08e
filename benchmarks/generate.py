"""Print an invented store of any size, in the proportions of the bundled store.

    python benchmarks/generate.py [N] [--seed SEED] > store.yaml

However, the number of agencies, people, groups and places grows only with the square root of the
size, so that the records of a large store keep referring to the same ones. Word frequencies follow Zipf's law. The same N and seed always give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import signal
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

from benchmarks.invented import LEAST, Store

SEED = 1


def main() -> None:
    """Print a store."""
    parser = argparse.ArgumentParser(description="Print an invented store.")
    parser.add_argument(
        "records",
        type=int,
        nargs="?",
        default=1000,
        metavar="N",
        help="number of records (default: 1000)",
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, help="seed of the random number generator"
    )
    options = parser.parse_args()
    if options.records < LEAST:
        parser.error(f"N must be at least {LEAST}")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    out.writelines(Store(options.records, options.seed).yaml())
    out.flush()


if __name__ == "__main__":
    main()
