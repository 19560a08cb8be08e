"""`python -m bsc_cli`, and what the installed `bsc` calls."""

from __future__ import annotations

import gc
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_INTERRUPTED = 130


def main() -> None:
    """Run the program.

    A run is short and makes no garbage that has to be looked for. Not to look for any while
    modules are imported, nor at the end in all that they left, saves a sixth of it.
    """
    try:
        if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:  # as nohup and shells have it
            signal.signal(signal.SIGINT, _interrupt)
        gc.disable()
        from bsc_cli import streams  # noqa: PLC0415 - not before the lines above

        streams.make_sound()
        from bsc_cli.cli import app  # noqa: PLC0415 - as above

        try:
            app(prog_name="bsc")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done and said
            gc.freeze()
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None


def _interrupt(_: int, frame: FrameType | None) -> None:
    """End the run: at once while modules are imported, else by way of what is to be tidied.

    The import system has callbacks in which an exception is not raised but printed.
    """
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os._exit(_INTERRUPTED)
        frame = frame.f_back
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
