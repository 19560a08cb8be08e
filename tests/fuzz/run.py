"""Fuzz the store reader and the anchors for some seconds each: `python tests/fuzz/run.py 60`.

Fuzzing starts from the seeds below and is guided by coverage. libFuzzer writes an input that
fails to a file; turn it into a test. Needs `pip install -e '.[fuzz]'`. Without atheris, which
has wheels for Linux on x86_64 and CPython up to 3.13 only, seeds are changed at random.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parents[2]))

TARGETS = ("stores", "passages")
LONGEST = 4096
ATHERIS = find_spec("atheris") is not None


def seeds(target: str) -> list[bytes]:
    """Return the inputs to start from: small stores, or an anchor with an article below it."""
    from tests.conftest import TINY  # noqa: PLC0415 - after the path is set
    from tests.strategies import CHARACTERS  # noqa: PLC0415 - after the path is set

    if target == "stores":
        source, *kinds = TINY.split("\n\n")
        small = (f"{source}\n{kind}\n" for kind in kinds)
        rare = (f"{source}\nagencies: [{records_with(chars)}]" for chars in CHARACTERS.values())
        json = '{"source": {"headline": "\\ud83d\\ude00"}, "agencies": []}'
        return [text.encode() for text in (TINY, *small, *rare, f"%YAML 1.2\n---\n{TINY}", json)]
    article = "“Too few people cross at night,” said Ann Reed – who cut £2.5 million, e\u0301te\u0301.\r\n"
    ends = ("Too few … night", "Ann Reed", "a\u0301 \u00ad\u200b… b", "…")
    return [f"{anchor}\n{article}".encode() for anchor in ends]


def records_with(chars: str) -> str:
    """Return records that each have one of some characters, as an escape, in their name."""
    return ",".join(
        f'{{id: a-{ord(char)}, name: "a\\U{ord(char):08x}x", evidence: [e]}}' for char in chars
    )


def check_of(target: str) -> Callable[[bytes], None]:
    """Return the function that checks an input for a target."""
    if target == "stores":
        from tests.fuzz.stores import check  # noqa: PLC0415 - to be instrumented
    else:
        from tests.fuzz.passages import check  # noqa: PLC0415 - to be instrumented
    return check


def fuzz(target: str, seconds: str, corpus: str) -> None:
    """Fuzz one target in this process, until libFuzzer ends it."""
    import atheris  # noqa: PLC0415 - an extra, which not every platform has

    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10", "-verbosity=0"]
    with atheris.instrument_imports(include=["bsc_cli", "yaml"]):
        check = check_of(target)
    atheris.Setup([sys.argv[0], *options, corpus], check)
    atheris.Fuzz()


PIECES = (
    *(bytes([byte]) for byte in range(256)),
    *(
        text.encode()
        for text in (
            *("…", "\u2028", "\ufeff", "\u0301", "&a ", "*a", "!!x ", "- ", ": ", "?", "[", "{"),
            *("\n%TAG ! x\n", "\n---\n", "\n...\n", "|\n ", r"\u2028", r"\ud83d", r"\ude00"),
        )
    ),
)


def vary(target: str, seconds: str) -> None:
    """Check a target's seeds with random pieces replaced, for some seconds."""
    check = check_of(target)
    deadline = time.monotonic() + float(seconds)
    while time.monotonic() < deadline:
        content = random.choice(seeds(target))
        for _ in range(random.randint(1, 4)):
            start = random.randrange(len(content) + 1)
            end = start + random.choice((0, 0, 1, 5, 50))
            content = content[:start] + random.choice(PIECES) + content[end:]
        try:
            check(content)
        except Exception:
            sys.stdout.write(f"{content!r}\n")
            raise


def main(seconds: str = "60") -> int:
    """Fuzz every target for some seconds, each in a process of its own."""
    failed = []
    for target in TARGETS:
        with tempfile.TemporaryDirectory() as corpus:
            for number, seed in enumerate(seeds(target)):
                Path(corpus, str(number)).write_bytes(seed)
            command = [sys.executable, __file__, target, seconds, corpus]
            failed += [target] if subprocess.run(command, check=False).returncode else []
        result = "failed" if target in failed else "no failure"
        sys.stdout.write(f"{target}: {result}{'' if ATHERIS else ' (random changes only)'}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in TARGETS:
        if ATHERIS:
            fuzz(*sys.argv[1:4])
        else:
            vary(*sys.argv[1:3])
    else:
        sys.exit(main(*sys.argv[1:2]))
