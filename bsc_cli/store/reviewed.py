"""Write reviews into a store's file, and leave every other byte of the file as it is.

Reviews are lines of the mapping `reviewed`, which is the last key of a store. The file is replaced
in one step, and only if the new content proves to be the same store with the new reviews.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from bsc_cli.model import node, review
from bsc_cli.store import store as stores
from bsc_cli.store.document import on_one_line
from bsc_cli.system import files, writing
from bsc_cli.system.errors import InvalidStore, Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bsc_cli.store.store import Store


class ReviewedFile:
    """A store's file in which reviews are kept; `store` is the store as last read or written.

    Raises Unreadable or InvalidStore if the store cannot be read, and Unwritable if the file cannot
    be replaced.
    """

    store: Store

    def __init__(self, path: Path) -> None:
        if str(path) == "-":
            hint = "name the file of the store with --facts"
            raise Unwritable("reviews cannot be kept in standard input", hint)
        self._name, self._path, self._content = str(path), Path(os.path.realpath(path)), b""
        self._read()
        if reason := writing.why_not_rewritable(self._path):
            raise Unwritable(f"cannot write reviews to {self._name}: {reason}")

    def _read(self) -> None:
        """Read the file, unless its content is what this object last read or wrote."""
        content = files.read(self._path, "store", files.LARGEST_STORE)
        if content != self._content:
            self.store, self._content = stores.parse(content, self._name), content

    def keep(self, reviews: Mapping[str, str]) -> None:
        """Add reviews by id, or replace those that the ids have.

        The file is read again first: other programs may have changed it, and other runs may have
        added reviews. Raises Unwritable if a record is not as it was read for its review, or if the
        file cannot be written.
        """
        try:
            with writing.locked(self._path):
                state = files.state(self._path)
                self._read()
                for id, text in reviews.items():
                    self._require_unchanged(id, text)
                content, store = self.with_reviews(reviews)
                if files.state(self._path) != state:
                    message = f"another program changed {self._name} at the same moment"
                    raise Unwritable(message, "run the command again")
                writing.rewrite(self._path, content)
        except OSError as error:
            reason = error.strerror or error
            raise Unwritable(f"cannot write reviews to {self._name}: {reason}") from None
        self.store, self._content = store, content

    def _require_unchanged(self, id: str, text: str) -> None:
        record = self.store.records.get(id)
        if record is None or review.state(record, text) != "yes":
            message = f"'{id}' has changed in {self._name} since it was read"
            raise Unwritable(message, "run bsc review again to read it as it is now")

    def with_reviews(self, reviews: Mapping[str, str]) -> tuple[bytes, Store]:
        """Return the file's content with these reviews, and the store that this content is.

        Raises Unwritable if the form of the file does not allow that.
        """
        old, lines = self.store, _LINE.findall(self._content.decode())
        start, header = old.places.root.position, _line_of_reviewed(old)
        if lines[start.line - 1].lstrip("\ufeff")[start.column - 1] in ("{", "["):
            hint = "write the store as YAML: reviews are lines at its end"
            raise Unwritable(f"reviews cannot be kept in {self._name}, a store in JSON", hint)
        if not header:
            lines = _with_reviewed(lines)
        edited = _edited(lines, header or len(lines), old.records, reviews)
        content = "".join(edited).encode()
        try:
            new = stores.parse(content, self._name)
        except InvalidStore:
            new = None
        if new is None or not _adds_only(reviews, old, new):
            raise self._refused(header)
        return content, new

    def _refused(self, header: int) -> Unwritable:
        if header:
            message = f"{self._name}:{header}: these reviews are not written as bsc review does"
            return Unwritable(message, "write 'reviewed:', and each review, on a line of its own")
        message = f"reviews cannot be added at the end of {self._name}"
        return Unwritable(message, "add a line 'reviewed:' where the reviews are to stand")


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_FILLER = re.compile(r"[ \t]*(?:#[^\r\n]*)?[\r\n]*")
"""A line that is blank or a comment."""
_ENTRY = re.compile(
    r"""(?P<indent>[ ]+)(?P<id>[^\s'":#]+|'[^'\r\n]*'|"[^"\r\n]*")[ ]*:[ ]+"""
    r"""(?:'(?:[^'\r\n]|'')*'|"(?:[^"\\\r\n]|\\.)*"|[0-9a-f-]{17}(?: [^\s#]+)*)"""
    r"""(?P<rest>[ \t]*(?:[ \t]\#[^\r\n]*)?[\r\n]*)"""
)
"""A line with a review, as `_entry` writes it; a person may have put a comment behind it."""


def _line_of_reviewed(store: Store) -> int:
    """Return the number of the line with the key `reviewed`, or 0 if the store has no such key."""
    root = store.places.root
    assert isinstance(root, node.Mapping)
    return root.entries["reviewed"][0].line if "reviewed" in root.entries else 0


def _adds_only(reviews: Mapping[str, str], old: Store, new: Store) -> bool:
    """Whether two stores are the same, except that the new one has these reviews."""
    parts = [(store.source, store.records, store.not_claims) for store in (old, new)]
    return parts[0] == parts[1] and new.reviewed == {**old.reviewed, **reviews}


def _end(lines: Iterable[str]) -> str:
    """Return the line end of the first of these lines that has one."""
    ends = (line[len(line.rstrip("\r\n")) :] for line in lines)
    return next(filter(None, ends), "\n")


def _with_reviewed(lines: list[str]) -> list[str]:
    """Return the lines of a store with the key `reviewed` added, below a blank line."""
    end = _end(reversed(lines))
    *rest, last = lines
    last = last if last.endswith(("\r", "\n")) else last + end
    gap = [] if not last.strip() else [end]
    return [*rest, last, *gap, f"reviewed:{end}"]


def _edited(
    lines: list[str], header: int, ids: Iterable[str], reviews: Mapping[str, str]
) -> Iterator[str]:
    """Yield the lines of a store with reviews added or replaced.

    `header` is the number of the line with the key `reviewed`, and `ids` are those of all records.
    A new review follows that of the nearest record before its own which has one.
    """
    known = dict(_entries(lines, header))
    indent = next((entry["indent"] for _, entry in known.values()), "  ")
    end, at = _end(reversed(lines)), header - 1
    changed: dict[int, str] = {}
    added: dict[int, list[str]] = {}
    for id in ids:
        if id in known:
            at, entry = known[id]
        if id in reviews and id in known:
            changed[at] = _entry(entry["indent"], id, reviews[id], entry["rest"])
        elif id in reviews:
            added.setdefault(at, []).append(_entry(indent, id, reviews[id], end))
    for number, text in enumerate(lines):
        new = changed.get(number, text)
        yield new if number not in added or new.endswith(("\r", "\n")) else new + end
        yield from added.get(number, ())


def _entries(lines: list[str], first: int) -> Iterator[tuple[str, tuple[int, re.Match[str]]]]:
    """Yield the id of each review, with the index of its line and the parts of the line."""
    for index in range(first, len(lines)):
        if entry := _ENTRY.fullmatch(lines[index]):
            yield entry["id"].strip("'\""), (index, entry)
        elif not _FILLER.fullmatch(lines[index]):
            return


def _entry(indent: str, id: str, text: str, rest: str) -> str:
    return f"{indent}{on_one_line(id)}: {on_one_line(text)}{rest}"
