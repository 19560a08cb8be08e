"""The terminal: its size, colours and encoding, and the one place that writes to the streams.

Data goes to standard output, messages to standard error. Text for machines is UTF-8
whatever the locale; text for people is written in the stream's encoding.
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
"""The values of `--color`: colour on a terminal only, everywhere, or nowhere."""

_ASCII = {"£": "GBP ", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return _out() is not None and sys.stdout.isatty()


def _out() -> TextIO | None:
    """Return standard output, or `None` if the program was started without one."""
    return sys.stdout


def width(wanted: int | None = None) -> int | None:
    """Return the columns of a line: those wanted, or the terminal's; `None` for no limit."""
    if wanted is not None:
        return wanted
    return shutil.get_terminal_size().columns if is_terminal() else None


_SIZES: Final = ("COLUMNS", "LINES", "TERMINAL_WIDTH")
"""The variables that give the size of a terminal; the last is Typer's own."""
_LARGEST: Final = 10_000


def ignore_invalid_sizes() -> None:
    """Unset variables that give no valid size: Typer pads each line of the help to the width."""
    for name in _SIZES:
        if not _is_size(os.environ.get(name, "")):
            os.environ.pop(name, None)


def _is_size(text: str) -> bool:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST))
    return digits and 0 < int(text) <= _LARGEST


def takes_unicode() -> bool:
    """Whether standard output can encode the characters of charts and trees."""
    return _takes("─•█…")


def fitted(text: str) -> str:
    """Return the text with characters that standard output can encode, the nearest for others."""
    return text if _takes(text) else "".join(map(_nearest, text))


def _nearest(char: str) -> str:
    if _takes(char):
        return char
    plain = unicodedata.normalize("NFKD", _ASCII.get(char, char))
    return "".join(other for other in plain if _takes(other)) or "?"


def has_colour(when: str) -> bool:
    """Whether to use colour.

    `--color` decides first, then NO_COLOR (https://no-color.org), then CLICOLOR_FORCE
    (https://bixense.com/clicolors/), then whether standard output is a terminal.
    """
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return is_terminal() and os.environ.get("TERM") != "dumb"


def write_data(text: str) -> None:
    """Write text for machines: in UTF-8, with its line ends unchanged.

    A lone surrogate, which UTF-8 cannot encode, is written as a JSON escape.
    """
    _write(text.encode("utf-8", "backslashreplace"))


def write_shown(text: str, pager: bool = False) -> None:
    """Write text for people in the stream's encoding.

    With `pager`, text longer than the terminal's screen is shown in a pager.
    """
    shown = fitted(text).encode(_encoding(), "replace")
    if not (pager and is_terminal() and _is_long(text) and _page(shown)):
        _write(shown)


def _is_long(text: str) -> bool:
    return text.count("\n") >= shutil.get_terminal_size().lines


def _page(text: bytes) -> bool:
    """Show a text in the person's pager; return whether the pager took it."""
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
    except OSError:  # an executable file need not be a program
        return False
    with process:
        # While the pager has the screen, an interrupt is for the pager, as in git and man.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            process.communicate(text)
        finally:
            signal.signal(signal.SIGINT, before)
    return process.returncode <= 0  # a pager that a signal ended has shown the text


def note(*lines: str) -> None:
    """Print lines on standard error.

    A line may quote a store or an article: it stays one line, and no character of it acts.
    """
    clear_progress()
    _print("\n".join(map(visible, lines)) + "\n")


def _print(text: str) -> None:
    """Write text to standard error; do nothing if that fails."""
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


def progress(task: str) -> Callable[[int, int], None]:
    """Return a function to call with the number of steps done and their total.

    After a second the function draws a progress bar, if standard error is a terminal, and
    removes it at the end.
    """
    start = time.monotonic()

    def show(done: int, total: int) -> None:
        if done >= total:
            clear_progress()
        elif sys.stderr is not None and sys.stderr.isatty() and time.monotonic() - start > 1:
            bar = "#" * (30 * done // total)
            _shown.add(task)
            _print(f"\r{task} [{bar:30}] {100 * done // total:3} %")

    return show


_shown: Final[set[str]] = set()
"""The task whose progress bar is on the screen, if any."""


def clear_progress() -> None:
    """Remove the progress bar, if there is one on the screen."""
    if _shown:
        _shown.clear()
        _print("\r\x1b[K")
