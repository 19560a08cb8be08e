"""A rule: its code, its text, how to fix a breach, two examples, and the function that checks it.

A rule is declared at its function, in the `RULES` of its module:

    @RULES.rule(
        "repeated",
        "A list has each item once.",
        fix="Remove the second of the two.",
        fails="aliases: [HO, HO]",
        passes="aliases: [HO]",
    )
    def repeated(store: Store) -> Iterator[Finding]: ...

The function yields the breaches; their code and, as a rule, their hint come from the declaration.
An example is a part of a store: some fields of a record, or lists of records. The tests add
whatever else a store needs and run it. A first line `# article: …` is the text to audit it against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bsc_cli.model.record import Record
    from bsc_cli.text.folding import Span

S = TypeVar("S")


class Explanation(NamedTuple):
    """The explanation of a code, as `bsc check --explain` prints it."""

    code: str
    found_by: str
    rule: str
    fix: str
    fails: str
    passes: str

    @property
    def hint(self) -> str:
        """The fix as the hint of a problem."""
        return self.fix[0].lower() + self.fix[1:].removesuffix(".")


class Finding(NamedTuple):
    """A breach of a rule: its message, its place, and a hint if the rule's fix is no help.

    `path` leads to the value from its record, or from the top of the store without one.
    `span` is the passage of the article concerned, if there is one.
    """

    message: str
    record: Record | None = None
    path: str = ""
    span: Span | None = None
    hint: str = ""


class Rule(NamedTuple, Generic[S]):
    """A rule with its function, which takes a store or an `Evidence`."""

    explanation: Explanation
    find: Callable[[S], Iterator[Finding]]


class Rules(list[Rule[S]]):
    """The rules of a module, in order; their functions take the same argument."""

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
