"""The sentences of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from bsc_cli.text.folding import FoldedText

_SENTENCE = re.compile(r"\S.*?(?:[.?!:][\"')]*(?= )|$)", re.DOTALL)


def sentences(article: FoldedText) -> list[Span]:
    """Return the sentences of a folded text; `.`, `?`, `!` or `:` before a space ends one."""
    return [Span(*match.span()) for match in _SENTENCE.finditer(article.text.rstrip())]
