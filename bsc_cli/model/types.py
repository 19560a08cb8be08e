"""What one value of a record may be.

A type is a declaration: it says what its values are and how a message names them.
How they are read from a document is `reading`'s.

These are plain classes rather than a validation library's for two measured reasons:
every run of the program imports them, and importing a validator costs a quarter of
what the whole run takes; and a validator stops at the first error of a value and
knows no line or column.
"""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class ValueType(Generic[T_co]):
    """A set of values. Types are immutable and shared."""

    required: ClassVar[bool] = True
    """Whether a record must have the key."""

    @property
    def default(self) -> T_co:
        """The value of an absent key, for types that are not required."""
        raise NotImplementedError


class Text(ValueType[str]):
    """Any text that says something."""

    pattern: ClassVar[str] = ""
    """The regular expression that all of it has to match, if any."""
    form: ClassVar[str] = "text"
    fix: ClassVar[str] = "write one text here"
    """What to do about what is of another form."""


class Identifier(Text):
    """A record's id."""

    pattern = "[a-z0-9]+(?:-[a-z0-9]+)*"
    form = "an id (lower-case words joined by '-')"
    fix = "use the letters a to z, digits and '-'"


class Term(Text):
    """A term of an open vocabulary."""

    pattern = "[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
    form = "a term (lower-case words joined by '_')"
    fix = "use the letters a to z, digits and '_'"


class Currency(Text):
    """A currency's ISO 4217 code."""

    pattern = "[A-Z]{3}"
    form = "an ISO 4217 currency code such as GBP"
    fix = "write its three capital letters"


class Country(Text):
    """A country's ISO 3166-1 alpha-2 code."""

    pattern = "[A-Z]{2}"
    form = "an ISO 3166-1 alpha-2 country code such as AT"
    fix = "write its two capital letters"


class Digest(Text):
    """The beginning of a digest in hexadecimal."""

    pattern = "[0-9a-f]{8}"
    form = "8 hexadecimal digits"
    fix = "bsc audit ARTICLE --fingerprint prints them"


class Sha256(Text):
    """A SHA-256 digest in hexadecimal."""

    pattern = "[0-9a-f]{64}"
    form = "a SHA-256 digest (64 hexadecimal digits)"
    fix = "bsc audit ARTICLE --fingerprint prints it"


class Anchor(Text):
    """A few words of the article, or its first and last words joined by ' … '."""

    form = "an anchor (words of the article)"
    fix = "copy the passage's first words … its last words"


class Choice(Text):
    """One of a closed list of terms."""

    def __init__(self, *values: str) -> None:
        self.values = values


class Date(Text):
    """An EDTF level 1 date."""

    form = "a date such as 2024-09-17, or 2024-09-17? where it is uncertain"
    fix = "write YYYY-MM-DD, with '?' behind it where the date is uncertain"


class Number(ValueType[float]):
    """A finite number."""


class Boolean(ValueType[bool]):
    """True, or false where the key is absent."""

    required = False
    default = False


class Reference(ValueType[str]):
    """The id of a record of one of `kinds`, or of any kind where none is named.

    `also` are words that may stand instead of an id.
    """

    def __init__(self, *kinds: str, also: tuple[str, ...] = ()) -> None:
        self.kinds = kinds
        self.also = also
