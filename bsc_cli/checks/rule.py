"""A rule: its code, its text, how to fix a breach, two examples, and a function to find breaches.

A decorator turns a function into a rule, and adds the rule to the module's list `RULES`:

    @RULES.rule(
        "repeated",
        "A list contains each item only once.",
        fix="Remove the repeated item.",
        fails="aliases: [HO, HO]",
        passes="aliases: [HO]",
    )
    def repeated(store: Store) -> Iterator[Finding]: ...

The function yields each breach as a `Finding`. The decorator supplies the code and, for a finding
that does not have a hint of its own, the hint. An example is part of a store: some fields of a
record, or lists of records. The tests add everything else that a store needs, and check the store.
If the first line of the example is `# article: …`, the tests also audit the store against that
text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bsc_cli.model.record import Record

S = TypeVar("S")


class Explanation(NamedTuple):
    """The explanation of a problem's code, as `bsc check --explain` prints it.

    The severity is `error`, or `warning` for a rule that can be wrong about a right record.
    """

    code: str
    found_by: str
    severity: str
    rule: str
    fix: str
    fails: str
    passes: str

    @property
    def hint(self) -> str:
        """The fix in the form of a hint: with a lower-case initial and no final full stop."""
        return self.fix[0].lower() + self.fix[1:].removesuffix(".")


NOWHERE: Final = Span(0, 0)
"""The span of a finding in a record whose passages are not the place to look at."""


class Finding(NamedTuple):
    """A breach of a rule: its message, its place, and a hint if the rule's own fix is unsuitable.

    `path` leads to the value from `record` or, if `record` is `None`, from the top of the store.
    `span` is the passage of the article concerned; if it is `None`, this is the record's first
    passage. `records` are the ids of the records concerned, if `record` is `None`.
    """

    message: str
    record: Record | None = None
    path: str = ""
    span: Span | None = None
    hint: str = ""
    records: tuple[str, ...] = ()


class Rule(NamedTuple, Generic[S]):
    """The explanation of a rule, and its function, which takes a `Store` or an `Evidence`.

    If a rule is `waived`, its findings in records with `support: inferred` or `computed` are no
    problems: a caveat of such a record explains how it follows from the article.
    """

    explanation: Explanation
    find: Callable[[S], Iterator[Finding]]
    waived: bool = False


_WAIVER = "The rule does not apply to records that are inferred or computed."
_OR_INFER = ", or write 'support: inferred' with a caveat that says how the record follows."


class Rules(list[Rule[S]]):
    """The rules that a module defines, in order; their functions take a parameter of one type."""

    def __init__(self, found_by: str) -> None:
        super().__init__()
        self.found_by = found_by

    def rule(
        self,
        code: str,
        rule: str,
        *,
        fix: str,
        fails: str,
        passes: str,
        severity: str = "error",
        waived: bool = False,
    ) -> Callable[[Callable[[S], Iterator[Finding]]], Callable[[S], Iterator[Finding]]]:
        """Return a decorator that adds a function to this list, as the rule with the given code."""
        if waived:
            rule = f"{rule} {_WAIVER}"
            fix = f"{fix.removesuffix('.')}{_OR_INFER}"
        explanation = Explanation(code, self.found_by, severity, rule, fix, fails, passes)

        def add(find: Callable[[S], Iterator[Finding]]) -> Callable[[S], Iterator[Finding]]:
            self.append(Rule(explanation, find, waived))
            return find

        return add
