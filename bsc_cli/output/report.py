"""A report as one HTML page that needs no network, with a script that filters its facts.

The page's content security policy lets a browser run this script and nothing else, and load
nothing (https://www.w3.org/TR/CSP3/). The ids of records are ids of the page; its own ids have
capitals, which those of records cannot have.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from functools import cache, partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import bsc_cli
from bsc_cli.model.record import key, parted
from bsc_cli.output import html
from bsc_cli.output.html import element
from bsc_cli.system import files
from bsc_cli.system.errors import counted
from bsc_cli.text.authors import byline
from bsc_cli.text.fragments import is_address
from bsc_cli.view import dates
from bsc_cli.view.report import FILTERS, READING_ORDER, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from bsc_cli.model.record import Source
    from bsc_cli.output.html import Address
    from bsc_cli.view.chart import Bar, Chart, Scale
    from bsc_cli.view.report import Fact, Group, Page, Part, Related, Sentence, State

_GENERATOR: Final = "bsc "
"""The name, before its version, by which a page tells that this program wrote it."""
_BEGINNING: Final = 1000


def is_own(path: Path) -> bool:
    """Whether a file is a page that this module wrote."""
    return f'name="generator" content="{_GENERATOR}'.encode() in files.beginning(path, _BEGINNING)


def page(content: Page) -> str:
    """Return a report as an HTML document."""
    return html.document(_Drawing(content).page())


class _Drawing:
    """Draws a page; links lead to the facts that are on it."""

    def __init__(self, content: Page) -> None:
        self._content = content
        self._shown = {fact.id for fact in content.facts}
        self._level = 3 if len(content.parts) > 1 else 2
        """The level of the headings of an article and its facts."""

    def page(self) -> Element:
        """Return the root element."""
        content, [first, *others] = self._content, self._content.parts
        title = f"{len(others) + 1:,} stores" if others else first.source.headline
        header = element("header", element("h1", title))
        header.extend(() if others else _source(first.source))
        header.append(element("p", *self._counts()))
        if others:
            header.append(element("ul", *map(_entry, content.parts)))
        header.append(_legend(any(part.paragraphs for part in content.parts)))
        main = element("main", self._form(), id="FACTS", data_kinds=" ".join(READING_ORDER))
        main.extend(map(self._part, content.parts))
        main.extend(self._figures(content.chart))
        skip = element("a", "Skip to the facts", href=f"#{_name(first)}", class_="skip")
        body = element("body", skip, header, main, html.raw("script", _file("report.js")))
        return element("html", _head(title), body, lang="en-GB")

    def _counts(self) -> Iterator[Element | str]:
        """Yield the number of facts and, as a legend, those of sentences in each state."""
        shown, all = len(self._content.facts), self._content.total
        yield counted(shown, "fact") if shown == all else f"{shown:,} of {counted(all, 'fact')}"
        if self._content.selection:
            yield f" ({self._content.selection})"
        states: Counter[State] = sum((part.states() for part in self._content.parts), Counter())
        if states:
            yield f" beside {counted(states.total(), 'sentence')}"
            yield ": " if shown == all else f"; counting all {all:,} facts: "
            listed = (state for state in STATES if states[state] or state == "not covered")
            yield from _listed(
                element("span", f"{states[state]:,} {state}", class_=_style(state))
                for state in listed
            )
        if any(fact.kind == "figures" for fact in self._content.facts):
            yield "; "
            yield element("a", "figures as bars", href="#FIGURES")

    def _form(self) -> Element:
        """Return the filters, which the script shows."""
        filters = (self._filter(name) for name in FILTERS if self._content.filters[name])
        words = element("input", type="search", name="words")
        return element(
            "form",
            element("label", "Words", words),
            *filters,
            element("p", element("button", "Show all", type="button"), element("output")),
            hidden="",
            role="search",
            autocomplete="off",
        )

    def _filter(self, name: str) -> Element:
        values = self._content.filters[name].items()
        options = [element("option", words, value=_id(value)) for value, words in values]
        choice = element("select", element("option", "any", value=""), *options, name=name)
        return element("label", name.capitalize(), choice)

    def _part(self, part: Part) -> Element:
        heading = f"h{self._level}"
        facts = element("section", element(heading, "Facts"), class_="facts", id=_name(part))
        language = part.source.language or ""
        lang = language if _LANGUAGE.fullmatch(language) else None
        facts.extend(self._group(group, lang) for group in part.groups)
        made = element("div", class_="beside" if part.paragraphs else None)
        if part.paragraphs:
            article = element("section", element(heading, "Article"), class_="article")
            text = element("div", lang=lang)
            linked = {group.sentence.number for group in part.groups if group.sentence}
            text.extend(_paragraph(sentences, linked) for sentences in part.paragraphs)
            article.append(text)
            made.append(article)
        made.append(facts)
        if len(self._content.parts) == 1:
            return made
        title = element("h2", part.source.headline)
        return element("section", title, *_source(part.source), made, class_="part")

    def _group(self, group: Group, lang: str | None) -> Element:
        sentence = group.sentence
        number = None if sentence is None else str(sentence.number)
        title = element("a", group.title, href=f"#S{number}") if number else group.title
        made = element(
            "div",
            element(f"h{self._level + 1}", title),
            sentence and _repeated(sentence, lang),
            element("ul", *map(self._fact, group.facts)),
            class_="group",
            id=number and f"F{number}",
            data_sentence=number,
        )
        if others := group.others[:_MOST_OTHERS]:
            more = len(group.others) - len(others)
            rest = element("p", f"and {more:,} more") if more else None
            links = (element("li", _link(fact.id, fact.title)) for fact in others)
            title = element("p", "Also on this sentence:", class_="quiet")
            made.append(element("div", title, element("ul", *links), rest, class_="also"))
        return made

    def _fact(self, fact: Fact) -> Element:
        address = partial(self._address, fact.store)
        titles = (element("strong", f"{title}: ") for title in fact.titles)
        caveats = (element("li", "⚠ ", *html.line(caveat, address)) for caveat in fact.caveats)
        return element(
            "li",
            element("p", *titles, fact.text),
            element("p", f"{fact.notes} · ", _link(fact.id), class_="quiet"),
            element("ul", *caveats, class_="caveats") if fact.caveats else None,
            _related(fact.related, address) if fact.related else None,
            element(
                "details",
                element("summary", "Details"),
                *html.blocks(fact.details, address),
                _places(fact.sentences),
            ),
            class_="fact",
            id=_id(fact.id),
            **{f"data_{name}": _ids(values) for name, values in fact.values.items()},
            data_sentences=" ".join(map(str, fact.sentences)),
        )

    def _figures(self, chart: Chart) -> Iterator[Element]:
        """Yield the bars of the figures, unless there are no figures."""
        if not (chart.scales or chart.alone):
            return
        made = element("section", element("h2", "Figures"), class_="bars", id="FIGURES")
        if any(bar.bound != "exact" for scale in chart.scales for bar in scale.bars):
            made.append(element("p", "A pale bar is a bound or an estimate.", class_="quiet"))
        for scale in chart.scales:
            bars = (element("li", self._label(bar), _bar(bar, scale)) for bar in scale.bars)
            made.extend((element("h3", scale.unit), element("ul", *bars)))
        if chart.alone:
            labels = (element("li", self._label(bar)) for bar in chart.alone)
            made.extend((element("h3", "Other units"), element("ul", *labels)))
        yield made

    def _label(self, bar: Bar) -> Element:
        amount = element("a", bar.amount, href=self._address(*parted(bar.key)))
        return element("p", amount, f": {bar.label}")

    def _address(self, store: str, id: str) -> str | None:
        """Return the address of a record of a store, if it is on the page."""
        found = next((one for one in (key(store, id), id) if one in self._shown), None)
        return found and f"#{_id(found)}"


_MOST_OTHERS: Final = 20
"""The maximum number of facts of earlier sentences that are named at a sentence."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The pattern of a language that a browser may know: a BCP 47 tag."""


