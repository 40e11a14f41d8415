"""A start is felt every time: what a command may load before it has answered."""

import json
import subprocess
import sys

import pytest

PROBE = """
import sys, json
import typer
before = set(sys.modules)
from talkscli.cli.main import main
from talkscli.output.streams import Streams
status = main({words!r}, streams=Streams.for_tests(terminal={terminal!r}, width=120))
print(json.dumps([status, sorted(set(sys.modules) - before)]))
"""

OWN = {
    "talkscli",
    "talkscli.cli",
    "talkscli.cli.commands",
    "talkscli.cli.commands.who",
    "talkscli.cli.completion",
    "talkscli.cli.declaring",
    "talkscli.cli.global_options",
    "talkscli.cli.command_list",
    "talkscli.cli.filters",
    "talkscli.cli.main",
    "talkscli.cli.options",
    "talkscli.cli.parameters",
    "talkscli.cli.run",
    "talkscli.errors",
    "talkscli.index",
    "talkscli.index.cache",
    "talkscli.index.private_files",
    "talkscli.output",
    "talkscli.output.safe_text",
    "talkscli.output.formats",
    "talkscli.output.jsontext",
    "talkscli.output.request",
    "talkscli.output.streams",
    "talkscli.queries",
    "talkscli.queries.archive",
    "talkscli.queries.filters",
    "talkscli.queries.limits",
    "talkscli.queries.rows",
    "talkscli.reports",
    "talkscli.reports.columns",
    "talkscli.reports.table",
    "talkscli.reports.who",
    "talkscli.reports.who_parts",
    "talkscli.queries.names_lookup",
    "talkscli.queries.opening",
    "talkscli.files",
    "talkscli.files.store_paths",
    "talkscli.index.schema",
    "talkscli.queries.selection",
    "talkscli.queries.session",
}
"""Everything of ours that answering `talks who X --format json` may load."""

LIBRARY = {
    "json",
    "json.decoder",
    "json.encoder",
    "json.scanner",
    "_json",
    "sqlite3",
    "sqlite3.dbapi2",
    "_sqlite3",
}
"""What it may load of the standard library beyond what typer has loaded."""


def load(words: list[str], *, terminal: bool = False) -> set[str]:
    """Return the modules that a warm run loads beyond those of typer."""
    for _ in range(2):
        code = PROBE.format(words=words, terminal=terminal)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    status, modules = json.loads(done.stdout)
    assert status == 0
    return set(modules)


def test_who_as_json_loads_only_what_it_needs() -> None:
    loaded = load(["who", "Umerov", "--format", "json"])
    assert {name for name in loaded if name.split(".")[0] == "talkscli"} <= OWN
    assert {name for name in loaded if name.split(".")[0] not in {"talkscli", "typer"}} <= LIBRARY


@pytest.mark.parametrize(
    "words", [["rounds"], ["claims"], ["conflicts"], ["show", "r3-date-ria"], ["search", "talks"]]
)
def test_no_answer_needs_pydantic_or_rich_in_a_pipe(words: list[str]) -> None:
    roots = {name.split(".")[0] for name in load(words)}
    assert not roots & {"pydantic", "pydantic_core", "rich", "anyascii"}


def test_rapidfuzz_is_loaded_only_when_a_name_is_not_exact() -> None:
    assert "rapidfuzz" not in load(["who", "Умеров", "--format", "json"])
    loaded = load(["who", "Umeorv", "--format", "json"])
    assert "rapidfuzz" in loaded
    assert not loaded & {"pydantic", "pydantic_core"}


def test_a_table_needs_texts_and_styles_of_rich_and_neither_its_console_nor_pydantic() -> None:
    loaded = load(["who", "Umerov"], terminal=True)
    assert "rich.text" in loaded
    assert not loaded & {"pydantic", "pydantic_core", "rapidfuzz", "rich.console", "rich.table"}
