"""Nodes of a document to values, or to every problem that they have.

A type's reader is the entry of its class in `_READERS`.
"""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TypeVar

from bsc_cli.model import edtf
from bsc_cli.model.node import Mapping, Node, Scalar, Sequence, type_of
from bsc_cli.model.struct import ListOf, Nested, NonEmptyListOf, Optional, Struct, WithDefault
from bsc_cli.model.types import (
    Anchor,
    Boolean,
    Choice,
    Country,
    Currency,
    Date,
    Digest,
    Identifier,
    Number,
    Reference,
    Sha256,
    Term,
    Text,
    ValueType,
)
from bsc_cli.system.errors import MOST_PROBLEMS, Problem
from bsc_cli.text import ELLIPSIS
from bsc_cli.text.nearest import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
S = TypeVar("S", bound=Struct)


class Invalid(Exception):
    """A node that is not of its type; carries every problem, subjects relative to it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def fail(node: Node, code: str, message: str, hint: str) -> NoReturn:
    """Raise the single problem that `node` has, with what to do about it."""
    raise Invalid([Problem(code, message, node.position, hint=hint)])


def under(path: str, invalid: Invalid) -> list[Problem]:
    """The problems of a value, with `path` put before their subjects."""
    return [problem._replace(subject=path + problem.subject) for problem in invalid.problems]


def value(type: ValueType[T], node: Node) -> T:
    """The value of a node as a type has it; raises Invalid with all of its problems."""
    read: T = _READERS[type.__class__](type, node)
    return read


def shape(form: type[S], node: Node) -> S:
    """The shape that a node describes; raises Invalid with all of its problems."""
    if not isinstance(node, Mapping):
        message = f"expected keys with values, found {type_of(node)}"
        fail(node, "type", message, f"the keys here are {', '.join(form.fields)}")
    problems = list(islice(_unknown_keys(form, node), MOST_PROBLEMS + 1))
    misspelt = {problem.hint for problem in problems}
    values: dict[str, Any] = {}
    for name, field in form.fields.items():
        try:
            if name in node.entries:
                values[name] = value(field.type, node.entries[name][1])
            elif not field.type.required:
                values[name] = field.type.default
            elif _meant(name) not in misspelt:
                message = f"missing; it is {field.meaning}"
                fail(node, "missing-key", message, f"add '{name}:'")
        except Invalid as invalid:
            problems += under(f".{name}", invalid)
    if problems:
        raise Invalid(problems)
    return form(values)


def _unknown_keys(form: type[Struct], node: Mapping) -> Iterator[Problem]:
    if node.entries.keys() <= form.fields.keys():
        return
    default = form.fields.keys() - node.entries.keys()
    for key, (position, _) in node.entries.items():
        if key not in form.fields:
            found = nearest(key, default) or nearest(key, form.fields)
            keys = f"the keys here are {', '.join(form.fields)}"
            hint = _meant(found) if found else keys
            yield Problem("unknown-key", f"unknown key '{key}'", position, hint=hint)


def _meant(key: str) -> str:
    return f"did you mean '{key}'?"


class LocatedReference(NamedTuple):
    """A reference as it stands in a document."""

    type: Reference
    path: str
    """Where it stands below the node that was searched: `.about[2]`."""
    node: Scalar

    def under(self, path: str) -> LocatedReference:
        """The same, seen from further up."""
        return self._replace(path=path + self.path)


def references(form: type[Struct], node: Node) -> Iterator[LocatedReference]:
    """Every reference in a node of this shape, however wrong the rest of it is."""
    entries = node.entries if isinstance(node, Mapping) else {}
    for name, field in form.fields.items():
        if name in entries and isinstance(field.scalar, Reference | Nested):
            for found in _references(field.type, entries[name][1]):
                yield found.under(f".{name}")


def _references(type: ValueType[Any], node: Node) -> Iterator[LocatedReference]:
    match type:
        case Reference():
            if isinstance(node, Scalar) and isinstance(node.value, str):
                yield LocatedReference(type, "", node)
        case ListOf():
            for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
                for found in _references(type.inner, item):
                    yield found.under(f"[{index}]")
        case Optional():
            yield from _references(type.inner, node)
        case Nested():
            yield from references(type.shape, node)


def _text(type: Text, node: Node) -> str:
    text = node.value if isinstance(node, Scalar) else None
    if text is None or not isinstance(text, str):
        fail(node, "type", f"expected {type.form}, found {type_of(node)}", _as_text(type, node))
    if not text.strip():
        found = "only white space" if text else "an empty text"
        fail(node, "empty", f"expected {type.form}, found {found}", _FILL_IN)
    if type.pattern and not re.fullmatch(type.pattern, text):
        fail(node, "form", f"'{text}' is not {type.form}", _mended(type, text))
    return text


_FILL_IN = "fill it in, or take the key away"


def _as_text(type: Text, node: Node) -> str:
    """How to write what is no text as one."""
    if isinstance(node, Scalar) and node.value is None:
        return _FILL_IN
    if isinstance(node, Scalar) and type.__class__ is Text:
        return f'if text is meant, write "{node.text}"'
    return type.fix


def _mended(type: Text, text: str) -> str:
    """How to turn a text of the wrong form into one of the right form."""
    joint = {Identifier: "-", Term: "_"}.get(type.__class__)
    made = joint.join(re.findall(r"[a-z0-9]+", text.lower())) if joint else ""
    return f"write '{made}'" if re.fullmatch(type.pattern, made) else type.fix


def _anchor(type: Anchor, node: Node) -> str:
    anchor = _text(type, node)
    if anchor.count("…") > 1:
        fail(node, "anchor", "an anchor has one ' … ' at most", "make two anchors of it")
    if "…" in anchor and not all(part.strip() for part in anchor.split(ELLIPSIS, 1)):
        fail(node, "anchor", "an anchor's ' … ' stands between words", type.fix)
    if "…" in anchor and ELLIPSIS not in anchor:
        fail(node, "anchor", "an anchor's '…' has a space on both sides", type.fix)
    return anchor


def _choice(type: Choice, node: Node) -> str:
    text = _text(type, node)
    if text not in type.values:
        message = f"'{text}' is not one of {', '.join(type.values)}"
        fail(node, "choice", message, did_you_mean(text, type.values) or "take one of these")
    return text


def _date(type: Date, node: Node) -> str:
    if isinstance(node, Scalar) and isinstance(node.value, int):
        return _date(type, Scalar(node.text, node.text, node.position))
    text = _text(type, node)
    reason = edtf.why_not(text)
    if reason:
        fail(node, "date", f"'{text}' is not a date: {reason}", type.fix)
    return text


def _number(_: Number, node: Node) -> float:
    if not isinstance(node, Scalar) or isinstance(node.value, bool | str | None):
        message = f"expected a number, found {type_of(node)}"
        fail(node, "type", message, "write digits only: 75000000")
    vanished = not node.value and re.match(r"[-+]?[0.]*[1-9]", node.text)
    if vanished or not math.isfinite(node.value) or abs(node.value) > 2**53:
        message = f"{node.text} is beyond what JSON programs keep exactly"
        fail(node, "number-range", message, "take another unit, so that the number fits")
    return node.value


def _flag(_: Boolean, node: Node) -> bool:
    if not isinstance(node, Scalar) or not isinstance(node.value, bool):
        message = f"expected true or false, found {type_of(node)}"
        fail(node, "type", message, "write true or false")
    return node.value


def _refer(_: Reference, node: Node) -> str:
    return _text(_IDENTIFIER, node)


_IDENTIFIER: Final = Identifier()


def _otherwise(type: WithDefault[T], node: Node) -> T:
    return value(type.inner, node)


def _maybe(type: Optional[T], node: Node) -> T | None:
    if isinstance(node, Scalar) and node.value is None:
        return None
    return value(type.inner, node)


def _many(type: ListOf[T], node: Node) -> tuple[T, ...]:
    if isinstance(node, Scalar) and node.value is None and not type.required:
        return ()
    if not isinstance(node, Sequence):
        hint = "begin each item of the list with '- '"
        if isinstance(node, Scalar) and node.text:
            hint = f"write [{node.text}]"
        fail(node, "type", f"expected a list, found {type_of(node)}", hint)
    if len(node.items) < type.minimum:
        message = "expected at least one item, found an empty list"
        fail(node, "empty", message, "add an item: '- …'")
    values: list[T] = []
    problems: list[Problem] = []
    for index, item in enumerate(node.items):
        try:
            values.append(value(type.inner, item))
        except Invalid as invalid:
            problems += under(f"[{index}]", invalid)
            if len(problems) > MOST_PROBLEMS:
                break
    if problems:
        raise Invalid(problems)
    return tuple(values)


def _nested(type: Nested[S], node: Node) -> S:
    return shape(type.shape, node)


_READERS: Final[dict[type[ValueType[Any]], Callable[[Any, Node], Any]]] = {
    **dict.fromkeys((Text, Identifier, Term, Currency, Country, Digest, Sha256), _text),
    Anchor: _anchor,
    Choice: _choice,
    Date: _date,
    Number: _number,
    Boolean: _flag,
    Reference: _refer,
    WithDefault: _otherwise,
    Optional: _maybe,
    ListOf: _many,
    NonEmptyListOf: _many,
    Nested: _nested,
}
