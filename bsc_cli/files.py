"""The one place that opens files."""

from __future__ import annotations

import sys
from pathlib import Path

from bsc_cli.errors import Unreadable

_PACKAGE = Path(__file__).parent
_BUNDLED = (_PACKAGE / "data" / "facts.yaml", _PACKAGE.parent / "data" / "facts.yaml")
"""Where the store lies in an installed package, and in a checkout."""


def bundled_store() -> Path:
    """The store that comes with the program."""
    return next((path for path in _BUNDLED if path.exists()), _BUNDLED[0])


def read(path: Path, what: str, at_most: int) -> bytes:
    """The content of a file, or of standard input for `-`; raises Unreadable.

    The error calls the file `what`. More than `at_most` bytes are refused, unread.
    """
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(at_most + 1)
        else:
            with path.open("rb") as file:
                content = file.read(at_most + 1)
    except FileNotFoundError:
        raise Unreadable(f"there is no {what} at {path}", "check the path") from None
    except IsADirectoryError:
        raise Unreadable(f"the {what} {path} is a folder", "name a file in it") from None
    except PermissionError:
        raise Unreadable(f"no permission to read the {what} {path}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise Unreadable(f"cannot read the {what} {path}: {reason}") from None
    if len(content) > at_most:
        size = f"{at_most // 1_000_000} MB"
        raise Unreadable(f"the {what} {path} is larger than {size}", f"{size} is the most")
    return content
