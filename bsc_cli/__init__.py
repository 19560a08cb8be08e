"""Explore the facts of one news article, each anchored to the words that support it.

Data flows one way; a module imports only from those above it.

    errors    the exception tree, the exit status of each branch, and `Problem`
    nearest   the existing word that a mistyped one was meant to be
    edtf      dates that may be uncertain
    files     the one place that opens files
    nodes     a document as a tree of values with their lines and columns
    document  YAML to nodes (alone knows yaml)
    values    what one value may be: text, number, date, reference, …
    shapes    mappings with known keys, each key a typed field
    model     the kinds of record, each declared once
    folding   texts made comparable, with the way back to the raw text
    anchors   the passages of a text that an anchor selects
    store     a file to checked records, or to every problem that it has
    search    the searcher's text: parsing, matching, scoring
    query     which records a command asks for
    views     what is shown of them: blocks, columns, words, in order
    terminal  what the terminal can do; the one place that writes to the streams
    render    views drawn for eyes (alone knows rich)
    formats   a result as JSON, as a table, …: one function each
    boundary  where every error ends: a message and an exit status
    cli       the commands: declare, call, show (alone knows typer)
"""

__version__ = "0.1.0"
