"""The cache: an index is rebuilt if it is stale or damaged, and no failure changes an answer."""

from __future__ import annotations

import itertools
import os
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

import pytest

from bsc_cli.index import build, cache, cache_folder, database, index, query, refresh, search
from bsc_cli.index.database import Database
from bsc_cli.index.reading import Part
from bsc_cli.index.selection import Selection
from bsc_cli.model import kinds
from bsc_cli.store import store
from bsc_cli.system import files
from bsc_cli.system.errors import Unwritable
from tests.conftest import BSC, TINY, needs
from tests.stores import FULL

if TYPE_CHECKING:
    from types import ModuleType

    from tests.conftest import Bsc, Shell

AGES_AGO = 1_000_000_000
PART: Final = Part(0, "ferry", b"facts.yaml")


@pytest.fixture
def cache_dir() -> Path:
    folder = Path(os.environ["BSC_CACHE_DIR"])
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(TINY, encoding="utf-8")
    return path


def names(path: Path) -> list[str]:
    """Return the names of the agencies in a store, from its index."""
    records = cache.index_of(path).records(Selection(("agencies",)))
    return [record.title for record in records]


@pytest.fixture
def trusted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust a file's state at once, instead of two seconds after a change."""
    monkeypatch.setattr(files, "CLOCK_TICK", 0)


@pytest.fixture(params=["a small index", "a large index"])
def of_any_size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check whole files, or only records, as in a file that is too large to be checked."""
    if request.param == "a large index":
        monkeypatch.setattr(database, "_LARGEST_CHECKED", -1)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check only records, as in a file that is too large to be checked."""
    monkeypatch.setattr(database, "_LARGEST_CHECKED", -1)


def files_in(cache_dir: Path) -> list[str]:
    """Return the names of the files in the cache, with `#` for each digest."""
    return sorted(re.sub(r"[0-9a-f]{8,}", "#", file.name) for file in cache_dir.iterdir())


