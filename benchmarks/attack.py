"""Damage a store or its article in many ways, and print how much of the damage is found.

    python benchmarks/attack.py ARTICLE [STORE] [--samples N] [--seed S] [--kinds TEXT] [--examples]
    python benchmarks/attack.py ARTICLE --update docs/proof.md
    python benchmarks/attack.py ARTICLE --check docs/proof.md --samples 4

Each damage is done alone, to a store that is taken to be right; without STORE, it is the bundled
one. A damage counts as found if `bsc check` or `bsc audit` reports a problem that the undamaged
store does not have.

The same seed always draws the same damages, and a smaller sample is the beginning of a larger one.
A page holds its table with the outcome of each damage, so a small round is compared exactly with
the beginning of the round in the page: the exit status is 1 if less is found of any kind.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1]))

from benchmarks.damage import passages, references, statements, values
from benchmarks.damage.attack import Row, measure
from bsc_cli.system import files
from bsc_cli.system.errors import BscError
from bsc_cli.text import article as articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.damage.kinds import Kind

KINDS: Final[tuple[Kind, ...]] = (
    *values.KINDS,
    *references.KINDS,
    *statements.KINDS,
    *passages.KINDS,
)
"""Every kind of damage, in the order of the table."""
SAMPLES: Final = 24
SEED: Final = 1
HEADINGS: Final = ("kind of damage", "tried", "found", "of these as warnings")


def cells(name: str, letters: str) -> tuple[str, str, str, str]:
    """Return a row of the table for a kind of damage, given its outcomes."""
    tried = len(letters)
    if not tried:
        return (name, "0", "no such damage possible", "")
    missed, warned = letters.count("."), letters.count("w")
    found = f"{tried - missed} ({100 * (tried - missed) / tried:.0f}%)"
    return (name, str(tried), found, str(warned or ""))


def table(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the table, with a last row for all kinds."""
    every = "".join(row.letters for row in rows)
    return [HEADINGS, *(cells(row.name, row.letters) for row in rows), cells("all kinds", every)]


