"""A database file, made once and only read from then on. Alone knows sqlite3."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from bsc_cli.system.errors import DamagedIndex, Unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


class Database:
    """A database to ask and, while it is being made, to fill.

    `repair` gives another one with the same content when this turns out to be damaged
    while it is being read; rows that were given before are then not given again.
    """

    def __init__(
        self, connection: sqlite3.Connection, repair: Callable[[], Database] | None = None
    ) -> None:
        self._connection = connection
        self._repair = repair
        self._repaired: Database | None = None

    def __del__(self) -> None:
        """Let go of the file, as files are let go of that nobody has any more."""
        self._connection.close()

    @classmethod
    def of_file(cls, path: Path, digest: str, repair: Callable[[], Database]) -> Self:
        """The database in a file that nobody writes to.

        Raises DamagedIndex if it is none, or is not the one that was made for a digest.
        """
        try:
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
            opened = cls(connection, repair)
            with opened._opening():
                opened.run("PRAGMA temp_store = MEMORY")
                made_for = connection.execute("SELECT digest FROM made_for").fetchone()
                if made_for != (digest,):
                    raise DamagedIndex(f"it is another than {digest}")
        except sqlite3.Error as error:
            raise DamagedIndex(str(error)) from None
        return opened

    @classmethod
    def create(cls, path: Path | None = None, digest: str = "") -> Self:
        """An empty database in an empty file or, without one, in memory.

        Raises Unwritable. The digest is what to know a file by, whatever its name.
        """
        with _unwritable():
            connection = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
            created = cls(connection)
            with created._opening():
                created.run("PRAGMA temp_store = MEMORY")
                # Nobody sees the file before it is whole, and a half-made one is thrown away.
                created.run("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF")
                if digest:
                    created.run("CREATE TABLE made_for (digest TEXT)")
                    created.fill("INSERT INTO made_for VALUES (?)", [(digest,)])
        return created

    @contextmanager
    def _opening(self) -> Iterator[None]:
        """Let go of the file if it will not do."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def rows(self, sql: str, parameters: Iterable[object] = ()) -> Iterator[Any]:
        """What a query gives, row by row."""
        given, bound = 0, tuple(parameters)
        try:
            for row in self._connection.execute(sql, bound):
                yield row
                given += 1
        except UnicodeEncodeError:
            return  # a lone surrogate: no text in here has one
        except sqlite3.Error as error:
            if self._repair is None:
                raise DamagedIndex(str(error)) from None
            self._connection.close()
            self._repaired = self._repair()
            self._connection = self._repaired._connection  # noqa: SLF001 - another of this class
            self._repair = None
            yield from islice(self.rows(sql, bound), given, None)

    def values(self, sql: str, *parameters: object) -> list[Any]:
        """What a query gives that has one column."""
        return [value for (value,) in self.rows(sql, parameters)]

    def run(self, *statements: str) -> None:
        """Run statements that give nothing."""
        for statement in statements:
            self._connection.execute(statement)

    def fill(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement with each of some rows."""
        self._connection.executemany(sql, rows)

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Fill it in one piece; raises Unwritable if it cannot take it."""
        with _unwritable(), self._connection:
            self._connection.execute("BEGIN")
            yield

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


@contextmanager
def _unwritable() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise Unwritable(f"cannot write an index: {error}") from None
