"""What an audit found, in numbers and passage by passage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from bsc_cli.checks import article_rules, record_rules
from bsc_cli.checks.evidence import Evidence
from bsc_cli.model.kinds import KINDS
from bsc_cli.system import terminal
from bsc_cli.system.errors import in_order
from bsc_cli.text.fingerprint import sha256
from bsc_cli.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.store.store import Store
    from bsc_cli.system.errors import Position, Problem
    from bsc_cli.text.folding import FoldedText, Span


class Passage(NamedTuple):
    """A sentence of the article: where it stands, what of it no claim rests on, who cites it."""

    position: Position
    text: str
    uncovered: tuple[tuple[int, int], ...]
    """Spans of `text`, in code points."""
    cited_by: tuple[str, ...]
    """Ids, in the order of the store, and `not_claims`."""


class Report:
    """The outcome of an audit."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    @classmethod
    def of(cls, store: Store, article: FoldedText, file: str) -> Report:
        """The outcome of holding a store against an article, which `file` names."""
        return cls(Evidence(store, article, file, terminal.progress("finding anchors")))

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything that a rule found, in the order of the article."""
        return in_order(self._found())

    def _found(self) -> Iterator[Problem]:
        rules = (*article_rules.RULES, *record_rules.RULES)
        progress = terminal.progress("applying rules")
        for done, rule in enumerate(rules, 1):
            yield from rule(self.evidence)
            progress(done, len(rules))

    @cached_property
    def sha256(self) -> str:
        """The digest of the article that was audited."""
        return sha256(self.evidence.article)

    @property
    def same_text(self) -> bool | None:
        """Whether the article is the one that the store was made from; None if it is not said."""
        expected = self.evidence.store.source.sha256
        return self.sha256 == expected if expected else None

    @cached_property
    def words(self) -> dict[str, int]:
        """How many words there are, and how many of them records and claims rest on."""
        bounds = self.evidence.article.word_bounds
        return {
            "found": len(bounds[0]),
            "accounted": self.evidence.covered.count(*bounds),
            "claimed": self.evidence.claimed.count(*bounds),
        }

    @cached_property
    def elements(self) -> dict[str, dict[str, int]]:
        """How many numerals, quotations and names there are and are accounted for."""
        elements = article_rules.found_elements(self.evidence)
        count = Counter((element.kind, element.accounted) for element in elements)
        return {
            f"{kind}s": {
                "found": count[kind, True] + count[kind, False],
                "accounted": count[kind, True],
            }
            for kind in ("numeral", "quotation", "name")
        }

    @property
    def anchors(self) -> dict[str, int]:
        """How many anchors there are, and how many of them select a passage."""
        total = self.evidence.anchors
        return {"found": total, "accounted": total - len(self.evidence.orphans)}

    @cached_property
    def kinds(self) -> dict[str, dict[str, int]]:
        """What each kind contributes: records, anchors, and words that they rest on."""
        contributions = {}
        for kind in KINDS:
            records = self.evidence.store.of_kind(kind)
            under = self.evidence.under(kind)
            contributions[kind] = {
                "records": len(records),
                "anchors": sum(len(record.evidence) for record in records),
                "words": under.count(*self.evidence.article.word_bounds),
            }
        return contributions

    @cached_property
    def passages(self) -> list[Passage]:
        """The article, sentence by sentence."""
        article = self.evidence.article
        spans = sentences(article)
        starts = [span.start for span in spans]
        uncovered: list[list[tuple[int, int]]] = [[] for _ in spans]
        for gap in article_rules.uncovered(self.evidence, self.evidence.claimed):
            for index in _touched(starts, gap):
                start, end = spans[index]
                uncovered[index].append((max(gap.start, start) - start, min(gap.end, end) - start))
        return [
            Passage(article.position(span.start), self.evidence.text(span), tuple(gaps), ids)
            for span, gaps, ids in zip(spans, uncovered, self._cited_by(starts), strict=True)
        ]

    def _cited_by(self, starts: list[int]) -> Iterator[tuple[str, ...]]:
        """Who cites each of the sentences that begin at `starts`.

        Those that the same records cite have one and the same list.
        """
        cited = (*self.evidence.spans.items(), ("not_claims", self.evidence.not_claimed))
        begins: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for order, (_, spans) in enumerate(cited):
            for touched in (_touched(starts, span) for span in spans):
                begins.setdefault(touched.start, []).append(order)
                ends.setdefault(touched.stop, []).append(order)
        citing: Counter[int] = Counter()
        ids: tuple[str, ...] = ()
        for index in range(len(starts)):
            if index in begins or index in ends:
                citing.update(begins.get(index, ()))
                citing.subtract(ends.get(index, ()))
                citing = +citing
                ids = tuple(cited[order][0] for order in sorted(citing))
            yield ids

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return {
            "article": self.evidence.file,
            "store": self.evidence.store.places.file,
            "sha256": self.sha256,
            "same_text": self.same_text,
            "words": self.words,
            **self.elements,
            "anchors": self.anchors,
            "kinds": self.kinds,
            "problems": [problem.as_json() for problem in self.problems],
            "passages": [
                {
                    "line": passage.position.line,
                    "column": passage.position.column,
                    "text": passage.text,
                    "uncovered": [{"start": start, "end": end} for start, end in passage.uncovered],
                    "cited_by": list(passage.cited_by),
                }
                for passage in self.passages
            ],
        }


def _touched(starts: list[int], span: Span) -> range:
    """Which of the stretches that begin at `starts` and follow each other a span touches."""
    return range(max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end))
