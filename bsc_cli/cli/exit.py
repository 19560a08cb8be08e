"""Convert the outcome of a run to an exit status, printing the message of any error."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from bsc_cli.system import messages
from bsc_cli.system.errors import BscError

if TYPE_CHECKING:
    from collections.abc import Callable

FAILED: Final = BscError.exit_code


def exit_status(run: Callable[[], object]) -> int:
    """Run a function, print the message of any error that it raises, and return the exit status.

    A closed pipe is not an error: the program that reads from the pipe needs no more data.
    """
    try:
        run()
    except BscError as error:
        messages.tell(error)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except SystemExit as exit:
        if isinstance(exit.__context__, BrokenPipeError):  # Rich exits if the pipe is closed
            return 0
        return exit.code if isinstance(exit.code, int) else FAILED if exit.code else 0
    except Exception as error:
        if os.environ.get("BSC_TRACEBACK"):
            raise
        messages.tell(_explained(error))
        return FAILED
    return 0


def _explained(error: Exception) -> BscError:
    """Convert an unexpected exception to an error with a message for the user."""
    match error:
        case ModuleNotFoundError():
            return BscError(f"the installation is incomplete: {error}")
        case EOFError():
            return BscError("the installation is incomplete: one of its files ends too early")
        case ImportError():
            return BscError(f"a part of the installation cannot be loaded: {error}")
        case OSError():
            is_named = isinstance(error.filename, str | bytes)
            file = f"{os.fsdecode(error.filename)}: " if is_named else ""
            return BscError(f"{file}{error.strerror or error}")
        case MemoryError() | SystemError():  # either may report a lack of memory
            return BscError("there is not enough memory")
        case _:
            message = f"internal error in bsc: {type(error).__name__}: {error}".rstrip(": ")
            return BscError(
                message, "set BSC_TRACEBACK=1 to see where it occurred, and please report it"
            )
