"""The terminal: its size, colours and encoding, and all writing to the standard streams.

Data goes to standard output, and messages go to standard error. Machine-readable text is always
written in UTF-8; text for people is written in the stream's encoding.
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

if TYPE_CHECKING:
    from collections.abc import Callable

COLOURS: Final = ("auto", "always", "never")
"""The values of `--color`: use colour only on a terminal, always, or never."""

_ASCII = {
    "£": "GBP ",
    "€": "EUR ",
    "…": "...",
    "÷": "/",
    "×": "x",
    "−": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "⚠": "!",
    "·": "|",
    "↑": "+",
    "↓": "-",
}


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    out: TextIO | None = sys.stdout  # `None` if it was closed when the program started
    return out is not None and out.isatty()


def can_ask() -> bool:
    """Whether questions can be put to a person: both standard streams are a terminal."""
    stream: TextIO | None = sys.stdin
    return stream is not None and stream.isatty() and is_terminal()


def ask(question: str) -> str | None:
    """Print a question and return the line that is typed, or `None` at the end of the input."""
    write_shown(question)
    try:
        line = sys.stdin.buffer.readline(_LARGEST)
    except OSError:  # the terminal has been closed
        return None
    return line.decode("utf-8", "replace") if line else None


def width() -> int | None:
    """Return the terminal's width in columns, or `None` if standard output is not a terminal."""
    return shutil.get_terminal_size().columns if is_terminal() else None


_LARGEST: Final = 10_000


def ignore_invalid_sizes() -> None:
    """Unset the environment variables for the terminal's size that do not hold a valid size.

    Typer pads each line of the help to the width that these variables give, however large it is.
    """
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):  # the last is Typer's own
        size = os.environ.get(name, "")
        is_number = size.isascii() and size.isdigit() and len(size) <= len(str(_LARGEST))
        if not (is_number and 0 < int(size) <= _LARGEST):
            os.environ.pop(name, None)


def takes_unicode() -> bool:
    """Whether standard output can encode the characters of charts and trees."""
    return _can_encode("─•█…")


def fitted(text: str) -> str:
    """Return the text, replacing characters that standard output cannot encode by similar ones."""
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


def has_colour(when: str, stream: TextIO | None = None) -> bool:
    """Whether to use colour on a stream (default: standard output), given the value of `--color`.

    For `auto`, NO_COLOR (https://no-color.org) turns colour off; otherwise, CLICOLOR_FORCE
    (https://bixense.com/clicolors/) turns it on; otherwise, colour is used on a terminal, unless
    TERM is "dumb".
    """
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") != "0":
        return True
    shows_colour = stream.isatty() if stream else is_terminal()
    return shows_colour and os.environ.get("TERM") != "dumb"


class _Messages:
    colour = "auto"


def choose_colour(when: str | None) -> None:
    """Apply the value of `--color`, if it is given and valid, to the messages that follow."""
    if when in COLOURS:
        _Messages.colour = when


def colours_messages() -> bool:
    """Whether messages are printed in colour."""
    stream: TextIO | None = sys.stderr
    return stream is not None and has_colour(_Messages.colour, stream)


def message_width() -> int | None:
    """Return the width in columns of the terminal that shows messages; `None` without one."""
    stream: TextIO | None = sys.stderr
    if stream is None or not stream.isatty():
        return None
    if columns := os.environ.get("COLUMNS"):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None


def write_data(text: str) -> None:
    """Write machine-readable text in UTF-8, replacing lone surrogates by JSON escapes."""
    _write(text.encode("utf-8", "backslashreplace"))


def write_shown(text: str, pager: bool = False) -> None:
    """Write text for people in the stream's encoding.

    With `pager`, text that does not fit on the terminal's screen is shown in a pager.
    """
    data = fitted(text).encode(_encoding(), "replace")
    is_paged = pager and is_terminal() and text.count("\n") >= shutil.get_terminal_size().lines
    if not (is_paged and _page(data)):
        _write(data)


def _page(text: bytes) -> bool:
    """Show text in the user's pager; return whether the pager ran."""
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
        # While the pager runs, only the pager handles an interrupt, as in git and man.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            process.communicate(text)
        finally:
            signal.signal(signal.SIGINT, before)
    return process.returncode <= 0  # negative if a signal ended the pager after it had run


def write_message(text: str) -> None:
    """Print text on standard error; the text must have no hidden characters except colours."""
    clear_progress()
    _print(text)


def _print(text: str) -> None:
    """Write text to standard error, ignoring any failure."""
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
    """Return a function that draws a progress bar, given the number of steps done and the total.

    The function draws only on a terminal and only after one second, and it removes the bar when
    all steps are done.
    """
    start = time.monotonic()

    def show(done: int, total: int) -> None:
        if done >= total:
            clear_progress()
        elif sys.stderr is not None and sys.stderr.isatty() and time.monotonic() - start > 1:
            bar = "#" * (30 * done // total)
            _shown.add(task)
            _print(f"\r{task} [{bar:30}] {100 * done // total:3}%")

    return show


_shown: Final[set[str]] = set()
"""The task whose progress bar is on the screen; empty if there is no progress bar."""


def clear_progress() -> None:
    """Remove any progress bar from the screen."""
    if _shown:
        _shown.clear()
        _print("\r\x1b[K")
