"""Explanations of the problems found while a store is read.

They are found by `store` and `model`, which do not know the rules.
"""

from __future__ import annotations

from typing import Final

from bsc_cli.checks.rule import Explanation

_TEXTS: Final = (  # the code, the rule, the fix, an example that fails and one that passes
    (
        "encoding",
        "A store is UTF-8 text without control characters.",
        "Save the file as UTF-8; write a control character as an escape in double quotes.",
        "name: Coast\u001bWatch",
        'name: "Coast\\u001bWatch"',
    ),
    (
        "yaml",
        "A store is YAML.",
        "Check the indentation and the quotation marks on this line and the line above.",
        "aliases: [HO, Harbours",
        "aliases: [HO, Harbours]",
    ),
    (
        "yaml-depth",
        "A store has at most 32 levels of nesting. It needs five.",
        "Remove brackets, or close them earlier.",
        f"aliases: {'[' * 33}HO{']' * 33}",
        "aliases: [HO]",
    ),
    (
        "yaml-length",
        "A text has at most a million characters.",
        "Look for a quotation mark that is not closed, or shorten the text.",
        "role: Runs the ferries, and so on for a million characters",
        "role: Runs the ferries",
    ),
    (
        "yaml-size",
        "A store has at most ten million keys and values.",
        "Split it into several stores.",
        "aliases: [HO, Harbours, and so on, for, ten, million, values]",
        "aliases: [HO, Harbours]",
    ),
    (
        "too-many",
        "At most a hundred thousand problems are reported; the search ends there.",
        "Fix those. So many problems may mean that this is the wrong file.",
        "aliases: [1, 2, 3, and so on, 4, 5, 6]",
        "aliases: ['1', '2', '3']",
    ),
    (
        "yaml-alias",
        "A store has no YAML anchors or aliases: they let a small file stand for a huge one.",
        "Write the value out in full.",
        "name: &office Harbour Office\nrole: *office",
        "name: Harbour Office\nrole: Harbour Office",
    ),
    (
        "yaml-tag",
        "A store has no YAML tags: the field decides the type of its value.",
        "Remove the tag.",
        "name: !!str 1984",
        "name: '1984'",
    ),
    (
        "yaml-documents",
        "A store is one YAML document.",
        "Remove the line '---', or make two files.",
        "agencies: []\n---\npeople: []",
        "agencies: []\npeople: []",
    ),
    (
        "yaml-key",
        "A key is one word.",
        "Put quotation marks around a value that begins with '{' or '['.",
        "name: {[HO]: Harbour Office}",
        "name: '{[HO]: Harbour Office}'",
    ),
    (
        "duplicate-key",
        "A mapping has each key once.",
        "Remove one of the two, or merge their values.",
        "name: Coast Guard\nname: Coast Watch",
        "name: Coast Guard\naliases: [Coast Watch]",
    ),
    (
        "type",
        "A value has the type of its field: text, a number, true or false, a list.",
        "Put quotation marks around text that looks like a number; write a list in brackets.",
        "aliases: HO",
        "aliases: [HO]",
    ),
    (
        "empty",
        "A text has words, and a list that must have items has at least one.",
        "Fill in the value, or remove the key.",
        "name: ''",
        "name: Harbour Office",
    ),
    (
        "form",
        "Ids, terms, codes and digests have their form.",
        "Write ids as lower-case words joined by '-', terms as lower-case words joined by '_'.",
        "id: Harbour Office",
        "id: harbour-office",
    ),
    (
        "choice",
        "A field with a closed list of values has one of them.",
        "Take one of the values that the message names.",
        "support: certain",
        "support: explicit",
    ),
    (
        "date",
        "A date exists and is written in EDTF, level 1.",
        "Write YYYY-MM-DD, YYYY-MM or YYYY; add '?' where the date is uncertain.",
        "date: 2024-02-30",
        "date: 2024-02-28?",
    ),
    (
        "number-range",
        "A number is small enough for JSON programs to read it exactly.",
        "Give the number in a larger unit.",
        "value: 100000000000000000",
        "value: 100000",
    ),
    (
        "anchor",
        "An anchor is one phrase, or the first and the last words of a passage joined by ' … '.",
        "Put spaces around the ellipsis; make two anchors of one that has two ellipses.",
        "evidence: [The Harbour Office … the ferries … a year]",
        "evidence: [The Harbour Office … a year]",
    ),
    (
        "missing-key",
        "A record has all keys that its kind requires.",
        "Add the key.",
        "source: {author: Ann Reed}",
        "source: {author: Ann Reed, headline: Ferry Service Cut}",
    ),
    (
        "unknown-key",
        "A record has only the keys of its kind.",
        "Correct the key, or remove it.",
        "agencies: [{acronyms: HO}]",
        "agencies: [{acronym: HO}]",
    ),
    (
        "kind",
        "A record that has the key 'kind' is in the list of that kind.",
        "Remove 'kind', or move the record to its list.",
        "agencies: [{kind: people}]",
        "agencies: [{kind: agencies}]",
    ),
    (
        "duplicate-id",
        "An id belongs to one record of the store.",
        "Give one of the two records another id.",
        "agencies: [{id: ho}, {id: ho}]",
        "agencies: [{id: ho}, {id: ho-lyme}]",
    ),
    (
        "reference",
        "A reference is the id of a record, of a kind that the field allows.",
        "Correct the id, or add the record.",
        "agencies: [{id: ho, parent: minstry}, {id: ministry}]",
        "agencies: [{id: ho, parent: ministry}, {id: ministry}]",
    ),
)

CODES: Final = tuple(
    Explanation(code, "every command, bsc audit" if code == "too-many" else "every command", *texts)
    for code, *texts in _TEXTS
)
