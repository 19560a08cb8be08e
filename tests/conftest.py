"""Fixtures: a tiny store, and `bsc` run on it, in this process or in a shell."""

from __future__ import annotations

import contextlib
import gc
import importlib
import itertools
import os
import pkgutil
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest
from hypothesis import HealthCheck, settings

import bsc_cli
from bsc_cli.cli.app import app
from bsc_cli.index import cache
from bsc_cli.system import files
from bsc_cli.system.errors import BscError

if TYPE_CHECKING:
    from bsc_cli.index.index import Index

BSC = str(Path(sys.executable).parent / "bsc")
PATH = f"{Path(BSC).parent}{os.pathsep}{os.environ['PATH']}"
"""Where a shell finds programs: those of this environment come first."""
REPOSITORY = Path(__file__).parent.parent

settings.register_profile(
    "quick",  # the same few examples in every run
    max_examples=25,
    derandomize=True,
    deadline=None,
    print_blob=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        # With it, the examples depend on which value of a fixture the process tests first.
        HealthCheck.differing_executors,
    ],
)
settings.register_profile(
    "ci",  # more examples, but the same in every run: what passed once passes again
    settings.get_profile("quick"),
    max_examples=200,
)
settings.register_profile(
    "explore",  # new examples in every run; a failing one is printed with the code to repeat it
    settings.get_profile("quick"),
    max_examples=1000,
    derandomize=False,
)


def linux_only(facility: str) -> pytest.MarkDecorator:
    """Skip a test on systems that lack a facility of Linux."""
    return pytest.mark.skipif(sys.platform != "linux", reason=f"needs {facility}, as on Linux")


def needs(program: str) -> pytest.MarkDecorator:
    """Skip a test where a program is not installed."""
    return pytest.mark.skipif(not shutil.which(program, path=PATH), reason=f"needs {program}")


SHELLS = [pytest.param(name, marks=needs(name)) for name in ("bash", "zsh", "fish")]

QUICK = "not hostile"
"""The marker expression that leaves out the slow tests of robustness; pyproject.toml sets it."""
_ALL_HOSTILE = re.compile(r"^pytestmark = .*\bhostile\b", re.MULTILINE)


def pytest_configure() -> None:
    """Load the quick profile, and restore the signals that `nohup pytest &` in a script ignores.

    Hypothesis then loads the profile that `--hypothesis-profile` names. Tests end the programs
    that they start by signals, and a program inherits ignored signals.
    """
    settings.load_profile("quick")
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):  # Windows has none
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Skip the modules that have only tests of the hostile tier, unless that tier is to run.

    Importing them takes long: some build inputs of many megabytes.
    """
    if config.option.markexpr != QUICK or collection_path.suffix != ".py":
        return None
    return bool(_ALL_HOSTILE.search(collection_path.read_text(encoding="utf-8"))) or None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect tests without garbage collection, which would search all of them again and again."""
    gc.disable()
    collected = yield
    gc.enable()
    return collected


def pytest_collection_finish() -> None:
    """Import the whole program before the first test.

    Hypothesis also draws the constants of every module imported so far, so a test's examples would
    depend on which tests ran before it in the same process.
    """
    for module in pkgutil.walk_packages(bsc_cli.__path__, "bsc_cli."):
        with contextlib.suppress(BscError):  # the optional library of a format is not installed
            importlib.import_module(module.name)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the command that runs the tests that were left out."""
    if config.option.markexpr == QUICK and not config.option.keyword:
        terminalreporter.section("not run")
        terminalreporter.line(
            "The slow tests of robustness. To run them: python -m pytest -m hostile "
            "(.ci/run runs everything)"
        )


TINY = """\
source:
  headline: Ferry Service Cut

agencies:
  - id: harbour-office
    name: Harbour Office
    acronym: HO
    type: government_department
    role: Runs the ferries
    listed: true
    evidence: [The Harbour Office]
  - id: coast-watch
    name: Coast Watch
    parent: harbour-office
    evidence: [Coast Watch]

people:
  - id: ann-reed
    name: Ann Reed
    role: Harbour master
    organization: harbour-office
    evidence: [Ann Reed]

measures:
  - id: night-boat-stopped
    name: Night boat stopped
    statement: The last crossing of the day is dropped.
    status: planned
    actors: [harbour-office]
    evidence: [no night boat … spring]
    caveats: [{type: no_period, text: The article does not say which spring.}]

quotes:
  - id: reed-too-few
    text: Too few people cross at night.
    speaker: ann-reed
    attribution: explicit
    cue: said
    about: [night-boat-stopped]
    evidence: [Too few … at night]

