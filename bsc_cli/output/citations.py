"""Citations in the formats of footnotes and of reference managers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.model import edtf
from bsc_cli.output.markdown import escaped
from bsc_cli.system import jsonline
from bsc_cli.system.terminal import write_data, write_shown
from bsc_cli.text.authors import authors, in_prose
from bsc_cli.text.fragments import is_address
from bsc_cli.view.cite import Citation, full_stop, quoted, sentence
from bsc_cli.view.dates import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bsc_cli.text.authors import Author


class Format(NamedTuple):
    """A format of citations: the function that formats one with a key, and a description.

    `joint` separates citations, and `frame` surrounds all of them. Hidden characters are made
    visible (`is_shown`), unless the format escapes them.
    """

    format: Callable[[str, Citation], str]
    description: str
    joint: str = ""
    frame: tuple[str, str] = ("", "")
    is_shown: bool = True
    is_for_people: bool = False

    def format_all(self, citations: Iterable[Citation]) -> str:
        """Format citations, each with a key of plain characters that no other has."""
        numbers = Counter[str]()
        formatted: list[str] = []
        for citation in citations:
            plain = re.sub(r"[^A-Za-z0-9.:-]", "-", citation.id)
            numbers[plain] += 1
            # No id has a full stop, so the key with a number is not that of another record.
            key = plain if numbers[plain] == 1 else f"{plain}.{numbers[plain]}"
            formatted.append(self.format(key, citation.shown() if self.is_shown else citation))
        return self.joint.join(formatted).join(self.frame)


def write(citations: Sequence[Citation], format: str) -> None:
    """Print citations in the format with this name."""
    write = write_shown if FORMATS[format].is_for_people else write_data
    write(FORMATS[format].format_all(citations))


def _text(_: str, citation: Citation) -> str:
    texts = _texts(citation)
    note = (texts.words, sentence(_source(texts)), citation.url)
    return f"{' '.join(filter(None, note))}\n"


def _markdown(key: str, citation: Citation) -> str:
    """Return a footnote in the syntax of GitHub and Pandoc."""
    plain = _texts(citation)
    texts = Citation(*map(escaped, plain))
    headline, url = texts.headline, texts.url
    if is_address(citation.url):
        # A target within <...> needs no escapes but for what looks like a character reference.
        target = re.sub(r"&(?=#?\w+;)", "&amp;", citation.url)
        headline, url = f"[{headline or url}](<{target}>)", ""
    publisher = texts.publisher and f"*{texts.publisher}*"
    source = _source(texts._replace(headline=headline, publisher=publisher))
    # Markup after the last word would hide that it ends a sentence.
    note = (texts.words, f"{source}{full_stop(_source(plain))}", url)
    return f"[^{key}]: {' '.join(filter(None, note))}\n"


def _texts(citation: Citation) -> Citation:
    """Return the citation with its texts as a footnote has them."""
    return citation._replace(
        words=sentence(citation.words),
        headline=quoted(citation.headline),
        author=in_prose(citation.author),
        date=citation.date and in_words(citation.date),
    )


def _source(texts: Citation) -> str:
    """Return the speaker, the details of the article and the passages, without a full stop."""
    details = (texts.author, texts.headline, texts.publisher, texts.date, texts.passages)
    return " ".join(filter(None, (texts.lead, ", ".join(filter(None, details)))))


def _bibtex(key: str, citation: Citation) -> str:
    """Return an entry in the dialect of BibTeX that biblatex reads."""
    # A second pair of braces keeps the capitals of a title.
    fields = {
        "author": " and ".join(map(_bibtex_name, authors(citation.author))),
        "title": _braced(citation.headline),
        "organization": _latex(citation.publisher),
        **_date_fields(citation.date),
        "url": citation.url.translate(_IN_URL),
        "note": _latex(citation.note),
    }
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    # Without an address, an entry of the type `online` is incomplete.
    return f"@{'online' if citation.url else 'misc'}{{{key},\n{''.join(lines)}}}\n"


def _bibtex_name(author: Author) -> str:
    """Return `Family, Given`, or another name in braces, which keep it in one piece."""
    if author.given:
        return f"{_latex(author.name)}, {_latex(author.given)}"
    return _braced(author.name)


def _braced(text: str) -> str:
    return f"{{{_latex(text)}}}" if text else ""


def _latex(text: str) -> str:
    r"""Escape text for LaTeX. BibTeX counts braces even after a backslash, so `\{` will not do."""
    return text.translate(_LATEX)


_LATEX: Final = str.maketrans(
    {char: f"\\{char}" for char in "%#&_$"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_IN_URL: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""A URL is read verbatim, but must have balanced braces."""


