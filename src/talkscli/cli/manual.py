r"""The manual page, made from the program's own help.

`python -m talkscli.cli.manual > docs/talks.1` writes it; a test holds the file to it. A wheel installs it, so
that `man talks` finds it.
"""

from collections.abc import Iterator
from typing import Any

import typer

from talkscli.cli.command_list import COMMANDS
from talkscli.cli.glossary import WORDS
from talkscli.cli.main import app
from talkscli.cli.options import SHARED
from talkscli.output.streams import Streams

ENVIRONMENT = {
    "TALKS_STORE": "The store to read and write, where --store names none.",
    "TALKS_FORMAT": "The format, where --format names none.",
    "TALKS_TEXTS": "The directory of the documents' texts, where --texts names none.",
    "TALKS_PAGER, PAGER": "The pager for what is longer than the screen; empty or cat for none.",
    "TALKS_LLM_URL": "The address of the server that drafts where talks draft --with llm says so.",
    "TALKS_LLM_MODEL": "The model that it is to use.",
    "TALKS_LLM_KEY": "The key, if the server wants one; it is neither shown nor kept.",
    "TALKS_CACHE": "The directory of the index, which is only a cache and may be deleted at any time.",
    "NO_COLOR, FORCE_COLOR, COLUMNS, LINES": "Are obeyed.",
}

STATUSES = {
    "0": "Done, an empty result too.",
    "1": "Nothing found, with -e.",
    "2": "Wrong usage.",
    "3": "A name or id that the store does not have.",
    "4": "The store cannot be read or is invalid.",
    "5": "The store or file could not be written, and is unchanged.",
    "130": "Interrupted.",
}


def write_manual() -> str:
    """Return the manual page, as `man` reads it."""
    return "\n".join(_write_lines()) + "\n"


def _write_lines() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    context = group.make_context("talks", [], resilient_parsing=True)
    yield '.TH TALKS 1 "" "talks" "User commands"'
    yield ".SH NAME"
    yield r"talks \- who said what, when, according to whom, and where the sources disagree"
    yield ".SH SYNOPSIS"
    yield r".B talks"
    yield r".RI [ OPTIONS ] \~ COMMAND \~[ ARGUMENTS ]"
    yield ".SH DESCRIPTION"
    yield _escape(
        "A store holds claims, each with its claimant, its source and its date. talks shows them, tells how "
        "they stand to each other, and writes new ones. Each command has a help of its own, with examples: "
        "talks COMMAND --help."
    )
    yield ".SH COMMANDS"
    for name, summary in COMMANDS.items():
        yield from _write_item(f"talks {name}", summary)
    yield ".SH EXAMPLES"
    yield ".EX"
    yield from map(_escape, _list_examples(str(group.callback.__doc__ or "")))
    yield ".EE"
    yield ".SH OPTIONS OF COMMANDS THAT SHOW SOMETHING"
    command = group.get_command(context, "claims")
    for parameter in command.params:
        if parameter.name in SHARED or not parameter.expose_value:
            yield from _write_item(_name(parameter), parameter.help)
    for title, items in (("WORDS", WORDS), ("ENVIRONMENT", ENVIRONMENT), ("EXIT STATUS", STATUSES)):
        yield f".SH {title}"
        for name, meaning in items.items():
            yield from _write_item(name, meaning)
    yield ".SH SEE ALSO"
    yield _escape("README.md and the pages in docs/ of the project; talks schema for the form of a store.")


def _name(parameter: Any) -> str:
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def _list_examples(text: str) -> Iterator[str]:
    for line in text.partition("Examples:")[2].splitlines():
        if line.strip().startswith("talks"):
            yield line.strip()


def _write_item(name: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield rf"\fB{_escape(name)}\fR"
    yield _escape(meaning)


def _escape(text: str) -> str:
    r"""Write a text so that `man` shows it as it is: signs that mean something to it get a backslash."""
    safe = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    return rf"\&{safe}" if safe.startswith((".", "'")) else safe


if __name__ == "__main__":
    Streams.from_process().show(write_manual())
