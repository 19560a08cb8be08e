"""Fuzz the store reader and the anchors, so many seconds each: `python tests/fuzz/run.py 60`.

Needs `pip install -e '.[fuzz]'`. It begins with the seeds below and goes by coverage from
there; what it finds is written to a file by libFuzzer, and is to become a test.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

TARGETS = ("stores", "passages")
LONGEST = 4096


def seeds(target: str) -> list[bytes]:
    """Where to begin: small stores, or an anchor with an article below it."""
    from tests.conftest import TINY  # noqa: PLC0415 - after the path is set

    if target == "stores":
        records = TINY.split("\n\n")
        return [TINY.encode(), *(f"{records[0]}\n{each}\n".encode() for each in records[1:])]
    article = "“Too few people cross at night,” said Ann Reed – who cut £2.5 million, e\u0301te\u0301.\r\n"
    ends = ("Too few … night", "Ann Reed", "a\u0301 \u00ad\u200b… b", "…")
    return [f"{anchor}\n{article}".encode() for anchor in ends]


def fuzz(target: str, arguments: list[str]) -> None:
    """Fuzz one target in this process, until libFuzzer ends it."""
    import atheris  # noqa: PLC0415 - an extra, which not every platform has

    with atheris.instrument_imports(include=["bsc_cli", "yaml"]):
        if target == "stores":
            from tests.fuzz.stores import check  # noqa: PLC0415 - to be instrumented
        else:
            from tests.fuzz.passages import check  # noqa: PLC0415 - to be instrumented
    atheris.Setup([sys.argv[0], *arguments], check)
    atheris.Fuzz()


def main(seconds: str = "60") -> int:
    """Fuzz every target for so many seconds, each in a process of its own."""
    try:
        import atheris  # noqa: F401, PLC0415 - an extra, which not every platform has
    except ImportError:
        sys.stderr.write(
            "atheris is not installed: pip install -e '.[fuzz]' (Linux x86_64, CPython 3.11 to 3.13)\n"
        )
        return 2
    status = 0
    for target in TARGETS:
        with tempfile.TemporaryDirectory() as corpus:
            for number, seed in enumerate(seeds(target)):
                Path(corpus, str(number)).write_bytes(seed)
            options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10"]
            command = [sys.executable, __file__, target, *options, "-verbosity=0", corpus]
            status = subprocess.run(command, check=False).returncode or status
        sys.stdout.write(f"{target}: {'found something' if status else 'nothing found'}\n")
    return 1 if status else 0


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in TARGETS:
        fuzz(sys.argv[1], sys.argv[2:])
    else:
        sys.exit(main(*sys.argv[1:2]))
