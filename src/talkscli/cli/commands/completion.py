"""`talks completion`."""

from typing import Annotated

import typer

from talkscli.cli.completion import completing_words
from talkscli.cli.shells import SHELLS, read_script
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

    A name that a shell could misread is completed to its id. A large store is completed once a command has
    indexed it.

    \b
    Examples:
      eval "$(talks completion bash)"       # a line for ~/.bashrc
      eval "$(talks completion zsh)"        # a line for ~/.zshrc
      talks completion fish | source        # a line for ~/.config/fish/config.fish

    \b
    Or as a file that the shell loads at the first TAB, for bash with the package bash-completion:
      mkdir -p ~/.local/share/bash-completion/completions
      talks completion bash > ~/.local/share/bash-completion/completions/talks
      mkdir -p ~/.zfunc                     # in ~/.zshrc, before compinit: fpath+=~/.zfunc
      talks completion zsh > ~/.zfunc/_talks
      mkdir -p ~/.config/fish/completions
      talks completion fish > ~/.config/fish/completions/talks.fish
    """  # noqa: D301
    if shell not in SHELLS:
        raise UsageError(f"no shell {shell!r}; there are: {', '.join(SHELLS)}")
    ctx.obj.streams.write(read_script(shell))
    return 0
