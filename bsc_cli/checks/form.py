"""Explanations of the problems that are found while a store is read.

The packages `store` and `model` find these problems without using the rules of this package.
"""

from __future__ import annotations

from typing import Final

from bsc_cli.checks.rule import Explanation

_TEXTS: Final = (  # the code, the rule, the fix, an example of a breach, an example without one
    (
        "encoding",
        "A store is UTF-8 text without control characters.",
        "Save the file as UTF-8; write a control character as an escape in double quotes.",
        "name: Coast\u001bWatch",
        'name: "Coast\\u001bWatch"',
    ),
    (
        "yaml",
        "A store is a valid YAML file.",
        "Check the indentation and the quotation marks on this line and the line above.",
        "aliases: [HO, Harbours",
        "aliases: [HO, Harbours]",
    ),
    (
        "yaml-depth",
        "A store has at most 32 levels of nesting; records need only five.",
        "Remove surplus brackets, or close brackets earlier.",
        f"aliases: {'[' * 33}HO{']' * 33}",
        "aliases: [HO]",
    ),
    (
        "yaml-length",
        "A value has at most a million characters.",
        "Look for a quotation mark that is not closed, or shorten the text.",
        "role: Runs the ferries, and so on for a million characters",
        "role: Runs the ferries",
    ),
    (
        "yaml-size",
        "A store has at most ten million keys and values.",
        "Split the store into several stores.",
        "aliases: [HO, Harbours, and so on, for, ten, million, values]",
        "aliases: [HO, Harbours]",
    ),
    (
        "too-many",
        "The check stops when it has reported a hundred thousand problems.",
        "Make sure that this is the right file, then fix the problems reported so far.",
        "aliases: [1, 2, 3, and so on, 4, 5, 6]",
        "aliases: ['1', '2', '3']",
    ),
    (
        "yaml-alias",
        "A store contains no YAML anchors or aliases, which can make a small file expand greatly.",
        "Write the value out in full.",
        "name: &office Harbour Office\nrole: *office",
        "name: Harbour Office\nrole: Harbour Office",
    ),
    (
        "yaml-tag",
        "A store contains no YAML tags: the field determines the type of its value.",
        "Remove the tag.",
        "name: !!str 1984",
        "name: '1984'",
    ),
    (
        "yaml-directive",
        "A store contains no YAML directive, except that %YAML 1.2 or %YAML 1.1 may begin it.",
        "Remove the line.",
        "agencies: []\n...\n%TAG ! tag:example.org,2026:",
        "agencies: []\n...",
    ),
    (
        "yaml-documents",
        "A store is a single YAML document.",
        "Remove the line '---', or split the file in two.",
        "agencies: []\n---\npeople: []",
        "agencies: []\npeople: []",
    ),
    (
        "yaml-key",
        "A key is a word, not a list, a mapping or nothing.",
        "Put quotation marks around a value that begins with '{' or '['.",
        "name: {[HO]: Harbour Office}",
        "name: '{[HO]: Harbour Office}'",
    ),
    (
        "duplicate-key",
        "A mapping contains each key only once.",
        "Remove one of the two keys, or merge their values.",
        "name: Coast Guard\nname: Coast Watch",
        "name: Coast Guard\naliases: [Coast Watch]",
    ),
    (
        "type",
        "A value has the type that its field requires: text, a number, true or false, or a list.",
        "Put quotation marks around text that looks like a number; write a list in brackets.",
        "aliases: HO",
        "aliases: [HO]",
    ),
    (
        "empty",
        "Text is not blank, and a list that requires items has at least one item.",
        "Fill in the value, or remove the key.",
        "name: ''",
        "name: Harbour Office",
    ),
    (
        "form",
        "Ids, terms, codes and digests are written in the form that their field requires.",
        "Write ids as lower-case words joined by '-', and terms as words joined by '_'.",
        "id: Harbour Office",
        "id: harbour-office",
    ),
    (
        "choice",
        "If a field allows only certain values, its value is one of those.",
        "Use one of the values that the message lists.",
        "support: certain",
        "support: explicit",
    ),
    (
        "date",
        "A date exists in the calendar and is written in EDTF (level 1, quarters, years in doubt).",
        "Write YYYY-MM-DD, YYYY-MM or YYYY; add '?' to an uncertain date, or to its year alone.",
        "date: 2024-02-30",
        "date: 2024-02-28?",
    ),
    (
        "number-range",
        "A number is small enough for programs to read it exactly from JSON.",
        "Express the number in a larger unit.",
        "value: 100000000000000000",
        "value: 100000",
    ),
    (
        "anchor",
        "An anchor is one phrase, or the first and the last words of a passage joined by ' … '.",
        "Put spaces around the ellipsis; split an anchor that has two ellipses into two anchors.",
        "evidence: [The Harbour Office … the ferries … a year]",
        "evidence: [The Harbour Office … a year]",
    ),
    (
        "missing-key",
        "A record has all the keys that its kind requires.",
        "Add the missing key.",
        "source: {author: Ann Reed}",
        "source: {author: Ann Reed, headline: Ferry Service Cut}",
    ),
    (
        "unknown-key",
        "A record has only keys that its kind defines.",
        "Correct the key, or remove it.",
        "agencies: [{acronyms: HO}]",
        "agencies: [{acronym: HO}]",
    ),
    (
        "kind",
        "If a record has the key 'kind', its value is the name of the list that holds the record.",
        "Remove 'kind', or move the record to the list for that kind.",
        "agencies: [{kind: people}]",
        "agencies: [{kind: agencies}]",
    ),
    (
        "duplicate-id",
        "Each id belongs to only one record of the store.",
        "Give one of the two records a different id.",
        "agencies: [{id: ho}, {id: ho}]",
        "agencies: [{id: ho}, {id: ho-lyme}]",
    ),
    (
        "reference",
        "A reference is the id of an existing record whose kind the field allows.",
        "Correct the id, or add the record.",
        "agencies: [{id: ho, parent: minstry}, {id: ministry}]",
        "agencies: [{id: ho, parent: ministry}, {id: ministry}]",
    ),
)

CODES: Final = tuple(
    Explanation(
        code, "every command, bsc audit" if code == "too-many" else "every command", "error", *texts
    )
    for code, *texts in _TEXTS
)