def _legend(has_article: bool) -> Element:
    """Return an explanation of the words of the page."""
    explained = _OF_ARTICLE + _OF_FACTS if has_article else _OF_FACTS
    terms = chain.from_iterable(
        (element("dt", term), element("dd", meaning)) for term, meaning in explained
    )
    return element("details", element("summary", "How to read this page"), element("dl", *terms))


_OF_ARTICLE: Final = (
    ("sentence", "select it to see the facts that rest on it; 'Show all' shows all facts again"),
    ("covered", "claims rest on all its words"),
    ("partly covered", "no claim rests on the marked words"),
    ("set aside", "it claims nothing, such as a caption or a button, or is the headline"),
    ("not covered", "no claim rests on it"),
)
_OF_FACTS: Final = (
    ("words", 'all of these; boats OR ferries for either, "a phrase", prefix*, -exclude'),
    ("voice", "who says it: the article itself, or somebody whom it quotes or reports"),
    ("inferred", "not stated: it follows from the text, and a caveat says how"),
    ("computed", "not stated: it follows from other figures"),
    ("checkability", "whether a claim can be checked, or is too vague, an opinion or the like"),
    ("⚠", "a caveat: what would change a careful reader's conclusion"),
    ("related caveat", "a caveat of another record that names this one"),
    ("listed", "an item of one of the article's own lists"),
)


