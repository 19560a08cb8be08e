"""What is offered, written as each shell takes it, so that nothing of it acts on one.

The scripts by which a shell asks are typer's. That of zsh evaluates the answer; those of
bash and PowerShell put a value into the line as it stands, and what stands there is run.
Safety does not rest on the rules by which each of them quotes: a value is offered only
if it is made of characters that are plain to all, and a meaning has none of those that
end a quotation or act within one.
"""

from __future__ import annotations

import os
import string
import unicodedata
from typing import TYPE_CHECKING, Final

from bsc_cli.system import terminal
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

VARIABLE: Final = "_BSC_COMPLETE"
"""What a shell's script sets to say which shell it is, and that it asks."""

_PLAIN: Final = frozenset(f"{string.ascii_letters}{string.digits} %+,-./_")
"""The ASCII characters that mean themselves to every shell; but a space is quoted."""

_ALIKE: Final = {"\\": "∖", "$": "＄", "`": "‵", "'": "’", '"': "″"}
"""What acts within quotation marks, each with what looks like it and does nothing."""


def asking() -> str | None:
    """The shell that runs the program to be told what to offer, if one does and is known."""
    what, _, shell = os.environ.get(VARIABLE, "").partition("_")
    return shell if what == "complete" and shell in SHELLS else None


def answer(shell: str, offered: Sequence[tuple[str, str]]) -> int:
    """Tell a shell what is offered, values with what they mean; returns the exit status."""
    plain = [(value, _inert(meaning)) for value, meaning in offered if _is_plain(value)]
    if shell == "fish" and os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if plain else 1
    terminal.write_shown(SHELLS[shell](plain))
    return 0


def _is_plain(value: str) -> bool:
    """Whether a value can stand in a line of any shell, and be seen for what it is."""
    shown = terminal.fitted(visible(value))
    return value != "" and value == shown == " ".join(value.split()) and all(map(_is_word, value))


def _is_word(char: str) -> bool:
    """Whether a character is plain: beyond ASCII, all but separators and punctuation.

    Some of that is quotation marks and dashes to PowerShell.
    """
    return char in _PLAIN if char.isascii() else unicodedata.category(char)[0] in "LMNS"


def _inert(meaning: str) -> str:
    """A meaning on one line, without what acts on a terminal or in a quotation of any shell."""
    # The output's encoding comes first: what it lacks may be replaced by a quotation mark.
    shown = visible(terminal.fitted(" ".join(meaning.split())))
    return "".join(_shown(_ALIKE[char]) if char in _ALIKE else char for char in shown)


def _shown(alike: str) -> str:
    return alike if terminal.fitted(alike) == alike else ""


def _bash(offered: Sequence[tuple[str, str]]) -> str:
    """Values as they stand in the line: a space is quoted, unless the person began with a quote."""
    begun = os.environ.get("COMP_WORDS", "").split("\n")[-1]
    space = " " if begun[:1] in ("'", '"') else r"\ "
    return "".join(f"{value.replace(' ', space)}\n" for value, _ in offered)


def _zsh(offered: Sequence[tuple[str, str]]) -> str:
    """Code that lists them; where there is nothing, files are completed, as in bash."""
    if not offered:
        return "_files\n"
    each = "\n".join(f"'{_with(':', *offer)}'" for offer in offered)
    return f"local -a offered; offered=(\n{each}\n); _describe ' ' offered\n"


def _fish(offered: Sequence[tuple[str, str]]) -> str:
    return "".join(_with("\t", *offer) + "\n" for offer in offered)


def _with(separator: str, value: str, meaning: str) -> str:
    return f"{value}{separator}{meaning}" if meaning else value


def _powershell(offered: Sequence[tuple[str, str]]) -> str:
    quoted = ((f"'{value}'" if " " in value else value, meaning) for value, meaning in offered)
    return "".join(f"{value}:::{meaning or ' '}\n" for value, meaning in quoted)


SHELLS: Final[dict[str, Callable[[Sequence[tuple[str, str]]], str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
    "pwsh": _powershell,
}
"""The shells that there are scripts for, and how each is told what is offered."""
