"""Writes an invented store of any size, like the bundled one in form, proportions and style.

    python benchmarks/generate.py [N] [--seed SEED] > store.yaml

The kinds stand in the bundled store's proportions, but agencies, people, groups and
places grow with the square root of its size, so that a large store refers to the same
ones again and again. Words are drawn by Zipf's law, and the larger the store, the more
names it has. The same N and seed always give the same bytes. Nothing in it is true.
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
    """Write a store to standard output."""
    parser = argparse.ArgumentParser(description="Write an invented store to standard output.")
    parser.add_argument(
        "records",
        type=int,
        nargs="?",
        default=1000,
        metavar="N",
        help="how many records it has (1000)",
    )
    parser.add_argument("--seed", type=int, default=SEED, help="another seed gives another store")
    given = parser.parse_args()
    if given.records < LEAST:
        parser.error(f"a store has {LEAST} records at least")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    out.writelines(Store(given.records, given.seed).yaml())
    out.flush()


if __name__ == "__main__":
    main()