def plain(lines: Sequence[tuple[str, ...]]) -> str:
    """Return a table as text."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ((row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])) for row in lines)
    return "\n".join("  ".join(row).rstrip() for row in padded)


def markdown(lines: Sequence[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    head, *rest = lines
    rows = [head, ("---", "---:", "---:", "---:"), *rest]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


class Written(NamedTuple):
    """The outcomes in a page: the seed, the samples, and the letters for each kind of damage."""

    seed: int
    samples: int
    letters: dict[str, str]


def marks(reviewed: bool) -> tuple[str, str]:
    """Return the lines between which a page holds the results."""
    name = "attack --reviewed" if reviewed else "attack"
    return f"<!-- {name} -->", f"<!-- end of {name} -->"


def block(rows: Sequence[Row], seed: int, samples: int, reviewed: bool) -> str:
    """Return the results as they stand in a page: the table, and the outcome of each damage."""
    start, end = marks(reviewed)
    letters = "\n".join(f"{row.name} | {row.letters}" for row in rows)
    outcomes = f"<!-- seed {seed}, {samples} samples: e error, w warning, . missed\n{letters}\n-->"
    return f"{start}\n{markdown(table(rows))}\n\n{outcomes}\n{end}"


def read(page: str, reviewed: bool) -> Written | None:
    """Return the results in a page; `None` if it has none."""
    start, end = map(re.escape, marks(reviewed))
    outcomes = r"<!-- seed (\d+), (\d+) samples: [^\n]*\n(.*?)\n-->"
    found = re.search(rf"{start}.*?{outcomes}.*?{end}", page, re.DOTALL)
    if not found:
        return None
    letters = dict(line.split(" | ") for line in found[3].split("\n"))
    return Written(int(found[1]), int(found[2]), letters)


def updated(page: str, results: str, reviewed: bool) -> str:
    """Return a page with new results in place of those that it has, or at its end."""
    start, end = map(re.escape, marks(reviewed))
    pattern = re.compile(rf"{start}.*?{end}", re.DOTALL)
    if pattern.search(page):
        return pattern.sub(lambda _: results, page)
    return f"{page.rstrip()}\n\n{results}\n".lstrip()


def fallen(rows: Sequence[Row], written: Written) -> list[str]:
    """Return a message for each kind of which less is found than a page says.

    A kind that is only here or only in the page has a message as well.
    """
    gone = written.letters.keys() - {row.name for row in rows}
    messages = [f"{name}: only in the page" for name in sorted(gone)]
    for row in rows:
        before = written.letters.get(row.name)
        if before is None:
            messages.append(f"{row.name}: not in the page")
            continue
        first = before[: len(row.letters)]
        found, expected = (sum(letter != "." for letter in one) for one in (row.letters, first))
        if found < expected:
            message = f"{row.name}: {found} of {len(row.letters)} found, {expected} in the page"
            messages.append(f"{message}\n{examples(row, first)}")
    return messages


def examples(row: Row, before: str | None = None) -> str:
    """Return a line for each damage that was missed or, given outcomes, no longer found."""
    before = "e" * len(row.letters) if before is None else before.ljust(len(row.letters), ".")
    lines = zip(row.damages, row.letters, before, strict=True)
    shown = (damage.shown for damage, now, then in lines if now == "." and then != ".")
    return "\n".join(f"  missed: {text.replace(chr(10), ' ')}" for text in shown)


def codes(row: Row) -> str:
    """Return how often each code of a problem found damage of a kind."""
    counts = Counter(code for outcome in row.outcomes for code in outcome.codes)
    return f"{row.name}: {', '.join(f'{code} {number}' for code, number in counts.most_common())}"


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("article", metavar="ARTICLE")
    parser.add_argument("store", metavar="STORE", nargs="?", default=files.bundled_store())
    parser.add_argument("--samples", type=int, default=SAMPLES, help="damages of each kind")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--kinds", default="", metavar="TEXT", help="only kinds so named")
    parser.add_argument("--reviewed", action="store_true", help="review every record first")
    parser.add_argument("--examples", action="store_true", help="print each damage missed")
    parser.add_argument("--codes", action="store_true", help="print the codes of the problems")
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    parser.add_argument("--check", type=Path, metavar="PAGE", help="compare with the page's table")
    parser.add_argument("--update", type=Path, metavar="PAGE", help="write the page's table")
    options = parser.parse_args()
    if options.samples < 1:
        parser.error("--samples: must be at least 1")
    if options.update and (options.kinds or options.check):
        parser.error("--update takes neither --kinds nor --check")
    return options


def measured(options: argparse.Namespace, seed: int) -> list[Row]:
    """Measure the kinds of damage that the options name."""
    kinds = [kind for kind in KINDS if options.kinds in kind.name]
    try:
        content = files.read(Path(options.store), "store", files.LARGEST_STORE)
        article = articles.read(options.article).raw
        return measure(content, article, kinds, options.samples, seed, reviewed=options.reviewed)
    except BscError as error:
        sys.exit(f"attack: {error}")


def expected(options: argparse.Namespace) -> Written:
    """Return the results in the page to compare with, for the kinds that the options name."""
    written = read(options.check.read_text("utf-8"), options.reviewed)
    if not written:
        sys.exit(f"attack: {options.check} has no results; write them with --update")
    letters = {name: one for name, one in written.letters.items() if options.kinds in name}
    return written._replace(letters=letters)


def show(options: argparse.Namespace, rows: Sequence[Row]) -> None:
    """Print the table and whatever else the options ask for."""
    print(markdown(table(rows)) if options.markdown else plain(table(rows)))
    for row in rows:
        if options.codes:
            print(codes(row))
        if options.examples and "." in row.letters:
            print(f"{row.name}:\n{examples(row)}")


def update(options: argparse.Namespace, rows: Sequence[Row]) -> None:
    """Write the results to a page."""
    page = options.update.read_text("utf-8") if options.update.exists() else ""
    results = block(rows, options.seed, options.samples, options.reviewed)
    options.update.write_text(updated(page, results, options.reviewed), "utf-8")


def main() -> None:
    """Measure, print the table, and write it to a page or compare it with one."""
    options = arguments()
    written = expected(options) if options.check else None
    rows = measured(options, written.seed if written else options.seed)
    show(options, rows)
    if options.update:
        update(options, rows)
    messages = fallen(rows, written) if written else []
    if messages:
        hint = "if a fact was edited, renew the table with --update; otherwise, a rule finds less"
        sys.exit("\n".join((f"attack: less is found than {options.check} says; {hint}", *messages)))


if __name__ == "__main__":
    main()
