"""The recipes in docs/ci.md and the hooks for pre-commit work, and validators accept the formats.

A test is skipped if its program is not installed; `.ci/run` installs all of them.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from tests.conftest import REPOSITORY, needs
from tests.test_audit import ARTICLE, with_fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Shell

PAGE: Final = (REPOSITORY / "docs" / "ci.md").read_text(encoding="utf-8")
RECIPES: Final = {
    re.match(r"# (\S+)\n", block)[1]: block  # type: ignore[index]
    for block in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
}
"""The blocks of the page, each under the path of its file."""
RIGHT: Final = with_fingerprint(ARTICLE)
WRONG: Final = RIGHT.replace("in Lyme", "in Poole").replace("value: 40", "value: 41")


@pytest.fixture(params=[RIGHT, WRONG], ids=["right", "wrong"])
def status(request: pytest.FixtureRequest, tmp_path: Path) -> int:
    """Write an article and a store, and return the status with which a build must end."""
    write(tmp_path, request.param)
    return int(request.param == WRONG)


def write(folder: Path, facts: str) -> None:
    """Write an article and a store."""
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "facts.yaml").write_text(facts, encoding="utf-8")


NO_PIP: Final = "pip() { :; }; set -e"
"""A stub of pip, which the recipes call to install what is already there."""


def recipe(path: str) -> Any:
    """Return a recipe as data; YAML 1.1 takes the key `on` for a truth value."""
    return yaml.safe_load(RECIPES[path])


def steps(path: str) -> list[dict[str, Any]]:
    """Return the steps of a workflow."""
    return list(recipe(path)["jobs"]["facts"]["steps"])


@pytest.mark.hostile
@pytest.mark.parametrize(
    ("path", "documents"),
    [
        (".github/workflows/facts.yml", ["sarif/check.sarif", "sarif/audit.sarif"]),
        (".github/workflows/annotated-facts.yml", []),
    ],
)
def test_the_workflows_print_problems_and_fail_if_there_are_any(
    path: str, documents: list[str], status: int, shell: Shell, tmp_path: Path
) -> None:
    runs = [step for step in steps(path) if "run" in step]
    codes = [shell(f"{NO_PIP}; {step['run']}").code for step in runs]
    assert max(codes) == status
    assert [step.get("if") for step in runs] == [None, None, "${{ !cancelled() }}"]
    logs = [json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in documents]
    assert all(bool(log["runs"][0]["results"]) == bool(status) for log in logs)


@pytest.mark.hostile
def test_the_pipeline_reports_problems_and_fails_if_there_are_any(
    status: int, shell: Shell, tmp_path: Path
) -> None:
    job = recipe(".gitlab-ci.yml")["facts"]
    assert shell("; ".join((NO_PIP, *job["script"]))).code == status
    for name in job["artifacts"]["reports"]["junit"]:
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert ("<failure " in text) == bool(status)


def test_the_hooks_check_and_audit_a_store(status: int, shell: Shell) -> None:
    manifest = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    hooks = {hook["id"]: hook for hook in manifest}
    [repository] = recipe(".pre-commit-config.yaml")["repos"]
    for used in repository["hooks"]:
        hook = {"args": [], "pass_filenames": True, **hooks[used["id"]], **used}
        assert re.search(hook["files"], "facts.yaml")
        names = ["facts.yaml"] if hook["pass_filenames"] else []
        command = shlex.join([*hook["entry"].split(), *hook["args"], *names])
        assert shell(command).code == status, command


@needs("git")
@needs("pre-commit")
def test_pre_commit_installs_and_runs_the_hooks(
    shell: Shell, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source, cache = tmp_path_factory.mktemp("source"), str(tmp_path_factory.mktemp("cache"))
    for name in ("bsc_cli", "data"):
        shutil.copytree(REPOSITORY / name, source / name, ignore=shutil.ignore_patterns("*.pyc"))
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, source)
    commit = (
        "git init -q && git add . && git -c user.name=x -c user.email=x@example.org commit -qm x"
    )
    assert shell(f"cd {shlex.quote(str(source))} && {commit}").code == 0
    [repository] = (config := recipe(".pre-commit-config.yaml"))["repos"]
    repository |= {"repo": str(source), "rev": "HEAD"}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    for facts, outcome in ((RIGHT, "Passed"), (WRONG, "Failed")):
        write(tmp_path, facts)
        ran = shell("git init -q && git add . && pre-commit run", PRE_COMMIT_HOME=cache)
        outcomes = re.findall(r"^bsc (\w+)\.+(\w+)$", ran.out, re.MULTILINE)
        assert outcomes == [("check", outcome), ("audit", outcome)], ran.out + ran.err


@needs("check-jsonschema")
@pytest.mark.parametrize(
    ("path", "schema"),
    [
        (".github/workflows/facts.yml", "vendor.github-workflows"),
        (".github/workflows/annotated-facts.yml", "vendor.github-workflows"),
        (".gitlab-ci.yml", "vendor.gitlab-ci"),
    ],
)
def test_a_recipe_has_the_form_that_the_service_requires(
    path: str, schema: str, shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "recipe.yml").write_text(RECIPES[path], encoding="utf-8")
    ran = shell(f"check-jsonschema --builtin-schema {schema} recipe.yml")
    assert ran.code == 0, ran.out


@needs("pre-commit")
def test_the_files_of_pre_commit_have_the_required_form(shell: Shell, tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / ".pre-commit-hooks.yaml", tmp_path)
    name = ".pre-commit-config.yaml"
    (tmp_path / name).write_text(RECIPES[name], encoding="utf-8")
    ran = shell(
        f"pre-commit validate-manifest .pre-commit-hooks.yaml && pre-commit validate-config {name}"
    )
    assert ran.code == 0, ran.out


@needs("sarif-multitool")
def test_the_validator_of_sarif_finds_no_error(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    ran = shell(
        "for run in 'check facts.yaml' 'audit article.txt --facts facts.yaml'; do "
        "bsc $run -o sarif > ${run%% *}.sarif; done;"
        "bsc check -o sarif > right.sarif;"
        "sarif-multitool validate check.sarif audit.sarif right.sarif"
    )
    assert "3 files scanned" in ran.out
    found = re.findall(r": (?:error|warning) (\w+):", ran.out)
    # The one warning is that the log names no page on the web about bsc, which has none.
    assert found == ["SARIF2005"] * 3, ran.out
