"""Random stores and articles, given to every command: each run ends soundly and prints safely."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsc_cli.model.kinds import KINDS
from bsc_cli.output.citations import FORMATS as CITATIONS
from bsc_cli.output.formats import FORMATS
from bsc_cli.store import document
from tests.hostile import assert_harmless, assert_sound, in_process
from tests.strategies import ARTICLES, stores

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.hostile

COMMANDS: Final = (
    *([kind] for kind in KINDS),
    *(
        [],
        ["figures", "--chart"],
        ["search", "reed"],
        ["caveats"],
        ["timeline"],
        ["graph"],
        ["check"],
        ["claims", "--reviewed", "stale"],
    ),
    *(["graph", "--as", language] for language in ("dot", "mermaid")),
    *(["show", f"{kind}-1"] for kind in KINDS),
    ["report"],
    *(["cite", f"{kind}-1", "--as", format] for kind in KINDS for format in CITATIONS),
    *(["claims", "--about", "figures-1"], ["graph", "claims-1", "--depth", "3"], ["search", "40"]),
)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return tmp_path / "facts.yaml"


fuzzed = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@fuzzed
@given(data=stores(), article=ARTICLES, random=st.randoms(use_true_random=False))
def test_every_command_handles_any_store_and_any_article(
    data: dict[str, Any], article: str, random: Any, facts: Path
) -> None:
    facts.write_text(document.write(data), encoding="utf-8")
    text = facts.with_name("article.txt")
    text.write_bytes(article.encode("utf-8", "replace"))
    audits = (["audit", str(text)], ["audit", str(text), "--passages"])
    review = ["review", f"{random.choice(sorted(KINDS))}-1", "--yes", "--article", str(text)]
    for command in (*random.sample(COMMANDS, 6), review, *audits):
        output = random.choice(sorted({*FORMATS} - {"lines"}))
        has_format = "--as" not in command and not {"--chart", "report"}.intersection(command)
        option = ["-o", output] if has_format else []
        ran = in_process(*command, *option, facts=facts)
        assert_sound(ran)
        assert_harmless(ran.err)
        if FORMATS[output].is_for_people or not option:
            assert_harmless(ran.out.replace("\r\n", "\n"))  # RIS has these line ends
        elif output == "json" and ran.out:
            json.loads(ran.out)
