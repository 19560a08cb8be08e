"""Standard streams that write all data at once, or raise one error.

Python's own streams keep data that they failed to write, and try again when the
interpreter ends; unbuffered, they may write a part and report success; and they fail on a
full pipe that does not block.
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
    """Replace standard output and standard error, unless the program was started without."""
    if sys.stdout is not None:
        sys.stdout = _reliable(sys.stdout, silent=False)
    if sys.stderr is not None:
        sys.stderr = _reliable(sys.stderr, silent=True)


def _reliable(stream: TextIO, *, silent: bool) -> TextIO:
    with suppress(OSError):
        stream.flush()
    raw = cast("io.RawIOBase", getattr(stream.buffer, "raw", stream.buffer))
    errors = "replace" if stream.errors == "strict" else stream.errors
    return io.TextIOWrapper(  # without a buffer of Python's, which keeps data back
        cast("BinaryIO", _ReliableStream(raw, silent=silent)),
        _encoding(stream),
        errors,
        write_through=True,
    )


def _encoding(stream: TextIO) -> str:
    """Return the stream's encoding, or UTF-8 if no text can be encoded in that."""
    try:
        "£".encode(stream.encoding, "replace")
    except UnicodeError:  # PYTHONIOENCODING may name `undefined` or `idna`
        return "utf-8"
    return stream.encoding


class _ReliableStream(io.RawIOBase):
    """A stream without a buffer, which discards all data after a failure.

    A silent stream does not raise the failure either.
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
        """Write all data; raise OSError at the first failure."""
        rest = memoryview(data).cast("B")
        size = len(rest)
        try:
            while rest and not self._failed:
                rest = rest[self._part(rest) :]
        except OSError:
            self._failed = True
            if not self._silent:
                raise
        return size

    def _part(self, data: memoryview) -> int:
        """Write the data that the stream takes at once, and return its size."""
        written = self._raw.write(data)
        if written is None:
            select.select([], [self._raw], [])
        return written or 0
