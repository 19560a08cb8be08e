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
    out: TextIO | None = sys.stdout  # `None` if the program was started without one
    return out is not None and out.isatty()


def width() -> int | None:
    """Return the columns of the terminal; `None` if standard output is not one."""
    return shutil.get_terminal_size().columns if is_terminal() else None


_LARGEST: Final = 10_000


def ignore_invalid_sizes() -> None:
    """Unset variables that give no valid size: Typer pads each line of the help to the width."""
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):  # the last is Typer's own
        size = os.environ.get(name, "")
        is_number = size.isascii() and size.isdigit() and len(size) <= len(str(_LARGEST))
        if not (is_number and 0 < int(size) <= _LARGEST):
            os.environ.pop(name, None)


def takes_unicode() -> bool:
    """Whether standard output can encode the characters of charts and trees."""
    return _can_encode("─•█…")


def fitted(text: str) -> str:
    """Return the text with each character that standard output lacks replaced by the nearest."""
    return text if _can_encode(text) else "".join(map(_nearest, text))


def _nearest(char: str) -> str:
    if _can_encode(char):
        return char
    plain = unicodedata.normalize("NFKD", _ASCII.get(char, char))
    return "".join(filter(_can_encode, plain)) or "?"


def _can_encode(text: str) -> bool:
    try:
        text.encode(_encoding())
    except UnicodeEncodeError:
        return False
    return True


def _encoding() -> str:
    out: TextIO | None = sys.stdout
    return (out and out.encoding) or "utf-8"


def has_colour(when: str) -> bool:
    """Whether to use colour. `when` is the value of `--color`.

    For `auto`, NO_COLOR (https://no-color.org) decides, then CLICOLOR_FORCE
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
    """Write text for machines: in UTF-8, a lone surrogate as a JSON escape."""
    _write(text.encode("utf-8", "backslashreplace"))


def write_shown(text: str, pager: bool = False) -> None:
    """Write text for people in the stream's encoding.

    With `pager`, text longer than the terminal's screen is shown in a pager.
    """
    data = fitted(text).encode(_encoding(), "replace")
    is_paged = pager and is_terminal() and text.count("\n") >= shutil.get_terminal_size().lines
    if not (is_paged and _page(data)):
        _write(data)


def _page(text: bytes) -> bool:
    """Show a text in the person's pager; return whether the pager ran."""
    command = os.environ.get("BSC_PAGER", os.environ.get("PAGER", "less"))
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
    """Print lines on standard error, with hidden characters and line ends made visible."""
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


def written() -> int:
    """Return the number of bytes that this process has written to standard output."""
    return _Written.total


class _Written:
    total = 0


def _write(data: bytes) -> None:
    out: TextIO | None = sys.stdout
    if out is None:
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
    """Return a function that draws a progress bar from the steps done and their total.

    It draws only on a terminal, only after a second, and removes the bar at the end.
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
