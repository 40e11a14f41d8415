"""The reference of every command, made from the program's own help.

`python -m talkscli.cli.reference > docs/reference.md` writes it; a test holds the file to it.
"""

import typer

from talkscli.cli.main import COMMANDS, app
from talkscli.output.streams import Streams


def write_reference() -> str:
    """Return the reference as Markdown."""
    group = typer.main.get_command(app)
    context = group.make_context("talks", [], resilient_parsing=True)
    context.terminal_width = WIDTH
    parts = ["# Every command\n\nMade from the program's own help.\n"]
    for name in COMMANDS:
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        inner.terminal_width = WIDTH
        parts.append(f"## talks {name}\n\n```text\n{command.get_help(inner).strip()}\n```\n")
    return "\n".join(parts)


WIDTH = 100

if __name__ == "__main__":
    Streams.from_process().show(write_reference())
