"""The types of single values, each with a reader, a name in words and a JSON Schema.

`read` returns the value of a node or raises `Invalid`. Types built on other types (optional
values, lists, mappings) are in `compound` and `struct`.

The types are plain classes rather than those of a validation library, for two reasons. Every run
imports them, and importing such a library takes a quarter of the time of a run. And such a
library stops at the first error in a value and reports neither line nor column.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NamedTuple, TypeAlias, TypeVar

from bsc_cli.model.node import Scalar, fail, is_empty, type_of
from bsc_cli.text import ELLIPSIS
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.node import Node

T_co = TypeVar("T_co", covariant=True)

Schema: TypeAlias = dict[str, Any]

TODO: Final = "TODO"
"""The word that marks a value still to be filled in.

A text may contain it. Any other value may be this word: it then reads as if its key were absent, an
item of a list as if it were not there, and a value that no key may lack (`Required`) as `None`."""

_FILL_IN: Final = "add a value, or remove the key"
_LARGEST: Final = 2**53
"""The largest integer that all JSON programs read exactly (RFC 8259, section 6)."""


class LocatedReference(NamedTuple):
    """A reference and its location; `path`, such as `.about[2]`, starts at an enclosing node."""

    type: Reference
    path: str
    node: Scalar

    def prefixed(self, path: str) -> LocatedReference:
        """Return a copy of the reference, with `path` prefixed to the reference's own path."""
        return self._replace(path=path + self.path)


class ValueType(Generic[T_co]):
    """A type of value. Its instances are immutable, and fields may share them."""

    required: ClassVar[bool] = True
    """Whether a key of this type must be present."""

    refers: ClassVar[bool] = False
    """Whether a value of this type is a reference or can contain references."""

    noun: str
    """The name of the type in words, for `bsc fields`."""
    plural: str
    """The plural of `noun`."""

    @property
    def default(self) -> T_co:
        """The value of an absent key; defined only for types that are not `required`."""
        raise NotImplementedError

    def read(self, node: Node) -> T_co:
        """Return the value of a node; raise Invalid with every problem in the node."""
        raise NotImplementedError

    def from_json(self, value: Any) -> T_co:
        """Convert a value decoded from JSON to this type's Python value."""
        typed: T_co = value
        return typed

    def references(self, node: Node) -> Iterator[LocatedReference]:
        """Yield every reference in a node, even if the rest of the node is invalid."""
        return iter(())

    def describe(self, stored: bool) -> str:
        """Describe the type in words, for a store if `stored`, otherwise for a command's output."""
        return self.noun

    def schema(self, stored: bool) -> Schema:
        """Return the JSON Schema of a value in a store if `stored`, otherwise in output."""
        raise NotImplementedError


def is_left_open(type: ValueType[Any], node: Node) -> bool:
    """Whether a node is the word TODO in place of a value that is no text.

    Raises Invalid if the value is an id: other records refer to it. A text is read as it is, and an
    anchor too; the rule `todo` reports all of these values.
    """
    if not isinstance(node, Scalar) or node.value != TODO:
        return False
    if isinstance(type, Identifier):
        fail(node, "todo", "this value is still to be filled in", f"replace {TODO} by the value")
    return not isinstance(type, Anchor) and type.__class__ is not Text


class Text(ValueType[str]):
    """Text that is not blank."""

    noun, plural = "text", "texts"
    pattern: ClassVar[str] = ""
    """The regular expression that the whole text must match, or "" if any text is valid."""
    form: ClassVar[str] = "text"
    """The expected form of the text in words, for a message."""
    fix: ClassVar[str] = "write a text value here"
    """The hint for a value that does not have the expected form."""

    def read(self, node: Node) -> str:
        text = node.value if isinstance(node, Scalar) else None
        if not isinstance(text, str):
            fail(node, "type", f"expected {self.form}, found {type_of(node)}", self._as_text(node))
        if not text.strip():
            blank = "only white space" if text else "an empty string"
            fail(node, "empty", f"expected {self.form}, found {blank}", _FILL_IN)
        if self.pattern and not re.fullmatch(self.pattern, text):
            fail(node, "form", f"'{text}' is not {self.form}", self.suggestion(text))
        return text

    def _as_text(self, node: Node) -> str:
        """Return a hint for a value that is not text."""
        if is_empty(node):
            return _FILL_IN
        if isinstance(node, Scalar) and type(self) is Text:
            return f'if text is meant, write "{node.text}"'
        return self.fix

    def suggestion(self, text: str) -> str:
        """Return a hint for text that does not have the expected form."""
        return self.fix

    def schema(self, stored: bool) -> Schema:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$" if self.pattern else r"\S"}


