"""The documents say what the program does.

After a wanted change run `TALKS_GOLDEN=update python -m pytest tests/test_docs.py` and read the diff.
"""

import os
import re
from pathlib import Path

import pytest
from tests.documents import read_help

from talkscli.cli.main import COMMANDS
from talkscli.cli.reference import read_helps, write_reference

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
UPDATE = os.environ.get("TALKS_GOLDEN") == "update"


def test_the_reference_is_the_programs_own_help() -> None:
    file = ROOT / "docs" / "reference.md"
    if UPDATE:
        file.write_text(write_reference(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == write_reference()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples_of_itself(command: str) -> None:
    examples = read_help(command, read_helps()[f"talks {command}"])
    assert sum(f"talks {command}" in example.text for example in examples) >= 2


def test_links_between_documents_lead_somewhere() -> None:
    for file in [README, *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (file.parent / target).exists(), f"{file.name}: {target}"


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
