"""What the code of each problem means, and how to mend it."""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """The rule that a problem breaks, and what to do about it."""

    found_by: str
    rule: str
    mend: str


_FORM = "every command"
_CHECK = "bsc check"
_AUDIT = "bsc audit"

CODES: dict[str, Meaning] = {
    "encoding": Meaning(
        _FORM,
        "A store is UTF-8 text without control characters.",
        "Save the file as UTF-8; write a control character as an escape in double quotes.",
    ),
    "yaml": Meaning(
        _FORM, "A store is YAML.", "Look at the indentation and the quotes, here and a line above."
    ),
    "yaml-depth": Meaning(
        _FORM, "Nesting is bounded, as no store needs much of it.", "Take brackets away."
    ),
    "yaml-length": Meaning(
        _FORM,
        "The length of a text is bounded: a million characters.",
        "Look for a quotation mark that is not closed; shorten the text.",
    ),
    "yaml-size": Meaning(
        _FORM,
        "The size of a store is bounded: ten million keys and values, 250 MB.",
        "Make several stores of it.",
    ),
    "too-many": Meaning(
        f"{_FORM}, {_AUDIT}",
        "A hundred thousand problems are told of, and no more are looked for.",
        "Mend those; a file with so many may not be the one that was meant.",
    ),
    "yaml-alias": Meaning(
        _FORM,
        "A store has no YAML anchors and aliases: a small file could stand for a huge one.",
        "Write the value out where it is meant.",
    ),
    "yaml-tag": Meaning(
        _FORM, "A store has no YAML tags: types follow from the fields.", "Remove the tag."
    ),
    "yaml-documents": Meaning(_FORM, "A store is one YAML document.", "Remove the line '---'."),
    "yaml-key": Meaning(_FORM, "A key is one word.", "Put a value that begins with { in quotes."),
    "duplicate-key": Meaning(
        _FORM, "A key stands once in its mapping.", "Keep one of the two, or join them."
    ),
    "type": Meaning(
        _FORM,
        "A value is of its field's type: text, a number, true or false, a list.",
        "Put text that looks like a number in quotes; write a list in brackets.",
    ),
    "empty": Meaning(_FORM, "A value that must be there says something.", "Fill it in."),
    "form": Meaning(
        _FORM,
        "Ids, terms, codes and digests have their form.",
        "Ids are lower-case words joined by '-', terms lower-case words joined by '_'.",
    ),
    "choice": Meaning(_FORM, "A value of a closed list is one of it.", "Take one of those named."),
    "date": Meaning(
        _FORM,
        "A date is an EDTF level 1 date and exists.",
        "Write YYYY-MM-DD, YYYY-MM or YYYY, with '?' behind it where it is uncertain.",
    ),
    "number-range": Meaning(
        _FORM,
        "A number is finite and small enough that every program keeps it exactly.",
        "Give it in a larger unit.",
    ),
    "anchor": Meaning(
        _FORM,
        "An anchor is a phrase, or first words and last words joined by ' … '.",
        "Make two anchors of one with two ellipses; put spaces around the ellipsis.",
    ),
    "missing-key": Meaning(_FORM, "A record has the keys that its kind needs.", "Add the key."),
    "unknown-key": Meaning(
        _FORM, "A record has only the keys of its kind.", "Correct the key, or remove it."
    ),
    "kind": Meaning(
        _FORM,
        "A record that says its kind stands in the list of that kind.",
        "Remove 'kind', or move the record.",
    ),
    "duplicate-id": Meaning(
        _FORM, "An id names one record in the whole store.", "Give one of the two another id."
    ),
    "reference": Meaning(
        _FORM,
        "A reference is the id of a record, and of a kind that can stand there.",
        "Correct the id, or add the record.",
    ),
    "anchor-length": Meaning(
        _CHECK,
        "An anchor has at most 12 words of the article, and at least one.",
        "Keep the first and the last few words and put ' … ' between.",
    ),
    "repeated": Meaning(_CHECK, "A list has each item once.", "Remove the second."),
    "duplicate": Meaning(
        _CHECK, "Two records of a kind do not say the same.", "Keep one, with the evidence of both."
    ),
    "self-reference": Meaning(
        _CHECK, "A record does not refer to itself.", "Remove the reference."
    ),
    "isolated": Meaning(
        _CHECK,
        "A record refers to another, or another to it.",
        "Say in 'about' what it is about, or refer to it where it is spoken of.",
    ),
    "unstated": Meaning(
        _CHECK,
        "What another kind has, a claim is about: claims are the complete inventory.",
        "Add the claim, or name the record in its 'about' or 'figures'.",
    ),
    "no-caveat": Meaning(
        _CHECK,
        "What is inferred or implied says in a caveat how.",
        "Add the caveat.",
    ),
    "subtype": Meaning(
        _CHECK,
        "A claim has a subtype when its type is 'other', and only then.",
        "Add or remove the subtype.",
    ),
    "wording": Meaning(
        _CHECK,
        "Statements and caveats are sentences, with single spaces.",
        "Begin with a capital letter and end with a full stop.",
    ),
    "country": Meaning(
        _CHECK,
        "Countries, and only they, have an ISO 3166-1 code: their own.",
        "Correct the code or the type.",
    ),
    "currency": Meaning(
        _CHECK,
        "Money has a currency of ISO 4217 and no unit.",
        "Correct the currency, or remove it.",
    ),
    "reading": Meaning(
        _CHECK,
        "A stated figure's value, bound, unit and currency are what 'as_written' says.",
        "Make 'as_written' and the other fields agree.",
    ),
    "implied": Meaning(
        _CHECK,
        "An implied figure has 'support: implied', 'implied_by' and no 'as_written'.",
        "Add what is missing, or remove what the article does not write.",
    ),
    "derivation": Meaning(
        _CHECK,
        "An implied figure is what follows from its operands: value and bound.",
        "Correct it; remove it where no bound follows.",
    ),
    "date-disagrees": Meaning(
        _CHECK,
        "A date agrees with the weekday and the month that its anchors name.",
        "Correct the date or the anchor.",
    ),
    "orphan": Meaning(
        _AUDIT,
        "Every anchor selects a passage: its words, and where it has two ends, its last words"
        " after its first.",
        "Copy the words from the article. A near match never counts.",
    ),
    "uncovered": Meaning(
        _AUDIT,
        "Every word of the article lies under some record's evidence.",
        "Add the claims that the passage makes, or name it in not_claims with a reason.",
    ),
    "unclaimed": Meaning(
        _AUDIT,
        "Every word lies under a claim's evidence: claims are the complete inventory.",
        "Add the claims that the passage makes.",
    ),
    "changed": Meaning(
        _AUDIT,
        "The article is the text that the store was made from, in every passage and as a whole.",
        "Mend the facts, then renew the fingerprint in 'source'.",
    ),
    "removed": Meaning(
        _AUDIT,
        "Every passage of the text that the store was made from is still there.",
        "Mend the facts, then renew the fingerprint in 'source'.",
    ),
    "numeral": Meaning(
        _AUDIT,
        "Every number is a figure's value or a date's day or year, and that record rests on it.",
        "Add the figure or event, or correct it.",
    ),
    "quotation": Meaning(
        _AUDIT,
        "What stands between quotation marks is exactly a quote's text.",
        "Add the quote, correct it, or name it in not_claims with its marks.",
    ),
    "name": Meaning(
        _AUDIT,
        "Every capitalised name is a record's name or alias. A word that the article or the"
        " store also has in small letters is no name.",
        "Add the agency, person, group or place, or an alias.",
    ),
    "quote-text": Meaning(
        _AUDIT,
        "A quote's text stands in the article word for word, under the quote's evidence.",
        "Copy it from the article.",
    ),
    "quote-cue": Meaning(
        _AUDIT, "A quote's cue stands in its evidence.", "Add an anchor that has the cue."
    ),
    "quote-speaker": Meaning(
        _AUDIT,
        "The evidence of a quote names its speaker, or nobody and the quote is 'inferred'.",
        "Add an anchor that names the speaker, or 'support: inferred' and a caveat.",
    ),
    "voice": Meaning(
        _AUDIT,
        "A claim of a person's is quoted from them, or its sentence names them; a claim of the"
        " author's is not a quotation alone.",
        "Correct the voice.",
    ),
    "figure-text": Meaning(
        _AUDIT,
        "A stated figure's written form, unit and period stand in its evidence.",
        "Write them as the article does, or correct the anchors.",
    ),
    "alias": Meaning(
        _AUDIT,
        "Aliases and acronyms are the article's words, and the evidence has one or the name.",
        "Remove the alias, or correct it.",
    ),
    "number": Meaning(
        _AUDIT,
        "A number in our own words is one that the evidence gives.",
        "Correct the number, or anchor the passage that has it.",
    ),
    "foreign-name": Meaning(
        _AUDIT,
        "A name in our own words is one that the article has.",
        "Say what the text says.",
    ),
    "copied": Meaning(
        _AUDIT,
        "Our own words have no more than 8 in a row of the article's.",
        "Put it in other words.",
    ),
}
"""Every code, in the order in which a store meets the rules."""


def as_markdown() -> str:
    """All codes as a page of documentation."""
    rows = [
        f"| `{code}` | {meaning.found_by} | {meaning.rule} | {meaning.mend} |"
        for code, meaning in CODES.items()
    ]
    return "\n".join([_HEAD, "|---|---|---|---|", *rows, ""])


_HEAD = """\
# Problem codes

What `bsc check` and `bsc audit` report, and every command of a store that breaks the form.
`bsc check --explain CODE` prints one of these. Codes do not change their meaning.

| Code | Found by | Rule | How to mend it |"""
