"""`python -m bsc_cli`, and what the installed `bsc` calls."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the program.

    A run is short and makes no garbage that has to be looked for. Not to look for any while
    modules are imported, nor at the end in all that they left, saves a sixth of it.
    """
    gc.disable()
    from bsc_cli.cli import app  # noqa: PLC0415 - not before the line above

    try:
        app(prog_name="bsc")
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
