"""Find the stores that paths name, and give each a name."""

from __future__ import annotations

import os
import shlex
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.system import files, messages
from bsc_cli.system.errors import InvalidStore, NothingLeft, Unreadable, WrongUsage
from bsc_cli.text.nearest import did_you_mean, recogniser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

MOST: Final = 50_000
"""The maximum number of stores that are loaded together."""

_FILE: Final = "facts.yaml"
_SUFFIX: Final = ".facts.yaml"
BUNDLED: Final = "bundled"
"""The name of the store that comes with the program."""


class Located(NamedTuple):
    """A store's path as it is shown, its absolute path, and its name."""

    path: str
    absolute: str
    name: str


class _Found(NamedTuple):
    """A path as it is shown, its absolute path, and whether it was given and not only found."""

    path: str
    absolute: str
    is_given: bool


def located(paths: Sequence[Path], searched: dict[str, str] | None = None) -> list[Located]:
    """Return the stores that paths name, in this order; a folder names all stores below it.

    The folders that are searched are added to `searched`, with their states before the search; the
    state is "" if a change during the search might leave it the same.

    A folder's stores are sorted by path. A file that is found twice is returned once. Raises
    Unreadable for a folder without stores and, if there are several stores, for a path at which
    there is nothing; raises WrongUsage if there are too many stores.
    """
    found = list(_found(paths, {} if searched is None else searched))
    if len(found) > MOST:
        message = f"there are {len(found):,} stores; the maximum is {MOST:,}"
        raise WrongUsage(message, "name some of the folders only")
    distinct = found if len(found) < 2 else _distinct(found)
    names = _names([file.absolute for file in distinct])
    return [
        Located(path, absolute, name)
        for (path, absolute, _), name in zip(distinct, names, strict=True)
    ]


def meant(typed: Iterable[str], known: Sequence[str]) -> list[str]:
    """Return the names of stores that typed words mean; raise WrongUsage for an unknown one."""
    recognised = recogniser(known)
    names: list[str] = []
    for word in typed:
        found = recognised(word)
        if not found:
            more = " …" if len(known) > _LISTED else ""
            listed = f"the stores are {', '.join(known[:_LISTED])}{more}"
            raise WrongUsage(f"there is no store '{word}'", did_you_mean(word, known) or listed)
        names += found
    return names


def report_left_out(path: str, error: InvalidStore | Unreadable) -> None:
    """Report that a store is left out because it is invalid or cannot be read."""
    hint = f"bsc check {shlex.quote(path)} prints them" if isinstance(error, InvalidStore) else None
    messages.say(f"{error.message}; it is left out", hint)


def nothing_left(number: int) -> NothingLeft:
    """Return the error for a number of stores of which none is valid."""
    return NothingLeft(f"none of the {number:,} stores is valid", "correct one of them")


_LISTED: Final = 12
"""The maximum number of stores that a hint lists."""


def _found(paths: Iterable[Path], searched: dict[str, str]) -> Iterator[_Found]:
    for path in paths:
        text = str(path)
        absolute = text if text == "-" else _absolute(text)
        if text == "-" or not os.path.isdir(text):  # noqa: PTH112 - as in `_distinct`
            yield _Found(text, absolute, is_given=True)
            continue
        below = sorted(_below(absolute, searched))
        if not below:
            message = f"there is no store in the folder {text}"
            raise Unreadable(message, f"a store is a file named {_FILE} or NAME{_SUFFIX}")
        before = "" if text == "." else os.path.join(text, "")  # noqa: PTH118 - as in `_distinct`
        start = len(os.path.join(absolute, ""))  # noqa: PTH118 - as in `_distinct`
        yield from (_Found(before + file[start:], file, is_given=False) for file in below)


def _absolute(path: str) -> str:
    try:
        return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps '..'
    except OSError:  # the working folder may have been removed
        return path


