"""YAML text to a tree of nodes, each of which knows its line and column.

This is the only module that knows `yaml`, and it uses no more of it than the
parser's events. Building the tree here rather than with a YAML loader buys three
things. Scalars are typed by the rules of YAML 1.2's core schema, so `NO` stays a
country and `10:00` a time. What a loader takes in silence is a problem: the last
of two equal keys, an alias, a tag. And nesting is bounded while it is being read:
the C loader composes by recursion and crashes the process on a deep enough file.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

import yaml

from bsc_cli.errors import Position, Problem
from bsc_cli.nodes import Mapping, Node, Scalar, Sequence, Value, type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
from typing import Any

DEEPEST = 32
"""Levels of nesting that are read: far above what any store needs."""

LONGEST_TEXT = 1_000_000
"""Characters of one text: more than an article has that somebody prints as one."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULL = re.compile(r"null|Null|NULL|~|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 40

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")


def read(
    content: bytes, progress: Callable[[int, int], None] | None = None
) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML document's bytes, with what is wrong with it as YAML.

    The tree is None where the text is too broken to have one; then there is at
    least one problem. Problems are in the order of the text. `progress` is told how many
    characters of how many are read.
    """
    problems: list[Problem] = []
    text = _decode(content, problems)
    if text is None:
        return None, problems
    try:
        return _Builder(problems).build(_events(text, progress)), problems
    except yaml.MarkedYAMLError as error:
        position = _position(error.problem_mark or error.context_mark)
        context = f" {error.context}" if error.context else ""
        message = f"{error.problem or 'not YAML'}{context}"
        hint = _ESCAPE_HINT if "escape" in message else _SYNTAX_HINT
        problems.append(Problem("yaml", message, position, hint=hint))
    except _TooDeep as error:
        message = f"nested more than {DEEPEST} levels deep"
        problems.append(Problem("yaml-depth", message, error.position, hint="a store needs five"))
    except _TooLong as error:
        message = f"a text of more than {LONGEST_TEXT:,} characters"
        hint = "a closing quotation mark may be missing; a fact needs a sentence"
        problems.append(Problem("yaml-length", message, error.position, hint=hint))
    return None, problems


_ESCAPE_HINT = "write the character as it is, or as \\u and \\U of its own code, up to \\U0010ffff"
_SYNTAX_HINT = "check the indentation and quotes here and on the line before"


def write(data: object, indent: str = "") -> str:
    """A value of JSON's types as YAML that `read` reads as the same, in the order of its keys."""
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2)
    assert isinstance(text, str)
    return re.sub(r"^(?=.)", indent, text, flags=re.MULTILINE)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes a text that would be read as something else in quotes."""


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if _typed(text) == text and isinstance(_typed(text), str) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_text)


class _Beyond(Exception):
    """A bound that is passed, and where."""

    def __init__(self, position: Position) -> None:
        super().__init__(position)
        self.position = position


class _TooDeep(_Beyond):
    pass


class _TooLong(_Beyond):
    pass


def _decode(content: bytes, problems: list[Problem]) -> str | None:
    """The content as text without its byte-order mark, or None and a problem."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = _position_of(content[: error.start].decode("utf-8", "replace"))
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        problems.append(Problem("encoding", message, position, hint="save the file as UTF-8"))
        return None
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        position = _position_of(text[: unprintable.start()])
        message = f"control character U+{ord(unprintable[0]):04X} cannot stand in YAML as it is"
        hint = f'write it as "\\u{ord(unprintable[0]):04x}" in double quotes, or remove it'
        problems.append(Problem("encoding", message, position, hint=hint))
        return None
    return text


def _position_of(before: str) -> Position:
    """The position right after the text `before`."""
    lines = _LINE_BREAK.split(before)
    return Position(len(lines), len(lines[-1]) + 1)


def _position(mark: Any) -> Position:
    """The position of a mark, which the two parsers have a class each for."""
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


_BETWEEN_TELLING = 5_000
"""Events after which to tell how far it is: some fiftieth of a second."""


def _events(text: str, progress: Callable[[int, int], None] | None) -> Iterator[yaml.Event]:
    loader = _Loader(text)
    try:
        for number in count():
            event = _event(loader)
            if isinstance(event, yaml.StreamEndEvent):
                break
            if progress and number % _BETWEEN_TELLING == 0:
                progress(event.start_mark.index, len(text))
            yield event
    finally:
        loader.dispose()
    if progress:
        progress(1, 1)


