"""Inputs of any size for `benchmarks/growth.py`: stores, articles and arguments.

Each input grows in one respect only, such as the aliases of one agency, so that a cost that grows
with it is seen.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks import invented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Record = dict[str, Any]
Files = dict[str, str]

FIRST: Final = "agencies --count"
"""The command that is run without an index, and so builds one."""
QUERIES: Final = ("agencies", "search a", "caveats", "timeline", "graph --json", "check")
"""Commands that read most of a store, each in its own way."""
FORMATS: Final = ("jsonl", "csv", "tsv", "yaml", "markdown", "ids")


class Input(NamedTuple):
    """An input of any size, the first size to measure, and the commands to run on it.

    The tests run `commands` only. In a command, `@NAME` stands for the lines of a file, and a word
    that ends in `.txt` for a file.
    """

    start: int
    make: Callable[[int], Files]
    commands: tuple[str, ...]
    more: tuple[str, ...] = ()


def record(id: str, **fields: Any) -> Record:
    return {"id": id, "evidence": ["e"], **fields}


def agency(number: int, **more: Any) -> Record:
    return record(f"a{number}", **{"name": f"Agency {number}"} | more)


def place(number: int, **more: Any) -> Record:
    return record(f"p{number}", **{"name": f"Place {number}"} | more)


def figure(number: int, **more: Any) -> Record:
    return record(f"f{number}", **{"value": number, "unit": "crates", "property": "p"} | more)


def event(number: int, **more: Any) -> Record:
    return record(f"e{number}", **{"name": f"Event {number}", "statement": "S."} | more)


def measure(number: int, **more: Any) -> Record:
    return record(f"m{number}", **{"name": f"Measure {number}", "statement": "S."} | more)


def claim(number: int, **more: Any) -> Record:
    return record(f"c{number}", **{"statement": "S.", "type": "quantity", "voice": "author"} | more)


def quote(number: int, **more: Any) -> Record:
    return record(f"q{number}", **{"text": f"Too few {number}.", "speaker": "ann"} | more)


ANN: Final = record("ann", name="Ann")


def store(**kinds: Iterable[Record]) -> Files:
    """Return a store, with a record on each line."""
    lines = ["source: {headline: H}"]
    for kind, records in kinds.items():
        lines.append(f"{kind}:")
        lines += (f"- {json.dumps(record, ensure_ascii=False)}" for record in records)
    return {"facts.yaml": "\n".join(lines) + "\n"}


def many(make: Callable[..., Record], number: int, **more: Any) -> list[Record]:
    """Return this many records of a kind, with the same further fields."""
    return [make(index, **more) for index in range(number)]


def ids(letter: str, number: int) -> list[str]:
    return [f"{letter}{index}" for index in range(number)]


def words(number: int, word: str = "w") -> str:
    """Return a text of different words."""
    return " ".join(f"{word}{index}" for index in range(number))


def one(**fields: Any) -> Files:
    """Return a store of one agency."""
    return store(agencies=[agency(0, **fields)])


def audited(article: str, **kinds: Iterable[Record]) -> Files:
    return {"article.txt": article, **store(**kinds)}


def text(start: int, make: Callable[[int], str]) -> Input:
    """Return the input of one long text: the statement of a claim, and its anchor."""

    def files(size: int) -> Files:
        long = make(size)
        return audited(f"{long}. End.", claims=[claim(0, statement=long, evidence=[long[:9000]])])

    more = "claims", "claims --width 80", "claims -o svg", "search End", "show c0", "check"
    return Input(start, files, (FIRST, "audit article.txt"), more)


def listed(
    start: int, make: Callable[[int], Files], *commands: str, more: tuple[str, ...] = QUERIES
) -> Input:
    return Input(start, make, (FIRST, *commands), more)


def invalid(start: int, make: Callable[[int], Files]) -> Input:
    return Input(start, make, ("check",), ("check --json", "agencies", "search a"))


def article(start: int, make: Callable[[int], Files]) -> Input:
    return Input(start, make, ("audit article.txt",), ("report article.txt",))


STORES: Final = {
    "records of every kind": listed(
        250,
        lambda n: {"facts.yaml": "".join(invented.Store(max(n, invented.LEAST), 1).yaml())},
        *("claims", "graph", "search border", "check"),
        more=(
            *(
                "",
                "agencies",
                "timeline",
                "claims --json",
                *(f"claims -o {name}" for name in FORMATS),
            ),
            *("claims -o svg --limit 9999", "figures --chart", "caveats", "graph --json"),
            *("graph --as dot", "graph --as mermaid", "claims --sort statement", "cache"),
            *("search the --json", "claims border --about norway", "--width 80 claims", "show nca"),
        ),
    ),
    "agencies": listed(500, lambda n: store(agencies=many(agency, n)), "show a0"),
    "references to one record": listed(
        500,
        lambda n: store(agencies=[agency(0)], claims=many(claim, n, about=["a0"])),
        "show a0",
        "graph a0 --as dot",
        "claims --about a0",
        more=("graph a0", "search a0", *QUERIES),
    ),
    "references in one record": listed(
        500,
        lambda n: store(agencies=many(agency, n), claims=[claim(0, about=ids("a", n))]),
        "graph c0 --depth 2",
        "check",
        more=("show c0", "show a0", "claims", *QUERIES),
    ),
    "agencies and places of one measure": listed(
        300,
        lambda n: store(
            agencies=many(agency, n),
            places=many(place, n),
            measures=[measure(0, agencies=ids("a", n), places=ids("p", n))],
        ),
        "graph --as dot",
        more=("graph", "graph a0", "graph m0 --depth 3", *QUERIES),
    ),
    "participants of one event": listed(
        300,
        lambda n: store(
            agencies=many(agency, n), events=[event(0, participants=ids("a", n), date="2031")]
        ),
        "graph --json",
        more=("graph", "graph a0", *QUERIES),
    ),
    "quotations of one person about agencies": listed(
        400,
        lambda n: store(
            agencies=many(agency, n),
            people=[ANN],
            quotes=[quote(index, about=[f"a{index}"]) for index in range(n)],
        ),
        "graph",
        "quotes",
        more=("graph ann", "graph ann --depth 20", *QUERIES),
    ),
    "a chain of places": listed(
        500,
        lambda n: store(
            places=[
                place(index, **({"part_of": f"p{index - 1}"} if index else {}))
                for index in range(n)
            ]
        ),
        "graph",
        more=("graph p0 --depth 20", "show p0", *QUERIES),
    ),
    "figures derived from one another": listed(
        500,
        lambda n: store(
            figures=[
                figure(0, value=1),
                *(
                    figure(
                        index,
                        value=1,
                        support="implied",
                        implied_by={
                            "operation": "multiply",
                            "of": [f"f{index - 1}", f"f{index - 1}"],
                        },
                    )
                    for index in range(1, n)
                ),
            ]
        ),
        "check",
        more=("show f1", "figures --chart", *QUERIES),
    ),
    "aliases of one agency": listed(
        1_000, lambda n: one(aliases=[f"Alias {index}" for index in range(n)]), "show a0"
    ),
    "records of one name": listed(500, lambda n: store(agencies=many(agency, n, name="Same"))),
    "evidence of one record": listed(
        1_000, lambda n: one(evidence=[f"e{index}" for index in range(n)]), "show a0"
    ),
    "caveats of one record": listed(
        1_000, lambda n: one(caveats=[f"Not {index}." for index in range(n)]), "show a0"
    ),
    "units": listed(
        500,
        lambda n: store(figures=[figure(index, unit=f"u{index}") for index in range(n)]),
        "figures --chart",
        more=("figures", "figures --chart -o markdown", *QUERIES),
    ),
    "dates": listed(
        500,
        lambda n: store(events=[event(index, date=f"{index % 9999:04}") for index in range(n)]),
        "timeline",
        more=("timeline --json", "timeline -o markdown", "events --sort date", *QUERIES),
    ),
}

TEXTS: Final = {
    "a text of words": text(3_000, words),
    "a text of one word": text(200_000, lambda n: "w" * n),
    "a text of numbers": text(2_500, lambda n: " ".join(map(str, range(n)))),
    "a text of number words": text(6_000, lambda n: "hundred " * n),
    "a text of quotation marks": text(4_000, lambda n: '"a ' * n),
    "a text of signs": text(200_000, lambda n: "%" * n),
    "a text of wide characters": text(50_000, lambda n: "宽" * n),
    "a text of combining marks": text(20_000, lambda n: "a" + "\u0301\u0316" * n),
    "a text of hidden characters": text(20_000, lambda n: "a\u202e" * n),
    "a text of escapes": text(20_000, lambda n: "\\`*_[" * n),
    "a text of sentences": text(5_000, lambda n: "It is so. " * n),
    "a text of names": text(2_000, lambda n: words(n, "Name Of ")),
    "a long name": listed(
        4_000, lambda n: one(name=words(n)), "agencies", "agencies --width 80", "agencies -o svg", "graph",
        "graph --as dot", "check",
    ),
}  # fmt: skip


def raw(content: str) -> Files:
    return {"facts.yaml": f"source: {{headline: H}}\n{content}"}


INVALID: Final = {
    "mistyped references": invalid(
        200, lambda n: store(agencies=[agency(k, parent=f"b{k}") for k in range(n)])
    ),
    "mistyped references in one record": invalid(
        200, lambda n: store(agencies=many(agency, n), claims=[claim(0, about=ids("b", n))])
    ),
    "one id many times": invalid(2_000, lambda n: store(agencies=[agency(0)] * n)),
    "unknown keys": invalid(1000, lambda n: one(**{f"nam{index}": 1 for index in range(n)})),
    "one key many times": invalid(
        4_000, lambda n: raw("agencies: [{id: a, " + "id: a, " * n + "}]")
    ),
    "one anchor many times": invalid(16_000, lambda n: one(evidence=["e"] * n)),
    "empty records": invalid(4_000, lambda n: raw("agencies:\n" + "-\n" * n)),
    "mistyped choices": invalid(400, lambda n: store(claims=many(claim, n, type="quantitty"))),
    "invalid dates": invalid(1000, lambda n: store(events=many(event, n, date="2031-02-30"))),
    "a long id": invalid(
        50_000, lambda n: store(agencies=[agency(0) | {"id": "a" * n, "parent": "b" * n}])
    ),
    "levels": invalid(10_000, lambda n: raw("agencies: " + "[" * n)),
    "levels in a block": invalid(10_000, lambda n: raw("- " * n)),
    "levels by indentation": invalid(
        200, lambda n: raw("\n".join(" " * k + "a:" for k in range(10 * math.isqrt(n))))
    ),
    "an unclosed quotation mark": invalid(200_000, lambda n: raw('people: "' + "x \n" * n)),
    "an unclosed bracket": invalid(20_000, lambda n: raw("people: [" + "x, \n" * n)),
    "an unclosed brace": invalid(8_000, lambda n: raw("people: {" + "x: y,\n" * n)),
    "aliases": invalid(5000, lambda n: raw("agencies: [" + "*a," * n + "]")),
    "tags": invalid(5000, lambda n: raw("agencies: [" + "!a x," * n + "]")),
    "tag directives": invalid(
        8_000, lambda n: {"facts.yaml": "".join(f"%TAG !t{k}! t:\n" for k in range(n)) + "--- x\n"}
    ),
    "documents": invalid(30_000, lambda n: raw("---\n" * n)),
    "a comment": invalid(4_000_000, lambda n: raw("#" * n)),
    "comments": invalid(1_000_000, lambda n: raw("# c\n" * n)),
    "empty lines": invalid(2_000_000, lambda n: raw("\n" * n)),
    "a block of empty lines": invalid(200_000, lambda n: raw("people: |\n" + "\n" * n + "  x\n")),
    "a folded text": invalid(50_000, lambda n: raw("people: >\n" + "  word\n" * n)),
    "a plain text of lines": invalid(50_000, lambda n: raw("people: a\n" + "  word\n" * n)),
    "a quoted text of escapes": invalid(200_000, lambda n: raw('people: "' + "\\u0041" * n + '"')),
    "a list in brackets": invalid(5_000, lambda n: raw("people: [" + "1," * n + "]")),
}

ARTICLES: Final = {
    "an article with an anchor for each sentence": article(
        400,
        lambda n: audited(
            " ".join(f"Item x{k} came." for k in range(n)),
            claims=[claim(k, evidence=[f"Item x{k}"]) for k in range(n)],
        ),
    ),
    "an article without anchors": article(
        1_500, lambda n: audited("It came so. " * n, claims=[claim(0, evidence=["It came"])])
    ),
    "anchors that are not in the article": article(
        250,
        lambda n: audited(
            words(n), claims=[claim(k, evidence=[f"v{k} z … w{k} y"]) for k in range(n)]
        ),
    ),
    "anchors on one sentence": article(
        800,
        lambda n: audited(words(20), claims=[claim(k, evidence=["w0 … w19"]) for k in range(n)]),
    ),
    "anchors of one long sentence": article(
        500,
        lambda n: audited(
            words(n), claims=[claim(k, evidence=[f"w{k}"], statement="5") for k in range(n)]
        ),
    ),
    "anchors that begin at each word": article(
        800,
        lambda n: audited(
            words(n), claims=[claim(k, evidence=[f"w{k} … w{n - 1}"]) for k in range(n)]
        ),
    ),
    "claims of one voice": article(
        500,
        lambda n: audited(
            " ".join(f"Ann said x{k}." for k in range(n)),
            people=[ANN],
            claims=[claim(k, evidence=[f"x{k}"], voice="ann") for k in range(n)],
        ),
    ),
    "quotations": article(
        500,
        lambda n: audited(
            " ".join(f"Ann said “Too few {k}.”" for k in range(n)),
            people=[ANN],
            quotes=[quote(k, evidence=[f"Too few {k}"]) for k in range(n)],
        ),
    ),
    "one quotation many times": article(
        800,
        lambda n: audited(
            "Ann said “Too few.” " * 20, people=[ANN], quotes=many(quote, n, text="Too few.")
        ),
    ),
    "numbers": article(
        400,
        lambda n: audited(
            " ".join(f"About {k} crates came." for k in range(n)),
            figures=[
                figure(k, as_written=f"{k} crates", evidence=[f"{k} crates"]) for k in range(n)
            ],
        ),
    ),
    "claims that each refer to every figure": article(
        8_000,
        lambda n: audited(
            words(20),
            figures=many(figure, math.isqrt(n)),
            claims=many(claim, math.isqrt(n), figures=ids("f", math.isqrt(n)), statement="5"),
        ),
    ),
    "aliases and records of one article": article(
        3_000,
        lambda n: audited(
            words(n, "Name"), agencies=[agency(0, aliases=[f"Name{k}" for k in range(n)])]
        ),
    ),
    "a changed article": article(
        2_000,
        lambda n: {
            "article.txt": " ".join(f"Item y{k} came." for k in range(n)),
            "facts.yaml": json.dumps(
                {
                    "source": {"headline": "H", "passages": [f"{k:08x}" for k in range(n)]},
                    "claims": [claim(0)],
                }
            ),
        },
    ),
}


def arguments(start: int, make: Callable[[int], str], *commands: str) -> Input:
    """Return the input of a list of words, on a store of as many records."""

    def files(size: int) -> Files:
        return {**store(agencies=many(agency, size)), "words": make(size)}

    return Input(start, files, commands, (FIRST,))


ARGUMENTS: Final = {
    "words to search": arguments(75, lambda n: "\n".join(words(n).split()), "search @words"),
    "a long word to search": arguments(1000, lambda n: "a" * n, "search @words"),
    "ids to show": arguments(
        500, lambda n: "\n".join(ids("a", n)), "show @words", "show --json @words"
    ),
    "ids to cite": arguments(
        500, lambda n: "\n".join(ids("a", n)), "cite @words", "cite --as ris @words"
    ),
    "one id many times": arguments(500, lambda n: "\n".join(["a0"] * n), "show @words"),
    "mistyped ids": arguments(500, lambda n: "\n".join(ids("b", n)), "show @words"),
    "names to show": arguments(
        500, lambda n: "\n".join(f"AGENCY\u00a0{k}" for k in range(n)), "show -o ids @words"
    ),
    "values of a filter": arguments(
        500, lambda n: "\n".join(f"--parent=a{k}" for k in range(n)), "agencies @words"
    ),
    "records that are all concerned": arguments(
        500, lambda n: "\n".join(f"--about=a{k}" for k in range(n)), "agencies @words"
    ),
    "fields": arguments(
        1000, lambda n: ",".join(["name"] * n), "agencies --limit 1 --fields @words"
    ),
    "fields to sort by": arguments(
        400, lambda n: ",".join(["name"] * n), "agencies --limit 1 --sort @words"
    ),
    "a long argument": arguments(
        5000, lambda n: "a" * min(n, 120_000), "fields @words", "schema @words", "graph @words", "@words",
        "check --explain @words",
    ),
}  # fmt: skip

INPUTS: Final = {**STORES, **TEXTS, **INVALID, **ARTICLES}
for _name, _input in ARGUMENTS.items():
    INPUTS[f"arguments: {_name}"] = _input
