"""The reference of every command, made from the program's own help.

`python -m talkscli.cli.reference > docs/reference.md` writes it; a test holds the file to it.
"""

from typing import Any

import typer

from talkscli.cli.command_list import COMMANDS
from talkscli.cli.main import app
from talkscli.output.streams import Streams

WIDTH = 100


def read_helps() -> dict[str, str]:
    """Return the help of the program, of each command and of what a command consists of, by what is typed."""
    group: Any = typer.main.get_command(app)
    context = group.make_context("talks", [], resilient_parsing=True)
    context.terminal_width = WIDTH
    helps = {"talks --help": group.get_help(context)}
    for name in COMMANDS:
        command = group.get_command(context, name)
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        inner.terminal_width = WIDTH
        helps[f"talks {name}"] = command.get_help(inner)
        parts = getattr(command, "commands", {})
        for part, below in parts.items():
            if not below.hidden:
                lower = below.make_context(part, [], parent=inner, resilient_parsing=True)
                lower.terminal_width = WIDTH
                helps[f"talks {name} {part}"] = below.get_help(lower)
    return {name: text.strip() + "\n" for name, text in helps.items()}


def write_reference() -> str:
    """Return the reference as Markdown."""
    parts = ["# Every command\n\nMade from the program's own help.\n"]
    parts += [f"## {name}\n\n```text\n{text}```\n" for name, text in read_helps().items()]
    return "\n".join(parts)


if __name__ == "__main__":
    Streams.from_process().show(write_reference())
