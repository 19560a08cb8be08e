"""What a class or a function says of itself, and the help with it.

That is its docstring. Where Python was told to drop those (`-OO`), it is read from the source.
"""

from __future__ import annotations

import ast
import inspect
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def of(what: Callable[..., Any]) -> str:
    """The docstring of a class or a function, not indented."""
    said = what.__doc__ or _declared(what.__module__).get(what.__name__, "")
    return inspect.cleandoc(said)


@cache
def _declared(module: str) -> dict[str, str]:
    """The docstrings of what a module declares, as its source has them."""
    source = ""
    with suppress(OSError, TypeError):  # there need not be any
        source = inspect.getsource(sys.modules[module])
    documented = (ast.ClassDef, ast.FunctionDef)
    found = (node for node in ast.parse(source).body if isinstance(node, documented))
    return {node.name: ast.get_docstring(node) or "" for node in found}