def _head(title: str) -> Element:
    style, script = _file("report.css"), _file("report.js")
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="generator", content=f"{_GENERATOR}{bsc_cli.__version__}"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("title", title),
        html.raw("style", style),
    )


_LARGEST_FILE: Final = 100_000


@cache
def _file(name: str) -> str:
    """Return the content of a file of this folder."""
    return files.read(Path(__file__).with_name(name), "part of a page", _LARGEST_FILE).decode()


def _digest(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def _source(source: Source) -> Iterator[Element]:
    """Yield the authors, the publisher, the date and the address of an article, if known."""
    date = source.date_published
    known = (byline(source.author), source.publisher, date and dates.in_words(date))
    if details := "; ".join(filter(None, known)):
        yield element("p", details)
    if url := source.url:
        is_link = is_address(url)
        yield element("p", element("a", url, href=url, rel="noreferrer") if is_link else url)


def _name(part: Part) -> str:
    """Return the id of a store's facts on the page."""
    return f"STORE-{_id(part.name)}"


def _entry(part: Part) -> Element:
    """Return an entry of the list of stores."""
    return element("li", element("a", part.source.headline, href=f"#{_name(part)}"))


def _style(state: State) -> str:
    return f"sentence {state.replace(' ', '-')}"


def _paragraph(sentences: Sequence[Sentence], linked: set[int]) -> Element:
    made = element("p")
    for sentence in sentences:
        number = sentence.number
        is_linked = number in linked
        pieces = [
            text if is_covered else element("mark", text) for text, is_covered in sentence.pieces
        ]
        made.append(
            element(
                "a" if is_linked else "span",
                *pieces,
                href=f"#F{number}" if is_linked else None,
                title=None if sentence.state == "covered" else sentence.state,
                class_=_style(sentence.state),
                id=f"S{number}",
                data_sentence=str(number),
            )
        )
        made[-1].tail = " "
    return made


def _repeated(sentence: Sentence, lang: str | None) -> Element:
    """Return a sentence as it stands above its facts where the article is not beside them."""
    return element("p", *(text for text, _ in sentence.pieces), class_="repeated", lang=lang)


def _related(caveats: Sequence[Related], address: Address) -> Element:
    """Return the caveats of other records, folded under their types."""
    types = ", ".join(dict.fromkeys(caveat.type for caveat in caveats))
    number = counted(len(caveats), "related caveat")
    summary = element("summary", f"⚠ {number}", element("span", f": {types}"))
    items = (
        element(
            "li",
            element("b", caveat.type),
            " (",
            element("a", caveat.id, href=address(caveat.id)),
            ")",
            element("span", f": {caveat.text}"),
        )
        for caveat in caveats
    )
    return element("details", summary, element("ul", *items), class_="related")


def _places(sentences: Sequence[int]) -> Element | None:
    if not sentences:
        return None
    shown = sentences[:_MOST_OTHERS]
    links = [element("a", f"{number:,}", href=f"#S{number}") for number in shown]
    rest = " …" if len(shown) < len(sentences) else None
    noun = "Sentence " if len(sentences) == 1 else "Sentences "
    return element("p", noun, *_listed(links), rest)


def _listed(items: Iterable[Element]) -> Iterator[Element | str]:
    """Yield elements with commas between them."""
    for number, item in enumerate(items):
        if number:
            yield ", "
        yield item


def _link(id: str, text: str | None = None) -> Element:
    return element("a", text or id, href=f"#{_id(id)}")


def _ids(values: Iterable[str]) -> str | None:
    return " ".join(map(_id, values)) or None


def _id(shown: str) -> str:
    """Return the id of a record or a value as an id of HTML, without spaces."""
    return quote(shown, safe=":")


def _bar(bar: Bar, scale: Scale) -> Element:
    """Return a bar, as a share of its scale in per cent; the amount beside it says the same."""
    width = scale.high - scale.low or 1
    start, end = sorted(100 * (value - scale.low) / width for value in (0, bar.value))
    drawn = element("rect", x=f"{start:g}", width=f"{end - start:g}", height="1")
    return element(
        "svg",
        drawn,
        viewBox="0 0 100 1",
        preserveAspectRatio="none",
        aria_hidden="true",
        class_=None if bar.bound == "exact" else "inexact",
    )
