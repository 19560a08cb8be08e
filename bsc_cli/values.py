"""What one value of a record may be, and how it is read from a node.

A type knows two things about its values: how to `read` one from a node, and which
other records a node of it refers to.

These are plain classes rather than a validation library's for two measured reasons:
every run of the program imports them, and importing a validator costs a quarter of
what the whole run takes; and a validator stops at the first error of a value and
knows no line or column.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, ClassVar, Final, Generic, NamedTuple, NoReturn, TypeVar

from bsc_cli import edtf
from bsc_cli.errors import Problem
from bsc_cli.nearest import did_you_mean
from bsc_cli.nodes import Node, Scalar, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator

T_co = TypeVar("T_co", covariant=True)

ELLIPSIS: Final = " … "
"""What joins the first and the last words of an anchor."""


class Invalid(Exception):
    """A node that is not of its type; carries every problem, subjects relative to it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def refuse(node: Node, code: str, message: str, hint: str | None = None) -> NoReturn:
    """Raise the single problem that `node` has."""
    raise Invalid([Problem(code, message, node.position, hint=hint)])


def under(path: str, invalid: Invalid) -> list[Problem]:
    """The problems of a value, with `path` put before their subjects."""
    return [problem._replace(subject=path + problem.subject) for problem in invalid.problems]


class Reference(str):
    """The id of another record."""

    __slots__ = ()


class ValueType(Generic[T_co]):
    """A set of values. Types are immutable and shared."""

    required: ClassVar[bool] = True
    """Whether a record must have the key."""

    def read(self, node: Node) -> T_co:
        """The node's value; raises Invalid with all of its problems."""
        raise NotImplementedError

    def references(self, node: Node) -> Iterator[ReferenceAt]:
        """Every reference in a node, read or not, as far as it is of this type."""
        return iter(())

    def missing(self) -> T_co:
        """The value of an absent key, for types that are not required."""
        raise NotImplementedError


class ReferenceAt(NamedTuple):
    """A reference as it stands in a document."""

    type: Refer
    path: str
    """Where it stands below the node that was searched: `.about[2]`."""
    node: Scalar

    def under(self, path: str) -> ReferenceAt:
        """The same, seen from further up."""
        return self._replace(path=path + self.path)


class Text(ValueType[str]):
    """Any text that says something."""

    pattern: ClassVar[re.Pattern[str] | None] = None
    form: ClassVar[str] = "text"

    def read(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            refuse(node, "type", f"expected {self.form}, found {type_of(node)}")
        if not isinstance(node.value, str):
            hint = None if node.value is None else f'if text is meant, write "{node.text}"'
            refuse(node, "type", f"expected {self.form}, found {type_of(node)}", hint)
        if not node.value.strip():
            refuse(node, "empty", f"expected {self.form}, found only white space")
        if self.pattern and not self.pattern.fullmatch(node.value):
            refuse(node, "form", f"'{node.value}' is not {self.form}", self.mend(node.value))
        return node.value

    def mend(self, value: str) -> str | None:
        """How to turn a wrong value into a right one."""
        return None


class Identifier(Text):
    """A record's id."""

    pattern = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
    form = "an id (lower-case words joined by '-')"

    def mend(self, value: str) -> str | None:
        made = "-".join(re.findall(r"[a-z0-9]+", value.lower()))
        return f"write '{made}'" if made else None


class Word(Text):
    """A term of an open vocabulary."""

    pattern = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
    form = "a term (lower-case words joined by '_')"

    def mend(self, value: str) -> str | None:
        made = "_".join(re.findall(r"[a-z0-9]+", value.lower()))
        return f"write '{made}'" if self.pattern.fullmatch(made) else None


class Currency(Text):
    """A currency's ISO 4217 code."""

    pattern = re.compile(r"[A-Z]{3}")
    form = "an ISO 4217 currency code such as GBP"


class Country(Text):
    """A country's ISO 3166-1 alpha-2 code."""

    pattern = re.compile(r"[A-Z]{2}")
    form = "an ISO 3166-1 alpha-2 country code such as AT"


class Digest(Text):
    """The beginning of a digest in hexadecimal."""

    pattern = re.compile(r"[0-9a-f]{8}")
    form = "8 hexadecimal digits"


class Sha256(Text):
    """A SHA-256 digest in hexadecimal."""

    pattern = re.compile(r"[0-9a-f]{64}")
    form = "a SHA-256 digest (64 hexadecimal digits)"


class Anchor(Text):
    """A few words of the article, or its first and last words joined by ' … '."""

    form = "an anchor (words of the article)"

    def read(self, node: Node) -> str:
        anchor = super().read(node)
        if anchor.count("…") > 1:
            refuse(node, "anchor", "an anchor has one ' … ' at most", "make two anchors of it")
        if "…" in anchor and not all(part.strip() for part in anchor.split(ELLIPSIS, 1)):
            refuse(node, "anchor", "an anchor's ' … ' stands between words", _ANCHOR_HINT)
        if "…" in anchor and ELLIPSIS not in anchor:
            refuse(node, "anchor", "an anchor's '…' has a space on both sides", _ANCHOR_HINT)
        return anchor


_ANCHOR_HINT = "write the passage's first words … its last words"


class Choice(Text):
    """One of a closed list of terms."""

    def __init__(self, *values: str) -> None:
        self.values = values

    def read(self, node: Node) -> str:
        text = super().read(node)
        if text not in self.values:
            refuse(
                node,
                "choice",
                f"'{text}' is not one of {', '.join(self.values)}",
                did_you_mean(text, self.values),
            )
        return text


class Date(Text):
    """An EDTF level 1 date."""

    form = "a date such as 2024-09-17, or 2024-09-17? where it is uncertain"

    def read(self, node: Node) -> str:
        if isinstance(node, Scalar) and isinstance(node.value, int):
            return self.read(Scalar(node.text, node.text, node.position))
        text = super().read(node)
        reason = edtf.why_not(text)
        if reason:
            refuse(node, "date", f"'{text}' is not a date: {reason}", _DATE_HINT)
        return text


_DATE_HINT = "write YYYY-MM-DD, with '?' behind it where the date is uncertain"


class Number(ValueType[float]):
    """A finite number."""

    def read(self, node: Node) -> float:
        if not isinstance(node, Scalar) or isinstance(node.value, bool | str | None):
            hint = "write digits only: 75000000" if isinstance(node, Scalar) else None
            refuse(node, "type", f"expected a number, found {type_of(node)}", hint)
        if not math.isfinite(node.value) or abs(node.value) > 2**53:
            refuse(node, "number-range", f"{node.text} is beyond what JSON programs keep exactly")
        return node.value


class Flag(ValueType[bool]):
    """True, or false where the key is absent."""

    required = False

    def read(self, node: Node) -> bool:
        if not isinstance(node, Scalar) or not isinstance(node.value, bool):
            message = f"expected true or false, found {type_of(node)}"
            refuse(node, "type", message, "write true or false")
        return node.value

    def missing(self) -> bool:
        return False


class Refer(ValueType[Reference]):
    """The id of a record of one of `kinds`, or of any kind where none is named.

    `also` are words that may stand instead of an id.
    """

    def __init__(self, *kinds: str, also: tuple[str, ...] = ()) -> None:
        self.kinds = kinds
        self.also = also

    def read(self, node: Node) -> Reference:
        return Reference(Identifier().read(node))

    def references(self, node: Node) -> Iterator[ReferenceAt]:
        if isinstance(node, Scalar) and isinstance(node.value, str):
            yield ReferenceAt(self, "", node)
