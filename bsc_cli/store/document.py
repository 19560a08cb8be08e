"""Parse YAML into a tree of nodes with lines and columns, and write it.

Only this module knows `yaml`, and it reads with the parser's events alone, for three reasons.
Scalars follow YAML 1.2's core schema, so `NO` stays a country and `10:00` a time. Constructs that
a loader accepts in silence become problems: the last of two equal keys, an alias, a tag. And
nesting is bounded while it is read: the C loader crashes the process on a deep enough file.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from bsc_cli.model.node import Mapping, Node, Scalar, Sequence, Value, type_of
from bsc_cli.system.errors import MOST_PROBLEMS, Position, Problem
from bsc_cli.system.visible import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEEPEST = 32
"""Levels of nesting; a store needs five."""

LONGEST_TEXT = 1_000_000
"""Characters of one text; the longest articles have fewer."""

MOST_VALUES = 10_000_000
"""Keys, values, lists and mappings of a document: some 400,000 records."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(
    content: bytes, progress: Callable[[int, int], None] | None = None
) -> tuple[Node | None, list[Problem]]:
    """Parse a YAML document; return its tree and its problems, in order.

    The tree is `None` if a problem is too grave. `progress` is called with the number of
    characters read and their total.
    """
    text = _decode(content)
    if isinstance(text, Problem):
        return None, [text]
    builder = _Builder()
    try:
        return builder.build(_events(text, progress)), builder.problems
    except yaml.MarkedYAMLError as error:
        return None, [*builder.problems, _syntax_problem(error, text)]
    except _Stopped:
        return None, builder.problems


_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff"
    r"\u2028\u2029]"  # like U+0085, line ends in YAML 1.1 only
)
_LINE_BREAK = re.compile(r"\r\n|[\r\n]")
_NAMES = {
    "\ufeff": "byte-order mark",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\ufffe": "noncharacter",
    "\uffff": "noncharacter",
}


def _decode(content: bytes) -> str | Problem:
    """Return the text of a document without byte-order mark, or the problem in its bytes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = _end_of(content[: error.start].decode("utf-8", "replace"))
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        return Problem("encoding", message, position, hint="save the file as UTF-8")
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        position = _end_of(text[: unprintable.start()])
        code = f"{ord(unprintable[0]):04x}"
        name = _NAMES.get(unprintable[0], "control character")
        message = f"a store cannot contain the {name} U+{code.upper()} unescaped"
        hint = f'write it as "\\u{code}" in double quotes, or remove it'
        return Problem("encoding", message, position, hint=hint)
    return text


def _end_of(text: str) -> Position:
    *others, last = _lines(text)
    return Position(len(others) + 1, len(last) + 1)


def _lines(text: str) -> list[str]:
    """Return the lines of a text, as editors and grep count them."""
    return _LINE_BREAK.split(text)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """Return a parser's error as a problem, at the mistake rather than where it became apparent."""
    problem, context = error.problem or "not YAML", error.context or ""
    start: Any = error.context_mark
    end: Any = error.problem_mark or start
    if "nesting depth" in problem:  # libyaml's own bound, met while it looks ahead
        return _depth_problem(_position(end))
    message = f"{problem} {context}".rstrip()
    lines = _lines(text)
    unclosed = "could not find expected ':'" in problem or "quoted scalar" in context
    at_end = end is not None and end.line >= len(lines) - 1
    if start and "escape" not in problem and (unclosed or at_end):
        position = _position(start)
    else:
        position = _position(end)
        if start and start.line != end.line:
            message += f" that begins in line {start.line + 1}"
    hint = next((hint for words, hint in _SYNTAX_HINTS.items() if words in message), _SYNTAX_HINT)
    line = lines[position.line - 1] if position.line <= len(lines) else ""
    if "start any token" in problem and line[position.column - 1 :][:1] == "\t":
        message, hint = "a tab cannot indent a line", "indent with spaces"
    return Problem("yaml", message, position, hint=hint)


_SYNTAX_HINT = "check the indentation and quotes here and on the line before"
_SYNTAX_HINTS = {
    "escape": "write the character as it is, or as \\u and \\U of its own code, up to \\U0010ffff",
    "expected ':'": "put ':' after the key, or quotes around a text of several lines",
    "quoted scalar": "close the quotation mark that opens here",
    "flow": "check the commas, quotes and closing brackets of this list or mapping",
    "start any token": "put quotes around a text that begins with a sign",
}
"""Hints by words of the parsers' messages."""


def _depth_problem(position: Position) -> Problem:
    message = f"nested more than {DEEPEST} levels deep"
    return Problem("yaml-depth", message, position, hint="a store needs five")


def write(data: object, indent: str = "") -> str:
    """Return a value of JSON's types as YAML for `read`, with keys in their order."""
    try:
        text = _dump(data, _Dumper)
    except UnicodeEncodeError:  # libyaml cannot write a lone surrogate, which a path may have
        text = _dump(data, _PureDumper)
    text = _ESCAPED.sub(_escape, text)
    return re.sub(r"^(?=.)", indent, text, flags=re.MULTILINE)


