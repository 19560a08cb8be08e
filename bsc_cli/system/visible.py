"""Text made fit to be seen: nothing in it hides or acts, and how wide it then is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PLANES: Final = "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))

HIDDEN: Final = re.compile(
    # Controls and lone surrogates; then what is "default ignorable" to Unicode
    # (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point), which takes in
    # all that reorders text; then separators of lines, annotations, and Braille's blank;
    # then what is no character at all (https://www.unicode.org/faq/private_use#noncharacters).
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff"
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    r"\u2028\u2029\ufff9-\ufffb\u2800"
    rf"\ufdd0-\ufdef{_PLANES}]"
)
"""Characters that act on a terminal, reorder what is around them, or show nothing."""


def visible(text: str) -> str:
    """The text on one line, with what would act on a terminal or hide in it made visible.

    So is what has no width of its own that can be relied on: a skin tone on its own, and what
    Unicode has given no meaning to.
    """
    text = HIDDEN.sub(lambda match: _code(match[0]), text)
    if text.isascii():
        return text
    text = _SKIN_TONE.sub(_unless_on_skin, text)
    return text if text.isprintable() else "".join(map(_if_known, text))


def _code(char: str) -> str:
    return " " if char in "\t\n\r" else f"\\u{{{ord(char):x}}}"


_SKIN_TONE: Final = re.compile("[\U0001f3fb-\U0001f3ff]")


def _unless_on_skin(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - 1, 0) : match.start()]
    on_skin = any(span[0] <= before <= span[-1] for span in _SKIN.split())
    return match[0] if on_skin else _code(match[0])


_SKIN: Final = (
    "☝ ⛹ ✊✍ 🎅 🏂🏄 🏇 🏊🏌 👂👃 👆👐 👦👸 👼 💁💃 💅💇 💏 💑 💪 🕴🕵 🕺 🖐 🖕🖖 "
    "🙅🙇 🙋🙏 🚣 🚴🚶 🛀 🛌 🤌 🤏 🤘🤟 🤦 🤰🤹 🤼🤾 🥷 🦵🦶 🦸🦹 🦻 🧍🧏 🧑🧝 🫃🫅 🫰🫸"
)
"""What takes a skin tone, from one to another: `Emoji_Modifier_Base` in Unicode's emoji data."""


def _if_known(char: str) -> str:
    """The character, unless it has no meaning; emoji may have one that is newer than we are."""
    unknown = unicodedata.category(char) == "Cn" and not "\U0001f000" <= char <= "\U0001faff"
    return _code(char) if unknown else char


def columns(text: str) -> int:
    """How many columns of a terminal a visible text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most of what is printed is ASCII

    return cell_len(text)
