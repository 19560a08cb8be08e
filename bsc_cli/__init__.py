"""Explore the facts of one news article, each anchored to the words that support it.

Data flows one way: YAML, records, index, queries, views, output. Each folder is a step of it
and imports only from those below; `index` and `checks` do not know each other.

    cli       the Typer app: commands, options, completion. Alone knows Typer.
    commands  what each command does: query the store, print the result.
    output    the formats that results are printed in. Alone draws with Rich.
    view      what a person is shown, without widths or colours.
    index     a store compiled for fast answers: build, cache, search, query. Alone knows sqlite3.
    checks    the rules of `bsc check` and `bsc audit`, and what they report.
    store     a YAML file to checked records, or to every problem in it. Alone knows yaml.
    model     what a fact is: the kinds of record, their fields, and the types of values.
    text      working on text: folding, anchors, numerals, quotations, names, fingerprints.
    system    the ground: files, streams, the terminal, and the errors a person is told about.
"""

__version__ = "0.1.0"
