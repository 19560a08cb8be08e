"""What the terminal can do, and the one place that writes to the streams.

Data goes to standard output, all else to standard error. Text for machines is UTF-8
whatever the locale; text for eyes is made to fit what the stream can take.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TextIO

from bsc_cli.system.errors import Unwritable
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

COLOURS: Final = ("auto", "always", "never")
"""When to use colour: where it is usual, everywhere, or nowhere."""

_ASCII = {"£": "GBP ", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}


def is_terminal() -> bool:
    """Whether a person is looking at standard output."""
    return _out() is not None and sys.stdout.isatty()


def _out() -> TextIO | None:
    """Standard output; None where the program was started without one."""
    return sys.stdout


def width(wish: int | None = None) -> int | None:
    """How many columns there are, by wish or by the terminal; None where nothing limits a line."""
    if wish is not None:
        return wish
    return shutil.get_terminal_size().columns if is_terminal() else None


_SIZES: Final = ("COLUMNS", "LINES", "TERMINAL_WIDTH")
"""The variables that say how large a terminal is; the last is typer's own."""
_LARGEST: Final = 10_000


def disregard_nonsense() -> None:
    """Take away what is no size of a terminal: what draws help pads every line to its width."""
    for name in _SIZES:
        if not _is_size(os.environ.get(name, "")):
            os.environ.pop(name, None)


def _is_size(text: str) -> bool:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST))
    return digits and 0 < int(text) <= _LARGEST


def takes_unicode() -> bool:
    """Whether standard output can show more than ASCII."""
    return _takes("─•█…")


def fitted(text: str) -> str:
    """The text with each character that standard output cannot show as its nearest that it can."""
    return text if _takes(text) else "".join(map(_nearest, text))


def _nearest(char: str) -> str:
    if _takes(char):
        return char
    plain = unicodedata.normalize("NFKD", _ASCII.get(char, char))
    return "".join(other for other in plain if _takes(other)) or "?"


def has_colour(wish: str) -> bool:
    """Whether to use colour, by the wish and the usual variables.

    `--color` comes first, then NO_COLOR (https://no-color.org), CLICOLOR_FORCE
    (https://bixense.com/clicolors/), and last whether it is a terminal that can.
    """
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return is_terminal() and os.environ.get("TERM") != "dumb"


def write_data(text: str) -> None:
    """Write text for machines: UTF-8, line ends as they are.

    A lone surrogate, which UTF-8 cannot carry, is written as JSON escapes it.
    """
    _write(text.encode("utf-8", "backslashreplace"))


def write_shown(text: str, pager: bool = False) -> None:
    """Write text for eyes in the stream's encoding, by its nearest characters.

    With `pager`, text that is longer than the screen of a terminal is handed to one.
    """
    shown = fitted(text).encode(_encoding(), "replace")
    if not (pager and is_terminal() and _is_long(text) and _page(shown)):
        _write(shown)


def _is_long(text: str) -> bool:
    return text.count("\n") >= shutil.get_terminal_size().lines


def _page(text: bytes) -> bool:
    """Show a text in the person's pager; says whether there is one."""
    command = next(
        (os.environ[name] for name in ("BSC_PAGER", "PAGER") if name in os.environ), "less"
    )
    try:
        words = shlex.split(command)
    except ValueError:
        return False
    if not words or os.environ.get("TERM") == "dumb" or not shutil.which(words[0]):
        return False
    environment = {"LESS": "FRX", **os.environ}
    try:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)  # noqa: S603
    except OSError:  # what has the name of a program need not be one
        return False
    with process:
        # An interrupt is for the pager while it has the screen, as it is with git and man.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            process.communicate(text)
        finally:
            signal.signal(signal.SIGINT, before)
    return True


def note(*lines: str) -> None:
    """Say something on standard error: a hint, a warning, an error.

    A line may cite what strangers wrote: whatever is in it, it is one line and harmless.
    """
    clear_progress()
    _say("\n".join(map(visible, lines)) + "\n")


def _say(text: str) -> None:
    """Write on standard error, if there is one that anybody reads."""
    stream: TextIO | None = sys.stderr
    if stream is not None:
        encoding = stream.encoding or "utf-8"
        with suppress(OSError):
            stream.write(text.encode(encoding, "replace").decode(encoding))
            stream.flush()


def _takes(text: str) -> bool:
    try:
        text.encode(_encoding())
    except UnicodeEncodeError:
        return False
    return True


def _encoding() -> str:
    out = _out()
    return (out and out.encoding) or "utf-8"


def written() -> int:
    """Return the number of bytes that this process has written to standard output."""
    return _Written.total


class _Written:
    total = 0


def _write(data: bytes) -> None:
    if _out() is None:
        raise Unwritable("cannot write the output: there is no standard output")
    _Written.total += len(data)
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritable(f"cannot write the output: {error.strerror}") from None


def progress(what: str) -> Callable[[int, int], None]:
    """Something to tell how many of how many are done.

    Once it has taken more than a second, it says so on a standard error that is a
    terminal, in one line that it takes away at the end.
    """
    begun = time.monotonic()

    def tell(done: int, total: int) -> None:
        if done >= total:
            clear_progress()
        elif sys.stderr is not None and sys.stderr.isatty() and time.monotonic() - begun > 1:
            bar = "#" * (30 * done // total)
            _shown.add(what)
            _say(f"\r{what} [{bar:30}] {100 * done // total:3} %")

    return tell


_shown: Final[set[str]] = set()
"""What the line of progress says that is on the screen."""


def clear_progress() -> None:
    """Take away the line that says how far something is, if there is one."""
    if _shown:
        _shown.clear()
        _say("\r\x1b[K")
