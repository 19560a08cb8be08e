"""`bsc review`: the questions, what is kept of the answers, and what is found later."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import termios
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.model import review
from bsc_cli.model.struct import Struct
from bsc_cli.store import document, store
from bsc_cli.store.reviewed import ReviewedFile
from bsc_cli.system.errors import Unwritable
from bsc_cli.text.fingerprint import fingerprint
from bsc_cli.text.folding import FoldedText
from tests.conftest import BSC, TINY, Ran
from tests.hostile import in_process
from tests.stores import FULL, values
from tests.test_sentences import ARTICLE, of_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.record import Record
    from tests.conftest import Bsc

REED, WATCH = "bd3ee6a3-79b5eadc", "e197151c-0cd6aba8"
"""The reviews of `ann-reed` and `coast-watch`; they change only if all reviews become stale."""
REVIEWED = f"{TINY}\nreviewed:\n  coast-watch: {WATCH}\n  ann-reed: {REED}\n"
FACTS = Path("facts.yaml")


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the store and its article to the folder of the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BSC_FACTS", "facts.yaml")
    monkeypatch.setenv("BSC_ARTICLE", "article.txt")
    FACTS.write_text(TINY, encoding="utf-8")
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")


def run(*args: str) -> Ran:
    """Run `bsc` on the files as they are."""
    return in_process(*args)


def confirm(*ids: str) -> Ran:
    return run("review", *ids, "--yes")


def written() -> str:
    return FACTS.read_bytes().decode()


def problems(command: str = "check") -> list[dict[str, Any]]:
    """Return the problems in the store or, for `audit`, in the store and the article."""
    found = json.loads(run(*command.split(), "--json").out)
    return found if command == "check" else found["problems"]  # type: ignore[no-any-return]


def changed_since_review(command: str = "check") -> list[str]:
    """Return the ids of the records whose review is out of date."""
    rows = problems(command)
    return [id for row in rows if row["code"] == "changed-since-review" for id in row["records"]]


def test_a_review_is_kept_at_the_end_of_the_store() -> None:
    assert confirm("ann-reed") == ("", "bsc: 1 confirmed; 1 of 10 records reviewed\n", 0)
    assert written() == f"{TINY}\nreviewed:\n  ann-reed: {REED}\n"
    assert run("check").err == "bsc: facts.yaml: 10 records, no problems\n"


def test_reviews_stand_in_the_order_of_the_store() -> None:
    confirm("ann-reed")
    assert confirm("Coast Watch").err == "bsc: 1 confirmed; 2 of 10 records reviewed\n"
    assert written() == REVIEWED


def test_the_reviewer_is_named_on_request() -> None:
    ran = run("review", "ann-reed", "--yes", "--by", " Bo  Lund")
    assert ran.code == 0
    assert written() == f'{TINY}\nreviewed:\n  ann-reed: "{REED} by Bo Lund"\n'
    assert confirm("ann-reed").err == "bsc: 1 confirmed; 1 of 10 records reviewed\n"
    assert written() == f"{TINY}\nreviewed:\n  ann-reed: {REED}\n"


def test_the_answers_are_printed_as_data() -> None:
    ran = run("review", "subsidy", "ann-reed", "--yes", "-o", "csv")
    assert ran.out == (
        "kind,id,answer,file,line,column\r\n"
        "figures,subsidy,yes,facts.yaml,43,5\r\n"
        "people,ann-reed,yes,facts.yaml,18,5\r\n"
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ("review", "--yes"),
            (
                "--yes confirms only records that are named\n"
                "hint: name the records: bsc review ID --yes\n"
            ),
        ),
        (
            ("review",),
            (
                "bsc review asks questions, so it needs a terminal\n"
                "hint: to confirm records without questions: bsc review ID --yes\n"
            ),
        ),
        (
            ("review", "ann-reed", "--yes", "--by", " "),
            "--by: this is not a name\nhint: --by takes a name of at most 100 characters\n",
        ),
        (
            ("review", "ann-reed", "--yes", "--by", "Ann\u202e"),
            "--by: this is not a name\nhint: --by takes a name of at most 100 characters\n",
        ),
        (
            ("review", "ann-reed", "--yes", "--facts", "-"),
            (
                "reviews cannot be kept in standard input\n"
                "hint: name the file of the store with --facts\n"
            ),
        ),
        (
            ("review", "ann-reed", "--yes", "--article", "no.txt"),
            "there is no article at no.txt\nhint: check the path\n",
        ),
        (
            ("agencies", "--reviewed", "maybe"),
            "--reviewed: there is no state of review 'maybe'\nhint: the values are yes, no, stale\n",
        ),
    ],
)
def test_wrong_usage_changes_nothing(args: tuple[str, ...], message: str) -> None:
    assert run(*args) == ("", f"bsc: error: {message}", 2)
    assert written() == TINY


def test_a_review_needs_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BSC_ARTICLE")
    assert confirm("ann-reed").err.startswith(
        "bsc: error: sentences need the text of the article\n"
    )
    FACTS.write_text(of_source("  text: article.txt\n"), encoding="utf-8")
    assert confirm("ann-reed").code == 0


def test_the_article_of_another_store_is_refused() -> None:
    lines = fingerprint(FoldedText(ARTICLE.replace("helps", "sleeps"))).as_yaml()
    FACTS.write_text(of_source(lines), encoding="utf-8")
    ran = confirm("ann-reed")
    assert "this is not the article of the store" in ran.err
    assert ran.code == 2


def test_a_record_whose_evidence_is_not_in_the_article_cannot_be_confirmed() -> None:
    FACTS.write_text(TINY.replace("[Coast Watch]", "[Harbour Watch]"), encoding="utf-8")
    assert confirm("coast-watch", "ann-reed") == (
        "PLACE            ID           RECORD\nfacts.yaml:12:5  coast-watch  Coast Watch\n",
        (
            "bsc: 'coast-watch' rests on words that the article does not have\n"
            "bsc: 1 confirmed; 1 of 10 records reviewed\n"
            "bsc: error: 1 record to correct\n"
            "hint: after correcting, run: bsc review coast-watch\n"
        ),
        1,
    )


def anew(record: Record, name: str, value: object) -> Record:
    return type(record)(**{**record.values, name: value})


def altered(value: Any) -> Iterator[Any]:
    """Yield values that differ from a value of a field."""
    match value:
        case bool():
            yield not value
        case str():
            yield from (f"{value} not", f"not {value}", value[1:], value[:-1])
        case int() | float():
            yield from (value + 1, -value - 1, value * 10 + 1)
        case None:
            yield "value"
        case tuple():
            yield (*value, "other")
            for index, item in enumerate(value):
                yield (*value[:index], *value[index + 1 :])
                yield from ((*value[:index], new, *value[index + 1 :]) for new in altered(item))
        case Struct():
            for name, item in value.values.items():
                yield from (type(value)(**{**value.values, name: new}) for new in altered(item))


FULL_STORE = store.parse(FULL.encode(), "facts.yaml")


@pytest.mark.parametrize("id", FULL_STORE.records)
def test_a_change_of_any_field_changes_the_digest(id: str) -> None:
    record = FULL_STORE.records[id]
    changes = [
        anew(record, name, new) for name in record.fields for new in altered(record.values[name])
    ]
    assert len(changes) > len(record.fields)
    digests = {review.record_digest(changed) for changed in changes}
    assert review.record_digest(record) not in digests


def test_a_record_that_moves_to_another_kind_changes_its_digest() -> None:
    confirm("ann-reed")
    lines = (
        "  - id: ann-reed\n    name: Ann Reed\n    role: Harbour master\n    evidence: [Ann Reed]\n"
    )
    person = TINY[TINY.index("people:\n") : TINY.index("measures:")]
    organization = "    organization: harbour-office\n"
    FACTS.write_text(written().replace(organization, ""), encoding="utf-8")
    confirm("ann-reed")
    moved = written().replace(person.replace(organization, ""), f"topics:\n{lines}\n")
    moved = moved.replace("speaker: ann-reed", "speaker: harbour-office")
    moved = moved.replace("voice: ann-reed", "voice: harbour-office")
    FACTS.write_text(moved, encoding="utf-8")
    assert changed_since_review() == ["ann-reed"]


EDITS = [
    ("night-boat-stopped", "last crossing", "first crossing"),
    ("night-boat-stopped", "does not say which spring", "says which spring"),
    ("night-boat-stopped", "type: no_period", "type: no_source"),
    ("night-boat-stopped", "status: planned", "status: completed"),
    ("night-boat-stopped", "actors: [harbour-office]", "actors: [coast-watch]"),
    ("cost-per-passenger", "see: [subsidy]", "see: [passengers]"),
    ("cost-per-passenger", "of: [subsidy, passengers]", "of: [passengers, subsidy]"),
    ("ann-reed", "role: Harbour master", "role: Pilot"),
    ("ann-reed", "organization: harbour-office", "organization: coast-watch"),
    ("coast-watch", "evidence: [Coast Watch]", "evidence: [of Coast Watch]"),
    ("subsidy", "value: 2500000", "value: 2600000"),
    ("too-few-cross", "attribution: explicit\n    about", "attribution: inferred\n    about"),
    ("too-few-cross", "ann-reed]\n", "ann-reed, subsidy]\n"),
]


def test_a_later_edit_of_a_reviewed_record_is_found() -> None:
    confirm(*all_ids())
    assert changed_since_review() == []
    reviewed = written()
    for id, old, new in EDITS:
        FACTS.write_text(reviewed.replace(old, new, 1), encoding="utf-8")
        assert changed_since_review() == [id]
        assert id in changed_since_review("audit article.txt")
        assert run(KIND_OF[id], "--reviewed", "stale", "-o", "ids").out == f"{id}\n"


def all_ids() -> list[str]:
    return list(store.load(FACTS).records)


KIND_OF = {id: record.kind for id, record in FULL_STORE.records.items()}


def test_the_place_of_a_changed_record_is_printed_with_the_command_to_run() -> None:
    FACTS.write_text(REVIEWED.replace("Harbour master", "Pilot"), encoding="utf-8")
    assert run("check") == (
        (
            "facts.yaml:18:5: error[changed-since-review]: people[0]: 'ann-reed' has changed since its"
            " review\n    hint: read the record again: bsc review ann-reed\n"
        ),
        "bsc: error: facts.yaml: 1 error\nhint: bsc check --explain CODE explains a code\n",
        1,
    )


def test_a_reviewed_record_that_is_gone_is_reported() -> None:
    facts = REVIEWED.replace("id: coast-watch", "id: coast-guard")
    FACTS.write_text(facts.replace("harbour-office, coast-watch]", "harbour-office, coast-guard]"))
    assert run("check").out == (
        "facts.yaml:84:16: error[changed-since-review]: reviewed.coast-watch: the store no longer"
        " has the record 'coast-watch', which was reviewed\n"
        "    hint: restore the record; if it is to go, remove this line too\n"
    )


def test_a_reviewed_record_that_is_invalid_is_not_reported_as_gone() -> None:
    FACTS.write_text(REVIEWED.replace("name: Coast Watch", "name: 7"))
    assert [problem["code"] for problem in problems()] == ["type"]


STYLES = {
    "quotes": ("role: Harbour master", 'role: "Harbour  master"'),
    "a block": ("role: Harbour master", "role: >-\n      Harbour\n      master"),
    "a block with a line end": ("role: Harbour master", "role: |\n      Harbour\n      master"),
    "a block list": ("evidence: [Ann Reed]", "evidence:\n    - Ann Reed"),
    "a comment": ("role: Harbour master", "role: Harbour master # of the port"),
    "an order of keys": ("    role: Harbour master\n", ""),
    "a default": ("role: Harbour master", "role: Harbour master\n    support: explicit"),
    "an empty list": ("role: Harbour master", "role: Harbour master\n    aliases: []"),
    "a null": ("role: Harbour master", "role: Harbour master\n    caveats:"),
    "a soft hyphen": ("Harbour master", '"Har\\u00ADbour master"'),
    "a no-break space": ("Harbour master", "Harbour\u00a0master"),
    "Windows' line ends": ("\n", "\r\n"),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_change_of_style_is_not_a_change(style: str) -> None:
    facts = REVIEWED.replace(*STYLES[style])
    if style == "an order of keys":
        facts = facts.replace(
            "evidence: [Ann Reed]", "evidence: [Ann Reed]\n    role: Harbour master"
        )
    FACTS.write_bytes(facts.encode())
    assert facts != REVIEWED
    assert changed_since_review() == []
    assert changed_since_review("audit article.txt") == []


def test_typography_and_notation_are_no_change() -> None:
    dashed = TINY.replace("yearly subsidy of", "yearly subsidy – of").replace("2500000", "2.5e6")
    plain = TINY.replace("yearly subsidy of", "yearly subsidy - of")
    one, other = (store.parse(facts.encode(), "").records["subsidy"] for facts in (dashed, plain))
    assert review.record_digest(one) == review.record_digest(other)


def test_the_same_store_in_json_has_the_same_digests() -> None:
    data = values(REVIEWED)
    FACTS.write_text(json.dumps(data))
    assert changed_since_review() == []
    FACTS.write_text(document.write(data))
    assert changed_since_review() == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("helps.", "sleeps.", ["coast-watch"]),
        ("helps. “Too few", "helps; “too few", ["coast-watch", "ann-reed"]),
        ("said Ann Reed.", "said Ann Reed, who left.", ["ann-reed"]),
        ("£2.5 million", "£2.6 million", []),
        ("people\ncross", "people cross", []),
        ("“Too few people\ncross at night,”", '"Too few people cross at  night,"', []),
        ("# Ferry Service Cut", "# Ferry Service Cut\n\nA summer of boats.", []),
    ],
)
def test_an_audit_finds_reviewed_records_whose_sentences_have_changed(
    old: str, new: str, found: list[str]
) -> None:
    FACTS.write_text(REVIEWED, encoding="utf-8")
    assert changed_since_review("audit article.txt") == []
    assert old in ARTICLE
    Path("article.txt").write_text(ARTICLE.replace(old, new), encoding="utf-8")
    assert changed_since_review("audit article.txt") == found
    assert changed_since_review() == []


def test_an_audit_finds_evidence_that_now_selects_another_sentence() -> None:
    FACTS.write_text(REVIEWED.replace("[Coast Watch]", "[no night boat]"), encoding="utf-8")
    assert changed_since_review("audit article.txt") == ["coast-watch"]


def test_an_audit_counts_the_records_whose_review_is_current() -> None:
    FACTS.write_text(REVIEWED, encoding="utf-8")
    assert re.search(r"\nreviewed +2 of 10 records\n", run("audit", "article.txt").out)
    FACTS.write_text(REVIEWED.replace("Harbour master", "Pilot"), encoding="utf-8")
    assert re.search(r"\nreviewed +1 of 10 records\n", run("audit", "article.txt").out)
    Path("article.txt").write_text(ARTICLE.replace("helps.", "sleeps."), encoding="utf-8")
    out = json.loads(run("audit", "article.txt", "--json").out)
    assert out["reviewed"] == {"found": 10, "accounted": 0}


def test_lists_and_searches_are_filtered_by_the_state_of_review(bsc: Bsc) -> None:
    facts = REVIEWED.replace("Harbour master", "Pilot")
    states = {
        "yes": ["coast-watch"],
        "stale": ["ann-reed"],
        "no": [id for id in all_ids() if id not in ("coast-watch", "ann-reed")],
    }
    for state, ids in states.items():
        kinds = ("agencies", "people", "measures", "quotes", "figures", "claims")
        found = [bsc(kind, "--reviewed", state, "-o", "ids", facts=facts).out for kind in kinds]
        assert "".join(found).split() == ids
    both = ("people", "--reviewed", "yes", "--reviewed", "STALE", "--count")
    assert bsc(*both, facts=facts).out == "1\n"
    assert (
        bsc("search", "reed", "--reviewed", "stale", "-o", "ids", facts=facts).out == "ann-reed\n"
    )
    assert bsc("search", "reed", "--reviewed", "yes", facts=facts).err == (
        "bsc: error: no records match 'reed' with these filters; 3 do without\n"
        "hint: leave out --about or a filter\n"
    )


def typing(*args: str, answers: list[str], **variables: str) -> tuple[str, int]:
    """Run `bsc` on a terminal, type an answer at each question, and return what is printed.

    An answer may be a signal, which is sent instead. The exit status comes second.
    """
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    modes = termios.tcgetattr(terminal)
    modes[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, modes)
    environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": "1", **variables}
    with subprocess.Popen(
        [BSC, *args], stdin=terminal, stdout=terminal, stderr=terminal, env=environment
    ) as process:
        os.close(terminal)
        received, asked = b"", 0
        while chunk := _read(controller):
            received += chunk
            while asked < min(received.count(b"[q]uit: "), len(answers)):
                if answers[asked] == "interrupt":
                    process.send_signal(signal.SIGINT)
                else:
                    os.write(controller, answers[asked].encode())
                asked += 1
    os.close(controller)
    return received.decode().replace("\r\n", "\n"), process.returncode


def _read(controller: int) -> bytes:
    try:
        return os.read(controller, 65536)
    except OSError:  # Linux raises an error once the other side is closed
        return b""


def test_each_record_is_shown_beside_its_sentences_and_asked_about() -> None:
    ids = ("night-boat-stopped", "subsidy", "ann-reed")
    text, code = typing("review", *ids, answers=["y\n", "No\n", "s\n"])
    assert text == (
        "Night boat stopped  measure night-boat-stopped\n"
        "\n"
        "statement  The last crossing of the day is dropped.\n"
        "status     planned\n"
        "actors     Harbour Office  harbour-office\n"
        "\n"
        "Caveats\n"
        " • no period: The article does not say which spring.\n"
        "\n"
        "In the article\n"
        " • line 5: There will be [[no night boat from next spring]].\n"
        "1 of 3: says the same? [y]es [n]o [s]kip [q]uit: \n"
        "£2.5 million: yearly subsidy of the ferries  figure subsidy\n"
        "\n"
        "amount  £2,500,000\n"
        "about   Harbour Office  harbour-office\n"
        "\n"
        "In the article\n"
        " • line 3: The Harbour Office runs the ferries on [[£2.5 million]] a year, [[a £2.5m subsidy]].\n"
        "2 of 3: says the same? [y]es [n]o [s]kip [q]uit: \n"
        "Ann Reed  person ann-reed\n"
        "\n"
        "role          Harbour master\n"
        "organization  Harbour Office  harbour-office\n"
        "\n"
        "In the article\n"
        ' • line 4: "Too few people cross at night," said [[Ann Reed]].\n'
        "3 of 3: says the same? [y]es [n]o [s]kip [q]uit: "
        "To correct\n"
        "PLACE            ID       RECORD\n"
        "─────────────────────────────────────────────────────────────────────\n"
        "facts.yaml:43:5  subsidy  £2.5 million: yearly subsidy of the ferries\n"
        "bsc: 1 confirmed, 1 skipped; 1 of 10 records reviewed\n"
        "bsc: error: 1 record to correct\n"
        "hint: after correcting, run: bsc review subsidy\n"
    )
    assert code == 1
    assert written().startswith(f"{TINY}\nreviewed:\n  night-boat-stopped: ")
    assert len(store.load(FACTS).reviewed) == 1


def test_the_evidence_is_highlighted_in_colour() -> None:
    text, _ = typing("review", "ann-reed", "--color", "always", answers=["q\n"])
    assert "said \x1b[1;7mAnn Reed\x1b[0m." in text


def test_without_ids_all_records_without_a_current_review_are_shown() -> None:
    FACTS.write_text(REVIEWED.replace("Harbour master", "Pilot"), encoding="utf-8")
    text, code = typing("review", answers=["y\n"] * 9)
    assert re.findall(r"^\d of .*$", text, re.MULTILINE)[-1].startswith("9 of 9: says the same?")
    assert text.endswith("bsc: 9 confirmed; 10 of 10 records reviewed\n")
    assert code == 0
    assert list(store.load(FACTS).reviewed) == all_ids()
    assert changed_since_review() == []
    text, code = typing("review", answers=[])
    assert (text, code) == ("bsc: 10 of 10 records reviewed\n", 0)


@pytest.mark.parametrize("end", ["q\n", "QUIT\n", "\x04"])
def test_a_review_can_be_ended_at_any_question(end: str) -> None:
    text, code = typing("review", answers=["y\n", end])
    assert text.endswith("bsc: 1 confirmed; 1 of 10 records reviewed\n")
    assert code == 0
    assert list(store.load(FACTS).reviewed) == ["harbour-office"]


def test_an_answer_that_is_not_understood_is_asked_for_again() -> None:
    text, code = typing("review", "ann-reed", answers=["maybe\n", "\n", "\xff\n", " Y \n"])
    assert text.count("bsc: type y, n, s or q, and then Enter\n") == 3
    assert code == 0
    assert list(store.load(FACTS).reviewed) == ["ann-reed"]


def test_an_interrupted_review_keeps_every_answer_given_before() -> None:
    _, code = typing("review", answers=["y\n", "y\n", "interrupt"])
    assert code == -signal.SIGINT
    assert list(store.load(FACTS).reviewed) == ["harbour-office", "coast-watch"]
    assert not list(Path().glob("bsc-unfinished-*"))


def test_data_is_not_printed_among_questions() -> None:
    text, code = typing("review", "--json", answers=[])
    assert text == (
        "bsc: error: bsc review prints data only with --yes\nhint: leave out --output json\n"
    )
    assert code == 2


def test_a_read_only_store_is_refused_before_any_question() -> None:
    FACTS.chmod(0o444)
    text, code = typing("review", answers=[])
    assert (text, code) == (
        "bsc: error: cannot write reviews to facts.yaml: it is read-only\n",
        2,
    )
    assert written() == TINY


def test_a_store_in_a_form_without_room_is_refused_before_any_question() -> None:
    FACTS.write_text(f"{TINY}...\n", encoding="utf-8")
    assert typing("review", answers=[]) == (END, 2)


def test_a_link_is_followed_and_the_mode_kept() -> None:
    Path("kept").mkdir()
    FACTS.rename("kept/store.yaml")
    Path("kept/store.yaml").chmod(0o640)
    FACTS.symlink_to("kept/store.yaml")
    assert confirm("ann-reed").code == 0
    assert FACTS.is_symlink()
    assert Path("kept/store.yaml").stat().st_mode & 0o777 == 0o640
    assert written() == f"{TINY}\nreviewed:\n  ann-reed: {REED}\n"
    assert [path.name for path in Path("kept").iterdir()] == ["store.yaml"]


END = "bsc: error: reviews cannot be added at the end of facts.yaml\nhint: add a line 'reviewed:' where the reviews are to stand\n"
FORM = "these reviews are not written as bsc review does\nhint: write 'reviewed:', and each review, on a line of its own\n"
LAST = f"  coast-watch: {WATCH}"


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (json.dumps(values(TINY)), "bsc: error: reviews cannot be kept in facts.yaml, a store in JSON\nhint: write the store as YAML: reviews are lines at its end\n"),
        (f"{TINY}...\n", END),
        (f"{TINY}not_claims:\n- anchor: On board\n  reason: |+\n    A heading.\n", END),
        (re.sub("^", "  ", TINY, flags=re.MULTILINE), END),
        (f"{TINY}reviewed: {{}}\n", f"bsc: error: facts.yaml:82: {FORM}"),
        (f"{TINY}reviewed: {{coast-watch: {WATCH}}}\n", f"bsc: error: facts.yaml:82: {FORM}"),
        (f"{TINY}reviewed:\n  coast-watch:\n    {WATCH}\n", f"bsc: error: facts.yaml:82: {FORM}"),
        (f"{TINY}reviewed:\n  ? coast-watch\n  : {WATCH}\n", f"bsc: error: facts.yaml:82: {FORM}"),
    ],
)  # fmt: skip
def test_a_store_whose_form_allows_no_reviews_is_left_alone(facts: str, message: str) -> None:
    FACTS.write_text(facts, encoding="utf-8")
    assert store.load(FACTS)
    ran = confirm("coast-watch")
    assert ran == ("", message, 2)
    assert written() == facts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("reviewed:\n", "reviewed:\n  ann-reed: NEW\n"),
        ("reviewed:", "reviewed:\n  ann-reed: NEW\n"),
        (f"reviewed:\n{LAST}", f"reviewed:\n{LAST}\n  ann-reed: NEW\n"),
        ("reviewed: # by the desk\n\n", "reviewed: # by the desk\n  ann-reed: NEW\n\n"),
        (f"reviewed:\n{LAST}\n\n# The end.\n", f"reviewed:\n{LAST}\n  ann-reed: NEW\n\n# The end.\n"),
        (f"reviewed:\n{LAST}\n...\n", f"reviewed:\n{LAST}\n  ann-reed: NEW\n...\n"),
        ("reviewed:\n  ann-reed: 01234567-89abcdef # twice\n", "reviewed:\n  ann-reed: NEW # twice\n"),
        ("reviewed:\n  ann-reed: '01234567-89abcdef by A #1' # x", "reviewed:\n  ann-reed: NEW # x"),
        ("reviewed:\n  ann-reed: 01234567-89abcdef by A. B C  # x\n", "reviewed:\n  ann-reed: NEW  # x\n"),
        ('reviewed:\n   "ann-reed":  "01234567-89abcdef"\n', "reviewed:\n   ann-reed: NEW\n"),
        ("reviewed:\n    subsidy: 01234567-89abcdef\n", "reviewed:\n    ann-reed: NEW\n    subsidy: 01234567-89abcdef\n"),
        ("reviewed:\n  gone: 01234567-89abcdef\n", "reviewed:\n  ann-reed: NEW\n  gone: 01234567-89abcdef\n"),
        (f"reviewed:\n{LAST}\nnot_claims:\n", f"reviewed:\n{LAST}\n  ann-reed: NEW\nnot_claims:\n"),
        ("# reviewed:\n", "# reviewed:\n\nreviewed:\n  ann-reed: NEW\n"),
        ("\n\n", "\n\nreviewed:\n  ann-reed: NEW\n"),
        ("# no line end", "# no line end\n\nreviewed:\n  ann-reed: NEW\n"),
    ],
)  # fmt: skip
def test_only_the_line_of_the_review_is_written(before: str, after: str) -> None:
    FACTS.write_text(TINY + before, encoding="utf-8")
    assert confirm("ann-reed").err.startswith("bsc: 1 confirmed; ")
    assert written() == TINY + after.replace("NEW", REED)


def test_an_id_or_digest_that_looks_like_another_type_is_quoted() -> None:
    facts = TINY.replace("ann-reed", '"null"').replace("coast-watch", '"1e3"')
    FACTS.write_text(facts, encoding="utf-8")
    with (
        mock.patch.object(review, "record_digest", return_value="1234567e"),
        mock.patch.object(review, "sentences_digest", return_value="01234567"),
    ):
        assert confirm("null", "1e3").code == 0
    assert written() == (
        f'{facts}\nreviewed:\n  "1e3": "1234567e-01234567"\n  "null": "1234567e-01234567"\n'
    )


COMMENTS = st.sampled_from(["# A comment", "  # indented: comment", "", " ", "# reviewed:"])


@given(
    before=st.lists(COMMENTS, max_size=3),
    after=st.lists(COMMENTS, max_size=3),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    at_end=st.booleans(),
    mark=st.sampled_from(["", "\ufeff"]),
    ids=st.lists(
        st.sampled_from(["subsidy", "ann-reed", "too-few-cross"]), min_size=1, unique=True
    ),
)
def test_every_other_byte_of_the_store_is_kept(
    before: list[str], after: list[str], end: str, at_end: bool, mark: str, ids: list[str]
) -> None:
    lines = [*before, *TINY.splitlines(), *after]
    facts = mark + end.join(lines) + (end if at_end else "")
    FACTS.write_bytes(facts.encode())
    file = ReviewedFile(FACTS)
    for id in ids:
        file.keep({id: review.joined(review.record_digest(file.store.records[id]), "01234567")})
    assert store.load(FACTS).reviewed.keys() == {*ids}
    text = written()
    assert text.startswith(facts)
    added = rf"(?:{end}){{0,2}}reviewed:{end}(?:  [a-z-]+: [0-9a-f]{{8}}-01234567{end})+"
    assert re.fullmatch(added, text.removeprefix(facts))


@pytest.mark.hostile
def test_reviews_of_several_runs_at_once_are_all_kept() -> None:
    ids = all_ids()[::2]
    command = [BSC, "review", "--yes"]
    runs = [subprocess.Popen([*command, id], stderr=subprocess.DEVNULL) for id in ids]
    assert [process.wait() for process in runs] == [0] * len(ids)
    assert list(store.load(FACTS).reviewed) == ids


def test_an_edit_of_the_store_during_a_review_is_kept() -> None:
    file = ReviewedFile(FACTS)
    record = file.store.records["ann-reed"]
    text = review.joined(review.record_digest(record), "01234567")
    FACTS.write_text(f"# Edited\n{TINY}", encoding="utf-8")
    file.keep({"ann-reed": text})
    assert written() == f"# Edited\n{TINY}\nreviewed:\n  ann-reed: {text}\n"
    FACTS.write_text(written().replace("Harbour master", "Pilot"), encoding="utf-8")
    with pytest.raises(Unwritable) as error:
        file.keep({"ann-reed": text})
    assert str(error.value) == "'ann-reed' has changed in facts.yaml since it was read"


def test_an_edit_of_the_store_while_it_is_written_is_kept() -> None:
    file = ReviewedFile(FACTS)
    text = review.joined(review.record_digest(file.store.records["ann-reed"]), "01234567")
    edited = f"# Edited\n{TINY}"

    def edit(_: Any) -> Any:
        FACTS.write_text(edited, encoding="utf-8")
        return b"", file.store

    with mock.patch.object(file, "with_reviews", edit), pytest.raises(Unwritable) as error:
        file.keep({"ann-reed": text})
    assert str(error.value) == "another program changed facts.yaml at the same moment"
    assert written() == edited


def test_a_store_that_cannot_be_written_is_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert confirm("ann-reed") == (
        "",
        "bsc: error: cannot write reviews to facts.yaml: No space left on device\n",
        2,
    )
    assert written() == TINY
    assert not list(Path().glob("bsc-unfinished-*"))


def test_answers_given_before_a_failure_are_printed() -> None:
    failure = Unwritable("cannot write reviews to facts.yaml: No space left on device")
    with (
        mock.patch("bsc_cli.system.terminal.can_ask", return_value=True),
        mock.patch("bsc_cli.system.terminal.ask", side_effect=["no\n", "yes\n"]),
        mock.patch.object(ReviewedFile, "keep", side_effect=failure),
    ):
        ran = run("review", "subsidy", "ann-reed")
    assert ran.out.endswith(
        "\nPLACE            ID       RECORD\n"
        "facts.yaml:43:5  subsidy  £2.5 million: yearly subsidy of the ferries\n"
    )
    assert ran.err == (
        "bsc: 0 of 10 records reviewed\n"
        "bsc: error: cannot write reviews to facts.yaml: No space left on device\n"
    )
    assert ran.code == 2


def test_a_record_with_many_sentences_is_shown_with_the_first_of_them() -> None:
    Path("article.txt").write_text("The Harbour Office pays. " * 60, encoding="utf-8")
    FACTS.write_text(
        "source: {headline: Fares}\n"
        "agencies: [{id: ho, name: Harbour Office, evidence: [Harbour Office]}]\n"
    )
    with (
        mock.patch("bsc_cli.system.terminal.can_ask", return_value=True),
        mock.patch("bsc_cli.system.terminal.ask", return_value=None),
    ):
        ran = run("review", "ho")
    assert ran.out.count(" • line 1: The [[Harbour Office]] pays.\n") == 50
    assert "   10 more sentences: bsc show ho\n" in ran.out
    assert ran.code == 0


def test_a_store_with_too_many_characters_under_its_reviews_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bsc_cli.checks.reviews._MOST_READ", 50)
    FACTS.write_text(REVIEWED, encoding="utf-8")
    assert run("audit", "article.txt").err == (
        "bsc: error: the sentences of the reviewed records of facts.yaml have more than 50 characters\n"
        "hint: use anchors that select less than 'Ann Reed'\n"
    )


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("bsc people --reviewed ", ["yes", "no", "stale"]),
        ("bsc search boat --reviewed s", ["stale"]),
        ("bsc review coa", ["coast-watch"]),
        ("bsc review --", ["--by", "--yes", "--article"]),
    ],
)
def test_a_shell_offers_states_records_and_options(
    line: str, offers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_BSC_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    values = [row.partition("\t")[0] for row in run().out.splitlines()]
    assert values[: len(offers)] == offers
