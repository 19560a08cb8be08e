"""The standard streams, made such that what is written arrives whole or fails once.

Python's own keep what could not be written and try once more when the interpreter ends;
unbuffered, they take a part for the whole; and they give up on a reader who is to be
waited for.
"""

from __future__ import annotations

import io
import select
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def make_sound() -> None:
    """Put sound streams in the place of the interpreter's, where there are any."""
    if sys.stdout is not None:
        sys.stdout = _sound(sys.stdout, silent=False)
    if sys.stderr is not None:
        sys.stderr = _sound(sys.stderr, silent=True)


def _sound(stream: TextIO, *, silent: bool) -> TextIO:
    with suppress(OSError):
        stream.flush()
    raw = cast("io.RawIOBase", getattr(stream.buffer, "raw", stream.buffer))
    errors = "replace" if stream.errors == "strict" else stream.errors
    return io.TextIOWrapper(  # not on a buffer of Python's: it is what keeps things back
        cast("BinaryIO", _Sound(raw, silent=silent)),
        _encoding(stream),
        errors,
        write_through=True,
    )


def _encoding(stream: TextIO) -> str:
    """What a stream is to be encoded in, if any text can be."""
    try:
        "£".encode(stream.encoding, "replace")
    except UnicodeError:  # from `undefined` and from `idna`, which PYTHONIOENCODING may name
        return "utf-8"
    return stream.encoding


class _Sound(io.RawIOBase):
    """A stream that keeps nothing back, and takes whatever comes once it has failed.

    A silent one does not even tell that it has.
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
        """Write all of it; raises OSError the first time that this cannot be."""
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
        """Write what the stream takes at once, and say how much that is."""
        written = self._raw.write(data)
        if written is None:
            select.select([], [self._raw], [])
        return written or 0
