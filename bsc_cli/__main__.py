"""`python -m bsc_cli`, and the function that the installed `bsc` calls."""

from __future__ import annotations

import gc
import signal
import sys

from bsc_cli.cli.exit import exit_status


def main() -> None:
    """Run the program.

    SIGINT ends the process at once unless the caller ignores it, as `nohup` does. Garbage is
    not collected: a run makes little, and this saves a fifth of its time.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()
    status = exit_status(_run)
    gc.freeze()
    sys.exit(status)


def _run() -> None:
    from bsc_cli.system import streams  # noqa: PLC0415 - an import that fails is a message

    streams.make_reliable()
    from bsc_cli.cli.app import app  # noqa: PLC0415 - as above

    app()


if __name__ == "__main__":
    main()
