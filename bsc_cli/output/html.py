"""HTML elements, and views as HTML.

A document is a tree of elements, which the standard library writes: text from a store or an article
cannot become markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, tostring

from bsc_cli.system.visible import visible
from bsc_cli.view.blocks import Pairs, Points, as_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bsc_cli.view.blocks import Block, Text

    Address = Callable[[str], str | None]
    """A function that returns the address of the record with an id, if there is one."""


def element(tag: str, *content: Element | str | None, **attributes: str | None) -> Element:
    """Return an element with text and other elements in it; omits what is `None`.

    Hidden characters in text are made visible. An attribute's name may end in `_`, to differ from a
    word of Python, and `_` within it means `-`.
    """
    made = Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name.strip("_").replace("_", "-"), visible(value))
    for item in content:
        if isinstance(item, Element):
            made.append(item)
        elif item is not None:
            _add_text(made, visible(item))
    return made


def _add_text(made: Element, text: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def raw(tag: str, code: str) -> Element:
    """Return a `script` or `style` element with code of the program's own."""
    made = Element(tag)
    made.text = code
    return made


def document(root: Element) -> str:
    """Return the text of a document."""
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"


def line(text: Text, address: Address) -> Iterator[Element | str]:
    """Yield the pieces of a line; ids become links to the records."""
    for piece, role in as_line(text, "text"):
        if role == "id" and (target := address(piece)):
            yield element("a", piece, href=target)
        elif role == "term":
            yield element("b", piece)
        elif role in ("id", "quiet"):
            yield element("span", piece, class_=role)
        else:
            yield piece


def blocks(view: Iterable[Block], address: Address) -> Iterator[Element]:
    """Yield the elements of a view of a record: its fields, and lists of points."""
    for block in view:
        match block:
            case Pairs():
                yield _pairs(block.items, address)
            case Points():
                if block.title:
                    yield element("p", element("b", block.title))
                items = (element("li", *line(item, address)) for item in block.items)
                yield element("ul", *items)
                if block.note:
                    yield element("p", *line(block.note, address), class_="quiet")
            case _:
                raise NotImplementedError(type(block).__name__)


def _pairs(items: Sequence[tuple[Text, Text]], address: Address) -> Element:
    made = element("dl")
    for label, value in items:
        if label or not len(made):
            made.append(element("dt", *line(label, address)))
        made.append(element("dd", *line(value, address)))
    return made
