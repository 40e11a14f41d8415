"""The documents say what the program does.

After a wanted change run `TALKS_GOLDEN=update python -m pytest tests/test_docs.py` and read the diff.
"""

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talkscli.cli.main import COMMANDS
from talkscli.cli.reference import write_reference

if TYPE_CHECKING:
    from tests.conftest import Talks

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
UPDATE = os.environ.get("TALKS_GOLDEN") == "update"


def test_the_sample_in_the_readme_is_what_a_terminal_shows(talks: "Talks") -> None:
    text = README.read_text(encoding="utf-8")
    block = re.search(r"```console\n\$ (talks .*)\n([\s\S]*?)```", text)
    assert block is not None
    shown = talks(*shlex.split(block[1])[1:], terminal=True).out
    if UPDATE:
        README.write_text(text.replace(block[2], shown), encoding="utf-8")
    else:
        assert block[2] == shown


def test_the_reference_is_the_programs_own_help() -> None:
    file = ROOT / "docs" / "reference.md"
    if UPDATE:
        file.write_text(write_reference(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == write_reference()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples_and_is_in_the_reference(talks: "Talks", command: str) -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    section = reference.split(f"## talks {command}\n")[1].split("\n## ")[0]
    examples = re.findall(rf"^ +(?:.*\| )?talks {command}\b.*$", section.split("Examples:")[1], re.MULTILINE)
    assert len(examples) >= 2
    assert talks(command, "--help").status == 0


READ_ONLY = (
    "rounds",
    "who",
    "conflicts",
    "claims",
    "search",
    "show",
    "timeline",
    "sources",
    "check",
    "schema",
)


def documented_examples() -> list[str]:
    """List the commands shown in help and README that only read the shipped store, without their pipes."""
    text = re.sub(r" \\\n +", " ", write_reference() + README.read_text(encoding="utf-8"))
    found = []
    for line in re.findall(rf"^ *(talks (?:{'|'.join(READ_ONLY)})\b.*)$", text, re.MULTILINE):
        words = re.split(r" \||  +| > | #| \|\| ", line)[0].strip()
        if not any(
            mark in words for mark in ("$(", "mystory", "Nobody", "--store -", "FILE", " - ", "ID", "show -")
        ):
            found.append(words)
    return sorted(set(found))


@pytest.mark.parametrize("line", documented_examples())
def test_a_documented_example_finds_something(talks: "Talks", line: str) -> None:
    result = talks(*shlex.split(line)[1:])
    assert result.status == 0
    if "check" not in line:
        assert result.out.count("\n") > (0 if "--no-header" in line or "ndjson" in line else 1)


def test_links_between_documents_lead_somewhere() -> None:
    for file in [README, *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_the_readmes_commands_are_those_of_ci() -> None:
    commands = re.findall(
        r"^    (python -m pip install .*)$", README.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [command.split(" && ")[1] for command in commands] == ["talks rounds", "python -m pytest"]
