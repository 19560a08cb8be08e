"""A rule: its code, what must hold, how to fix what breaks it, two examples, and its function.

A rule is declared at its function, in the `RULES` of its module:

    @RULES.rule(
        "repeated",
        "A list has each item once.",
        fix="Remove the second.",
        fails="aliases: [HO, HO]",
        passes="aliases: [HO]",
    )
    def repeated(store: Store) -> Iterator[Finding]: ...

The function yields findings without the code, which belongs to the rule. An example is a part
of a store: some fields of a record, or lists of records. The tests add whatever else a store
needs and run it. A line `# article: …` above it is the text to audit it against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bsc_cli.model.record import Record
    from bsc_cli.text.folding import Span

S = TypeVar("S")


class Explanation(NamedTuple):
    """What `bsc check --explain` prints of a code."""

    code: str
    found_by: str
    rule: str
    fix: str
    fails: str
    passes: str


class Finding(NamedTuple):
    """A breach of a rule: what is wrong, what to do about it, and where.

    `path` leads to the value from its record, or from the top of the store without one.
    `span` is the passage of the article, where the finding is about one.
    """

    message: str
    hint: str
    record: Record | None = None
    path: str = ""
    span: Span | None = None


class Rule(NamedTuple, Generic[S]):
    """A rule with its function, which takes a store or the evidence of one."""

    explanation: Explanation
    find: Callable[[S], Iterator[Finding]]


class Rules(list[Rule[S]]):
    """The rules of a module, in its order; all of them take the same argument."""

    def __init__(self, found_by: str) -> None:
        super().__init__()
        self.found_by = found_by

    def rule(
        self, code: str, rule: str, *, fix: str, fails: str, passes: str
    ) -> Callable[[Callable[[S], Iterator[Finding]]], Callable[[S], Iterator[Finding]]]:
        """Return a decorator that adds a function as the rule with this code."""
        explanation = Explanation(code, self.found_by, rule, fix, fails, passes)

        def add(find: Callable[[S], Iterator[Finding]]) -> Callable[[S], Iterator[Finding]]:
            self.append(Rule(explanation, find))
            return find

        return add