figures:
  - id: subsidy
    as_written: £2.5 million
    value: 2500000
    currency: GBP
    property: yearly subsidy of the ferries
    about: [harbour-office]
    evidence: [£2.5 million, a £2.5m subsidy]
  - id: passengers
    as_written: up to 40
    value: 40
    comparator: <=
    unit: passengers
    property: passengers on the night boat
    evidence: [up to 40]
  - id: cost-per-passenger
    value: 62500
    comparator: '>='
    currency: GBP
    property: subsidy for each passenger
    evidence: [up to 40]
    support: computed
    computed_from: {operation: divide, of: [subsidy, passengers]}
    caveats: [{type: computation, text: The subsidy is shared out evenly., see: [subsidy]}]

claims:
  - id: too-few-cross
    statement: Not enough people take the boat at night.
    type: quantity
    voice: ann-reed
    attribution: explicit
    about: [night-boat-stopped, reed-too-few, ann-reed]
    evidence: [Too few … at night]
  - id: subsidy-is-yearly
    statement: The ferries get public money each year.
    type: quantity
    voice: author
    about: [harbour-office, coast-watch]
    figures: [subsidy, passengers]
    evidence: [£2.5 million]
"""


class Ran(NamedTuple):
    """The output of a run, and its exit status."""

    out: str
    err: str
    code: int


class Bsc(Protocol):
    def __call__(self, *args: str, facts: str = TINY) -> Ran: ...


UNSET = [
    *("BSC_FACTS", "BSC_OUTPUT", "BSC_PAGER", "BSC_TRACEBACK", "PAGER", "LESS", "XDG_CACHE_HOME"),
    *("NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "COLORTERM"),
    *("TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES", "TERMINAL_WIDTH"),
    *("JUPYTER_COLUMNS", "UNICODE_VERSION", "LC_ALL", "LC_CTYPE"),
]
"""Environment variables that change the output of `bsc`."""


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the caches of all tests."""
    return tmp_path_factory.mktemp("caches", numbered=False)


_numbers = itertools.count()


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, caches: Path) -> None:
    """Give every test a cache of its own, and an environment that changes no output."""
    # tmp_path_factory would search all earlier folders, and create one for tests that need none.
    monkeypatch.setenv("BSC_CACHE_DIR", str(caches / str(next(_numbers))))
    for name in (*UNSET, *(name for name in os.environ if name.startswith("PYTHON"))):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture(scope="session")
def _indexed(caches: Path) -> Path:
    """Return a cache with the index of the bundled store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BSC_CACHE_DIR", str(caches / "bundled"))
        cache.index_of(files.bundled_store())
    return caches / "bundled"


@pytest.fixture
def bundled_index(
    _plain_environment: None, monkeypatch: pytest.MonkeyPatch, _indexed: Path
) -> Index:
    """Return the index of the bundled store, in a cache that all tests with it share."""
    monkeypatch.setenv("BSC_CACHE_DIR", str(_indexed))
    return cache.index_of(files.bundled_store())


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """Return a temporary folder whose name, and so that of a store in it, is always the same."""
    folder = tmp_path / "ferry"
    folder.mkdir()
    return folder


@pytest.fixture
def bsc(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Bsc:
    """Run `bsc` in this process, on a store that is written to facts.yaml."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BSC_FACTS", "facts.yaml")

    def run(*args: str, facts: str = TINY) -> Ran:
        Path("facts.yaml").write_text(facts, encoding="utf-8")
        with pytest.raises(SystemExit) as exit:
            app(list(args), prog_name="bsc")
        captured = capsys.readouterr()
        assert isinstance(exit.value.code, int)
        return Ran(captured.out, captured.err, exit.value.code)

    return run


Shell = Callable[..., Ran]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run a line of bash in a temporary folder, with `bsc` on the path."""
    if not shutil.which("bash"):
        pytest.skip("needs bash")

    def run(line: str, **variables: str) -> Ran:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env={**os.environ, "PATH": PATH, **variables},
            capture_output=True,
            check=False,
            timeout=300,  # for a run that hangs; long enough for a busy machine
        )
        return Ran(done.stdout.decode(), done.stderr.decode(), done.returncode)

    return run


Prompt = Callable[[str], str]


@pytest.fixture
def prompt(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prompt:
    """Run a command as if typed at a prompt, and return what it prints on both streams.

    A command that needs no shell runs in this process, which takes a tenth of the time.
    """
    from tests.hostile import in_process  # noqa: PLC0415 - which imports this module

    monkeypatch.chdir(tmp_path)

    def run(command: str) -> str:
        if not command.startswith("bsc ") or re.search(r"[|;&<>$`(]", command):
            return shell(f"({command}) 2>&1").out
        ran = in_process(*shlex.split(command)[1:])
        return ran.out + ran.err

    return run
