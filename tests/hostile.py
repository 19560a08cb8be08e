"""Hostile texts, runs with limited resources, and checks of what such a run may print."""

from __future__ import annotations

import io
import os
import re
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, Final
from unittest import mock

from bsc_cli.cli.app import app
from tests.conftest import BSC, Ran

if TYPE_CHECKING:
    from pathlib import Path

MEMORY: Final = 1_500_000_000
"""Bytes of memory that a run may take for any store within the bounds."""

TEXTS: Final = (
    "\x1b[31mred\x1b[2J\x1b]0;title\x07",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m C1 \x90 \x85 next line",
    "\x00 NUL \x7f DEL \x08\x08\x08 back",
    "evil \u202eltxt.exe\u202c \u2066x\u2069 \u200f",
    "zero\u200bwidth\u200d\u2060\ufeff and \u00adsoft",
    "fillers \u3164\u115f\u1160\uffa0\u2800\u034f\u17b4\u180e",
    "tags \U000e0041\U000e007f and \ufe0f selectors \U000e0100",
    "combining e\u0301 a\u0300\u0316\u0327 \u0301 alone",
    "zalgo " + "a" + "\u0301\u0316" * 200,
    "👩‍👩‍👧‍👦 family 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇬🇧 👍🏽 ❤️ 1️⃣",
    "全角文字と日本語 한국어 ｆｕｌｌ",
    "ﷺ \u202e\u202b עברית العربية",
    "[bold red]markup[/bold red] [/x] [sic] :smile: [link=x]y[/link] \\[",
    "x" * 100_000,
    "宽" * 20_000,
    "=cmd|'/c calc'!A1",
    "+1 -1 @SUM(A1) \t=1",
    "<script>alert(1)</script> &amp; <!-- -->",
    "| pipe `code` *b* _i_ ~~s~~ # h ![i](j) [a](b)",
    "\"quotes\" 'single' \\ back\\slash “typographic”",
    "lines\nof\r\ntext\rand\ttabs\u2028and\u2029more\x0b\x0c",
    " leading and trailing ",
    "null",
    "~",
    "1e3",
    "0x1F",
    "true",
    "- item",
    "key: value # comment",
    "{a: b}",
    "&anchor *alias !tag",
    "%DIRECTIVE",
    "---",
    "...",
    "'",
    '"',
    "ünïcödé ŁØ ß ﬁ ① ½ Ⅷ",
    "\ud7ff\ue000\ufffd\U00010000\U0010ffff",
    "\ufffe\uffff\U0001ffff",
)
"""Texts that have broken programs."""


def in_process(*args: str, facts: Path | None = None) -> Ran:
    """Run `bsc` in this process, with streams like those of a pipe."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    variables = {"BSC_FACTS": str(facts)} if facts else {}
    with (
        mock.patch.multiple(sys, stdin=io.TextIOWrapper(io.BytesIO()), stdout=out, stderr=err),
        mock.patch.dict(os.environ, variables),
    ):
        try:
            app(list(args), prog_name="bsc")
        except SystemExit as exit:
            code = exit.code
    assert isinstance(code, int)
    out.flush()
    err.flush()
    printed, messages = (stream.buffer.getvalue() for stream in (out, err))
    return Ran(printed.decode("utf-8", "surrogateescape"), messages.decode(), code)


def limited(*args: str, seconds: int = 40) -> Ran:
    """Run `bsc` as a process with limited CPU time and, on Linux, limited memory.

    Unlike time by the clock, CPU time does not depend on other programs of the machine.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        if sys.platform == "linux":  # macOS rejects this limit
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    done = subprocess.run(
        [BSC, *args], capture_output=True, preexec_fn=limit, timeout=20 * seconds, check=False
    )
    return Ran(done.stdout.decode(), done.stderr.decode(), done.returncode)


def assert_sound(ran: Ran) -> None:
    """Assert that a run ended with a documented status, and not by a mistake of the program."""
    assert ran.code in (0, 1, 2, 3), ran
    assert "Traceback" not in ran.err
    assert "internal error in bsc" not in ran.err
    assert "not enough memory" not in ran.err
    assert ran.err or ran.code != 2


def assert_harmless(text: str) -> None:
    """Assert that nothing in a text acts on a terminal but line ends and the program's colours."""
    rest = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", rest
    )
