"""`python -m bsc_cli`, and what the installed `bsc` calls."""

from __future__ import annotations

import gc
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_INTERRUPTED = 130
_FAILED = 2


def main() -> None:
    """Run the program.

    A run is short and makes no garbage that has to be looked for. Not to look for any while
    modules are imported, nor at the end in all that they left, saves a sixth of it.
    """
    try:
        if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:  # as it is under nohup
            signal.signal(signal.SIGINT, _interrupt)
        gc.disable()
        _run()
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None
    except Exception as error:
        if os.environ.get("BSC_TRACEBACK"):
            raise
        _tell(error)
        raise SystemExit(_FAILED) from None


def _run() -> None:
    from bsc_cli.system import streams  # noqa: PLC0415 - what fails here ends above

    streams.make_sound()
    from bsc_cli.cli.app import app  # noqa: PLC0415 - as above

    try:
        app(prog_name="bsc")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done and said
        gc.freeze()


def _tell(error: Exception) -> None:
    """Say why it cannot run, with next to no memory, modules and open files."""
    try:
        line = f"bsc: error: {_reason(error)}\n".encode(errors="replace")
        os.write(2, line)
    except (OSError, MemoryError):
        pass  # the status says it


def _reason(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"the installation is not whole: {error}"
    if isinstance(error, EOFError):
        return "the installation is not whole: a file of it ends too soon"
    if isinstance(error, ImportError):
        return f"a part of it cannot be loaded: {error}"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, (MemoryError, SystemError)):  # the interpreter's own code raises either
        return "there is not enough memory"
    return f"a mistake in bsc itself: {type(error).__name__}: {error}"


def _interrupt(_: int, frame: FrameType | None) -> None:
    """End the run: at once while modules are imported, else by way of what is to be tidied.

    The import system has callbacks in which an exception is not raised but printed; so is
    what is raised where an object is let go of.
    """
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith("<frozen importlib") or code.co_name == "__del__":
            os._exit(_INTERRUPTED)
        frame = frame.f_back
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
