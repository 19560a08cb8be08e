"""Where every error ends: a message for the person, and an exit status."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final

from bsc_cli.system import terminal
from bsc_cli.system.errors import BscError, InvalidStore, Problem, clipped

if TYPE_CHECKING:
    from collections.abc import Callable

INTERRUPTED = 130


def exit_status(run: Callable[[], object]) -> int:
    """Run the program and return its exit status, having told the person of any error.

    `run` may return a status, or anything else for 0. A reader that closes the pipe has
    had all it wanted: that is 0, and quiet. A want of memory or of a module is raised
    on: whoever started the program says so, and needs none.
    """
    try:
        status = run()
        return status if isinstance(status, int) else 0
    except BscError as error:
        tell(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as exit:
        if _pipe_closed(exit.__context__):
            return 0
        return exit.code if isinstance(exit.code, int) else 1
    except OSError as error:
        if _pipe_closed(error):
            return 0
        terminal.note(f"bsc: error: {error.strerror or error}")
        return BscError.exit_code
    except (MemoryError, SystemError, ImportError, EOFError):
        raise
    except Exception as error:
        if os.environ.get("BSC_TRACEBACK"):
            raise
        hint(_unforeseen(error), "error: ")
        return BscError.exit_code
    finally:
        terminal.clear_progress()


def _unforeseen(error: Exception) -> BscError:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    where = "BSC_TRACEBACK=1 shows where; please report it"
    return BscError(f"a mistake in bsc itself: {what}", where)


def tell(error: BscError) -> None:
    """Say on standard error what is wrong, where, and what to do next."""
    if isinstance(error, InvalidStore):
        for problem in error.problems[:_MOST]:
            terminal.note(*problem_lines(problem))
        if len(error.problems) > _MOST:
            more = f"bsc: and {len(error.problems) - _MOST:,} more: bsc check has them all"
            terminal.note(more)
    hint(error, "error: ")


_MOST: Final = 100
"""Problems of a store that are said to whom asked for something else."""


def problem_lines(problem: Problem) -> list[str]:
    """A problem as a person reads it: what and where, and what to do next."""
    hint = [f"    hint: {clipped(problem.hint)}"] if problem.hint else []
    return [problem.line(), *hint]


def say(text: str, advice: str | None = None) -> None:
    """Say on standard error what is good to know and no error, and what to do next."""
    hint(BscError(text, advice))


def hint(error: BscError, called: str = "") -> None:
    """Say what an error says, where it is none, or what it is called."""
    advice = [f"hint: {error.hint}"] if error.hint else []
    terminal.note(f"bsc: {called}{error.message}", *advice)


def _pipe_closed(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno == errno.EPIPE