def _below(folder: str, searched: dict[str, str]) -> Iterator[str]:
    """Yield the paths of the stores below a folder, each real folder visited once.

    Hidden folders are left out. A folder that is also reached by links is visited at its real path,
    if that is below the folder.
    """
    seen: set[str] = set()
    folders, links = [(folder, os.path.realpath(folder))], list[str]()
    while folders or links:
        if not folders:
            link = links.pop()
            folders.append((link, os.path.realpath(link)))
        path, real = folders.pop()
        if real in seen:
            continue
        seen.add(real)
        if len(seen) > _MOST_FOLDERS:
            message = f"there are more than {_MOST_FOLDERS:,} folders in {folder}"
            raise WrongUsage(message, "name the folders that have stores")
        state, now = files.folder_state(path), time.time_ns()
        searched[path] = str(state) if state and state.is_settled(now) else ""
        for entry in files.entries(path):
            if _is_folder(entry):
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    links.append(entry.path)
                else:
                    folders.append((entry.path, f"{real}{os.sep}{entry.name}"))
            elif entry.name == _FILE or entry.name.endswith(_SUFFIX):
                yield entry.path


_MOST_FOLDERS: Final = 100_000
"""The maximum number of folders that are searched below one."""


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # such as a loop of links
        return False


def _distinct(found: Iterable[_Found]) -> list[_Found]:
    """Return the files without those that have an earlier path.

    Raises Unreadable for a path that was given and at which there is nothing.
    """
    distinct: dict[object, _Found] = {}
    for file in found:
        try:
            info = os.stat(file.absolute)  # noqa: PTH116 - os.path is faster for thousands of paths
            key: object = (info.st_dev, info.st_ino)
        except FileNotFoundError:
            if file.is_given and file.path != "-":
                message = f"there is no store at {file.path}"
                raise Unreadable(message, "check the path") from None
            key = os.path.realpath(file.absolute)
        except (OSError, ValueError):
            key = file.absolute
        distinct.setdefault("-" if file.path == "-" else key, file)
    return list(distinct.values())


def _names(paths: Sequence[str]) -> list[str]:
    """Return a name for each of the absolute paths, all different.

    The name is that of the folder for `facts.yaml`, and otherwise that of the file. Stores with
    equal names have the names of enough parent folders before them to be told apart and, if that
    is not enough, the file's name behind them.
    """
    last: dict[str, list[str]] = {}
    for path in paths:
        last.setdefault(_name(path), []).append(path)
    names: dict[str, str] = {}
    for name, same in last.items():
        names |= {same[0]: name} if len(same) == 1 else _told_apart(same)
    return [names[path] for path in paths]


def _name(path: str) -> str:
    """Return the name of the store at an absolute path, or at `-`."""
    if path == "-":
        return "stdin"
    if files.is_bundled(path):
        return BUNDLED
    folder, file = os.path.split(path)
    if file == _FILE and (name := os.path.basename(folder)):  # noqa: PTH119 - as in `_distinct`
        return _encodable(name)
    return _encodable(os.path.splitext(file.removesuffix(_SUFFIX) or file)[0])  # noqa: PTH122 - as in `_distinct`


def _encodable(name: str) -> str:
    return name.encode("utf-8", "replace").decode()


def _told_apart(paths: Sequence[str]) -> dict[str, str]:
    """Return a name for each of the paths, whose last names are the same."""
    folders = {path: os.path.dirname(path) for path in paths}  # noqa: PTH120 - as in `_distinct`
    for path in paths:
        if os.path.basename(path) == _FILE:  # noqa: PTH119 - as in `_distinct`
            folders[path] = os.path.dirname(folders[path])  # noqa: PTH120 - as in `_distinct`
    parts = {path: [*_parts(folders[path]), _name(path)] for path in paths}
    if len({*map(tuple, parts.values())}) < len(parts):
        parts = {path: _parts(path) for path in paths}
    for length in range(1, max(map(len, parts.values())) + 1):
        names = {path: "/".join(part[-length:]) for path, part in parts.items()}
        if len({*names.values()}) == len(names):
            break
    return names


def _parts(path: str) -> list[str]:
    return [part for part in _encodable(path).split(os.sep) if part]  # noqa: PTH206 - as in `_distinct`
