"""Charts, timelines and trees as lines of text, no wider than there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.output import chart_text, timeline_text, tree_text
from bsc_cli.output.wrapping import wrapped
from bsc_cli.view.chart import Chart
from bsc_cli.view.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.view.blocks import Line, Picture


def lines(picture: Picture, width: int | None, unicode: bool) -> Iterator[Line]:
    """Return a picture as lines, under its title if there is a width.

    Without one, lines may be of any length, except in a chart.
    """
    title = "" if width is None else picture.title
    if title:
        yield from wrapped([(title, "name")], width)
        yield []
    match picture:
        case Chart():
            yield from chart_text.lines(picture, width, unicode)
        case Timeline():
            yield from timeline_text.lines(picture, width, unicode)
        case _:
            yield from tree_text.lines(picture, width, unicode)
