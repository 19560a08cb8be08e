"""Explore the facts of one news article, each anchored to the words that support it.

Data flows one way; a module imports only from the rows above its own.

    errors    the exception tree, and the exit code of each branch
    nearest   the existing word that a mistyped one was meant to be
    document  YAML text to nodes that know their line and column (alone knows yaml)
    fields    what one value of a record may be: text, number, date, reference, …
    model     the kinds of record: each declared once, with its fields
    store     a file to checked records, or every problem that it has
    search    the searcher's text: parsing, matching, scoring
    query     which records a command asks for
    views     what is shown of them: columns, headings, sections, in order
    formats   a view as JSON, a table, …: each format is one function
    terminal  what the terminal can do; the one place that writes to the streams
    render    views drawn for eyes (alone knows rich)
    cli       the commands: declare, call, render (alone knows typer)
"""

__version__ = "0.1.0"
