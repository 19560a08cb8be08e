"""Add drafted records to a store's file, and leave every other byte of the file as it is.

New records follow the last one of their list, and the fingerprint is renewed. The new content is
accepted only if it proves to be the same store with the new records.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from bsc_cli.draft import written
from bsc_cli.model import node as nodes
from bsc_cli.model.kinds import KINDS
from bsc_cli.store import store as stores
from bsc_cli.system.errors import InvalidStore, Unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bsc_cli.draft.drafted import Drafted
    from bsc_cli.model.node import Node
    from bsc_cli.store.store import Store
    from bsc_cli.text.fingerprint import Fingerprint


def added(
    content: bytes,
    store: Store,
    records: Mapping[str, Sequence[Drafted]],
    not_claims: Mapping[str, str],
    fingerprint: Fingerprint,
) -> bytes:
    """Return the content of a store's file with new records, and with another fingerprint.

    `not_claims` maps anchors of passages that claim nothing to the reasons. Raises Unwritable if
    the form of the file does not allow that.
    """
    file = _File(content.decode(), store)
    file.renew(fingerprint)
    for kind, some in records.items():
        file.add(kind, [partial(written.record, one) for one in some])
    file.add("not_claims", [partial(written.not_claim, *one) for one in not_claims.items()])
    new = file.edited().encode()
    if not _adds_only(store, new, records, not_claims):
        raise Unwritable(f"records cannot be added to {store.places.file}", _HINT)
    return new


_HINT = "write each list of the store, and its source, in lines that begin with '-' or a key"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_ITEM = re.compile(r" *(?=- )")


def _adds_only(
    old: Store,
    content: bytes,
    records: Mapping[str, Sequence[Drafted]],
    not_claims: Mapping[str, str],
) -> bool:
    """Whether the new content is the old store with these records and another fingerprint."""
    try:
        new = stores.parse(content, old.places.file)
    except InvalidStore:
        return False
    kept = {id: record for id, record in new.records.items() if id in old.records}
    ids = {one.id for some in records.values() for one in some}
    count = len(old.not_claims)
    fingerprint = dict.fromkeys(("words", "sha256", "passages"))
    source, given = old.source.values | fingerprint, new.source.values | fingerprint
    return (
        (kept, given, new.reviewed) == (old.records, source, old.reviewed)
        and new.records.keys() - old.records.keys() == ids
        and new.not_claims[:count] == old.not_claims
        and len(new.not_claims) == count + len(not_claims)
    )


class _File:
    """The lines of a store's file, and the lines that are to be put before or in place of some."""

    def __init__(self, text: str, store: Store) -> None:
        self.lines, self.name = _LINE.findall(text), store.places.file
        root = store.places.root
        assert isinstance(root, nodes.Mapping)
        self.entries = {key: (at.line - 1, node) for key, (at, node) in root.entries.items()}
        self.starts = [line for line, _ in self.entries.values()]
        ends = (line[len(line.rstrip("\r\n")) :] for line in self.lines)
        self.end = next(filter(None, ends), "\n")
        self.before: dict[int, list[str]] = {}
        self.gone: set[int] = set()
        start = root.position
        first = self.lines[start.line - 1].lstrip("\ufeff")[start.column - 1]
        if first in "{[" or len({*self.starts}) < len(self.starts):
            raise Unwritable(f"records cannot be added to {self.name}, a store in JSON", _HINT)

    def _stop(self, line: int) -> int:
        """Return the line after the last one of the entry that begins at a line.

        Blank lines and comments before the next entry belong to that.
        """
        stop = min((start for start in self.starts if start > line), default=len(self.lines))
        return self._trimmed(line, stop)

    def _trimmed(self, first: int, stop: int, indent: str = "") -> int:
        """Return the line after the last line before `stop` that is neither blank nor a comment.

        A comment stands behind nothing but characters of `indent`. A first line is kept.
        """
        while stop > first + 1 and self.lines[stop - 1].rstrip().lstrip(indent)[:1] in ("", "#"):
            stop -= 1
        return stop

    def add(self, key: str, items: Sequence[Callable[[str], str]]) -> None:
        """Add items, which are written with an indent, to the end of the list under a key."""
        if not items:
            return
        if key not in self.entries:
            others = [*KINDS][[*KINDS].index(key) + 1 :] if key in KINDS else []
            after = next((name for name in (*others, *_LAST) if name in self.entries), None)
            line = self.entries[after][0] if after else len(self.lines)
            stop = self._trimmed(-1, line)
            self._insert(stop, f"\n{key}:\n{written.joined(item('  ') for item in items)}")
            return
        line, node = self.entries[key]
        indent = self._indent(key, line, node)
        text = "".join(f"\n{item(indent)}" for item in items)
        self._insert(self._stop(line), text)

    def _indent(self, key: str, line: int, node: Node) -> str:
        """Return the indent of the items of a list."""
        if isinstance(node, nodes.Sequence) and node.items:
            first = self.lines[node.items[0].position.line - 1]
            if node.items[0].position.line - 1 > line and (match := _ITEM.match(first)):
                return match[0]
        elif nodes.is_empty(node) and not isinstance(node, nodes.Sequence):
            return "  "
        message = f"{self.name}:{line + 1}: the items of '{key}' are not in lines of their own"
        raise Unwritable(message, "begin each item with '-' on a new line")

    def renew(self, fingerprint: Fingerprint) -> None:
        """Replace the fingerprint in the source, or add one."""
        line, source = self.entries["source"]
        if not isinstance(source, nodes.Mapping) or source.position.line - 1 == line:
            message = f"{self.name}:{line + 1}: the keys of 'source' are not in lines of their own"
            raise Unwritable(message, "write each key of 'source' on a new line")
        stop, indent = self._stop(line), " " * (source.position.column - 1)
        starts = [at.line - 1 for at, _ in source.entries.values()]
        lines = re.sub(r"^  ", indent, fingerprint.as_yaml(), flags=re.MULTILINE)
        words, sha256, passages = lines.split("\n", 2)
        parts = {"words": f"{words}\n", "sha256": f"{sha256}\n", "passages": passages}
        for name, text in parts.items():
            if name in source.entries:
                first = source.entries[name][0].line - 1
                end = min((start for start in starts if start > first), default=stop)
                self.gone.update(range(first, self._trimmed(first, end, " ")))
                self._insert(first, text)
            else:
                self._insert(stop, text)

    def _insert(self, line: int, text: str) -> None:
        self.before.setdefault(line, []).append(text.replace("\n", self.end))

    def edited(self) -> str:
        """Return the text with all changes."""
        pieces: list[str] = []
        for number in range(len(self.lines) + 1):
            added = self.before.get(number, [])
            if added and pieces and not pieces[-1].endswith(("\r", "\n")):
                pieces.append(self.end)
            pieces += added
            if number < len(self.lines) and number not in self.gone:
                pieces.append(self.lines[number])
        return "".join(pieces)


_LAST = ("not_claims", "reviewed")
"""The keys after the lists of records."""
