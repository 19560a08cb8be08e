"""Explore the facts of one news article, each anchored to the words that support it.

Data flows one way; a module imports only from those above it.

    docstring    what a class or a function says of itself, and the help with it
    visible      text made fit to be seen (of rich, knows how wide it is)
    errors       the exception tree, the exit status of each branch, and `Problem`
    jsonline     JSON as it is printed
    nearest      the existing word that a mistyped one was meant to be
    edtf         dates that may be uncertain
    iso          codes of countries and currencies (alone knows pycountry)
    files        the one place that opens, makes and removes files
    nodes        a document as a tree of values with their lines and columns
    decoding     the bytes of a document to its text
    scalars      what a plain word of a document means
    document     YAML to nodes, and back (alone knows yaml)
    values       what one value may be: text, number, date, reference, …
    shapes       mappings with known keys, each key a typed field
    record       what a store is made of, whatever the kind
    model        the kinds of record, each declared once
    reading      nodes to values, or to every problem that they have
    store        a file to checked records, or to every problem that it has
    folding      texts made comparable, with the way back to the raw text
    concordance  where phrases stand in a text
    article      a file to the article's text
    anchors      the passages of a text that an anchor selects
    intervals    a set of stretches of a text
    alignment    where a sequence is not what it was
    fingerprint  whether a text is what it was, and where not
    english      what tells the words of English from names
    elements     numerals, quotations and names in a text
    derivation   what follows from figures, bounds carried through
    codes        what the code of each problem means
    reckoning    rules of a store's figures and dates
    check        rules of a store by itself
    evidence     a store held against an article
    audit        rules that go through the article: is the store complete?
    fidelity     rules that go through the records: is it faithful?
    search       what a search looks for and looks at
    matching     where that stands in texts
    tokens       what the full-text index holds and is asked
    database     a database made once (alone knows sqlite3)
    roots        the forms of words
    compiler     a store to a database
    index        the questions that a compiled store answers
    streams      the standard streams, made such that what is written arrives or fails once
    terminal     what the terminal can do; the one place that writes to the streams
    cache        where compiled stores are kept, and whether one is fresh
    query        what a command asks for, in terms of the index
    graph        which records are tied to which, and by what
    diagrams     a graph for Graphviz and for Mermaid
    report       what an audit found
    amounts      figures in words
    pictures     what is shown as a picture: charts, timelines, trees
    trees        what is shown of a graph as a tree
    layout       what a view is made of: blocks of text in roles
    views        what is shown of records: columns, words, in order
    audit_views  what is shown of an audit
    bars         numbers as bars of characters
    drawing      pictures drawn as lines of text
    plain        views drawn for pipes and files
    markdown     views as Markdown
    render       views drawn for terminals (alone draws with rich)
    cells        rows of values as the cells of a spreadsheet
    formats      a result as JSON, as a table, …: one function each
    boundary     where every error ends: a message and an exit status
    invocation   what every command was asked: which store, how to print
    verify       what check and audit do
    ties         what graph does
    outputs      what each command prints as JSON, each declared once
    schema       what the values of a type look like: in words, and as JSON Schema
    fields       the fields of records in words
    commands     what each command does: ask the store, show the answer
    completion   what a shell offers to complete what was begun
    shells       what is offered, as each shell takes it
    options      the options and arguments, each declared once (with cli alone knows typer)
    cli          the commands declared
"""

__version__ = "0.1.0"
