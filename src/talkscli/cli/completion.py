"""Shell completion: the words of the program, and those of the store in use.

typer answers the shells for commands and options; what stands here are the store's own names, ids and keys.
"""

import os
from collections.abc import Callable
from typing import Any

import typer

from talkscli.errors import TalksError

VARIABLE = "_TALKS_COMPLETE"
SHELLS = ("bash", "zsh", "fish")

Completer = Callable[[typer.Context, str], list[Any]]


def answer_shell(group: Any, instruction: str) -> int:
    """Answer a shell that asks for completions, or for its script."""
    from typer._completion_classes import completion_init
    from typer.completion import shell_complete

    completion_init()
    return int(shell_complete(group, {}, "talks", VARIABLE, instruction))


def write_script(shell: str) -> str:
    """Return the script that switches completion on in a shell."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="talks", complete_var=VARIABLE, shell=shell) + "\n"


def completing(*kinds: str) -> Completer:
    """Make what completes names, ids or keys of some kinds from the store in use."""

    def complete_words(ctx: typer.Context, incomplete: str) -> list[Any]:
        from talkscli.queries.completions import complete
        from talkscli.store import open_archive

        store = ctx.params.get("store")
        if store == "-":
            return []
        try:
            return list(complete(open_archive(store, environ=os.environ), kinds, incomplete))
        except TalksError:
            return []  # a shell's line is no place for a complaint; the command itself will make it

    return complete_words


def completing_words(*words: str) -> Completer:
    """Make what completes one of some fixed words."""

    def complete_fixed(ctx: typer.Context, incomplete: str) -> list[Any]:
        del ctx
        return [word for word in words if word.startswith(incomplete)]

    return complete_fixed
