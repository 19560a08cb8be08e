"""Read the stores of an index, and number them."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index import stores
from bsc_cli.system import files, terminal
from bsc_cli.system.errors import InvalidStore, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bsc_cli.index.stores import Located
    from bsc_cli.store.store import Store


class Part(NamedTuple):
    """A store as a part of an index: its number, name and path, and the version of its file."""

    slot: int
    name: str
    path: bytes
    digest: str = ""
    state: str = ""


class Reader:
    """Reads stores for an index, and reports those that are left out."""

    def __init__(
        self, located: Sequence[Located], searched: Mapping[str, str], is_strict: bool
    ) -> None:
        self.located = located
        self.searched = searched
        self.left_out: set[str] = set()
        self._raises = is_strict or len(located) == 1

    def parts(
        self, chosen: Sequence[Located], known: Mapping[str, Part]
    ) -> Iterator[tuple[Part, Store]]:
        """Yield the valid ones of some stores, with their numbers in an index.

        `known` are the stores that the index has, by their paths. Yields no store if there is no
        number between those of the stores before and behind it.
        """
        import hashlib  # noqa: PLC0415 - importing it takes longer than opening an index

        from bsc_cli.store import store as stores  # noqa: PLC0415 - imports yaml, not needed if the index is up to date

        slots = _slots(self.located, known)
        progress = terminal.progress(f"reading {len(chosen):,} stores")
        reading = terminal.progress("reading the store") if len(chosen) == 1 else None
        for number, located in enumerate(chosen if slots else ()):
            if len(chosen) > 1:
                progress(number, len(chosen))
            try:
                content, state = read(Path(located.path))
                parsed = stores.parse(content, located.path, reading)
            except (InvalidStore, Unreadable) as error:
                self._leave_out(located, error)
                continue
            digest = hashlib.sha256(content).hexdigest()
            path = os.fsencode(located.absolute)
            yield Part(slots[located.absolute], located.name, path, digest, state), parsed
        progress(1, 1)

    def all(self) -> Iterator[tuple[Part, Store]]:
        """Yield all valid stores; raise an error if there are none."""
        count = 0
        for count, part in enumerate(self.parts(self.located, {}), 1):  # noqa: B007 - counts
            yield part
        self.require_some(count)

    def watched(self) -> Iterator[tuple[bytes, str]]:
        """Yield the folders that were searched, and the stores left out, which are read again."""
        paths = {**self.searched, **dict.fromkeys(sorted(self.left_out), "")}
        return ((os.fsencode(path), state) for path, state in paths.items())

    def _leave_out(self, store: Located, error: InvalidStore | Unreadable) -> None:
        if self._raises:
            raise error
        if store.path not in self.left_out:
            self.left_out.add(store.path)
            stores.report_left_out(store.path, error)

    def require_some(self, count: int) -> None:
        """Raise NothingLeft if the number of valid stores is 0."""
        if not count:
            raise stores.nothing_left(len(self.located))


_GAP: Final = 1024
"""The distance between the numbers of two stores, which leaves room for new stores between them."""


def _slots(located: Sequence[Located], known: Mapping[str, Part]) -> dict[str, int]:
    """Return the number of each store; known stores keep theirs, and all are in order.

    Returns no numbers if there is no room for a new store between two others.
    """
    if len(located) == 1:
        return {located[0].absolute: 0}
    ends = [known[store.absolute].slot for store in located if store.absolute in known]
    slots: dict[str, int] = {}
    last, following = 0, 0
    for store in located:
        if store.absolute in known:
            slot = ends[following]
            following += 1
        elif following < len(ends):
            slot = (last + ends[following]) // 2
        else:
            slot = last + _GAP
        if slot <= last:
            return {}
        slots[store.absolute] = last = slot
    return slots


def read(path: Path) -> tuple[bytes, str]:
    """Return the content of a store's file, and the file's state.

    The state is "" if the file changed so recently that another change may leave the same state.
    """
    started = time.time_ns()
    before = files.state(path)
    content = files.read(path, "store", files.LARGEST_STORE)
    state = files.state(path)
    is_settled = state and state == before and state.is_settled(started)
    return content, str(state) if is_settled else ""
