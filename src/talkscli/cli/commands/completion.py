"""`talks completion`."""

from typing import Annotated

import typer

from talkscli.cli.completion import completing_words
from talkscli.cli.declaring import argument, check_choices
from talkscli.cli.shells import SHELLS, read_script


def completion(
    ctx: typer.Context,
    shell: Annotated[str, argument("SHELL", "bash, zsh or fish.", completing_words(*SHELLS))],
) -> int:
    """Print the script that completes commands, options, and the store's names, ids and keys in a shell.

    A name that a shell could misread is completed to its id. A large store is completed once a command has
    indexed it.

    \b
    Examples:
      eval "$(talks completion bash)"       # in ~/.bashrc
      eval "$(talks completion zsh)"        # in ~/.zshrc
      talks completion fish | source        # in ~/.config/fish/config.fish

    \b
    Or, for zsh and fish, as a file that is read at the first TAB:
      mkdir -p ~/.zfunc && talks completion zsh > ~/.zfunc/_talks
      # and in ~/.zshrc, before compinit: fpath=(~/.zfunc $fpath)
      mkdir -p ~/.config/fish/completions
      talks completion fish > ~/.config/fish/completions/talks.fish
    """  # noqa: D301
    (shell,) = check_choices([shell], SHELLS, "SHELL", "shell")
    ctx.obj.streams.write(read_script(shell))
    return 0