def _date_fields(date: str) -> dict[str, str]:
    """Return the field `date` in EDTF or, beyond level 1, which biblatex reads, `year` in words."""
    return {"year": _latex(in_words(date))} if _LEVEL_2.search(date) else {"date": date}


_LEVEL_2: Final = re.compile(r"[?~%]-|-3[3-6](?!\d)")
"""A date of which a part has a qualifier of its own, or a quarter."""


def _ris(key: str, citation: Citation) -> str:
    """Return a record with the line ends that RIS requires."""
    names = (", ".join(filter(None, author)) for author in authors(citation.author))
    values = (
        ("ID", key),
        ("TI", citation.headline),
        *(("AU", name) for name in names),
        ("T2", citation.publisher),
        *_ris_date(citation.date).items(),
        ("UR", citation.url),
        ("LA", citation.language),
        ("N1", citation.note),
    )
    lines = (f"{tag}  - {value}\r\n" for tag, value in values if value)
    return f"TY  - NEWS\r\n{''.join(lines)}ER  - \r\n"


def _ris_date(date: str) -> dict[str, str]:
    """Return the date as `YYYY/MM/DD/`, followed by words if the numbers do not say it all."""
    if not date:
        return {}
    parts = None if "/" in date else _date_parts(date)
    if parts is None:
        return {"DA": f"///{in_words(date)}"}
    year = f"{parts[0]:04}"
    month, day = (*(f"{part:02}" for part in parts[1:]), "", "")[:2]
    more = "" if _PLAIN_DATE.fullmatch(date) and not edtf.part_of_year(date) else in_words(date)
    return {"PY": year, "DA": f"{year}/{month}/{day}/{more}"}


_PLAIN_DATE: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")


def _csl_json(_: str, citation: Citation) -> str:
    """Return an item of https://github.com/citation-style-language/schema."""
    item = {
        "id": citation.id,
        "type": "article-newspaper",
        "title": citation.headline,
        "author": [*map(_csl_name, authors(citation.author))],
        "container-title": citation.publisher,
        "issued": _issued(citation.date),
        "URL": citation.url,
        "language": citation.language,
        "note": citation.note,
    }
    return jsonline.write({name: value for name, value in item.items() if value})


def _csl_name(author: Author) -> dict[str, str]:
    if author.given:
        return {"family": author.name, "given": author.given}
    return {"literal": author.name}


def _issued(date: str) -> dict[str, Any]:
    """Return a date in parts, or in words if CSL has no parts for it."""
    if not date:
        return {}
    ends = edtf.ends(date)
    known = [*filter(None, map(_date_parts, ends))]
    part = next(filter(None, map(edtf.part_of_year, ends)), None)
    # Citation processors expect both ends of an interval to be known to the same part, have one
    # season for both, and have no quarters.
    is_whole = len(known) == date.count("/") + 1 and len({*map(len, known)}) == 1
    if not is_whole or (part and ("/" in date or part not in edtf.SEASONS)):
        return {"literal": in_words(date)}
    issued: dict[str, Any] = {"date-parts": known}
    if part:
        issued["season"] = part - edtf.SEASONS.start + 1
    if any(mark in date for mark in "?~%"):
        issued["circa"] = True
    return issued


def _date_parts(date: str) -> list[int] | None:
    """Return the year, month and day of a date, as far as known; `None` without an AD year."""
    year, month, day = edtf.named(date)
    if not year or not 1 <= year <= 9999:
        return None
    return [int(part) for part in (year, month, day) if part]


FORMATS: Final = {
    "text": Format(_text, "A note in plain text", is_for_people=True),
    "markdown": Format(_markdown, "A footnote for a Markdown document"),
    "bibtex": Format(_bibtex, "BibTeX, for biblatex and reference managers", "\n"),
    "ris": Format(_ris, "RIS, for reference managers", "\r\n"),
    "csl-json": Format(
        _csl_json,
        "CSL-JSON, for Pandoc, Zotero and citation processors",
        joint=",\n",
        frame=("[\n", "\n]\n"),
        is_shown=False,
    ),
}
"""The formats, keyed by the name that `--as` accepts."""