def _event(loader: Any) -> Any:
    """The next event. The pure parser knows no bounds of what an escape may stand for."""
    try:
        event = loader.get_event()
    except (ValueError, OverflowError):
        raise _bad_escape(loader.get_mark()) from None
    if isinstance(event, yaml.ScalarEvent) and _SURROGATE.search(event.value):
        raise _bad_escape(event.start_mark)
    return event


def _bad_escape(mark: Any) -> yaml.MarkedYAMLError:
    problem = "found invalid Unicode character escape code"
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


_SURROGATE = re.compile("[\ud800-\udfff]")


class _Builder:
    """Makes nodes of events, without recursion, and collects problems."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.root: Node | None = None
        self.documents = 0
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []

    def build(self, events: Iterator[yaml.Event]) -> Node:
        for event in events:
            position = _position(event.start_mark)
            match event:
                case yaml.ScalarEvent():
                    self.refuse_marks(event, position)
                    if len(event.value) > LONGEST_TEXT:
                        raise _TooLong(position)
                    plain = event.implicit[0] and event.tag is None
                    value = _typed(event.value) if plain else event.value
                    self.add(Scalar(value, event.value, position))
                case yaml.MappingStartEvent():
                    self.refuse_marks(event, position)
                    self.enter(Mapping({}, position))
                case yaml.SequenceStartEvent():
                    self.refuse_marks(event, position)
                    self.enter(Sequence([], position))
                case yaml.CollectionEndEvent():
                    self.keys.pop()
                    self.add(self.open.pop())
                case yaml.AliasEvent():
                    self.refuse(
                        position, "yaml-alias", f"alias *{event.anchor} is not allowed here"
                    )
                    self.add(Scalar(None, f"*{event.anchor}", position))
                case yaml.DocumentStartEvent():
                    self.documents += 1
                    if self.documents == 2:
                        self.refuse(position, "yaml-documents", "a store is one YAML document")
        return self.root if self.root is not None else Scalar(None, "", Position(1, 1))

    def enter(self, collection: Sequence | Mapping) -> None:
        if len(self.open) == DEEPEST:
            raise _TooDeep(collection.position)
        self.open.append(collection)
        self.keys.append(None)

    def add(self, node: Node) -> None:
        """Put a finished node where it belongs: in the open list or mapping, or as root."""
        if not self.open:
            if self.root is None:
                self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = self.as_key(node)
        else:
            self.keys[-1] = None
            if key.text in parent.entries:
                first = parent.entries[key.text][0]
                message = f"key '{key.text}' is here twice, first in line {first.line}"
                self.problems.append(
                    Problem("duplicate-key", message, key.position, hint="keep one of the two")
                )
            else:
                parent.entries[key.text] = (key.position, node)

    def as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.refuse(node.position, "yaml-key", f"a key is one word, not {type_of(node)}")
        return Scalar(None, f"(line {node.position.line})", node.position)

    def refuse_marks(self, event: yaml.NodeEvent, position: Position) -> None:
        if event.anchor is not None:
            self.refuse(position, "yaml-alias", f"YAML anchor &{event.anchor} is not allowed here")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self.refuse(position, "yaml-tag", f"tag {tag} is not allowed here")

    def refuse(self, position: Position, code: str, message: str) -> None:
        self.problems.append(Problem(code, message, position, hint=_REFUSED_HINT[code]))


_REFUSED_HINT = {
    "yaml-alias": "write the value out where it is meant",
    "yaml-tag": "remove the tag: types follow from the kind's fields",
    "yaml-documents": "remove the '---' between the two, or make two files",
    "yaml-key": "a '{' or '[' at the start of a value needs quotes",
}


def _typed(text: str) -> Value:
    """A plain scalar's value by YAML 1.2's core schema (section 10.3.2 of the standard).

    Not-a-number and the infinities, which the schema has as well, stay text:
    nothing in a store may be either. So does a number of absurd length.
    """
    if not text or text[0] in "nN~":
        return None if _NULL.fullmatch(text) else text
    if text[0] in "tT":
        return True if _TRUE.fullmatch(text) else text
    if text[0] in "fF":
        return False if _FALSE.fullmatch(text) else text
    if text[0] in "+-.0123456789" and len(text) <= _LONGEST_NUMBER:
        if _DECIMAL.fullmatch(text):
            return int(text)
        if _OCTAL_OR_HEX.fullmatch(text):
            return int(text, 0)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text
