"""`python -m bsc_cli`, and what the installed `bsc` calls."""

from __future__ import annotations

from bsc_cli.cli import app


def main() -> None:
    """Run the program."""
    app(prog_name="bsc")


if __name__ == "__main__":
    main()
