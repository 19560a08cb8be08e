"""Completion in zsh of values that do not begin with the typed text, such as ids by name."""

from __future__ import annotations

from typer._click.shell_completion import add_completion_class
from typer._completion_classes import ZshComplete


class _Zsh(ZshComplete):
    """Typer's completion for zsh, which also offers values that do not begin with the typed text.

    `compadd -U` adds them; of several, `menu` inserts the first, and further tabs the others.
    """

    def complete(self) -> str:
        """Return the code for zsh to evaluate; only values that are safe unquoted are offered."""
        args, typed = self.get_completion_args()
        items = self.get_completions(args, typed)
        if not items or any(item.value.startswith(typed) for item in items):
            return super().complete()
        shown = " ".join(f'"{item.value} -- {item.help or ""}"' for item in items)
        values = " ".join(item.value for item in items)
        insert = "compstate[insert]=menu" if items[1:] else "true"
        add = f"compadd -U -V records -l -d shown -- {values}"
        return f"local -a shown; shown=({shown}); {insert}; {add}"


def register() -> None:
    """Let Typer use this completion for zsh."""
    add_completion_class(_Zsh, "zsh")
