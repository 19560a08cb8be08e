"""An SQLite database that is written when it is created, and afterwards only read.

Only this module imports sqlite3.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Self

from bsc_cli.system import files
from bsc_cli.system.errors import DamagedIndex, Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


class Database:
    """A connection to a database.

    The connection is closed at the end of a `with` block or when the object is deleted, which
    garbage collection does in any thread.
    """

    def __init__(self, connection: sqlite3.Connection, file: Path | None = None) -> None:
        self._connection = connection
        self._file = file

    def __del__(self) -> None:
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @classmethod
    def read_only(cls, file: Path) -> Self:
        """Open a finished database for reading; raise DamagedIndex if it cannot be read.

        A file that does not match its checksum is removed, but a large file is not checked.
        """
        try:
            uri = f"{file.as_uri()}?mode=ro&immutable=1"
            opened = cls(sqlite3.connect(uri, uri=True, check_same_thread=False), file)
            opened.run("PRAGMA temp_store = MEMORY")
        except sqlite3.Error as error:
            raise DamagedIndex(f"cannot open the index {file}: {error}") from None
        state = files.state(file)
        if not state or (state.size <= _LARGEST_CHECKED and not files.is_sealed(file)):
            raise opened.damaged("the file does not match its checksum")
        return opened

    @classmethod
    def create(cls, file: Path | None = None) -> Self:
        """Create a database in an empty file or in memory; raise Unwritable if that fails."""
        with _unwritable():
            name = file or ":memory:"
            created = cls(sqlite3.connect(name, isolation_level=None, check_same_thread=False))
            # Readers only ever see the complete file, so a journal for rolling back is not needed.
            created.run("PRAGMA journal_mode = OFF", "PRAGMA temp_store = MEMORY")
        return created

    def rows(self, sql: str, **parameters: object) -> Iterator[Any]:
        """Yield the rows of a query; raise DamagedIndex if SQLite cannot read them."""
        try:
            for row in self._connection.execute(sql, parameters):  # noqa: UP028 - see below
                # `yield from` would close the cursor, which fails once `damaged` has closed the
                # connection.
                yield row
        except UnicodeEncodeError:
            return  # a parameter has a lone surrogate; a store has none
        except sqlite3.Error as error:
            raise self.damaged(str(error)) from None

    def values(self, sql: str, **parameters: object) -> list[Any]:
        """Return the values of a query with one column.

        Raises DamagedIndex if SQLite cannot read the values.
        """
        return [value for (value,) in self.rows(sql, **parameters)]

    def damaged(self, reason: str) -> DamagedIndex:
        """Remove the index file and return the error to raise; the next run rebuilds the index."""
        self.close()
        if self._file is None:
            return DamagedIndex(f"cannot read the index: {reason}")
        if files.remove(self._file) is None:
            return DamagedIndex(f"the index {self._file} is damaged: {reason}", "remove the file")
        return DamagedIndex(
            f"the index was damaged and has been removed: {reason}", "run the command again"
        )

    def run(self, *statements: str) -> None:
        """Run statements without parameters or results."""
        for statement in statements:
            self._connection.execute(statement)

    def fill(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of parameters."""
        self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run a `with` block as one transaction; raise Unwritable if SQLite cannot write."""
        with _unwritable(), self._connection:
            self._connection.execute("BEGIN")
            yield

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


_LARGEST_CHECKED: Final = 16_000_000
"""The maximum size, in bytes, of a file that is checked whenever it is opened.

Checking takes a millisecond for each megabyte; the index of the bundled store has 0.7 MB.
"""


@contextmanager
def _unwritable() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise Unwritable(f"cannot write an index: {error}") from None
