"""Parse YAML into a tree of nodes with lines and columns, and write values as YAML.

Only this module imports `yaml`. It reads the parser's events instead of using a loader, for three
reasons. Scalars follow YAML 1.2's core schema, so `NO` and `10:00` stay text. Constructs that a
loader silently accepts are reported as problems: duplicate keys, aliases and tags. And nesting is
limited during parsing, because the C loader crashes the process on a deeply nested file.

JSON is YAML 1.2, but PyYAML reads YAML 1.1 and rejects some of it. So a JSON text is read as JSON.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from bsc_cli.model.node import Mapping, Node, Scalar, Sequence, Value, type_of
from bsc_cli.system.errors import MOST_PROBLEMS, Position, Problem
from bsc_cli.system.visible import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEEPEST = 32
"""The maximum number of levels of nesting; five are enough for any store."""

LONGEST_TEXT = 1_000_000
"""The maximum number of characters in a single value; even the longest articles are shorter."""

MOST_VALUES = 10_000_000
"""The maximum number of keys, values, lists and mappings in a document.

This maximum is enough for some 400,000 records.
"""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(
    content: bytes, progress: Callable[[int, int], None] | None = None
) -> tuple[Node | None, list[Problem]]:
    """Parse a YAML document; return its tree of nodes, and its problems in the order found.

    The tree is `None` if a problem stops the parser. `progress` is called with the number of
    characters read and the total.
    """
    text = _decode(content)
    if isinstance(text, Problem):
        return None, [text]
    builder = _Builder()
    events = _json_events(text) if _is_json(text) else _yaml_events(text)
    try:
        return builder.build(_reporting(events, len(text), progress)), builder.problems
    except yaml.MarkedYAMLError as error:
        return None, [*builder.problems, _syntax_problem(error, text)]
    except _Refused as refused:
        return None, [*builder.problems, refused.problem]
    except _Stopped:
        return None, builder.problems


_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff"
    r"\u2028\u2029]"  # line breaks in YAML 1.1 only, as is U+0085
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
    """Decode a document, dropping any byte-order mark; if this fails, return the problem."""
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
        hint = f'write the character as "\\u{code}" in double quotes, or remove it'
        return Problem("encoding", message, position, hint=hint)
    return text


def _end_of(text: str) -> Position:
    *others, last = _lines(text)
    return Position(len(others) + 1, len(last) + 1)


def _lines(text: str) -> list[str]:
    """Split a text into lines as editors count them: at LF, CR and CRLF."""
    return _LINE_BREAK.split(text)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """Convert a parser's error to a problem.

    The problem has the position of the mistake, not that at which the parser noticed the mistake.
    """
    problem, context = error.problem or "not YAML", error.context or ""
    start: Any = error.context_mark
    end: Any = error.problem_mark or start
    if "nesting depth" in problem:  # libyaml's own limit, reached as it looks ahead
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
    "surrogate": "write both halves, such as \\ud83d\\ude00, or the character itself",
    "escape": "write the character itself, or as \\uXXXX or \\UXXXXXXXX, up to \\U0010ffff",
    "expected ':'": "put ':' after the key, or quotes around text of several lines",
    "quoted scalar": "close the quotation mark that opens here",
    "flow": "check the commas, quotes and closing brackets of this list or mapping",
    "start any token": "put quotes around text that begins with a special character",
}
"""The hint for each phrase that can occur in the parsers' messages about syntax errors."""


def _depth_problem(position: Position) -> Problem:
    message = f"nested more than {DEEPEST} levels deep"
    return Problem("yaml-depth", message, position, hint="a store needs only five levels")


def write(data: object, indent: str = "") -> str:
    """Convert a value of JSON types to YAML that `read` accepts, keeping the order of keys."""
    try:
        text = _dump(data, _Dumper)
    except UnicodeEncodeError:  # libyaml cannot write a lone surrogate, which a path may contain
        text = _dump(data, _PureDumper)
    text = _ESCAPED.sub(_escape, text)
    return re.sub(r"^(?=.)", indent, text, flags=re.MULTILINE)


