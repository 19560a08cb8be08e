"""Split an article into sentences.

A sentence ends at a full stop, question mark or exclamation mark that ends one. It also ends at a
blank line, at a heading, before an item of a list, and at the end of a line that is not merely
wrapped there. In doubt, a text is not split.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text.folding import Span, drop_invisible
from bsc_cli.text.names import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.text.folding import FoldedText


class Sentences:
    """The sentences of an article; `spans` are their spans, in order.

    Every character other than a space lies in exactly one sentence.
    """

    def __init__(self, article: FoldedText) -> None:
        self.spans = [*_sentences(article)]
        self._starts = [sentence.start for sentence in self.spans]
        self._ends = [sentence.end for sentence in self.spans]

    def indices(self, span: Span) -> range:
        """Return the indices of the sentences that a passage touches."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        return range(first, max(bisect_left(self._starts, span.end), first + 1))

    def whole(self, span: Span, before: int = 0) -> Span:
        """Extend a passage to whole sentences, and by as many sentences before it as `before`."""
        touched = self.indices(span)
        first = max(touched.start - before, 0)
        return Span(self._starts[first], max(self._ends[touched.stop - 1], span.end))


def paragraphs(article: FoldedText, sentences: Sentences) -> list[Span]:
    """Return the paragraphs of an article; a heading and an item of a list count as paragraphs."""
    spans, breaks = sentences.spans, {*line_breaks(article)}
    starts = [index for index, span in enumerate(spans) if span.start in breaks or not index]
    return [
        Span(spans[first].start, spans[last - 1].end)
        for first, last in pairwise([*starts, len(spans)])
    ]


def _sentences(article: FoldedText) -> Iterator[Span]:
    text = article.text
    breaks = [0, *line_breaks(article)]
    start = end = 0
    for first, last in pairwise(sorted({*breaks, *_stops(text, breaks), len(text)})):
        piece = text[first:last]
        if piece.isspace():
            continue
        # Marks without words, such as asterisks between paragraphs, belong to the text before.
        if _WORD.search(piece) and _WORD.search(text, start, end):
            yield Span(start, end)
            start = end = last - len(piece.lstrip())
        start = start if end else last - len(piece.lstrip())
        end = first + len(piece.rstrip())
    if end > start:
        yield Span(start, end)


_WORD = re.compile(r"\w")


def line_breaks(article: FoldedText) -> Iterator[int]:
    """Yield the offsets of the lines that begin a heading, an item, a paragraph or a sentence."""
    return map(article.offset, _breaks([*_lines(article.raw)]))


class _Line(NamedTuple):
    """A line of the raw text: the offset of its first word, its text, and its width."""

    start: int
    text: str
    width: int

    def width_with(self, following: _Line) -> int:
        """Return the width of the line with the first word of the following line."""
        return self.width + 1 + len(following.text.split(" ", 1)[0])


_LINE_END = r"\r\n|[\r\n\v\f\x85\u2028\u2029]"
_LINE = re.compile(
    rf"(?:(?!{_LINE_END})[\s\u00ad\u180e\u200b-\u200d\u2060\ufeff])*+"
    rf"(?P<text>[^\r\n\v\f\x85\u2028\u2029]*+)(?:{_LINE_END}|\Z)"
)


def _lines(raw: str) -> Iterator[_Line]:
    for line in _LINE.finditer(raw):
        text = drop_invisible(line["text"]).rstrip()
        yield _Line(line.start("text"), text, line.start("text") - line.start() + len(text))


_HEADING = re.compile(r"#{1,6} ")
_ITEM = re.compile(r"(?:[•‣⁃◦▪▫■□●○◆·√✓✔✗✘→➔►▶]|[*+](?=\s)|\(?(?:[A-Za-z]|[ivx]{2,4})\)(?=\s))")
"""The start of an item of a list."""
_PERHAPS_ITEM = re.compile(r"(?:[-\u2010-\u2015\u2212]|\(?\d{1,3}[.)])\s")
"""The start of an item of a list, or of a line that is wrapped before a dash or a number."""
_FIRST_WORD = re.compile(r"""["'“”‘’«„(\[]*+([^\W\d_][\w'’-]*+)""")
_FINAL = re.compile(r"""[.?!…:]["'”’»)\]]*\Z""")
_UNFINISHED = re.compile(
    r"(?:[,&/(\u2010-\u2015\u2212-]|\b(?ai:a|an|and|at|by|for|from|in|of|on|or|the|to|with))\Z"
)
"""The end of a line that the next line continues."""


