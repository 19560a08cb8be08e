"""Articles of any kind: unreadable ones are reported, and costly ones stay within limits."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bsc_cli.checks import evidence
from bsc_cli.text import concordance
from tests.conftest import BSC, TINY
from tests.hostile import assert_sound, in_process, limited

if TYPE_CHECKING:
    from tests.conftest import Bsc

pytestmark = pytest.mark.hostile


def claim(*anchors: str, id: str = "c", **more: Any) -> dict[str, Any]:
    required = {"statement": "It is a thing.", "type": "quantity", "voice": "author"}
    return {"id": id, **required, "evidence": anchors, **more}


def group(id: str, name: str, *anchors: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "name": name, "evidence": anchors, **more}


def figure(number: int) -> dict[str, Any]:
    value = {"value": number, "as_written": str(number), "property": "P"}
    return {"id": f"f{number}", **value, "evidence": ["a … z"]}


def quote(number: int) -> dict[str, Any]:
    return {"id": f"q{number}", "text": f"a {number}", "speaker": "p", "evidence": ["a b"]}


def facts(**kinds: list[dict[str, Any]]) -> str:
    return json.dumps({"source": {"headline": "H"}, **kinds})


PAM = [group("p", "Pam", "a")]


def people(count: int, name: str = "Ann{}", *aliases: str) -> list[dict[str, Any]]:
    return [group(f"p{n}", name.format(n), "end", aliases=aliases) for n in range(count)]


def numbered(count: int, text: str) -> str:
    """Return a text in which each number below `count` follows a text."""
    return " ".join(f"{text}{number}" for number in range(count))


def repeated(passage: str, times: int) -> str:
    """Return a store made from an article that repeats one passage."""
    digest = hashlib.sha256(passage.encode()).hexdigest()[:8]
    source = {"headline": "H", "passages": [digest] * times}
    return json.dumps({"source": source, "claims": [claim("Item")]})


COSTLY = {
    "a statement with many numbers": ("a b", facts(claims=[claim("a", statement="1 " * 100_000)])),
    "a sentence without an end": (
        "a " * 100_000,
        facts(people=PAM, claims=[claim("a", voice="p")]),
    ),
    "many sentences": ("a b. " * 50_000, facts(people=PAM, claims=[claim("a", voice="p")])),
    "many first words and one last word": ("a b. " * 100_000 + "z", facts(claims=[claim("a … z")])),
    "a long anchor that is not in the article": (
        "a " * 100_000,
        facts(claims=[claim("a " * 50_000 + "zz")]),
    ),
    "a word within a word": ("a" * 800_000, facts(claims=[claim("a" * 400_000)])),
    "a long phrase of one word": (
        ("a " * 50_000 + "b ") * 4,
        facts(claims=[claim("a " * 49_990), claim("a " * 50_010, id="d")]),
    ),
    "many records on one word": (
        "a " * 250_000,
        facts(claims=[claim("a", id=f"c{number}") for number in range(60)]),
    ),
    "anchors that differ in white space": (
        "a " * 250_000,
        facts(claims=[claim("a" + " " * n + "a", id=f"c{n}") for n in range(1, 60)]),
    ),
    "many quotes": (
        " ".join(map("a {}".format, range(25_000))) + " a b",
        facts(people=PAM, quotes=[quote(number) for number in range(25_000)]),
    ),
    "claims that refer to many figures": (
        "a " + "one two three " * 2000 + " z",
        facts(
            figures=[figure(number) for number in range(150)],
            claims=[
                claim("a … z", id=f"c{n}", statement="5", figures=[f"f{m}" for m in range(150)])
                for n in range(150)
            ],
        ),
    ),
    "many aliases that are not in the article": (
        "b " + "word and " * 20_000 + "c",
        facts(groups=[group("g", "zz", "b … c", aliases=[f"y{n}" for n in range(20_000)])]),
    ),
    "a recurring passage in a store that has only this one": (
        " ".join(f"Same one. Item x{number}." for number in range(1_000)),
        repeated("Same one.", 1_999),
    ),
    "many anchors of one figure that select half of the article": (
        numbered(20_000, "x w") + " word and" * 200_000 + " end",
        facts(
            figures=[
                {
                    "id": "f",
                    "value": 4.5,
                    "as_written": "4.5",
                    "property": "P",
                    "evidence": [f"w{n} … end" for n in range(20_000)],
                }
            ]
        ),
    ),
    "a first phrase that occurs often before each of many last phrases": (
        "a " * 200_000 + numbered(20_000, "z"),
        facts(claims=[claim(f"a … z{n}", id=f"c{n}") for n in range(20_000)]),
    ),
    "many quotes with the same common words": (
        'He said "a b" often. ' * 20_000 + "end",
        facts(
            people=PAM,
            quotes=[
                {"id": f"q{n}", "text": "a b", "speaker": "p", "evidence": ["end"]}
                for n in range(20_000)
            ],
        ),
    ),
    "many quotes whose sentence names many other people": (
        f'Start {numbered(10_000, "Ann")} "a b" end.',
        facts(
            people=[*people(10_000), group("zed", "Zed", "end")],
            quotes=[
                {"id": f"q{n}", "text": "a b", "speaker": "zed", "evidence": ["Start … end"]}
                for n in range(10_000)
            ],
        ),
    ),
    "many people with the same common alias": (
        "Ann said so. " * 10_000 + 'Bob "a b" end.',
        facts(
            people=people(10_000, "Bob{}", "Ann"),
            quotes=[
                {"id": f"q{n}", "text": "a b", "speaker": f"p{n}", "evidence": ["Bob … end"]}
                for n in range(10_000)
            ],
        ),
    ),
    "many quotes from a person of many names": (
        numbered(10_000, "x. Ann") + '. Start "a b" end.',
        facts(
            people=[group("p", "Zed", "end", aliases=[f"Ann{n}" for n in range(10_000)])],
            quotes=[
                {"id": f"q{n}", "text": "a b", "speaker": "p", "evidence": ["Start … end"]}
                for n in range(10_000)
            ],
        ),
    ),
    "a claim with many numbers and many figures": (
        numbered(6_000, "x ") + " end",
        facts(
            figures=[
                {
                    "id": f"f{n}",
                    "value": n,
                    "as_written": str(n),
                    "property": "P",
                    "evidence": [str(n)],
                }
                for n in range(6_000)
            ],
            claims=[
                claim(
                    "end",
                    statement=numbered(10_000, "7777"),
                    figures=[f"f{n}" for n in range(6_000)],
                )
            ],
        ),
    ),
    "many anchors of two common words": (
        " ".join(random.Random(1).choices("ab", k=1_000_000)),
        facts(
            claims=[
                claim(f"{n:020b}".translate({48: "a ", 49: "b "}).strip(), id=f"c{n}")
                for n in range(20_000)
            ]
        ),
    ),
    "combining marks out of order": (
        "a" + "\u0301\u0316" * 250_000 + " b",
        facts(claims=[claim("a b")]),
    ),
    "vowel signs that decompose into marks out of order": (
        "\u0f73" * 250_000 + " b",
        facts(claims=[claim("a b")]),
    ),
    "many numbers": ("x " + "1, 2-1 " * 25_000, facts(claims=[claim("x")])),
    "many numbers in words": (
        "x " + "one in five and a half " * 25_000,
        facts(claims=[claim("x")]),
    ),
    "many short lines": ("x\n" + "Ann\n" * 100_000, facts(claims=[claim("x")])),
    "single marks without an end": ("x " + "'a " * 100_000, facts(claims=[claim("x")])),
    "many names and anchors": (
        " ".join(f"N{n} m{n}" for n in range(50_000)),
        facts(groups=[group(f"g{n}", f"N{n}", f"N{n} m{n}") for n in range(20_000)]),
    ),
}


@pytest.mark.parametrize("name", COSTLY)
def test_costly_articles_are_audited_within_limits_of_time_and_memory(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    article, store = COSTLY[name]
    Path("article.txt").write_text(article)
    Path("facts.yaml").write_text(store, encoding="utf-8")
    assert_sound(limited("audit", "article.txt", "--facts", "facts.yaml", "--json"))


WHOLE = (
    f"Alpha begins. {numbered(40_000, 'Beta. ')} Omega ends.",
    facts(claims=[claim("Alpha begins … Omega ends", id=f"c{n}") for n in range(2_000)]),
)


@pytest.mark.parametrize(
    "options",
    [["--json"], ["--passages", "-o", "markdown"], ["--passages", "-o", "svg"], ["--passages"]],
)
def test_an_audit_does_not_list_many_records_for_each_of_many_passages(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    article, store = WHOLE
    Path("article.txt").write_text(article)
    Path("facts.yaml").write_text(store, encoding="utf-8")
    ran = limited("audit", "article.txt", "--facts", "facts.yaml", *options)
    assert ran.code == 2
    assert ran.err.endswith(
        "bsc: error: too many records of facts.yaml cite each passage of article.txt: their ids take"
        " up more than 10,000,000 characters\n"
        "hint: use anchors that select less than 'Alpha begins … Omega ends', or leave out --passages"
        " and --json: the problems are listed without the passages\n"
    )


def test_audit_rejects_too_many_phrases_of_common_words(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "_MOST_SCANNED", 100)
    Path("article.txt").write_text("a b " * 20)
    message = (
        "bsc: error: the store has too many phrases of words that are common in the article\n"
        "hint: choose phrases with a rarer word, unlike 'b a b'\n"
    )
    store = facts(claims=[claim("a b a", "b a b")])
    assert bsc("audit", "article.txt", facts=store) == ("", message, 2)


def test_audit_rejects_quotes_that_occur_too_often(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "_MOST_SELECTED", 5)
    Path("article.txt").write_text("b b b b b b Pam")
    quotes = [{"id": "q", "text": "b", "speaker": "p", "evidence": ["Pam"]}]
    message = (
        "bsc: error: the quotes of facts.yaml occur more than 5 times in article.txt\n"
        "hint: quote more words: 'b' alone occurs 6 times\n"
    )
    claims = [claim("b b", voice="p")]
    store = facts(people=[group("p", "Pam", "Pam")], quotes=quotes, claims=claims)
    assert bsc("audit", "article.txt", facts=store) == ("", message, 2)


def test_audit_rejects_anchors_that_select_too_many_passages(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "_MOST_SELECTED", 5)
    Path("article.txt").write_text("a a a b")
    store = facts(claims=[claim("a"), claim("a", id="d")])
    message = (
        "bsc: error: the anchors of facts.yaml select more than 5 passages of article.txt\n"
        "hint: use longer anchors: 'a' alone selects 3 passages\n"
    )
    assert bsc("audit", "article.txt", facts=store) == ("", message, 2)


def test_audit_reports_why_an_article_cannot_be_read(tmp_path: Path) -> None:
    facts_file = tmp_path / "facts.yaml"
    facts_file.write_text(TINY, encoding="utf-8")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path, reason in (
        (tmp_path, "is a folder"),
        ("/dev/zero", "is a device"),
        (loop, "Too many levels of symbolic links"),
        (tmp_path / "none", "there is no article at"),
        ("", "the path of the article is empty"),
        ("x" * 300, "File name too long"),
    ):
        ran = in_process("audit", str(path), facts=facts_file)
        assert (ran.out, ran.code) == ("", 2)
        assert reason in ran.err


@pytest.mark.parametrize("content", [b"The Harbour Office\n", b"", b"\xff", b"\0"])
def test_an_article_from_a_fifo_is_read_to_its_end(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(TINY, encoding="utf-8")
    path = tmp_path / "article"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=[content])
    writer.start()
    done = subprocess.run(
        [BSC, "audit", str(path), "--facts", str(tmp_path / "facts.yaml")],
        capture_output=True,
        timeout=20,
        check=False,
    )
    writer.join()
    assert done.returncode == (1 if content.startswith(b"The") else 2)
    assert done.stderr.startswith(b"bsc: error: ")
