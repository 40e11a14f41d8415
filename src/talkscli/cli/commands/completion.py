"""`talks completion`."""

from typing import Annotated

import typer

from talkscli.cli.completion import SHELLS, completing_words, write_script
from talkscli.errors import UsageError

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def completion(
    ctx: typer.Context,
    shell: Annotated[
        str,
        typer.Argument(metavar="SHELL", help="bash, zsh or fish.", autocompletion=completing_words(*SHELLS)),
    ],
) -> int:
    """Print the script that completes commands, options, and the store's names, ids and keys in a shell.

    \b
    Examples:
      eval "$(talks completion bash)"       # a line for ~/.bashrc
      mkdir -p ~/.zfunc                     # ~/.zshrc: fpath+=~/.zfunc
      talks completion zsh > ~/.zfunc/_talks
      mkdir -p ~/.config/fish/completions
      talks completion fish > ~/.config/fish/completions/talks.fish
    """  # noqa: D301
    if shell not in SHELLS:
        raise UsageError(f"no shell {shell!r}; there are: {', '.join(SHELLS)}")
    ctx.obj.streams.write(write_script(shell))
    return 0