class _PureDumper(yaml.SafeDumper):
    """Writes without aliases, and with quotes around texts that would change otherwise."""

    def ignore_aliases(self, data: object) -> bool:
        """Write a repeated value again: `read` refuses aliases."""
        return True


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The same, by libyaml if PyYAML has it."""

    ignore_aliases = _PureDumper.ignore_aliases


def _dump(data: object, dumper: type[yaml.SafeDumper]) -> str:
    text = yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100, indent=2)
    assert isinstance(text, str)
    return text


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Quote a text that needs escapes or looks like a number.

    PyYAML itself does not escape the line separators of YAML 1.1, which `read` refuses.
    """
    style = None if isinstance(_resolve(text), str) else "'"
    if not (text.isascii() and text.isprintable()) and _ESCAPED.search(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_PureDumper.add_representer(str, _write_text)
_Dumper.add_representer(str, _write_text)

_ESCAPED = re.compile(rf"{HIDDEN.pattern}(?<![\t\n])")
"""Characters written as escapes: they are invisible, control a terminal or end a line."""


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


class _Stopped(Exception):
    """Parsing ended by a bound, which is among the problems."""


def _position(mark: Any) -> Position:
    """Return the position of a mark; both parsers have classes of marks of their own."""
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


_PROGRESS_STEP = 5_000
"""Events between two calls of `progress`: about a fiftieth of a second."""


def _events(text: str, progress: Callable[[int, int], None] | None) -> Iterator[yaml.Event]:
    loader = _Loader(text)
    try:
        for number in count():
            event = _event(loader)
            if isinstance(event, yaml.StreamEndEvent):
                break
            if progress and number % _PROGRESS_STEP == 0:
                progress(event.start_mark.index, len(text))
            yield event
    finally:
        loader.dispose()
    if progress:
        progress(1, 1)


def _event(loader: Any) -> Any:
    """Return the next event; the pure parser accepts escapes that stand for no character."""
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


_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 40


def _resolve(text: str) -> Value:
    """Return a plain scalar's value by YAML 1.2's core schema (section 10.3.2 of the standard).

    Infinities, not-a-number and numbers of more than 40 characters stay text: no field has them.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "+-.0123456789" and len(text) <= _LONGEST_NUMBER:
        if _DECIMAL.fullmatch(text):
            return int(text)
        if _OCTAL_OR_HEX.fullmatch(text):
            return int(text, 0)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


class _Builder:
    """Builds nodes from events, without recursion, and collects problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.documents = 0
        self.values = 0
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []

    def build(self, events: Iterator[yaml.Event]) -> Node:
        for event in events:
            position = _position(event.start_mark)
            match event:
                case yaml.ScalarEvent():
                    self.refuse_marks(event, position)
                    if len(event.value) > LONGEST_TEXT:
                        message = f"a text of more than {LONGEST_TEXT:,} characters"
                        hint = "a closing quotation mark may be missing; a fact needs a sentence"
                        self.stop(Problem("yaml-length", message, position, hint=hint))
                    plain = event.implicit[0] and event.tag is None
                    value = _resolve(event.value) if plain else event.value
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
                    self.fail(position, "yaml-alias", f"alias *{event.anchor} is not allowed here")
                    self.add(Scalar(None, f"*{event.anchor}", position))
                case yaml.DocumentStartEvent():
                    self.documents += 1
                    if self.documents == 2:
                        self.fail(position, "yaml-documents", "a store is a single YAML document")
        return self.root if self.root is not None else Scalar(None, "", Position(1, 1))

    def enter(self, collection: Sequence | Mapping) -> None:
        if len(self.open) == DEEPEST:
            self.stop(_depth_problem(collection.position))
        self.open.append(collection)
        self.keys.append(None)

    def add(self, node: Node) -> None:
        """Add a finished node to the open list or mapping, or make it the root."""
        self.values += 1
        if self.values > MOST_VALUES:
            message = f"more than {MOST_VALUES:,} keys and values"
            hint = "split it into several stores"
            self.stop(Problem("yaml-size", message, node.position, hint=hint))
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
                message = f"key '{key.text}' occurs twice, first in line {first.line}"
                self.note("duplicate-key", key.position, message, "keep one of the two")
            else:
                parent.entries[key.text] = (key.position, node)

    def as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.fail(node.position, "yaml-key", f"a key is one word, not {type_of(node)}")
        return Scalar(None, f"(line {node.position.line})", node.position)

    def refuse_marks(self, event: yaml.NodeEvent, position: Position) -> None:
        if event.anchor is not None:
            self.fail(position, "yaml-alias", f"YAML anchor &{event.anchor} is not allowed here")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self.fail(position, "yaml-tag", f"tag {tag} is not allowed here")

    def fail(self, position: Position, code: str, message: str) -> None:
        self.note(code, position, message, _REFUSED_HINT[code])

    def note(self, code: str, position: Position, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, position, hint=hint))
        if len(self.problems) > MOST_PROBLEMS:
            raise _Stopped

    def stop(self, problem: Problem) -> NoReturn:
        self.problems.append(problem)
        raise _Stopped


_REFUSED_HINT = {
    "yaml-alias": "write the value out in each place",
    "yaml-tag": "remove the tag: types follow from the kind's fields",
    "yaml-documents": "remove the '---' between the two, or make two files",
    "yaml-key": "a '{' or '[' at the start of a value needs quotes",
}
