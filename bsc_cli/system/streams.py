"""Standard streams that write all data immediately.

If a write fails, they raise an error and do not try again.

Python's own streams keep data that they failed to write, and try again when the interpreter
exits. If they are unbuffered, they may write only part of the data and yet report success. They
also fail on a non-blocking pipe that is full.
"""

from __future__ import annotations

import io
import select
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def make_reliable() -> None:
    """Replace standard output and standard error, if open, by streams of this module."""
    if sys.stdout is not None:
        sys.stdout = _reliable(sys.stdout, silent=False)
    if sys.stderr is not None:
        sys.stderr = _reliable(sys.stderr, silent=True)


def _reliable(stream: TextIO, *, silent: bool) -> TextIO:
    with suppress(OSError):
        stream.flush()
    encoding = stream.encoding
    try:
        "£".encode(encoding, "replace")
    except UnicodeError:  # PYTHONIOENCODING may be set to `undefined` or `idna`
        encoding = "utf-8"
    raw = cast("io.RawIOBase", getattr(stream.buffer, "raw", stream.buffer))
    unbuffered = cast("BinaryIO", _ReliableStream(raw, silent=silent))
    errors = "replace" if stream.errors == "strict" else stream.errors
    return io.TextIOWrapper(unbuffered, encoding, errors, write_through=True)


class _ReliableStream(io.RawIOBase):
    """An unbuffered stream that discards all data after a failed write.

    If it is silent, a failed write does not raise an exception.
    """

    def __init__(self, raw: io.RawIOBase, *, silent: bool) -> None:
        self._raw = raw
        self._silent = silent
        self._failed = False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._raw.fileno()

    def isatty(self) -> bool:
        return self._raw.isatty()

    def write(self, data: ReadableBuffer, /) -> int:
        """Write all data. Raises OSError at the first failure, unless the stream is silent."""
        rest = memoryview(data).cast("B")
        size = len(rest)
        try:
            while rest and not self._failed:
                written = self._raw.write(rest)
                if written is None:  # a non-blocking pipe that is full
                    select.select([], [self._raw], [])
                rest = rest[written or 0 :]
        except OSError:
            self._failed = True
            if not self._silent:
                raise
        return size