def test_a_fresh_index_is_opened_without_reading_the_store(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    while time.time_ns() - facts.stat().st_ctime_ns < 2.1e9:
        time.sleep(0.1)  # until the file's state is trusted
    assert names(facts) == ["Harbour Office", "Coast Watch"]
    monkeypatch.setattr(files, "read", None)
    assert names(facts) == ["Harbour Office", "Coast Watch"]


def test_an_edit_of_the_same_size_in_the_same_instant_is_noticed(
    facts: Path, cache_dir: Path
) -> None:
    before = facts.stat()
    assert names(facts)[0] == "Harbour Office"
    facts.write_text(TINY.replace("name: Harbour", "name: Airport"), encoding="utf-8")
    os.utime(facts, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert facts.stat().st_size == before.st_size
    assert names(facts)[0] == "Airport Office"
    assert files_in(cache_dir) == ["bsc-#.index"]


def test_touching_a_store_does_not_rebuild_its_index(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(facts)
    facts.touch()
    monkeypatch.setattr(build, "fill", None)
    assert names(facts)[0] == "Harbour Office"


@pytest.mark.usefixtures("trusted_at_once")
@pytest.mark.parametrize(
    ("module", "name", "value"),
    [(cache_folder, "FORM", index.FORM + 1), (kinds, "declared", lambda: "other kinds")],
)
def test_an_index_with_other_tables_or_other_kinds_is_rebuilt(
    module: ModuleType,
    name: str,
    value: object,
    facts: Path,
    cache_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names(facts)
    [file] = cache_dir.glob("*.index")
    inode = file.stat().st_ino
    assert names(facts)[0] == "Harbour Office"
    assert file.stat().st_ino == inode
    monkeypatch.setattr(module, name, value)
    assert names(facts)[0] == "Harbour Office"
    assert file.stat().st_ino != inode


def test_a_store_is_not_read_again_once_its_state_is_trusted(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(facts)
    monkeypatch.setattr(files, "CLOCK_TICK", 0)
    monkeypatch.setattr(build, "fill", None)
    names(facts)
    monkeypatch.setattr(files, "read", None)
    assert names(facts)[0] == "Harbour Office"


def test_stores_with_the_same_file_name_have_separate_indexes(facts: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "facts.yaml"
    other.parent.mkdir()
    other.write_text(TINY.replace("name: Harbour", "name: Airport"), encoding="utf-8")
    for _ in range(2):
        assert (names(facts)[0], names(other)[0]) == ("Harbour Office", "Airport Office")


def test_a_build_removes_old_unfinished_files_and_the_indexes_of_removed_stores(
    facts: Path, cache_dir: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.yaml"
    gone.write_text(TINY.replace("Harbour", "Airport"), encoding="utf-8")
    names(gone)
    (cache_dir / "bsc-unfinished-old").touch()
    os.utime(cache_dir / "bsc-unfinished-old", (AGES_AGO, AGES_AGO))
    (cache_dir / "bsc-unfinished-new").touch()
    (cache_dir / "letter.index").write_text("not ours")
    gone.unlink()
    names(facts)
    assert files_in(cache_dir) == ["bsc-#.index", "bsc-unfinished-new", "letter.index"]


DAMAGES = (
    *("empty", "not SQLite", "truncated", "half of it zeros", "one byte more"),
    *("removed", "a folder", "a pipe", "a broken link", "another database"),
)


def inflict(damage: str, file: Path) -> None:
    """Replace a file by a damaged one, or by something else."""
    content = file.read_bytes()
    file.unlink()
    match damage:
        case "empty":
            file.touch()
        case "not SQLite":
            file.write_bytes(b"not an index " * 500)
        case "truncated":
            file.write_bytes(content[: len(content) // 8192 * 4096])
        case "half of it zeros":
            file.write_bytes(content[: len(content) // 2] + bytes(len(content) // 2))
        case "one byte more":
            file.write_bytes(content + b"x")
        case "a folder":
            file.mkdir()
        case "a pipe":
            os.mkfifo(file)
        case "a broken link":
            file.symlink_to("nowhere")
        case "another database":
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("CREATE TABLE record (number, id, kind, json)")


@pytest.mark.usefixtures("trusted_at_once", "of_any_size")
def test_a_damaged_or_foreign_index_changes_no_answer(bsc: Bsc, cache_dir: Path) -> None:
    commands = (("agencies",), ("search", "night"), ("show", "ann-reed"))
    expected = [bsc(*command) for command in commands]
    [file] = cache_dir.glob("*.index")
    for damage in DAMAGES:
        for command, ran in zip(commands, expected, strict=True):
            if file.is_file():  # `bsc` leaves a folder in its place, and works without an index
                inflict(damage, file)
            assert bsc(*command) == ran, damage
        if file.is_dir():
            file.rmdir()
        bsc("agencies")


def flip_bit(file: Path, text: str) -> None:
    """Flip a bit of each occurrence of a text in a file."""
    content = file.read_bytes()
    assert text.encode() in content
    other = chr(ord(text[0]) ^ 1) + text[1:]
    file.write_bytes(content.replace(text.encode(), other.encode()))


@pytest.mark.usefixtures("trusted_at_once", "of_any_size")
@pytest.mark.parametrize(
    ("args", "text"),
    [
        (("agencies", "--json"), "Runs the ferries"),
        (("search", "harbour", "--json"), "Runs the ferries"),
        (("show", "ann-reed"), "Harbour master"),
        ((), "Ferry Service Cut"),
        (("graph", "ann-reed"), "harbour-office"),
    ],
)
def test_a_record_altered_in_the_index_is_not_printed(
    args: tuple[str, ...], text: str, bsc: Bsc, cache_dir: Path
) -> None:
    expected = bsc(*args)
    [file] = cache_dir.glob("*.index")
    flip_bit(file, text)
    assert bsc(*args) == expected
    assert bsc("cache", "--json").out.count('"file"') == 1


COMMANDS = (
    *((), ("agencies", "--json"), ("figures", "--chart"), ("claims", "-o", "csv", "--sort", "id")),
    *(("search", "night"), ("search", "2.5", "--json"), ("agencies", "--count"), ("caveats",)),
    *(("show", "ann-reed", "subsidy"), ("show", "nobody"), ("timeline",), ("graph", "--json")),
    *(("graph", "subsidy"), ("claims", "--voice", "ann-reed"), ("claims", "--about", "ann-reed")),
    *(("search", "nihgt"), ("people", "--organization", "harbour-ofice")),
)


@pytest.mark.hostile
@pytest.mark.usefixtures("trusted_at_once")
def test_no_flipped_bit_changes_an_answer(bsc: Bsc, cache_dir: Path) -> None:
    random = Random(1)
    expected = {command: bsc(*command, facts=FULL) for command in COMMANDS}
    [file] = cache_dir.glob("*.index")
    intact = file.read_bytes()
    for number in range(600):
        damaged = bytearray(intact)
        bit = random.randrange(8 * len(damaged))
        damaged[bit >> 3] ^= 1 << (bit & 7)
        file.write_bytes(damaged)
        command = COMMANDS[number % len(COMMANDS)]
        assert bsc(*command, facts=FULL) == expected[command], bit
        file.write_bytes(damaged)
        assert '"indexes": []' in bsc("cache", "--json").out, bit


PLACES = "source: {headline: x}\nplaces:\n" + "".join(
    f"  - {{id: p{number}, name: Place {number}, evidence: [e]}}\n" for number in range(600)
)


@pytest.mark.usefixtures("trusted_at_once", "large")
def test_damage_noticed_after_printing_has_begun_is_reported_once(
    bsc: Bsc, cache_dir: Path
) -> None:
    expected = bsc("places", "--json", facts=PLACES)
    [file] = cache_dir.glob("*.index")
    flip_bit(file, "Place 599")
    ran = bsc("places", "--json", facts=PLACES)
    assert ran.code == 2
    assert ran.err == (
        "bsc: error: the index was damaged and has been removed: a record does not match its checksum\n"
        "hint: run the command again\n"
    )
    assert files_in(cache_dir) == []
    assert bsc("places", "--json", facts=PLACES) == expected


@pytest.mark.usefixtures("trusted_at_once", "large")
def test_an_error_names_the_damaged_index_that_cannot_be_removed(
    bsc: Bsc, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bsc("agencies")
    [file] = cache_dir.glob("*.index")
    flip_bit(file, "Runs the ferries")
    monkeypatch.setattr(files, "remove", lambda _: None)
    assert bsc("agencies").err == (
        f"bsc: error: the index {file} is damaged: a record does not match its checksum\nhint: remove the file\n"
    )


def test_an_open_index_can_be_read_after_its_file_is_removed(facts: Path, cache_dir: Path) -> None:
    names(facts)
    opened = cache.index_of(facts)
    for file in cache_dir.iterdir():
        file.unlink()
    assert opened.counts()["agencies"] == 2


@pytest.mark.parametrize(
    "folder",
    ["a file", "a file/below it", "/proc/self/cache", "x" * 300, "there/is/none/yet", "/dev/null"],
)
def test_an_unusable_cache_folder_changes_no_answer(
    folder: str, bsc: Bsc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    expected = bsc("agencies")
    monkeypatch.setenv("BSC_CACHE_DIR", folder)
    assert bsc("agencies") == expected
    assert bsc("agencies") == expected


def test_only_the_user_can_open_a_created_cache_folder_or_its_parents(
    facts: Path, tmp_path: Path, shell: Shell
) -> None:
    folder = tmp_path / "caches" / "mine" / "bsc"
    shell(f"umask 0; bsc agencies --facts {facts}", BSC_CACHE_DIR=str(folder))
    places = (folder, *folder.parents[:2], *folder.iterdir())
    assert [oct(place.stat().st_mode & 0o777) for place in places] == ["0o700"] * 3 + ["0o600"]


@pytest.mark.parametrize("args", [("cache",), ("cache", "--clear")])
def test_an_error_names_the_cache_folder_that_cannot_be_read(
    args: tuple[str, ...], bsc: Bsc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    for name, reason in (("x" * 300, "File name too long"), ("a file", "Not a directory")):
        folder = tmp_path / name
        monkeypatch.setenv("BSC_CACHE_DIR", str(folder))
        assert bsc(*args) == (
            *("", f"bsc: error: cannot read the folder {folder}: {reason}\n"),
            2,
        )


def swap_indexes(facts: Path, cache_dir: Path) -> Path:
    """Exchange the file names of the indexes of a store and another, and return the other store."""
    other = facts.with_name("other.yaml")
    other.write_text(TINY.replace("Harbour", "Airport"), encoding="utf-8")
    names(facts)
    names(other)
    one, another = cache_dir.glob("*.index")
    swap = cache_dir / "swap"
    for old, new in ((one, swap), (another, one), (swap, another)):
        old.rename(new)
    return other


@pytest.mark.usefixtures("trusted_at_once")
@pytest.mark.parametrize("mode", [0o775, 0o777, 0o1777])
def test_a_cache_folder_that_others_can_write_to_is_not_used(
    mode: int, facts: Path, cache_dir: Path, bsc: Bsc
) -> None:
    names(facts)
    [file] = cache_dir.glob("*.index")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM record WHERE id = 'harbour-office'")
    files.seal(file)
    assert names(facts) == ["Coast Watch"]
    cache_dir.chmod(mode)
    assert names(facts) == ["Harbour Office", "Coast Watch"]
    assert bsc("cache").err == (
        f"bsc: {cache_dir} is not used: other users can write there\n"
        "hint: set BSC_CACHE_DIR to a folder that only you can write to\n"
    )


def test_a_cache_folder_of_another_user_is_not_used(facts: Path, cache_dir: Path) -> None:
    with mock.patch("os.geteuid", return_value=os.geteuid() + 1):
        assert names(facts) == ["Harbour Office", "Coast Watch"]
    assert files_in(cache_dir) == []
    assert names(facts) == ["Harbour Office", "Coast Watch"]
    assert files_in(cache_dir) == ["bsc-#.index"]


@pytest.mark.usefixtures("trusted_at_once")
def test_an_index_under_the_file_name_of_another_is_not_used(facts: Path, cache_dir: Path) -> None:
    other = swap_indexes(facts, cache_dir)
    for _ in range(2):
        assert (names(facts)[0], names(other)[0]) == ("Harbour Office", "Airport Office")


def test_no_cache_folder_is_created_in_a_folder_of_another_user(
    facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("BSC_CACHE_DIR", str(home / ".cache" / "bsc"))
    with mock.patch("os.geteuid", return_value=os.geteuid() + 1):
        assert names(facts) == ["Harbour Office", "Coast Watch"]
        assert list(home.iterdir()) == []
        home.chmod(0o1777)
        assert not files.is_open_to_others(home / ".cache" / "bsc")
    assert names(facts) == ["Harbour Office", "Coast Watch"]
    assert files_in(home / ".cache" / "bsc") == ["bsc-#.index"]


@pytest.mark.parametrize("error", [sqlite3.OperationalError, sqlite3.DatabaseError])
@pytest.mark.parametrize("first_failure", range(1, 28, 3))
def test_an_error_of_sqlite_during_a_build_changes_no_answer(
    error: type[Exception], first_failure: int, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = itertools.count(1)

    class Failing(sqlite3.Connection):
        """A connection that fails from some call on, as on a failing disk."""

        def execute(self, *args: Any) -> sqlite3.Cursor:
            if next(calls) >= first_failure:
                raise error("disk I/O error")
            return super().execute(*args)

    sqlite_connect = sqlite3.connect

    def connect(path: Any, **options: Any) -> sqlite3.Connection:
        factory = sqlite3.Connection if path == ":memory:" else Failing
        return sqlite_connect(path, **options, factory=factory)

    monkeypatch.setattr(sqlite3, "connect", connect)
    assert names(facts) == ["Harbour Office", "Coast Watch"]


@pytest.mark.hostile
def test_a_full_disk_changes_no_answer(facts: Path, cache_dir: Path, shell: Shell) -> None:
    expected = shell(f"bsc agencies --facts {facts}")
    shell("bsc cache --clear")
    assert shell(f"ulimit -f 8; bsc agencies --facts {facts}") == expected
    assert "bsc-unfinished" not in "".join(files_in(cache_dir))


def test_a_file_state_that_cannot_be_recorded_changes_no_answer(
    facts: Path, cache_dir: Path, shell: Shell
) -> None:
    expected = shell(f"bsc agencies --facts {facts}")
    time.sleep(2.1)
    assert shell(f"ulimit -f 8; bsc agencies --facts {facts}") == expected
    assert files_in(cache_dir) == ["bsc-#.index"]


def test_a_build_that_runs_out_of_space_raises_unwritable(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "some.index")
    database.run("PRAGMA max_page_count = 3")
    with pytest.raises(Unwritable, match="full"):
        build.fill(database, [(PART, store.parse(TINY.encode(), "facts.yaml"))], lambda *_: None)
    database.close()


def test_bsc_runs_without_a_home_folder(facts: Path, shell: Shell) -> None:
    ran = shell(f"unset BSC_CACHE_DIR HOME; XDG_CACHE_HOME=rel bsc agencies --facts {facts}")
    assert "Harbour Office" in ran.out
    assert (ran.err, ran.code) == ("", 0)


def test_the_cache_is_in_the_xdg_cache_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("BSC_CACHE_DIR")
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cache_folder.cache_dir() == Path("/home/ann/.cache/bsc")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder.cache_dir() == tmp_path / "bsc"


@pytest.mark.hostile
def test_twenty_simultaneous_runs_without_an_index_print_the_same_answer(
    facts: Path, cache_dir: Path
) -> None:
    command = [BSC, "agencies", "--json", "--facts", str(facts)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(20)]
    answers = {process.communicate()[0] for process in processes}
    assert [process.returncode for process in processes] == [0] * 20
    assert len(answers) == 1
    assert b"Harbour Office" in answers.pop()
    assert files_in(cache_dir) == ["bsc-#.index"]


@pytest.mark.parametrize("removed", ["the file", "the folder"])
def test_a_cache_that_is_cleared_during_a_build_changes_no_answer(
    removed: str, facts: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch, bsc: Bsc
) -> None:
    fill = build.fill

    def fill_and_clear(*args: Any) -> None:
        fill(*args)
        cache_folder.clear(cache_dir)
        if removed == "the folder":
            cache_dir.rmdir()

    expected = bsc("agencies", "--facts", str(facts))
    monkeypatch.setattr(refresh, "_SLOW", 0.0)
    monkeypatch.setattr(build, "fill", fill_and_clear)
    facts.touch()
    cache_folder.clear(cache_dir)
    assert bsc("agencies", "--facts", str(facts)) == expected


IMPATIENT: Final = """
from bsc_cli.__main__ import main
from bsc_cli.index import refresh
refresh._SLOW = 0
main()
"""
"""`bsc` that explains every delay, however short, as it does on a busy machine."""


@pytest.mark.hostile
def test_clearing_the_cache_during_runs_changes_no_answer(facts: Path) -> None:
    def start(*args: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", IMPATIENT, *args]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    for _ in range(5):
        runs = []
        for _ in range(15):
            runs.append(start("agencies", "--json", "--facts", str(facts)))
            assert b" bytes freed" in start("cache", "--clear").communicate()[0]
        answers = {run.communicate()[0] for run in runs}
        assert len(answers) == 1
        assert answers.pop().startswith(b'[\n{"kind": "agencies"')


@pytest.mark.parametrize(
    "line", ["cat {} | bsc agencies --facts -", "bsc agencies --facts <(cat {})"]
)
def test_a_store_from_a_pipe_is_not_cached(
    line: str, facts: Path, cache_dir: Path, shell: Shell
) -> None:
    assert "Harbour Office" in shell(line.format(facts)).out
    assert not cache_dir.exists() or files_in(cache_dir) == []


def test_a_hyphen_means_standard_input_even_if_a_file_has_that_name(
    facts: Path, shell: Shell
) -> None:
    other = TINY.replace("Harbour", "Airport")
    (facts.parent / "-").write_text(other, encoding="utf-8")
    for _ in range(2):
        assert "Airport" not in shell(f"bsc agencies --facts - < {facts}").out


def test_a_file_that_cannot_be_examined_does_not_count_as_removed(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "lstat", fail)
        assert not files.is_gone(facts)
    assert files.is_gone(facts.parent / "none")
    assert files.is_gone(facts / "below a file")


@pytest.mark.hostile
@needs("timeout")
def test_an_interrupted_build_is_started_again(tmp_path: Path, shell: Shell) -> None:
    claim = TINY[TINY.index("claims:\n") + 8 : TINY.index("  - id: subsidy-is-yearly")]
    many = (claim.replace("too-few-cross", f"claim-{number}") for number in range(8000))
    (tmp_path / "large.yaml").write_text(TINY + "".join(many), encoding="utf-8")
    ran = shell("timeout --preserve-status -s INT 1.5 bsc agencies --facts large.yaml")
    assert ran.code == 130 or "Harbour Office" in ran.out
    assert "Harbour Office" in shell("bsc agencies --facts large.yaml").out


def test_cache_lists_the_indexes_and_removes_them(bsc: Bsc, cache_dir: Path) -> None:
    bsc("agencies")
    ran = bsc("cache", "--json")
    assert re.fullmatch(
        rf'{{\n  "folder": "{cache_dir}",\n  "bytes": \d+,\n  "indexes": \[\n    {{\n'
        r'      "store": ".*/facts\.yaml",\n      "file": "bsc-[0-9a-f]{8}\.index",\n'
        r'      "bytes": \d+\n    }\n  \]\n}\n',
        ran.out,
    )
    assert bsc("cache").out.startswith(f"{cache_dir}  1 index\n")
    cleared = bsc("cache", "--clear")
    assert re.fullmatch(rf"bsc: {cache_dir}: [\d,]+ bytes freed\n", cleared.err)
    assert files_in(cache_dir) == []
    assert bsc("cache").out == f"{cache_dir}  0 indexes\n"


def test_files_that_cannot_be_removed_from_the_cache_are_reported(
    bsc: Bsc, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise OSError(30, "Read-only file system", str(path))

    bsc("agencies")
    (cache_dir / "bsc-unfinished-link").symlink_to("nowhere")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fail)
        assert bsc("cache", "--clear") == (
            "",
            f"bsc: error: cannot remove 2 files of 2 in {cache_dir}\nhint: check who can write to the folder\n",
            2,
        )
    size = sum(file.lstat().st_size for file in cache_dir.iterdir())
    assert bsc("cache", "--clear").err == f"bsc: {cache_dir}: {size:,} bytes freed\n"


@pytest.mark.hostile
@pytest.mark.parametrize("option", ["", "--facts - < $store", "--facts $store"])
def test_a_removed_working_folder_changes_no_answer(option: str, facts: Path, shell: Shell) -> None:
    line = f"store={facts}; bsc agencies {option}"
    expected = shell(line)
    for folder in ("relative", "/proc/nowhere"):
        ran = shell(f"mkdir gone; cd gone; rmdir ../gone; {line}", BSC_CACHE_DIR=folder)
        assert (ran.out, ran.code) == (expected.out, 0)  # a slow machine adds a message


def test_a_search_gives_the_same_hits_from_memory_and_from_a_file(facts: Path) -> None:
    database = Database.create()
    build.fill(database, [(PART, store.load(facts))], lambda *_: None)
    for text in ("night", "harbour*", "2.5 million", "£", '"ann reed"'):
        answers = []
        for compiled in (cache.index_of(facts), index.Index(database)):
            selection = query.selection(compiled, text=text)
            answers.append([hit.to_json() for hit in search.find(compiled, selection)])
        assert answers[0] == answers[1] != []
