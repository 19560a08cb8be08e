"""Convert the facts for other programs, and build the commands that search them."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.meters import FailedError, output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

TOOLS: Final = ("hyperfine", "jq", "recsel", "rg", "yq", "sqlite-utils")
UNSEARCHED: Final = {
    *("kind", "id", "evidence", "support", "listed", "comparator", "computed_from"),
}
"""The keys that `bsc search` ignores or that are converted to a column of their own."""

JSON, REC, DATABASE = "facts.json", "facts.rec", "facts.db"

Record = dict[str, Any]


class Search(NamedTuple):
    """A command that searches a file for a word.

    The file comes between `arguments` and `after` on the command line.
    """

    program: str
    arguments: tuple[str, ...]
    file: str
    after: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Format the command for reports."""
        words = (f"'{word}'" if " " in word else word for word in self.arguments)
        return " ".join((self.program, *words, self.file, *self.after))


def searches(word: str, store: str) -> dict[str, Search]:
    """Return the fastest known case-insensitive search for each program, keyed by program."""
    matches = f'select(tojson | test("{word}"; "i"))'
    return {
        "jq": Search("jq", ("-c", f".[] | {matches}"), JSON),
        "recsel": Search("recsel", ("-i", "-q", word), REC),
        "yq": Search("yq", ("-c", f".[] | arrays | .[] | {matches}"), store),
        "sqlite-utils": Search("sqlite-utils", ("search",), DATABASE, ("facts", word)),
        "rg": Search("rg", ("-i", word), store),
    }


def absent(program: str, path: str) -> str | None:
    """Return the reason why a program is unavailable; `None` if it is available."""
    found = shutil.which(program, path=path)
    if not found:
        return "not installed"
    if program == "yq" and "mikefarah" in version(program, {"PATH": path}):
        return "not installed (this is a different yq)"
    return None


def version(program: str, environment: Mapping[str, str]) -> str:
    """Return the first line that a program prints for `--version`; empty if the program fails."""
    try:
        lines = output([program, "--version"], environment).decode("utf-8", "replace").splitlines()
    except (OSError, FailedError):
        return ""
    return lines[0].replace(", version", "").strip() if lines else ""


def prepare(records: list[Record], folder: Path, environment: Mapping[str, str]) -> None:
    """Write the facts to a folder, in every format that the other programs read."""
    with (folder / JSON).open("w", encoding="utf-8") as file:
        rows = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
        file.write(f"[\n{rows}\n]\n")
    with (folder / REC).open("w", encoding="utf-8") as file:
        file.writelines(map(rec, records))
    if absent("sqlite-utils", environment["PATH"]) is None:
        database(records, folder / DATABASE, environment)


def rec(record: Record) -> str:
    """Return a record in the format of GNU recutils."""
    lines = [f"Id: {record['id']}", f"Kind: {record['kind']}"]
    lines += (f"Text: {text.replace(chr(10), f'{chr(10)}+ ')}" for text in texts(record))
    return "\n".join(lines) + "\n\n"


def database(records: Iterable[Record], path: Path, environment: Mapping[str, str]) -> None:
    """Load the facts into an SQLite database with a full-text index."""
    rows = (
        {"id": record["id"], "kind": record["kind"], "text": "\n".join(texts(record))}
        for record in records
    )
    lines = "\n".join(json.dumps(row) for row in rows)
    for arguments in (
        ["insert", str(path), "facts", "-", "--nl", "--pk=id"],
        ["enable-fts", str(path), "facts", "id", "text", "--fts5"],
    ):
        subprocess.run(
            ["sqlite-utils", *arguments], input=lines.encode(), env=environment, check=True
        )


def texts(record: Record) -> Iterator[str]:
    """Yield every searchable value of a record as text."""
    for key, value in record.items():
        if key not in UNSEARCHED and value is not None:
            for item in value if isinstance(value, list) else [value]:
                yield item["text"] if isinstance(item, dict) else str(item)
