"""The documents say what the program does.

After a wanted change run `TALKS_GOLDEN=update python -m pytest tests/test_docs.py` and read the diff.
"""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.pictures import draw_terminal
from tests.documents import read_help, read_pages
from tests.programs import require

from talkscli.cli.command_list import COMMANDS
from talkscli.cli.glossary import WORDS
from talkscli.cli.manual import write_manual
from talkscli.cli.reference import read_helps, write_reference

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
UPDATE = os.environ.get("TALKS_GOLDEN") == "update"


def test_the_reference_is_the_programs_own_help() -> None:
    file = ROOT / "docs" / "reference.md"
    if UPDATE:
        file.write_text(write_reference(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == write_reference()


def test_the_manual_page_is_the_programs_own_help() -> None:
    file = ROOT / "docs" / "talks.1"
    if UPDATE:
        file.write_text(write_manual(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == write_manual()


@pytest.mark.skipif(sys.platform != "linux", reason="the man of other systems has other options")
def test_man_shows_the_manual_page_and_complains_of_nothing() -> None:
    require("man")
    ended = subprocess.run(
        ["man", "-l", "--warnings", str(ROOT / "docs" / "talks.1")],
        capture_output=True, text=True, check=True, env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert ended.stderr == ""
    assert "talks changes" in ended.stdout
    assert "--no-pager" in ended.stdout.replace("\u2010", "-")


def test_the_glossary_of_the_readme_is_the_programs() -> None:
    text = README.read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \|$",
        text[text.index("## Words") : text.index("## What it is not")],
        re.MULTILINE,
    )
    assert dict(rows[1:]) == WORDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples_of_itself(command: str) -> None:
    examples = read_help(command, read_helps()[f"talks {command}"])
    assert sum(f"talks {command}" in example.text for example in examples) >= 2


def test_the_picture_shows_what_the_page_on_it_shows() -> None:
    picture = ROOT / "docs" / "conflicts.svg"
    command = next(one for one in read_pages()["docs/dispute.md"] if one.shown)
    assert command.shown is not None
    if UPDATE:
        picture.write_text(draw_terminal(command.text), encoding="utf-8")
    drawn = re.findall(r">([^<]*)</text>", picture.read_text(encoding="utf-8"))
    assert "".join(html.unescape("".join(drawn)).split()) == "".join((command.text + command.shown).split())


def test_links_between_documents_lead_somewhere() -> None:
    for file in [README, *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (file.parent / target).exists(), f"{file.name}: {target}"


@pytest.mark.parametrize(
    "page", ["docs/architecture.md", "CONTRIBUTING.md", "docs/decisions.md", "docs/reliability.md"]
)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    named = re.findall(
        r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|json|md|toml|yml))`", (ROOT / page).read_text(encoding="utf-8")
    )
    places = (ROOT, ROOT / "src" / "talkscli", ROOT / "src" / "talkscli" / "cli")
    assert [
        name for name in named if "NAME" not in name and not any((place / name).exists() for place in places)
    ] == []


def test_the_readmes_commands_are_those_of_ci() -> None:
    """Read .ci/run as it does README: the lines between two marks, and what is done with them."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (pattern,) = re.findall(r"sed -n 's/(.+)/\\1/p' README\.md", script)
    wanted = re.compile(pattern.replace("\\(", "(").replace("\\)", ")"), re.MULTILINE)
    found = wanted.findall(README.read_text(encoding="utf-8"))
    assert found == [
        "python -m pip install . && talks rounds",
        "python -m pip install '.[test]' && python -m pytest",
    ]
    assert re.search(r'bash -c "\$command"', script)


def test_ci_runs_every_check_that_the_readme_of_contributors_names() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for check in ("ruff check .", "ruff format --check .", "mypy", "lint-imports"):
        assert re.search(rf"^ *{re.escape(check)}$", script, re.MULTILINE), check
