"""`bsc cache`: show or clear the folder in which indexes are cached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.index import cache_folder
from bsc_cli.output.formats import Result
from bsc_cli.system import files, messages
from bsc_cli.system.errors import NotThere
from bsc_cli.view import records

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context


def run(context: Context, clear: bool) -> None:
    """Print the cached indexes and their sizes or, if `clear` is true, remove the indexes."""
    folder = cache_folder.cache_dir()
    if folder is None:
        raise NotThere("there is no cache folder", "set BSC_CACHE_DIR to the path of a folder")
    if clear:
        messages.say(f"{folder}: {cache_folder.clear(folder):,} bytes freed")
        return
    if files.is_open_to_others(folder):
        messages.say(f"{folder} is not used: {cache_folder.OPEN}", cache_folder.ELSEWHERE)
    contents = cache_folder.contents(folder)
    columns, one = cache_folder.CacheEntry.fields, contents.to_json()
    context.show(Result(contents.indexes, columns, lambda: records.cache(contents), one=one))