def on_one_line(text: str) -> str:
    """Write text as a YAML scalar on one line, in double quotes if it needs quotes."""
    is_plain = _PLAIN.fullmatch(text) and isinstance(_resolve(text), str)
    return text if is_plain else _ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The pattern of a text that needs no quotes, unless it looks like a value of another type."""


class _PureDumper(yaml.SafeDumper):
    """Writes YAML without aliases, and with quotes around text that looks like another type."""

    def ignore_aliases(self, data: object) -> bool:
        """Write repeated values in full, because `read` rejects aliases."""
        return True


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes the same YAML as `_PureDumper`, but with libyaml if PyYAML includes that library."""

    ignore_aliases = _PureDumper.ignore_aliases


def _dump(data: object, dumper: type[yaml.SafeDumper]) -> str:
    text = yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100, indent=2)
    assert isinstance(text, str)
    return text


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Represent text as a scalar, quoted if it needs escapes or would not be read as text.

    PyYAML itself does not escape the line separators of YAML 1.1, which `read` rejects.
    """
    style = None if isinstance(_resolve(text), str) else "'"
    if not (text.isascii() and text.isprintable()) and _ESCAPED.search(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_PureDumper.add_representer(str, _write_text)
_Dumper.add_representer(str, _write_text)

_ESCAPED = re.compile(rf"{HIDDEN.pattern}(?<![\t\n])")
"""A pattern for a character that must be escaped: an invisible, control or line-break character."""


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


class _Stopped(Exception):
    """Parsing stopped because a limit was exceeded; the problem has already been recorded."""


class _Refused(Exception):
    """Parsing stopped because of a problem that the builder has not recorded."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _position(mark: Any) -> Position:
    """Return the position of a parser's mark; the two parsers use different classes of mark."""
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


_PROGRESS_STEP = 5_000
"""The number of events between two calls of `progress`, read in about 0.02 seconds."""


def _reporting(
    events: Iterator[Any], length: int, progress: Callable[[int, int], None] | None
) -> Iterator[yaml.Event]:
    """Yield the events of a text of the given length, and report how much of the text is read."""
    for number, event in enumerate(events):
        if progress and number % _PROGRESS_STEP == 0:
            progress(event.start_mark.index, length)
        yield event
    if progress:
        progress(1, 1)


def _yaml_events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of a YAML text; reject directives before libyaml spends time on them."""
    _refuse_directives(text, 0)
    if not text.endswith(("\n", "\r")):
        text += "\n"  # otherwise, the end of a block scalar in the last line is cut off
    loader = (yaml.SafeLoader if _SURROGATE_ESCAPE.search(text) else _Loader)(text)
    try:
        while not isinstance(event := _event(loader), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentEndEvent):
                end: Any = event.end_mark
                _refuse_directives(text, end.index)
            elif _BARE_KEY.match(text, event.start_mark.index):
                raise _Refused(_question_mark_problem(event.start_mark))
            yield event
    finally:
        loader.dispose()


def _event(loader: Any) -> Any:
    """Return the next event; reject every invalid escape, even if the parser accepts it."""
    try:
        event = loader.get_event()
    except (ValueError, OverflowError):
        raise _error("found invalid Unicode character escape code", loader.get_mark()) from None
    if isinstance(event, yaml.ScalarEvent):
        event.value = _joined(event.value, event.start_mark)
    return event


def _error(problem: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _joined(text: str, mark: Any) -> str:
    """Join the surrogate pairs in a text, as JSON's programs write them; reject half a pair."""
    if not _SURROGATE.search(text):
        return text
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise _error("found half of a surrogate pair in an escape", mark) from None


_CONTENT = re.compile(r"(?<![^\r\n])(?!\.\.\.(?![^ \t\r\n]))[ \t]*+[^ \t\r\n#]")
"""A pattern for the start of the first line that is not blank, a comment or the mark `...`."""

_VERSION = re.compile(r"%YAML[ \t]+1\.[12](?:[ \t]+#[^\r\n]*)?[ \t]*(?=[\r\n])")


def _refuse_directives(text: str, index: int) -> None:
    """Reject a directive between documents, except one that gives YAML's version at the start.

    libyaml compares each `%TAG` with all others, without looking for an interrupt. A line that
    begins with `%` elsewhere is part of a text, or a mistake that stops the parser.
    """
    content = _CONTENT.search(text, index)
    if not index and content and (version := _VERSION.match(text, content.start())):
        content = _CONTENT.search(text, version.end())
    if content and content[0] == "%":
        raise _Refused(_directive_problem(text, content.start()))