def _breaks(lines: Sequence[_Line]) -> Iterator[int]:
    """Yield the raw offsets of the lines that do not continue the line before."""
    full = _full_width(lines)
    before: _Line | None = None
    in_list = False
    for line in lines:
        if not _WORD.search(line.text):
            before, in_list = None, False
            continue
        is_wrapped = before is not None and before.width_with(line) >= full
        is_item = _is_item(
            line, perhaps=in_list or not (is_wrapped and before and not _is_final(before))
        )
        if before is None or is_item or _ends_at(before, line, is_wrapped):
            yield line.start
        in_list = in_list or is_item
        before = line


def _full_width(lines: Sequence[_Line]) -> float:
    """Return the width from which on a line may be wrapped, or infinity if no lines are wrapped.

    The width is that of a line together with the first word of the next line. A line is certainly
    wrapped if the next line begins in lower case. If most lines, with the first words of the next
    ones, are wider than the text, the text is wrapped, too.
    """
    pairs = [(one, two) for one, two in pairwise(lines) if one.text and two.text]
    wrapped = [(one, two) for one, two in pairs if _is_lower(two) and not _is_final(one)]
    widest = max((line.width for line in lines), default=0)
    if not wrapped and widest in _USUAL_WIDTHS:
        wrapped = [(one, two) for one, two in pairs if one.width_with(two) > widest]
        wrapped = wrapped if 2 * len(wrapped) > len(pairs) else []
    if not wrapped:
        return inf
    widths = sorted(one.width_with(two) for one, two in wrapped)
    if sum(line.width > widths[-1] for line in lines) > len(wrapped):
        return inf
    widest_wrapped = max(one.width for one, _ in wrapped)
    return _RAGGED * min(widths[len(widths) // 20], widest_wrapped + 1)


_USUAL_WIDTHS = range(40, 121)
"""The widths of the lines of wrapped texts."""
_RAGGED = 0.93
"""How wide, in relation to the full width, a line may be and yet be wrapped."""


def _ends_at(before: _Line, line: _Line, is_wrapped: bool) -> bool:
    """Whether the end of a line is the end of a heading, a paragraph or the like."""
    if _HEADING.match(before.text) or _HEADING.match(line.text):
        return True
    return not (is_wrapped or _is_lower(line) or _UNFINISHED.search(before.text))


def _is_item(line: _Line, *, perhaps: bool) -> bool:
    return bool(_ITEM.match(line.text) or (perhaps and _PERHAPS_ITEM.match(line.text)))


def _is_lower(line: _Line) -> bool:
    """Whether a line that is no item begins with a word in lower case."""
    word = _FIRST_WORD.match(line.text)
    return bool(word and word[1].islower()) and not _is_item(line, perhaps=True)


def _is_final(line: _Line) -> bool:
    return bool(_FINAL.search(line.text))


_STOP = re.compile(
    r"""(?<![.?!…])(?P<mark>[.?!…]++(?: \.(?![\w.])){0,9}+)(?P<close>["'»)\]]*+)"""
    r"(?:\[\d{1,3}\])*+(?: »)?(?=[ ](?P<next>\S++))"
)
"""A mark that may end a sentence, with the closing marks after it; and what follows."""
_BRACKETS = re.compile(r"(?<=[\w,;:] )(?:\([^()]{0,400}+\)|\[[^\[\]]{0,400}+\])")
"""A text in brackets within a sentence."""


def _stops(text: str, breaks: Sequence[int]) -> Iterator[int]:
    """Yield the offsets at which a full stop, question or exclamation mark ends a sentence."""
    last = 0
    brackets, bracket = _BRACKETS.finditer(text), Span(0, 0)
    for stop in _STOP.finditer(text):
        while bracket.end <= stop.start() and (match := next(brackets, None)):
            bracket = Span(*match.span())
        first = max(last, breaks[bisect_right(breaks, stop.start()) - 1])
        is_within = bracket.start < stop.start() and stop.end() < bracket.end
        if not is_within and _is_end(text, first, stop):
            last = stop.end()
            yield last


_NEXT = re.compile(r"""[("'\[«„‹¿¡*_]*+(?P<word>[^\W_][\w'’.-]*+)?""")
_CUE = re.compile(
    r"(?:[^\W\d_a-z][\w'’.-]*+,? ){1,4}(?:[^.?!,\"]{1,60}+, )?"
    r"(?:add(?:ed|s)|ask(?:ed|s)|call(?:ed|s)|cried|demanded|exclaimed|joked|replied|remarked|"
    r"sa(?:id|ys)|shouted|tells|told|tweeted|wondered|wrote|writes)\b"
)
"""The speaker of the quotation before, with a verb of saying."""


def _is_end(text: str, first: int, stop: re.Match[str]) -> bool:
    """Whether a mark ends the sentence that begins at the offset `first`."""
    mark, close, following = stop.group("mark", "close", "next")
    word = (match["word"] or "") if (match := _NEXT.match(following)) else ""
    opens = following[: len(following) - len(following.lstrip("\"'«„"))]
    is_quoted = not {'"', "'", "»"}.isdisjoint(close)
    if word[:1].islower() and word.islower():
        return mark == "." and '"' in opens
    if is_quoted and following.startswith("-"):
        return False
    if mark.startswith(("..", ". ", "…")) and (word == "I" or close.startswith((")", "]"))):
        return False
    if is_quoted and mark != ".":
        return not _CUE.match(text, stop.start("next")) or word.lower() in FUNCTION_WORDS
    if mark != "." or close or opens:
        return True
    before = text[max(first, stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
    if _LABEL.fullmatch(before.strip()):
        return False
    abbreviation = _LAST_WORD.search(before)
    return not abbreviation or _ends_after(abbreviation[0], word)


_LONGEST_ABBREVIATION = 16
_LAST_WORD = re.compile(r"[\w&.]+\Z")
_LABEL = re.compile(r"\d{1,3}|[A-Za-z]")
"""The number or letter of an item or a paragraph, such as `1.` or `Q.`, at its start."""

_ACRONYM = re.compile(r"(?:[A-Za-z]|Ph|Sc|Ed)(?:\.[A-Za-z])*")
"""An initial, or an acronym with full stops such as `U.S.`, without the last full stop."""
_BEFORE_NAMES = frozenset(
    """
    Adm Amb Atty Brig Capt Cdr Cmdr Col Cpl Cpt Det Dr Drs Fr Ft Gen Gov Govs Hon Insp Lt Maj
    Messrs Mlle Mme Mr Mrs Ms Msgr Mt Mx Pfc Pres Prof Profs Pvt Rep Reps Rev Sen Sens Sgt Spc Supt
    approx c ca cf e.g esp i.e incl v viz vs
    """.split()  # noqa: SIM905 - easier to read without quotation marks
)
"""Abbreviations that never end a sentence."""
_BEFORE_NUMBERS = frozenset(
    """
    approx art arts c ca ch chap cl est eq fig figs no nos op p para paras pp ref sec secs tab ver
    vol vols jan feb mar apr aug sep sept oct nov dec
    """.split()  # noqa: SIM905 - see above
)
"""Abbreviations, in lower case, that do not end a sentence before a number."""
_AFTER_NAMES = frozenset(
    """
    Assn Ave Blvd Bros CO CORP Co Corp Dept Esq INC Inc Intl JR Jr LTD Ltd Rd SR ST Sr St Univ
    Jan Feb Mar Apr Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev
    Okla Ont Ore Pa Que Tenn Tex Va Vt Wash Wis Wyo
    """.split()  # noqa: SIM905 - see above
)
"""Abbreviations that end a sentence if a word that is no name follows."""
_STARTERS = FUNCTION_WORDS - {"can", "many", "may", "might", "must", "new", "will"}
_TIME = re.compile(
    r"[A-Z]{2,5}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Central|Eastern|Mountain|Pacific"
)
"""A word after the time of day."""


def _ends_after(abbreviation: str, word: str) -> bool:
    """Whether the full stop after what may be an abbreviation ends a sentence before a word."""
    if abbreviation in _BEFORE_NAMES:
        return False
    if abbreviation.lower() in _BEFORE_NUMBERS and word[:1].isdigit():
        return False
    if abbreviation.lower() in ("a.m", "p.m"):
        return not _TIME.fullmatch(word.rstrip("."))
    if abbreviation in _AFTER_NAMES or _ACRONYM.fullmatch(abbreviation):
        return re.split("['’]", word.lower())[0] in _STARTERS
    return True
