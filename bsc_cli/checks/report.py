"""The report of an audit: the problems, the counts, and the article sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from bsc_cli.checks import accounting, change_rules, reviews
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.results import (
    Accounted,
    Audit,
    Contribution,
    Passage,
    ProblemRow,
    RuleCount,
    SentenceCounts,
    Stretch,
    WidestAnchor,
    Words,
)
from bsc_cli.checks.rules import ARTICLE_RULES
from bsc_cli.model.kinds import KINDS, Claim
from bsc_cli.system import terminal
from bsc_cli.system.errors import Unreadable, in_order
from bsc_cli.text.fingerprint import sha256
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.checks.accounting import Element
    from bsc_cli.store.store import Store
    from bsc_cli.system.errors import Position, Problem
    from bsc_cli.text.folding import FoldedText, Span


class Report:
    """The outcome of an audit; `file` is the name of the article's file.

    Unless `applies_all` is true, the article of another store has a single problem: it is another.
    """

    def __init__(
        self, store: Store, article: FoldedText, file: str, *, applies_all: bool = False
    ) -> None:
        self.applies_all = applies_all
        self.evidence = Evidence(store, article, file, terminal.progress("finding anchors"))

    @property
    def problems(self) -> list[Problem]:
        """All problems: the article's changes, the store's problems, then the article's others.

        Each of the three parts is in the order of its file.
        """
        return self._results[0]

    @property
    def examined(self) -> dict[str, int]:
        """For each rule, the number of records, passages or other elements that it looked at."""
        return self._results[1]

    @cached_property
    def _results(self) -> tuple[list[Problem], dict[str, int]]:
        examined: dict[str, int] = {}
        return in_order(self._problems(examined), self._order), examined

    def _order(self, problem: Problem) -> tuple[bool, bool, Position]:
        is_change = problem.code in _CHANGES
        return not is_change, problem.file == self.evidence.file, problem.position

    @property
    def is_other_article(self) -> bool:
        """Whether the audit was given up because the article is not that of the store."""
        return self.evidence.is_other_article and not self.applies_all

    def _problems(self, examined: dict[str, int]) -> Iterator[Problem]:
        progress = terminal.progress("applying rules")
        applied = ARTICLE_RULES[:1] if self.is_other_article else ARTICLE_RULES
        to_fill_in = set()
        for done, rule in enumerate(applied, 1):
            self.evidence.examined = 0
            for finding in rule.find(self.evidence):
                record = finding.record
                if rule.waived and record and record.support != "explicit":
                    continue
                problem = self.evidence.problem(rule.explanation, finding)
                if problem.code == "todo":
                    to_fill_in.add(problem.place)
                elif problem.place in to_fill_in:
                    continue
                yield problem
            examined[rule.explanation.code] = self.evidence.examined
            progress(done, len(applied))

    @property
    def rules(self) -> list[RuleCount]:
        """For each rule, its severity and the numbers of elements examined and problems found."""
        found = Counter(problem.code for problem in self.problems)
        return [
            RuleCount(
                code=code,
                severity=rule.explanation.severity,
                examined=self.examined.get(code, 0),
                problems=found[code],
            )
            for rule in ARTICLE_RULES
            if (code := rule.explanation.code)
        ]

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 digest of the article's folded text."""
        return sha256(self.evidence.article)

    @property
    def same_text(self) -> bool | None:
        """Whether the store was made from the article's text; `None` if the store has no digest."""
        expected = self.evidence.store.source.sha256
        return self.sha256 == expected if expected else None

    @cached_property
    def words(self) -> Words:
        """The counts of the article's words.

        They are the number of words in the article, in the evidence of records, and in the evidence
        of claims. Words in a passage that `not_claims` lists count towards all three numbers.
        """
        bounds = self.evidence.article.word_bounds
        return Words(
            found=len(bounds[0]),
            accounted=self.evidence.covered.count(*bounds),
            claimed=self.evidence.claimed.count(*bounds),
            set_aside=Intervals(self.evidence.not_claimed).count(*bounds),
        )

    @cached_property
    def sentences(self) -> SentenceCounts:
        """The counts of the article's sentences, and the widest anchor."""
        evidence = self.evidence
        claims: Counter[int] = Counter()
        anchors = Counter(claim.evidence for claim in evidence.store.of_kind(Claim))
        for several, number in anchors.items():
            spans = chain.from_iterable(map(evidence.within_sentences, several))
            for index in {evidence.all_sentences.indices(span).start for span in spans}:
                claims[index] += number
        starts = [span.start for span in evidence.all_sentences.spans]
        uncovered = {index for gap in evidence.gaps() for index in _touched(starts, gap)}
        return SentenceCounts(
            found=len(starts),
            claimed=len(claims),
            set_aside=len(starts) - len(uncovered.union(claims)),
            claims=claims.total(),
            widest_anchor=self._widest_anchor(),
        )

    def _widest_anchor(self) -> WidestAnchor | None:
        widest = self.evidence.widest_anchor(self.evidence.store.records.values())
        if not widest:
            return None
        anchor, record, span = widest
        words = Intervals([span]).count(*self.evidence.article.word_bounds)
        return WidestAnchor(record=record.id, anchor=anchor, words=words)

    @cached_property
    def elements(self) -> dict[str, Accounted]:
        """For numerals, quotations and names, the number found and the number accounted for."""
        return {
            "numerals": _counts(accounting.numeral_elements(self.evidence)),
            "quotations": _counts(accounting.quotation_elements(self.evidence)),
            "names": _counts(accounting.name_elements(self.evidence)),
        }

    @property
    def anchors(self) -> Accounted:
        """The number of anchors in the store, and how many of them select a passage."""
        total = self.evidence.anchors
        return Accounted(found=total, accounted=total - len(self.evidence.orphans))

    @cached_property
    def reviewed(self) -> Accounted:
        """The number of records, and how many have not changed since a person reviewed them."""
        found = len(self.evidence.store.records)
        return Accounted(found=found, accounted=len(reviews.unchanged(self.evidence)))

    @cached_property
    def kinds(self) -> dict[str, Contribution]:
        """For each kind, the number of records, of anchors, and of words that the anchors cover."""
        contributions = {}
        for name, kind in KINDS.items():
            records = self.evidence.store.of_kind(kind)
            spans = chain.from_iterable(self.evidence.spans[record.id] for record in records)
            contributions[name] = Contribution(
                records=len(records),
                anchors=sum(len(record.evidence) for record in records),
                words=Intervals(spans).count(*self.evidence.article.word_bounds),
            )
        return contributions

    @cached_property
    def passages(self) -> list[Passage]:
        """The sentences of the article, each with the ids of the records that rest on it.

        Raises Unreadable if the ids take up too many characters.
        """
        article = self.evidence.article
        spans = self.evidence.all_sentences.spans
        starts = [span.start for span in spans]
        uncovered: list[list[Stretch]] = [[] for _ in spans]
        for gap in self.evidence.gaps():
            for index in _touched(starts, gap):
                start, end = spans[index]
                first, last = max(gap.start, start), min(gap.end, end)
                uncovered[index].append(Stretch(start=first - start, end=last - start))
        return [
            Passage(
                **article.position(span.start)._asdict(),
                text=self.evidence.text(span),
                uncovered=tuple(stretches),
                cited_by=ids,
            )
            for span, stretches, ids in zip(spans, uncovered, self._cited_by(starts), strict=True)
        ]

    def _cited_by(self, starts: list[int]) -> Iterator[tuple[str, ...]]:
        """For each sentence, yield the ids of the records that cite it.

        `starts` are the offsets at which sentences start. Consecutive sentences that the same
        records cite share one tuple, to save memory.
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
        size = total = 0
        for index in range(len(starts)):
            if index in begins or index in ends:
                citing.update(begins.get(index, ()))
                citing.subtract(ends.get(index, ()))
                citing = +citing
                ids = tuple(cited[order][0] for order in sorted(citing))
                size = sum(len(id) + _BETWEEN for id in ids)
            total += size
            if total > _MOST_CITED:
                raise self._cited_too_often(ids)
            yield ids

    def _cited_too_often(self, ids: tuple[str, ...]) -> Unreadable:
        article, store = self.evidence.file, self.evidence.store
        message = (
            f"too many records of {store.places.file} cite each passage of {article}: their ids"
            f" take up more than {_MOST_CITED:,} characters"
        )
        widest = self.evidence.widest_anchor(store.records[id] for id in ids if id != "not_claims")
        anchor = widest[0] if widest else ""
        hint = (
            f"use anchors that select less than '{anchor}', or leave out --passages and --json: the"
            " problems are listed without the passages"
        )
        return Unreadable(message, hint)

    def audit(self, problems: Sequence[Problem]) -> Audit:
        """Return the report in the form in which it is printed, with these of its problems."""
        return Audit(
            article=self.evidence.file,
            store=self.evidence.store.places.file,
            sha256=self.sha256,
            same_text=self.same_text,
            sentences=self.sentences,
            words=self.words,
            **self.elements,
            anchors=self.anchors,
            reviewed=self.reviewed,
            kinds=self.kinds,
            rules=tuple(self.rules),
            problems=tuple(map(ProblemRow.of, problems)),
            passages=tuple(self.passages),
        )


_CHANGES = frozenset(rule.explanation.code for rule in change_rules.RULES)
"""The codes of the rules for changes of the article: other problems often follow from those."""
_MOST_CITED = 10_000_000
"""The maximum number of characters in the lists of the records that cite each passage."""
_BETWEEN = 4
"""The number of characters around an id in a list: quotation marks, a comma and a space."""


def _counts(elements: Iterable[Element]) -> Accounted:
    count = Counter(element.accounted for element in elements)
    return Accounted(found=count.total(), accounted=count[True])


def _touched(starts: list[int], span: Span) -> range:
    """Return the indexes of the sentences that overlap a span; `starts` are their start offsets."""
    return range(max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end))