def _directive_problem(text: str, start: int) -> Problem:
    line = _LINE_BREAK.split(text[start : start + LONGEST_TEXT], 1)[0]
    hint = "remove the line; only '%YAML 1.2' is allowed, once, at the start of the file"
    message = f"YAML directive {line} is not allowed here"
    return Problem("yaml-directive", message, _end_of(text[:start]), hint=hint)


_BARE_KEY = re.compile(r"(?<=\?)[^ \t\r\n]")


def _question_mark_problem(mark: Any) -> Problem:
    """Return the problem that YAML 1.1 takes a `?` as the sign of a key, and YAML 1.2 as text."""
    hint = "put a space after the '?' of a key, or quotes around text with a '?'"
    position = Position(mark.line + 1, mark.column)
    return Problem("yaml", "found '?' without a space after it", position, hint=hint)


def _is_json(text: str) -> bool:
    """Whether a text is a list or an object in JSON."""
    if text.lstrip(" \t\r\n")[:1] not in ("{", "["):
        return False
    try:
        json.loads(text, object_pairs_hook=lambda _: None, parse_constant=_not_json)
    except (ValueError, RecursionError):
        return False
    return True


def _not_json(constant: str) -> NoReturn:
    """Reject NaN and infinity, which Python accepts in JSON."""
    raise ValueError(constant)


_JSON_TOKEN = re.compile(r'\r\n?|\n|[\[\]{}"]|[^\s\[\]{},:"]+')


def _json_events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of a JSON text, like those of the same text as YAML."""
    decode = json.JSONDecoder().raw_decode
    index = line = start = 0
    while token := _JSON_TOKEN.search(text, index):
        mark = yaml.Mark("", token.start(), line, token.start() - start, None, 0)
        index = token.end()
        match token[0]:
            case "{":
                yield yaml.MappingStartEvent(None, None, True, mark)
            case "[":
                yield yaml.SequenceStartEvent(None, None, True, mark)
            case "}" | "]":
                yield yaml.CollectionEndEvent(mark)
            case '"':
                value, index = decode(text, token.start())
                yield yaml.ScalarEvent(None, None, (False, True), _joined(value, mark), mark)
            case "\r" | "\n" | "\r\n":
                line, start = line + 1, index
            case word:
                yield yaml.ScalarEvent(None, None, (True, False), word, mark)


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
    """Return the value of a plain scalar in YAML 1.2's core schema (section 10.3.2).

    Infinities, NaN and numbers of more than 40 characters stay text, because no field accepts
    such numbers.
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
                        message = f"a value has more than {LONGEST_TEXT:,} characters"
                        hint = "check for a missing closing quotation mark, or shorten the value"
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
                        self.fail(
                            position, "yaml-documents", "a store must be a single YAML document"
                        )
        return self.root if self.root is not None else Scalar(None, "", Position(1, 1))

    def enter(self, collection: Sequence | Mapping) -> None:
        if len(self.open) == DEEPEST:
            self.stop(_depth_problem(collection.position))
        self.open.append(collection)
        self.keys.append(None)

    def add(self, node: Node) -> None:
        """Add a finished node to the innermost open list or mapping, or make it the root."""
        self.values += 1
        if self.values > MOST_VALUES:
            message = f"the file has more than {MOST_VALUES:,} keys and values"
            hint = "split the file into several stores"
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
                self.note(
                    "duplicate-key", key.position, message, "keep only one of the two entries"
                )
            else:
                parent.entries[key.text] = (key.position, node)

    def as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar) and (node.text or node.value is not None):
            return node
        self.fail(node.position, "yaml-key", f"a key must be text, not {type_of(node)}")
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
    "yaml-alias": "write the value in full in each place",
    "yaml-tag": "remove the tag: each field already has a fixed type",
    "yaml-documents": "remove the '---' between the documents, or split the file",
    "yaml-key": "write a key before ':'; put quotes around text that begins with '{', '[' or ':'",
}
