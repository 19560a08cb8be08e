"""Store files of any kind: folders, devices, pipes, links, and files that change meanwhile."""

from __future__ import annotations

import ctypes
import itertools
import os
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Final

import pytest

from tests.conftest import BSC, TINY, linux_only
from tests.hostile import assert_sound, in_process, limited

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.hostile


def without_privileges() -> None:
    """Drop the privileges by which root ignores permissions."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def make(name: str, path: Path) -> None:
    """Create an unreadable file at a path."""
    match name:
        case "a folder":
            path.mkdir()
        case "a loop of links":
            path.symlink_to(path)
        case "a broken link":
            path.symlink_to(path.with_name("nowhere"))
        case "an endless device":
            path.symlink_to("/dev/zero")
        case "an empty device":
            path.symlink_to("/dev/null")
        case "no permission":
            path.write_text(TINY, encoding="utf-8")
            path.chmod(0)
        case "a path below a file":
            path.symlink_to(path.with_name("file") / "facts.yaml")
            path.with_name("file").touch()
        case "a file that fails to read":
            path.symlink_to("/proc/self/mem")


UNREADABLE: Final = {
    "a folder": "\nhint: a store is a file named facts.yaml or NAME.facts.yaml\n",
    "a loop of links": "Too many levels of symbolic links\n",
    "a broken link": "\nhint: check the path\n",
    "an endless device": "is a device\nhint: give the path of a file\n",
    "an empty device": "is a device\nhint: give the path of a file\n",
    "no permission": "bsc: error: no permission to read the store ",
    "a path below a file": "Not a directory\n",
    "a file that fails to read": "Input/output error\n",
}


@linux_only("prctl and /proc/self/mem")
@pytest.mark.parametrize("name", UNREADABLE)
def test_every_command_reports_why_a_store_cannot_be_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    make(name, path)
    for command in (("agencies",), ("check",), ()):
        done = subprocess.run(
            [BSC, *command],
            env={**os.environ, "BSC_FACTS": str(path)},
            preexec_fn=without_privileges,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert (done.stdout, done.returncode) == (b"", 2)
        assert UNREADABLE[name] in done.stderr.decode()
        assert done.stderr.startswith(b"bsc: error: ")
        assert done.stderr.count(b"\n") <= 2


def test_a_store_from_a_fifo_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    os.mkfifo(path)
    for content, code in ((TINY, 0), ("", 3), (TINY[:100], 3)):
        writer = threading.Thread(target=path.write_text, args=[content, "utf-8"])
        writer.start()
        ran = limited("agencies", "--facts", str(path))
        writer.join()
        assert_sound(ran)
        assert ran.code == code


def test_a_non_blocking_pipe_is_read_to_its_end() -> None:
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    with subprocess.Popen(
        [BSC, "agencies", "--facts", "-"], stdin=reader, stdout=subprocess.PIPE
    ) as process:
        os.close(reader)
        for half in (TINY[:500], TINY[500:]):
            time.sleep(0.5)
            os.write(writer, half.encode())
        os.close(writer)
        assert process.communicate(timeout=120)[0].count(b"\n") == 3


def test_a_store_replaced_during_runs_gives_one_of_its_versions(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    names = ("Harbour Office", "Airport Office")
    stores = [TINY.replace(names[0], name).encode() for name in names]
    path.write_bytes(stores[0])
    stop = threading.Event()

    def change() -> None:
        for content in itertools.cycle(stores):
            if stop.is_set():
                break
            path.with_suffix(".new").write_bytes(content)
            path.with_suffix(".new").replace(path)

    writer = threading.Thread(target=change)
    writer.start()
    try:
        for _ in range(100):
            ran = in_process("agencies", "--no-headers", facts=path)
            assert ran.code == 0
            assert ran.out.splitlines()[0].split("  ")[1].strip() in names
    finally:
        stop.set()
        writer.join()


def test_a_store_rewritten_in_place_is_read_or_rejected(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            path.write_text(TINY, encoding="utf-8")

    path.write_text(TINY, encoding="utf-8")
    writer = threading.Thread(target=change)
    writer.start()
    try:
        for _ in range(100):
            ran = in_process("agencies", facts=path)
            assert_sound(ran)
            assert ran.code in (0, 3)
    finally:
        stop.set()
        writer.join()
    assert in_process("agencies", facts=path).code == 0