class _Words(Text):
    """Lower-case words joined by a punctuation character."""

    joint: ClassVar[str]

    def suggestion(self, text: str) -> str:
        words = self.joint.join(re.findall(r"[a-z0-9]+", text.lower()))
        return f"write '{words}'" if re.fullmatch(self.pattern, words) else self.fix


class Identifier(_Words):
    """A record's id."""

    noun, plural = "id", "ids"
    joint = "-"
    pattern = "[a-z0-9]+(?:-[a-z0-9]+)*"
    form = "an id (lower-case words joined by '-')"
    fix = "use the letters a to z, digits and '-'"


class Elsewhere(Text):
    """The id of a record in another store, after the store's name."""

    noun, plural = "STORE:ID", "STORE:ID"
    pattern = rf"\S(?:.*\S)?:{Identifier.pattern}"
    form = "the id of a record in another store, such as harbour-news:ann-reed"
    fix = "write the name of the store, ':' and the id of the record"


class Term(_Words):
    """A term from an open vocabulary."""

    noun, plural = "term", "terms"
    joint = "_"
    pattern = "[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
    form = "a term (lower-case words joined by '_')"
    fix = "use the letters a to z, digits and '_'"


def in_words(term: str) -> str:
    """Return a term or a field's name in words: `under way` for `under_way`."""
    return term.replace("_", " ")


class Currency(Text):
    """A currency's ISO 4217 code."""

    noun, plural = "ISO 4217 code", "ISO 4217 codes"
    pattern = "[A-Z]{3}"
    form = "an ISO 4217 currency code such as GBP"
    fix = "write the currency's three-letter code in capitals"


class Country(Text):
    """A country's ISO 3166-1 alpha-2 code."""

    noun, plural = "ISO 3166-1 alpha-2 code", "ISO 3166-1 alpha-2 codes"
    pattern = "[A-Z]{2}"
    form = "an ISO 3166-1 alpha-2 country code such as AT"
    fix = "write the country's two-letter code in capitals"


class Digest(Text):
    """The digest of a passage: see `bsc_cli.text.fingerprint`."""

    noun, plural = "digest of a passage", "digests of passages"
    pattern = "[0-9a-f]{8}([0-9a-f]{24})?"
    form = "a digest of 32 or 8 hexadecimal digits"
    fix = "bsc audit ARTICLE --fingerprint prints the digests"


class Review(Text):
    """The digests of a record and of its sentences, as a person read them.

    The person's name may follow.
    """

    noun, plural = "digest, perhaps with 'by NAME'", "digests"
    pattern = r"[0-9a-f]{8}-[0-9a-f]{8}(?: by \S(?:[^\r\n]*\S)?)?"
    form = "a digest such as 3f2a91c0-77ab01de, perhaps with 'by NAME'"
    fix = "remove this line, and review the record with bsc review"


class Sha256(Text):
    """A SHA-256 digest in hexadecimal."""

    noun, plural = "SHA-256 digest", "SHA-256 digests"
    pattern = "[0-9a-f]{64}"
    form = "a SHA-256 digest (64 hexadecimal digits)"
    fix = "bsc audit ARTICLE --fingerprint prints the digest"


class Anchor(Text):
    """A few words of the article, or the first and the last words of a passage, joined by ` … `."""

    noun, plural = "anchor", "anchors"
    form = "an anchor (words of the article)"
    fix = "write the first words of the passage, then ' … ', then its last words"

    def read(self, node: Node) -> str:
        anchor = super().read(node)
        ellipses = anchor.count("…")
        if ellipses > 1:
            fail(node, "anchor", "an anchor can have only one ' … '", "split the anchor in two")
        if ellipses and not all(part.strip() for part in anchor.split(ELLIPSIS, 1)):
            fail(node, "anchor", "an anchor needs words before and after ' … '", self.fix)
        if ellipses and ELLIPSIS not in anchor:
            fail(node, "anchor", "an anchor needs a space on both sides of '…'", self.fix)
        return anchor

    def schema(self, stored: bool) -> Schema:
        words = r"\s*[^\s…][^…]*"
        return {"type": "string", "pattern": f"^{words}(?:{ELLIPSIS}{words})?$"}


class Choice(Text):
    """A term from a closed list; `renamed` maps each term of an older edition to its new name."""

    def __init__(self, *values: str, **renamed: str) -> None:
        self.values = values
        self.renamed = renamed
        self.noun = f"one of {', '.join(values)}"
        self.plural = f"terms from {', '.join(values)}"

    def read(self, node: Node) -> str:
        text = super().read(node)
        if text not in self.values:
            message = f"'{text}' is not one of {', '.join(self.values)}"
            if text in self.renamed:
                fail(node, "choice", message, f"'{text}' is now '{self.renamed[text]}'")
            fail(node, "choice", message, did_you_mean(text, self.values) or "use one of these")
        return text

    def schema(self, stored: bool) -> Schema:
        return {"type": "string", "enum": list(self.values)}


