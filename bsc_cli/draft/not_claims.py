"""Find the passages of an article that surely claim nothing: by-lines, links, telephone numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.text.folding import Span
    from bsc_cli.text.sentences import Sentences


class Nothing(NamedTuple):
    """A passage that claims nothing, and the reason."""

    span: Span
    reason: str


_NAME: Final = r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}"
_AGENCY: Final = r"\b(?:AFP|AP|DPA|EFE|PTI|REUTERS|Reuters|TASS|UPI|Xinhua)\b"
POSTED: Final = re.compile(rf"-+ ?{_NAME} \(@\w+\)[^.?!\"]{{0,40}}")
"""The author of a post, below the post that an article shows."""
_FURNITURE: Final = {
    "Author of a post.": POSTED,
    "By-line.": re.compile(
        rf"By (?:{_NAME}|[Ss]taff|Our|our)\b[^.?!\"]{{0,100}}|Our [A-Z][\w ]+ Correspondent|"
        rf"From {_NAME} (?:at|in) [A-Z][\w ]+|{_NAME} ?\| ?\S+@\S+"
    ),
    "Link to something else.": re.compile(
        r"(?ai:read (?:more|also|next|on)\b|related\b ?:|see also\b|more on this|"
        r"click (?:here|to)\b|watch\b ?:|listen\b ?:|recommended (?:for|reading|stories)|"
        r"most (?:read|popular)\b|continue reading|skip to)[^.?!\"]{0,150}[.]?"
    ),
    "Page furniture, not part of the article.": re.compile(
        r"(?ai:share(?: this)?\b(?: |:|\Z)|follow us\b|sign up\b|subscribe\b|advertisement\b|"
        r"advertising\b|no comments|leave (?:a )?comment|comments? ?\(?\d*\)?\Z|post a comment|"
        r"powered by|all rights reserved|copyright\b|©|\(c\) |scroll down|log ?in\Z|"
        r"(?:print|email)(?: this)?\Z)[^\"]{0,150}"
    ),
    "Credit of a picture.": re.compile(
        r"(?ai:(?:main )?(?:(?:picture|photo|photograph|image)s?(?: credit)?|credits?|getty) ?[:/])"
        r"[^?!\"]{1,100}"
    ),
    "Source of the article.": re.compile(
        r"\((?ai:(?:additional )?reporting|writing|editing) by [^()]{1,150}\)|"
        rf"\([^()\"]{{0,60}}{_AGENCY}[^()\"]{{0,60}}\)|"
        r"(?ai:this (?:article|story|post) (?:was )?(?:originally|first) (?:appeared|published)"
        r"[^.]{1,80}\.|read the original article\.?| ){1,3}"
    ),
    "Telephone number or address for readers.": re.compile(
        r"(?ai:(?:tel|telephone|phone|call|fax|e-?mail|mobile|helpline)\b ?[.:]?) ?"
        r"(?:\+?[\d() -]{6,20}|\S+@\S+)[.]?|\+?\d[\d() -]{7,18}\d|\S+@\S+\.\w+"
    ),
    "Heading.": re.compile(
        r"(?ai:what (?:happens )?(?:next|now)\??|next steps|background|at a glance|analysis|"
        r"(?:key|match|quick|fast) (?:figures|points|facts|dates|findings)|more details|"
        r"key \w+(?: \w+){0,4}:|in (?:brief|numbers|short)):?|"
        r"(?ai:what|how|why|who|where|when) [^.?!:\"]{3,60}|(?=.*[A-Z]{2})[^a-z.!\"]{3,60}|"
        r"[^\d.?!]{3,80} %"
    ),
    "Mark between entries.": re.compile(r"[_*=~]{3,}|\d{1,2}(?:[:.]\d\d)? ?(?ai:[ap]\.?m\.?)"),
}
"""The reason and the pattern of each sort of passage that claims nothing."""

_TIME: Final = (
    r"(?:,? ?(?:at )?\d{1,2}[:.]\d\d(?: ?(?:[ap]\.?m\.?))?|,? ?\d{1,2} ?[ap]\.?m\.?|,? [A-Z]{2,4})"
)
_WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATE_LINE: Final = re.compile(
    r"(?ai:(?P<published>(?:first )?(?:published|posted|date created|created|date)(?: on| at)?)"
    r"|(?P<updated>(?:last )?(?:updated|modified)(?: on| at)?))? ?:? ?(?:[A-Z]{3,}(?: [A-Z]+)?, )?"
    rf"{_WEEKDAY}(?P<date>[\w .,/-]{{6,25}}?){_TIME}{{0,3}}[.]?"
)
_LONGEST: Final = 200


def found(text: str, paragraphs: Sequence[Span], sentences: Sentences) -> Iterator[Nothing]:
    """Yield the paragraphs and sentences that claim nothing, in order."""
    for index, paragraph in enumerate(paragraphs):
        written = text[paragraph.start : paragraph.end]
        why = reason(written) if len(written) <= _LONGEST else None
        if not why and 0 < index < len(paragraphs) - 1 and _CROSS_HEAD.fullmatch(written):
            why = "Heading."
        if why:
            yield Nothing(paragraph, why)
            continue
        last = sentences.spans[sentences.indices(paragraph)[-1]]
        if last != paragraph and _CREDIT.fullmatch(text, *last):
            yield Nothing(last, "Credit of a picture.")
        elif last != paragraph and re.fullmatch(_AGENCY, text[slice(*last)]):
            yield Nothing(last, "Source of the article.")


_CROSS_HEAD: Final = re.compile(r"(['\"]?)[A-Z][\w'-]*(?: [\w'-]+){1,3}\1(?<!\d)")
"""A paragraph of two to four words without a mark at its end; it may stand in quotation marks."""
_CREDIT: Final = _FURNITURE["Credit of a picture."]


def reason(written: str) -> str | None:
    """Return why a paragraph claims nothing, or `None` if it may claim something."""
    for why, pattern in _FURNITURE.items():
        if pattern.fullmatch(written):
            return why
    return "Date line." if date_line(written) else None


def date_line(written: str) -> tuple[str, bool] | None:
    """Return the date that a line consists of, and whether it is that of publication."""
    match = _DATE_LINE.fullmatch(written)
    if not match:
        return None
    mentions = [*dates.mentions(match["date"])]
    if len(mentions) != 1 or mentions[0].date is None or len(mentions[0].date) != len("2031-05-07"):
        return None
    rest = match["date"].replace(match["date"][slice(*mentions[0].span)], "").strip(" .,")
    return None if rest else (mentions[0].date, not match["updated"])


def published(text: str, paragraphs: Sequence[Span]) -> str | None:
    """Return the date of publication that the article's own date lines give, if only one does."""
    lines = (date_line(text[start:end]) for start, end in paragraphs if end - start <= _LONGEST)
    given = {line[0] for line in lines if line and line[1]}
    return given.pop() if len(given) == 1 else None
