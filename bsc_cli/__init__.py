"""Explore the facts of news articles, each anchored to the words that support it.

Data flows one way: from YAML to records, index, queries, views and output. Each folder imports
only from the folders listed below it; moreover, `index` imports neither `draft` nor
`checks`, and they do not import it.

    cli       the Typer app: commands, options, completion. Only this folder uses Typer.
    commands  a module for each command, which queries the store and prints the result.
    output    a module for each output format. Only this folder draws with Rich.
    export    a module for each format of `bsc export`. Only this and `index` use sqlite3.
    view      the content of tables, charts and trees, without widths or colours.
    draft     drafts the records of a store from an article, by rules that never guess.
    index     an SQLite database compiled from a store for fast queries.
    checks    the rules of `bsc check` and `bsc audit`, and the reports of problems.
    store     reads a YAML file into records, or finds all its problems. Only this uses yaml.
    model     the kinds of record, their fields, and the types of values.
    text      text processing: folding, anchors, numerals, quotations, names, fingerprints.
    system    files, streams, the terminal, and the errors that are reported to the user.
"""

__version__ = "0.1.0"