class Date(Text):
    """A date or an interval in EDTF."""

    noun, plural = "date (EDTF)", "dates (EDTF)"
    form = "a date such as 2024-09-17, or 2024-09-17? if uncertain"
    fix = "write YYYY-MM-DD, followed by '?' if the date is uncertain"

    def read(self, node: Node) -> str:
        if isinstance(node, Scalar) and isinstance(node.value, int):
            node = Scalar(node.text, node.text, node.position)  # YAML reads a year as a number
        text = super().read(node)
        from bsc_cli.model import edtf  # noqa: PLC0415 - a run with a fresh index reads no dates

        reason = edtf.why_invalid(text)
        if reason:
            fail(node, "date", f"'{text}' is not a date: {reason}", self.fix)
        return text

    def schema(self, stored: bool) -> Schema:
        from bsc_cli.model import edtf  # noqa: PLC0415 - as in `read`

        schema: Schema = {"type": "string", "pattern": f"^(?:{edtf.LOOSE_PATTERN})$"}
        if stored:
            schema |= {"type": ["string", "integer"], "minimum": -9999, "maximum": 9999}
        return schema


class Number(ValueType[float]):
    """A finite number."""

    noun, plural = "number", "numbers"

    def read(self, node: Node) -> float:
        if not isinstance(node, Scalar) or isinstance(node.value, bool | str | None):
            message = f"expected a number, found {type_of(node)}"
            fail(node, "type", message, "write digits only: 75000000")
        rounds_to_zero = not node.value and re.match(r"[-+]?[0.]*[1-9]", node.text)
        if rounds_to_zero or not math.isfinite(node.value) or abs(node.value) > _LARGEST:
            message = f"{node.text} is outside the range that JSON programs represent exactly"
            fail(node, "number-range", message, "use another unit, so that the number fits")
        return node.value

    def schema(self, stored: bool) -> Schema:
        return {"type": "number", "minimum": -_LARGEST, "maximum": _LARGEST}


class AnyValue(ValueType[object]):
    """A single value of any type, or null, used in the output of commands but not in stores."""

    noun, plural = "value", "values"

    def schema(self, stored: bool) -> Schema:
        return {"type": ["string", "number", "boolean", "null"]}


class Whole(ValueType[int]):
    """A whole number of at least `minimum`."""

    noun, plural = "whole number", "whole numbers"

    def __init__(self, minimum: int = 0) -> None:
        self.minimum = minimum

    def read(self, node: Node) -> int:
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, bool | str | None) or value % 1 or value < self.minimum:
            expected = f"expected a whole number of at least {self.minimum}"
            fail(node, "type", f"{expected}, found {type_of(node)}", "write digits only: 640")
        return int(_NUMBER.read(node))

    def schema(self, stored: bool) -> Schema:
        maximum = {"maximum": _LARGEST} if stored else {}
        return {"type": "integer", "minimum": self.minimum, **maximum}


class Boolean(ValueType[bool]):
    """True or false; false if the key is absent."""

    noun = plural = "true or false"
    required = False
    default = False

    def read(self, node: Node) -> bool:
        if not isinstance(node, Scalar) or not isinstance(node.value, bool):
            message = f"expected true or false, found {type_of(node)}"
            fail(node, "type", message, "write true or false")
        return node.value

    def schema(self, stored: bool) -> Schema:
        return {"type": "boolean", **({"default": False} if stored else {})}


class Reference(ValueType[str]):
    """The id of a record of one of `kinds`, or one of the words in `also`.

    If `kinds` is empty, the record may be of any kind.
    """

    refers = True

    def __init__(self, *kinds: str, also: tuple[str, ...] = ()) -> None:
        self.kinds = kinds
        self.also = also
        records = f"from {' or '.join(kinds)}" if kinds else "of any record"
        self.noun = " or ".join([*also, f"id {records}"])
        self.plural = " or ".join([*also, f"ids {records}"])

    def read(self, node: Node) -> str:
        return _IDENTIFIER.read(node)

    def references(self, node: Node) -> Iterator[LocatedReference]:
        if isinstance(node, Scalar) and isinstance(node.value, str):
            yield LocatedReference(self, "", node)

    def schema(self, stored: bool) -> Schema:
        return _IDENTIFIER.schema(stored)


_IDENTIFIER: Final = Identifier()
_NUMBER: Final = Number()
